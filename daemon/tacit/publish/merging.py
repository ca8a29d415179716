"""Merge a draft: three ways, path by path, with the marketplace made anew.

A draft only adds or changes files below `plugins/`. A path that the default branch changed as well
since the draft was made is a person's to decide; nothing is merged inside a file. (`git
merge-tree` could, but only from git 2.38 on.)
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from tacit.errors import RegistryError
from tacit.publish.drafting import added, changed, commit, contents, fork_point
from tacit.publish.exchange import advance, default_branch, fetch, push, stand, tip, within
from tacit.publish.git import Git
from tacit.publish.naming import checked_path
from tacit.publish.plumbing import Change
from tacit.registry.marketplace import COPY, FILE, listings
from tacit.terminal import safe_line

_MADE = "refs/tacit/made"
# How often a merge is made anew because somebody else's arrived first.
_RACES = 8
_REGULAR = ("100644", "100755", "000000")


def merge(git: Git, branch: str) -> str:
    """Merge the draft into the default branch and push that; its new commit comes back.

    Raises RegistryError where the branch is gone, changes what is no draft's to change, or where
    the default branch changed the same files since.
    """
    name = default_branch(git)
    for attempt in range(_RACES):
        main = fetch(git)
        stand(git, main)
        draft = tip(git, branch)
        if not draft:
            raise RegistryError(f"{branch} is not in the registry any more; `tacit review` lists")
        if within(git, draft, main):  # an earlier try arrived after all
            return main
        made = _merged(git, main, draft, branch)
        try:
            push(git, made, name, main)
        except RegistryError:
            if attempt + 1 == _RACES or fetch(git) == main:
                raise
        else:
            advance(git, made)
            return made
    raise AssertionError("unreachable: the last attempt raises")


def _merged(git: Git, main: str, draft: str, branch: str) -> str:
    theirs = [change for change in added(git, draft) if change.path not in (FILE, COPY)]
    _check(git.folder, theirs)
    before = fork_point(git, draft)
    ours = {change.path: change for change in changed(git, before)}
    clash = [c.path for c in theirs if c.path in ours and ours[c.path] != c]
    if clash:
        raise RegistryError(
            f"{branch} and the default branch both changed {_some(clash)}; "
            "`tacit review approve` on its author's machine makes it anew; or merge the default "
            "branch into it with git, or reject it"
        )
    texts: dict[str, str | None] = dict(contents(git, theirs))
    texts |= {change.path: None for change in theirs if change.gone}
    put = listings(git.folder, texts)
    return commit(git, _MADE, f"Merge {branch}", parents=[main, draft], put=put, changes=theirs)


def _check(folder: Path, changes: Sequence[Change]) -> None:
    """Raise RegistryError for what a draft may not do. `folder`: the default branch's files."""
    if not changes:
        raise RegistryError("the draft changes nothing; reject it")
    for change in changes:
        try:
            checked_path(change.path)
        except RegistryError as error:
            raise RegistryError(f"{error}; look at the branch with git and merge by hand") from None
        if change.mode not in _REGULAR:
            raise RegistryError(f"{change.path} is no regular file; reject the draft")
        path = folder / change.path
        if not change.gone and (path.is_dir() or any(map(Path.is_file, path.parents))):
            raise RegistryError(f"{change.path}: a folder and a file would have the same name")
    for top in sorted({"/".join(change.path.split("/")[:3]) for change in changes}):
        name = top.rsplit("/", 1)[1]
        for other in folder.glob(f"plugins/*/{name}"):
            if other != folder / top:
                where = other.relative_to(folder)
                raise RegistryError(f"{where} has the same name as {top}; rename or reject it")


def _some(paths: Iterable[str]) -> str:
    first, *rest = sorted(paths)
    return safe_line(first, 120) + (f" and {len(rest)} more" if rest else "")
