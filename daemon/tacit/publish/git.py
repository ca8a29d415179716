"""Runs git: the only importer of GitPython.

Every command line is a fixed list; what comes from data was checked in `naming` and `address`, or
goes in as bytes. The address is given to each command rather than kept as a remote, so that
`.git/config` never holds one. Nothing of the environment that starts with GIT_ reaches git: the
project of the session that woke the daemon could have set it.
"""

import os
import re
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tacit.errors import ForgeError, RegistryError
from tacit.publish.address import shown
from tacit.publish.credential import Credential, credential
from tacit.publish.forge import GitHub
from tacit.publish.token import Token

# Seconds for a command that talks to a registry, and for one that does not.
_NETWORK = 150
_LOCAL = 60
_ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "file:http:https:ssh",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "SSH_ASKPASS_REQUIRE": "never",
}
_SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.symlinks=false",  # a link in a registry is checked out as the text that it is
    "core.attributesFile=/dev/null",
    "core.autocrlf=false",
    "core.fsmonitor=false",
    "filter.lfs.process=",
    "filter.lfs.smudge=",
    "filter.lfs.required=false",
    "gc.autoDetach=false",  # what runs, runs under our lock
    "maintenance.autoDetach=false",
    "submodule.recurse=false",
    "fetch.recurseSubmodules=false",
    "push.recurseSubmodules=no",
    "push.gpgSign=false",
    "http.lowSpeedLimit=1",
    "http.lowSpeedTime=30",
    "init.defaultBranch=main",
)
# What a server says to a token that is not for it.
_DENIED = re.compile(r"Authentication failed|could not read|\b40[134]\b|not found|denied", re.I)
_UNKNOWN = re.compile(r"could not read (?:Username|Password)|Authentication failed", re.I)
_SIGN_IN = (
    "; sign in to that host (`gh auth login`, or a credential helper of git's), or name a file "
    "with a token as token_file under [forge]"
)
_SAID = re.compile(r"^(?:fatal|error|ssh|remote|.*! \[\w[\w ]*\])", re.M)


class Answer(NamedTuple):
    """What a git process left: its exit status, its output, the line that says what went wrong."""

    status: int
    out: bytes
    said: str

    @property
    def text(self) -> str:
        """The output as text, without the last line end."""
        return self.out.decode("utf-8", "replace").rstrip("\n")

    @property
    def told(self) -> str:
        """What went wrong and, where the host does not know the user, how to mend it."""
        return self.said + (_SIGN_IN if _UNKNOWN.search(self.said) else "")


@dataclass(frozen=True, slots=True)
class Git:
    """Runs git in one repository, with its forge's token where it has one.

    `folder`: the work tree; `keep`: the descriptor of the checkout's lock.
    """

    url: str
    folder: Path
    dir: Path
    keep: int | None
    forge: GitHub | None = None

    def __call__(
        self, *args: str, stdin: bytes = b"", network: bool = False, also: Sequence[int] = ()
    ) -> Answer:
        """Run it. Raises RegistryError where the status is neither 0 nor in `also`."""
        answer = None
        if network and (found := self._token()):
            with credential(self.url, found) as given:
                answer = self._run(args, stdin, network, given)
        if answer is None or (answer.status and _DENIED.search(answer.said)):
            answer = self._run(args, stdin, network, Credential())
        if answer.status and answer.status not in also:
            raise RegistryError(f"{shown(self.url)}: git {args[0]}: {answer.told}")
        return answer

    def init(self, *options: str) -> None:
        """Make the repository; one that is there stays. Raises RegistryError where it cannot."""
        held = () if self.keep is None else (self.keep,)
        made = run(["git", "init", "--quiet", "--template=", *options, str(self.folder)], held=held)
        if made.status:
            raise RegistryError(f"{shown(self.url)}: git init: {made.said}")

    def _run(self, args: Sequence[str], stdin: bytes, network: bool, given: Credential) -> Answer:
        settings = [part for one in (*_SETTINGS, *given.settings) for part in ("-c", one)]
        place = [f"--git-dir={self.dir}", f"--work-tree={self.folder}"]
        # A credential cache that a network command starts would keep the lock for itself.
        held = () if network or self.keep is None else (self.keep,)
        command = ["git", *place, *settings, *args]
        return run(command, stdin, network=network, held=(*held, *given.descriptors))

    def _token(self) -> Token | None:
        """The forge's token; who cannot use it still has the user's own way."""
        with suppress(ForgeError):
            return self.forge.token if self.forge else None
        return None


def run(
    command: list[str], stdin: bytes = b"", *, network: bool = False, held: tuple[int, ...] = ()
) -> Answer:
    """What the command left, run from a folder of nobody's; `held`: descriptors it inherits.

    Raises RegistryError where there is no git.
    """
    try:
        import git  # noqa: PLC0415 - 70 ms that most commands never need
    except ImportError:  # GitPython's way to say that there is no git
        raise RegistryError("git is not to be found; install it") from None
    unset = [part for name in os.environ if name.startswith("GIT_") for part in ("-u", name)]
    with tempfile.TemporaryFile() as given:
        given.write(stdin)
        given.seek(0)
        status, out, said = git.Git(tempfile.gettempdir()).execute(
            ["env", *unset, *(f"{k}={v}" for k, v in _ENVIRONMENT.items()), *command],
            istream=given,
            with_extended_output=True,
            with_exceptions=False,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
            kill_after_timeout=_NETWORK if network else _LOCAL,
            pass_fds=held,
        )
    return Answer(status, out, _why(said))


def _why(said: str) -> str:
    """The line of git's that says what went wrong, without addresses' userinfo."""
    if said.startswith("Timeout"):  # GitPython's own, with the whole command line in it
        return "no answer in time"
    lines = [line for line in said.splitlines() if _SAID.match(line)] or said.splitlines()
    telling = [line for line in lines if line.startswith(("fatal", "ssh"))] or lines
    return shown(re.sub(r"^(?:fatal|error): ", "", telling[0].strip())) if telling else "no reason"
