"""What a repository's own files tell without running git: its name, branch and last subjects."""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

_POINTER = re.compile(r"gitdir:\s*(\S.*?)\s*$")
_BRANCH = re.compile(r"ref: refs/heads/(\S{1,200})\s*$")
_REMOTE = re.compile(r'^\s*\[\s*remote\s+"([^"\n]{1,80})"\s*\]\s*$')
_URL = re.compile(r"^\s*url\s*=\s*(\S{1,500})\s*$")
_SUBJECT = re.compile(r"^[0-9a-f]{40,64} [0-9a-f]{40,64} .*\tcommit(?: \([a-z]{1,20}\))?: (.*)$")
_UPWARD = 12  # a session may start deep inside its repository
_COMMITS = 12
_LOG_TAIL = 16_000


@dataclass(frozen=True, slots=True)
class GitFolder:
    """The repository's name in its remote's address, its branch, its newest subjects first."""

    repository: str = ""
    branch: str = ""
    commits: tuple[str, ...] = ()


def git_folder(project: Path) -> GitFolder | None:
    """What the repository around the (resolved) project folder tells, None outside of one."""
    git = _find(project)
    if git is None:
        return None
    common = _common(git)
    branch = _BRANCH.match(_read(git / "HEAD", 500))
    log = _read(git / "logs" / "HEAD", _LOG_TAIL, tail=True)
    subjects = [found[1] for line in log.splitlines() if (found := _SUBJECT.match(line[:600]))]
    return GitFolder(
        repository=_repository(_read(common / "config", _LOG_TAIL)),
        branch=branch[1] if branch else "",
        commits=tuple(dict.fromkeys(reversed(subjects)))[:_COMMITS],
    )


def _find(project: Path) -> Path | None:
    home = Path.home()
    for folder in (project, *project.parents[:_UPWARD]):
        git = folder / ".git"
        # A home folder kept in git says nothing about a project somewhere below it.
        if folder == home and folder != project:
            return None
        if git.is_dir() and not git.is_symlink():
            return git
        pointer = _POINTER.match(_read(git, 4096))
        if pointer:
            return _pointed(folder / pointer[1])
    return None


def _pointed(git: Path) -> Path | None:
    """Where a worktree's or submodule's `.git` file points: a git folder of this user's own."""
    try:
        found = git.lstat()
        owned = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
        return git if owned and (git / "HEAD").is_file() else None
    except (OSError, ValueError):
        return None


def _common(git: Path) -> Path:
    """The folder that holds the configuration: the main repository's, for a worktree."""
    other = _read(git / "commondir", 4096).strip()
    return (_pointed((git / other).resolve()) if other and "\0" not in other else None) or git


def _repository(config: str) -> str:
    """The last part of origin's address, or of the first remote's."""
    urls: dict[str, str] = {}
    remote = ""
    for line in config.splitlines():
        section = _REMOTE.match(line[:600])
        url = _URL.match(line[:600])
        if line.lstrip().startswith("["):
            remote = section[1] if section else ""
        elif remote and url:
            urls.setdefault(remote, url[1])
    url_text = urls.get("origin") or next(iter(urls.values()), "")
    last = re.split(r"[/:\\]", url_text.rstrip("/"))[-1].removesuffix(".git")
    return re.split(r"[?#@]", last)[0]


def _read(file: Path, limit: int, *, tail: bool = False) -> str:
    """At most `limit` bytes of a regular file that is no link, its last ones for `tail`."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError):
        return ""
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            return ""
        start = max(0, found.st_size - limit) if tail else 0
        return os.pread(handle, limit, start).decode("utf-8", "replace")
    except OSError:
        return ""
    finally:
        os.close(handle)
