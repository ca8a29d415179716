"""What a team refused, kept in its registry, so that no teammate's machine offers it again.

A refusal is a file `.tacit/rejected/<draft>.md`: the reason, then the errors that the draft told,
in the form of a troubleshooting file. At a forge it comes to the default branch by the branch
`tacit/rejected`, which others may have looked at, and is heeded from there already: whoever may
push may refuse. Where there is no forge it goes the way of what is approved, straight there.
"""

import re
from contextlib import suppress

from tacit.errors import RegistryError
from tacit.publish import drafting
from tacit.publish.exchange import (
    HEAD,
    ORIGIN,
    RefusedError,
    advance,
    default_branch,
    fetch,
    push,
    stand,
    tip,
    within,
)
from tacit.publish.git import Git
from tacit.registry.tree import read
from tacit.terminal import safe_line

BRANCH = "tacit/rejected"
_FOLDER = ".tacit/rejected"
_MADE = "refs/tacit/refusal"
_ID = re.compile(r"[0-9a-f]{10}")
# How often it is made anew because somebody else's arrived first.
_RACES = 5
# Refusals that are heeded; a folder with more is no team's.
_MOST = 2_000


def add(git: Git, id: str, text: str, *, straight: bool) -> None:
    """Put a refusal on its branch; one that is there already stays as it is.

    `straight`: on the default branch, where the registry takes that. Raises RegistryError where it
    refuses. Fetches, where somebody else was faster.
    """
    if not _ID.fullmatch(id):
        raise RegistryError(f"{safe_line(id, 40)} is no draft's id")
    if straight:
        with suppress(RefusedError):
            _add(git, id, text, default_branch(git))
            return
    _add(git, id, text, BRANCH)


def _add(git: Git, id: str, text: str, branch: str) -> None:
    path = f"{_FOLDER}/{id}.md"
    for attempt in range(_RACES):
        if path in texts(git):
            return
        old = _tip(git, branch)
        base = old if old and not within(git, old, HEAD) else HEAD
        message = f"Not for this registry: {id}\n"
        made = drafting.commit(git, _MADE, message, parents=[base], put={path: text.encode()})
        try:
            push(git, made, branch, old)
        except RegistryError:
            stand(git, fetch(git))
            if attempt + 1 == _RACES or _tip(git, branch) == old:
                raise
        else:
            if branch == BRANCH:
                git("update-ref", f"{ORIGIN}{BRANCH}", made)
            else:
                advance(git, made)
            return


def _tip(git: Git, branch: str) -> str:
    if branch == BRANCH:
        return tip(git, BRANCH)
    return git("rev-parse", "--verify", HEAD).text


def texts(git: Git) -> dict[str, str]:
    """Path and text of all refusals, merged or not, as of the last fetch."""
    folder = git.folder / _FOLDER
    merged = sorted(folder.glob("*.md"))[:_MOST] if not folder.is_symlink() else []
    found = {f"{_FOLDER}/{file.name}": read(file) or "" for file in merged}
    if waiting := tip(git, BRANCH):
        found |= {
            path: text for _, path, text in drafting.differing(git, [waiting], f"{_FOLDER}/*.md")
        }
    return found
