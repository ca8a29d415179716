"""A draft as a branch: make its commit, read its files."""

from collections.abc import Mapping, Sequence

from tacit.errors import RegistryError
from tacit.publish import plumbing
from tacit.publish.exchange import HEAD, ORIGIN, push, tip, within
from tacit.publish.git import Git
from tacit.publish.naming import checked_path
from tacit.publish.plumbing import Author, Change
from tacit.registry.tree import LARGEST

_DRAFTS = "refs/tacit/drafts/"
_EDITED = "refs/tacit/edited"
# A skill has some ten files; what has more than this is no skill, and nobody reviews it.
_MOST = 500
_FILE_MODES = ("100644", "100755")


def push_branch(
    git: Git,
    branch: str,
    texts: Mapping[str, str],
    message: str,
    *,
    onto: str,
    asked: Sequence[str] = (),
) -> str:
    """Commit the draft's files on `onto`, or on the default branch where that is "", and push.

    The commit comes back: a new one, or `onto` where that has the very same files, or "" where
    the default branch already has them. What `onto` changed besides is taken back, and the default
    branch as it is now becomes a parent where it went on. `asked`: push options of a new branch.
    """
    put = {checked_path(path): text.encode("utf-8", "replace") for path, text in texts.items()}
    if not put:
        raise RegistryError("the draft has no files; make it anew with `tacit retrospective`")
    base = onto or HEAD
    old = [change for change in added(git, onto) if change.path not in put] if onto else []
    gone = [Change(change.path, "000000", "") for change in old]
    parents = [base]
    if onto and _stale(git, onto, gone):
        parents, gone = [HEAD, onto], []
    made = commit(git, f"{_DRAFTS}{branch}", message, parents=parents, put=put, changes=gone)
    trees = git("rev-parse", f"{made}^{{tree}}", f"{base}^{{tree}}").text.split()
    if trees[0] == trees[1]:
        return onto
    push(git, made, branch, onto, () if onto else asked)
    git("update-ref", f"{ORIGIN}{branch}", made)
    return made


def edit_branch(git: Git, branch: str, texts: Mapping[str, str], message: str) -> str:
    """Commit the files on the draft's branch as its reviewer, and push; the new commit.

    It is not noted as made for the draft, so that no later form of the draft replaces it.
    """
    put = {checked_path(path): text.encode("utf-8", "replace") for path, text in texts.items()}
    onto = tip(git, branch)
    if not onto:
        raise RegistryError(f"{branch} is not in the registry any more; `tacit review` lists")
    made = commit(git, _EDITED, message, parents=[onto], put=put)
    push(git, made, branch, onto)
    git("update-ref", f"{ORIGIN}{branch}", made)
    return made


def _stale(git: Git, commit: str, gone: Sequence[Change]) -> bool:
    """Did the default branch go on, or would what it has be removed from it?"""
    head = git("rev-parse", "--verify", HEAD).text
    return not within(git, head, commit) or any((git.folder / c.path).is_file() for c in gone)


def commit(
    git: Git,
    ref: str,
    message: str,
    *,
    parents: Sequence[str],
    put: Mapping[str, bytes],
    changes: Sequence[Change] = (),
) -> str:
    """Make a commit, leave it at a ref of our own, and return its name."""
    named = [git("rev-parse", "--verify", f"{one}^{{commit}}").text for one in parents]
    stream = plumbing.commit(ref, _author(git), message, parents=named, put=put, changes=changes)
    git("fast-import", "--quiet", "--force", "--done", stdin=stream)
    return git("rev-parse", "--verify", ref).text


def _author(git: Git) -> Author:
    # Status 1: nothing set; 128: no HOME to look in.
    said = git("config", "--global", "--get-regexp", r"^user\.(name|email)$", also=(1, 128))
    return plumbing.author(said.text if said.status == 0 else "")


def made_here(git: Git, branch: str, commit: str) -> bool:
    """Was the commit made for this draft by this checkout, pushed or about to be?"""
    return within(git, commit, f"{_DRAFTS}{branch}")


def drafted(git: Git, commit: str) -> bool:
    """Was all that the branch adds made by tacit, on whatever machine? By the commits' words."""
    options = ("--count", "--invert-grep", "--grep=^Tacit-Draft: ")
    return git("rev-list", *options, f"{HEAD}..{commit}").text == "0"


def differing(git: Git, tips: Sequence[str], where: str) -> list[tuple[str, str, str]]:
    """Commit, path and text of the files that match `where` and are not the default branch's.

    `where`: a glob, in which `*` ends at a slash. At most 500 come back, and a thousand commits
    take as many git processes as one.
    """
    head = git("rev-parse", "--verify", HEAD).text
    pairs = "".join(f"{tip} {head}\n" for tip in tips).encode()
    options = ("--stdin", "-r", "-z", "--no-renames", "--full-index", "--diff-filter=AM")
    told = git("diff-tree", *options, "--", f":(top,glob){where}", stdin=pairs).out
    found = plumbing.changes_of_each(told)[:_MOST]
    texts = _texts(git, [change for _, change in found])
    return [(tip, c.path, texts[c.sha]) for tip, c in found if c.sha in texts]


def added(git: Git, commit: str) -> tuple[Change, ...]:
    """What the commit changes since it left the default branch.

    Raises RegistryError where that is more than any draft has.
    """
    found = plumbing.changes(_diff(git, fork_point(git, commit), commit))
    if len(found) > _MOST:
        raise RegistryError(f"the branch changes {len(found)} files; a draft has at most {_MOST}")
    return found


def fork_point(git: Git, commit: str) -> str:
    """The newest commit that it shares with the default branch."""
    shared = git("merge-base", HEAD, commit, also=(1,))
    if shared.status:
        raise RegistryError("the branch has nothing in common with the default branch; reject it")
    return shared.text.splitlines()[0]


def changed(git: Git, before: str) -> tuple[Change, ...]:
    """What the default branch changed since a commit."""
    return plumbing.changes(_diff(git, before, HEAD))


def _diff(git: Git, before: str, after: str) -> bytes:
    return git("diff-tree", "-r", "-z", "--no-renames", "--full-index", before, after).out


def contents(git: Git, wanted: Sequence[Change]) -> dict[str, str]:
    """Path → text of the regular files among the changes; what is above 1 MB is left out."""
    texts = _texts(git, wanted)
    return {c.path: texts[c.sha] for c in wanted if c.sha in texts}


def _texts(git: Git, wanted: Sequence[Change]) -> dict[str, str]:
    """Object → its text, of the regular files."""
    regular = [change.sha for change in wanted if change.mode in _FILE_MODES]
    if not regular:
        return {}
    names = "".join(f"{sha}\n" for sha in regular).encode()
    sizes = git("cat-file", "--batch-check=%(objectsize)", stdin=names).text.splitlines()
    small = [sha for sha, size in zip(regular, sizes, strict=True) if int(size) <= LARGEST]
    names = "".join(f"{sha}\n" for sha in small).encode()
    found = plumbing.blobs(git("cat-file", "--batch", stdin=names).out)
    return {sha: blob.decode("utf-8", "replace") for sha, blob in zip(small, found, strict=True)}


def arrived(git: Git, commit: str) -> bool:
    """Does the default branch hold what the commit added, merged or squashed?"""
    if not within(git, commit, commit):  # not known here
        return False
    if within(git, commit, HEAD):
        return True
    paths = [change.path for change in added(git, commit)]
    literal = [f":(top,literal){path}" for path in paths]
    same = git("diff-tree", "--quiet", commit, HEAD, "--", *literal, also=(1,))
    return bool(paths) and same.status == 0


def outstanding(git: Git, tips: Sequence[str]) -> frozenset[str]:
    """Those of the commits that add a file which the default branch lacks.

    What they hold cannot have arrived. Two git processes, however many commits there are.
    """
    options = ("--stdin", "-r", "-z", "--no-renames", "--full-index", "--diff-filter=A")
    told = git("diff-tree", *options, stdin="".join(f"{tip}\n" for tip in tips).encode()).out
    there = git("ls-tree", "-r", "-z", "--name-only", HEAD).out.decode("utf-8", "surrogateescape")
    known = set(there.split("\0"))
    added = plumbing.changes_of_each(told)
    return frozenset(tip for tip, change in added if change.path not in known)
