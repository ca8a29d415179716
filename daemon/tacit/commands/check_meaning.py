"""The link to the sentence encoder, where the configuration names one."""

from collections.abc import Iterator
from contextlib import suppress

from tacit.advise.index import Index
from tacit.advise.meaning import Meaning, folder_of, learn
from tacit.commands.check import Check, note, ok
from tacit.config import load
from tacit.errors import ConfigError, EncoderError, RegistryError
from tacit.paths import Paths

_SECONDS = 5.0


def check_meaning(where: Paths) -> Iterator[Check]:
    """Can the model be used, and have the skills their vectors? Nothing where none is named.

    Without it words alone find skills, so that whatever is amiss is a note.
    """
    with suppress(ConfigError, RegistryError):  # told by other checks
        model = folder_of(load(where.config_file).advise.semantic_model)
        index = Index.open(where.index)
        if model is None or index is None:
            return
        try:
            left = learn(index, model, where.index, _SECONDS)
            Meaning.open(model, where.index)
        except EncoderError as refusal:
            yield note("semantic model", f"{refusal}; until then skills are found by words alone")
            return
        if left:
            mend = "`tacit registry sync` encodes them now, the daemon bit by bit"
            yield note("semantic model", f"{left} skills are not encoded yet", mend)
        else:
            yield ok("semantic model", f"{model}, a vector for each of {index.skills} skills")
