"""What can go wrong and is expected, each with one clear line for the user.

TacitError
├── ConfigError        a configuration file that cannot be used
├── SettingsError      the client's settings file is broken or of a foreign shape
├── TranscriptError    a transcript that cannot be found or opened
├── RegistryError      a registry that cannot be read, joined or written
│   └── ForgeError     a forge that cannot be asked, or refuses
├── DraftRefused       a draft in doubt; it stays on this machine
├── ModelError         no draft from the model; the writer without one takes over
├── EncoderError       a sentence encoder's folder that cannot be used; words alone do
└── DaemonError        the daemon does not answer, or does not leave

The message says what happened, where, and how to mend it. Anything else that is raised is a
fault of ours: the boundary of the process (`cli.main`, the worker, the daemon's loop) logs it.
"""


class TacitError(Exception):
    """An expected refusal: one line on stderr, exit code 1."""


class ConfigError(TacitError):
    """A configuration file that cannot be used."""


class SettingsError(TacitError):
    """The client's settings file is broken or of a foreign shape; it was left untouched."""


class TranscriptError(TacitError):
    """A transcript that cannot be found or opened."""


class RegistryError(TacitError):
    """A registry that cannot be read, joined or written."""


class ForgeError(RegistryError):
    """A forge that cannot be asked, or refuses; what was to be told there waits."""


class DraftRefused(TacitError):
    """A draft in doubt: it stays on this machine."""


class ModelError(TacitError):
    """No draft from the model, for want of a key, budget or a usable answer."""


class EncoderError(TacitError):
    """A folder without a sentence encoder that can be used; retrieval goes by words alone."""


class DaemonError(TacitError):
    """The daemon does not answer, or does not leave."""
