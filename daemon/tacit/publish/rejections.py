"""What a team refused, kept in its registry, so that no teammate's machine offers it again.

A refusal is a file `.tacit/rejected/<draft>.md`: the reason, then the errors that the draft told,
in the form of a troubleshooting file. It comes to the default branch by the branch `tacit/rejected`
and is heeded from there already: whoever may push may refuse.
"""

import re

from tacit.errors import RegistryError
from tacit.publish import drafting
from tacit.publish.exchange import HEAD, ORIGIN, fetch, push, tip, within
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


def add(git: Git, id: str, text: str) -> None:
    """Put a refusal on its branch; one that is there already stays as it is.

    Raises RegistryError where the registry refuses. Fetches, where somebody else was faster.
    """
    if not _ID.fullmatch(id):
        raise RegistryError(f"{safe_line(id, 40)} is no draft's id")
    path = f"{_FOLDER}/{id}.md"
    for attempt in range(_RACES):
        old = tip(git, BRANCH)
        if path in texts(git):
            return
        base = old if old and not within(git, old, HEAD) else HEAD
        message = f"Not for this registry: {id}\n"
        made = drafting.commit(git, _MADE, message, parents=[base], put={path: text.encode()})
        try:
            push(git, made, BRANCH, old)
        except RegistryError:
            fetch(git)
            if attempt + 1 == _RACES or tip(git, BRANCH) == old:
                raise
        else:
            git("update-ref", f"{ORIGIN}{BRANCH}", made)
            return


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
