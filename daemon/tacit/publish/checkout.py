"""A registry's checkout that tacit owns: the only importer of GitPython.

Every command line is a fixed list; what comes from data was checked in `naming` and `address`, or
goes in as bytes. The address is given to each command rather than kept as a remote, so that
`.git/config` never holds one. Nothing of the environment that starts with GIT_ reaches git: the
project of the session that woke the daemon could have set it.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tacit.errors import ForgeError, RegistryError
from tacit.publish import drafting, exchange, merging, rejections
from tacit.publish.address import checked, shown
from tacit.publish.credential import Credential, credential
from tacit.publish.exchange import Answer
from tacit.publish.forge import GitHub
from tacit.publish.lock import locked
from tacit.publish.naming import Branch, checked_branch
from tacit.publish.plumbing import is_commit
from tacit.publish.token import Token
from tacit.registry.seed import Title, seed
from tacit.registry.tree import files, read
from tacit.terminal import safe_line

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
_SAID = re.compile(r"^(?:fatal|error|ssh|remote|.*! \[\w[\w ]*\])", re.M)


@dataclass(frozen=True, slots=True)
class _Git:
    """Runs git in one repository. `keep`: the descriptor of the checkout's lock."""

    url: str
    folder: Path
    dir: Path
    keep: int | None
    forge: GitHub | None = None

    def __call__(
        self, *args: str, stdin: bytes = b"", network: bool = False, also: Sequence[int] = ()
    ) -> Answer:
        answer = None
        if network and (found := self._token()):
            with credential(self.url, found) as given:
                answer = self._run(args, stdin, network, given)
        if answer is None or (answer.status and _DENIED.search(answer.said)):
            answer = self._run(args, stdin, network, Credential())
        if answer.status and answer.status not in also:
            raise RegistryError(f"{shown(self.url)}: git {args[0]}: {answer.said}")
        return answer

    def _run(self, args: Sequence[str], stdin: bytes, network: bool, given: Credential) -> Answer:
        settings = [part for one in (*_SETTINGS, *given.settings) for part in ("-c", one)]
        place = [f"--git-dir={self.dir}", f"--work-tree={self.folder}"]
        # A credential cache that a network command starts would keep the lock for itself.
        held = () if network or self.keep is None else (self.keep,)
        command = ["git", *place, *settings, *args]
        return _run(command, stdin, network, (*held, *given.descriptors))

    def _token(self) -> Token | None:
        """The forge's token; who cannot use it still has the user's own way."""
        with suppress(ForgeError):
            return self.forge.token if self.forge else None
        return None


def _run(command: list[str], stdin: bytes, network: bool, held: tuple[int, ...] = ()) -> Answer:
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


@dataclass(frozen=True, slots=True)
class Checkout:
    """A registry and the folder that its default branch is checked out in.

    `forge`: where it lives, if that has pull requests; `asked`: push options for a new draft.
    """

    url: str
    folder: Path
    forge: GitHub | None = None
    asked: tuple[str, ...] = ()

    def sync(self) -> str:
        """Fetch, and stand at the remote's default branch; its commit comes back.

        A checkout that git finds broken is made anew. Raises RegistryError where the registry
        cannot be read; the checkout then stays as it was.
        """
        with self._open() as git:
            try:
                return _synced(git)
            except RegistryError:
                if (
                    git("fsck", "--connectivity-only", "--no-dangling", also=range(1, 256)).status
                    == 0
                ):
                    raise
            shutil.rmtree(self.folder, ignore_errors=True)
            _init(git)
            return _synced(git)

    def head(self) -> str:
        """The commit it stands at, "" if it was never synced; asks no git."""
        try:
            found = (self.folder / ".git" / "HEAD").read_text().strip()
        except (OSError, ValueError):
            return ""
        return found if is_commit(found) else ""

    def branches(self) -> tuple[Branch, ...]:
        """The draft branches as of the last sync, the oldest first."""
        with self._reading() as git:
            return exchange.branches(git)

    def tip(self, branch: str) -> str:
        """The draft branch's commit as of the last sync, "" where it is not there."""
        with self._reading() as git:
            return exchange.tip(git, checked_branch(branch))

    def push_branch(
        self, branch: str, texts: Mapping[str, str], message: str, onto: str = ""
    ) -> str:
        """Push the files as a commit on `onto`, the branch's tip, or as a new branch.

        See `drafting.push_branch`. Call `sync` before.
        """
        with self._open() as git:
            return drafting.push_branch(
                git, checked_branch(branch), texts, message, onto=onto, asked=self.asked
            )

    def edit_branch(self, branch: str, texts: Mapping[str, str], message: str) -> str:
        """Push a person's commit with these files changed; see `drafting.edit_branch`."""
        with self._open() as git:
            return drafting.edit_branch(git, checked_branch(branch), texts, message)

    def made_here(self, branch: str, commit: str) -> bool:
        """Was the commit made by this checkout for this branch?"""
        with self._reading() as git:
            return drafting.made_here(git, checked_branch(branch), commit)

    def files(self, branch: str) -> Mapping[str, str]:
        """Path → text of what the draft branch adds to the default branch or changes in it."""
        with self._reading() as git:
            commit = exchange.tip(git, checked_branch(branch))
            return drafting.contents(git, drafting.added(git, commit)) if commit else {}

    def drafted(self, branch: str) -> bool:
        """Was all that the branch adds made by tacit, on whatever machine?"""
        with self._reading() as git:
            return drafting.drafted(git, exchange.tip(git, checked_branch(branch)))

    def open_texts(self, name: str, besides: Set[str]) -> list[tuple[str, str, str]]:
        """Branch, path and text of the files `name` of skills in open drafts, the newest first.

        `besides`: ids of drafts to leave out.
        """
        with self._reading() as git:
            found = [b for b in exchange.branches(git)[::-1] if not b.merged]
            tips = {b.sha: b.name for b in found if b.id not in besides}
            told = drafting.differing(git, [*tips], f"plugins/*/*/skills/*/{name}")
            return [(tips[tip], path, text) for tip, path, text in told]

    def refuse(self, id: str, text: str) -> None:
        """Put a refusal into the registry; see `rejections.add`."""
        with self._open() as git:
            rejections.add(git, id, text)

    def refusals(self) -> dict[str, str]:
        """Path → text of all refusals, as of the last sync."""
        with self._reading() as git:
            return rejections.texts(git)

    def arrived(self, commit: str) -> bool:
        """Does the default branch hold what the commit added?"""
        with self._reading() as git:
            return drafting.arrived(git, commit)

    def outstanding(self, commits: Sequence[str]) -> frozenset[str]:
        """Those that cannot have arrived, told at once; `arrived` tells of one what they are."""
        with self._reading() as git:
            return drafting.outstanding(git, commits)

    def merge(self, branch: str) -> str:
        """Merge the draft branch and push the default branch; see `merging.merge`."""
        with self._open() as git:
            return merging.merge(git, checked_branch(branch))

    def drop(self, branch: str) -> None:
        """Remove the draft branch from the registry, where it still stands as last synced."""
        with self._open() as git:
            commit = exchange.tip(git, checked_branch(branch))
            if commit:
                exchange.push(git, "", branch, commit)
                git("update-ref", "-d", f"{exchange.ORIGIN}{branch}")

    @contextmanager
    def _reading(self) -> Iterator[_Git]:
        """Without the lock, which a fetch over a slow line may hold: git reads beside a writer."""
        git = _Git(checked(self.url), self.folder, self.folder / ".git", None, self.forge)
        if not (git.dir / "HEAD").is_file():
            raise RegistryError(f"{shown(self.url)} was never read; `tacit registry sync`")
        yield git

    @contextmanager
    def _open(self) -> Iterator[_Git]:
        url = checked(self.url)
        with locked(self.folder) as keep:
            git = _Git(url, self.folder, self.folder / ".git", keep, self.forge)
            if not (git.dir / "HEAD").is_file():
                _init(git)
            yield git


def _synced(git: _Git) -> str:
    commit = exchange.fetch(git)
    exchange.stand(git, commit)
    return commit


def _init(git: _Git) -> None:
    git.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    command = ["git", "init", "--quiet", "--template=", str(git.folder)]
    _run(command, b"", network=False, held=() if git.keep is None else (git.keep,))


def create_local(bare: Path, *, lessons: bool = False) -> None:
    """Make the bare repository of a seeded registry at `bare`, whole or not at all.

    One that is there already is left alone. Raises RegistryError where it cannot be made.
    """
    with locked(bare) as keep:
        if (bare / "HEAD").exists():
            return
        made = bare.with_name(f".{bare.name}.new")
        shutil.rmtree(made, ignore_errors=True)
        git = _Git(str(bare), made, made, keep)
        with tempfile.TemporaryDirectory() as folder:
            seed(Path(folder, "seed"), Title("team-skills"), lessons=lessons)
            _first_commit(git, Path(folder, "seed"), "--bare")
        made.rename(bare)


def create_here(
    folder: Path, called: Title, *, lessons: bool = True, forge: GitHub | None = None
) -> None:
    """Make a seeded registry in `folder`, a repository with a work tree.

    Where the title has a URL, that becomes `origin`, and the registry is pushed there. Raises
    RegistryError where the folder has content or cannot be written, or where the URL cannot be
    read or holds anything; nothing was made then.
    """
    url = checked(called.url) if called.url else ""
    if url:
        _check_empty(url, forge)
    seed(folder, called, lessons=lessons)
    git = _Git(url or str(folder), folder, folder / ".git", None, forge)
    _first_commit(git, folder)
    git("read-tree", "HEAD")
    if url:
        git("config", "remote.origin.url", url)
        git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
        exchange.push(git, "refs/heads/main", "main", "")
        git("update-ref", "refs/remotes/origin/main", "refs/heads/main")
        git("config", "branch.main.remote", "origin")
        git("config", "branch.main.merge", "refs/heads/main")


def _check_empty(url: str, forge: GitHub | None) -> None:
    """Raise RegistryError unless the repository at the address is there and without a commit."""
    with tempfile.TemporaryDirectory() as scratch:
        git = _Git(url, Path(scratch), Path(scratch), None, forge)
        _run(["git", "init", "--quiet", "--bare", "--template=", scratch], b"", network=False)
        try:
            listed = git("ls-remote", "--", url, network=True)
        except RegistryError as error:
            raise RegistryError(f"{error}; make an empty repository there first") from None
    if listed.out.strip():
        raise RegistryError(
            f"{shown(url)} is not empty; `tacit registry use` joins a registry, "
            "and a new one needs an empty repository"
        )


def _first_commit(git: _Git, seeded: Path, *options: str) -> None:
    put = {path: (read(seeded / path) or "").encode() for path in files(seeded)}
    command = ["git", "init", "--quiet", "--template=", *options, str(git.folder)]
    _run(command, b"", network=False, held=() if git.keep is None else (git.keep,))
    git("symbolic-ref", "HEAD", "refs/heads/main")
    git("config", "gc.autoDetach", "false")
    drafting.commit(git, "refs/heads/main", "A new registry", parents=[], put=put)


def owner_address(project: Path) -> str:
    """The address of the project's own git remote, "" where it has none."""
    command = ["git", "-C", str(project), "config", "--get", "remote.origin.url"]
    answer = _run(command, b"", network=False)
    return safe_line(answer.text) if answer.status == 0 else ""
