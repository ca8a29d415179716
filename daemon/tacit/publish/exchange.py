"""Fetch from a registry and push to it."""

import re
from collections.abc import Sequence

from tacit.errors import RegistryError
from tacit.publish.address import shown
from tacit.publish.git import Answer, Git
from tacit.publish.naming import Branch, is_branch
from tacit.publish.plumbing import is_commit
from tacit.terminal import safe_line

ORIGIN = "refs/remotes/origin/"
HEAD = "refs/tacit/head"
_DEFAULT = re.compile(r"ref: refs/heads/(?!.*\.\.)([A-Za-z0-9_][A-Za-z0-9._/-]{0,200})\tHEAD")
# What `git push --porcelain` says of a branch that was not taken, by the other side or by git here.
_REJECTED = re.compile(r"^!\t[^\t]*\t\[(remote )?rejected\] \((.*)\)$", re.M)


class RefusedError(RegistryError):
    """The registry is there and does not take the push: a protected branch, a hook of its own."""


def fetch(git: Git) -> str:
    """Bring the default branch and the draft branches here; the former's commit comes back."""
    answer = _fetch(git, f"+HEAD:{HEAD}", also=(1, 128))
    if answer.status:
        if "couldn't find remote ref HEAD" not in answer.said:
            raise RegistryError(f"{shown(git.url)} cannot be read: {answer.told}")
        # HEAD names a branch that nobody pushed, which `git init --bare` and a push of another
        # branch make.
        _fetch(git, f"+refs/heads/{default_branch(git)}:{HEAD}")
    return git("rev-parse", "--verify", f"{HEAD}^{{commit}}").text


def _fetch(git: Git, head: str, also: Sequence[int] = ()) -> Answer:
    options = ("--quiet", "--no-tags", "--prune", "--no-write-fetch-head")
    drafts = f"+refs/heads/tacit/*:{ORIGIN}tacit/*"
    return git("fetch", *options, "--", git.url, head, drafts, network=True, also=also)


def stand(git: Git, commit: str) -> None:
    """Make the work tree that commit's, to the file."""
    git("checkout", "--quiet", "--force", "--detach", commit)
    git("clean", "-ffdxq")


def advance(git: Git, commit: str) -> None:
    """Stand at a commit that was just pushed to the default branch."""
    stand(git, commit)
    git("update-ref", HEAD, commit)


def default_branch(git: Git) -> str:
    """The name of the registry's default branch. Raises RegistryError where there is none."""
    listed = git("ls-remote", "--symref", "--", git.url, "HEAD", "refs/heads/*", network=True)
    lines = listed.text.splitlines()
    heads = {}
    for line in lines:
        commit, _, ref = line.partition("\t")
        if ref.startswith("refs/heads/") and is_commit(commit):
            heads[ref.removeprefix("refs/heads/")] = commit
    named = next((found[1] for line in lines if (found := _DEFAULT.fullmatch(line))), "")
    for name in (named, "main", "master"):
        if name in heads:
            return name
    others = [name for name in heads if not name.startswith("tacit/")]
    if len(others) == 1 and _DEFAULT.fullmatch(f"ref: refs/heads/{others[0]}\tHEAD"):
        return others[0]
    raise RegistryError(
        f"{shown(git.url)} has no default branch; push what `tacit registry init` makes to its main"
    )


def tip(git: Git, branch: str) -> str:
    """The commit of a draft branch as last fetched, "" where there is no such branch."""
    ref = f"{ORIGIN}{branch}^{{commit}}"
    found = git("rev-parse", "--verify", "--quiet", ref, also=(1, 128)).text
    return found if is_commit(found) else ""


def branches(git: Git) -> tuple[Branch, ...]:
    """The draft branches as last fetched, the oldest first."""
    form = "%(refname)%09%(objectname)%09%(committerdate:unix)%09%(authorname)"
    listed = git("for-each-ref", "--sort=committerdate", f"--format={form}", f"{ORIGIN}tacit/")
    within = git("for-each-ref", f"--merged={HEAD}", "--format=%(refname)", f"{ORIGIN}tacit/")
    merged = set(within.text.splitlines())
    found = []
    for line in listed.text.splitlines():
        ref, commit, at, author = line.split("\t", 3)
        name = ref.removeprefix(ORIGIN)
        if is_branch(name):
            found.append(Branch(name, commit, int(at or 0), author, ref in merged))
    return tuple(found)


def within(git: Git, commit: str, later: str) -> bool:
    """Is a commit the same as `later`, or one of its ancestors? False for one that is not here."""
    if not is_commit(commit):
        return False
    return git("merge-base", "--is-ancestor", commit, later, also=(1, 128)).status == 0


def push(git: Git, commit: str, branch: str, expected: str, asked: Sequence[str] = ()) -> None:
    """Set the registry's branch, which must stand at `expected`, to the commit ("": remove it).

    `asked`: push options, left out where the registry knows none. Raises RegistryError where it
    stands elsewhere, RefusedError where the registry refuses.
    """
    lease = f"--force-with-lease=refs/heads/{branch}:{expected}"
    to = ("--", git.url, f"{commit}:refs/heads/{branch}")
    options = [f"--push-option={one}" for one in asked]
    try:
        _push(git, lease, *options, *to)
    except RegistryError as error:
        if not options or "does not support push options" not in str(error):
            raise
        _push(git, lease, *to)


def _push(git: Git, *args: str) -> None:
    options = ("--quiet", "--porcelain", "--no-verify")
    answer = git("push", *options, *args, network=True, also=(1,))
    if answer.status:
        found = _REJECTED.search(answer.text)
        why = answer.said if found is None or answer.said.startswith("remote:") else found[2]
        refused = RefusedError if found and found[1] else RegistryError
        raise refused(f"{shown(git.url)}: git push: {safe_line(why, 300)}")
