"""Is a lesson told already? The same error by its signature, or nearly the same error and fix.

What is compared are entries of troubleshooting files: an error and what mends it. A signature alone
decides where it says enough, otherwise the words of error and fix do (see `likeness`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tacit.episodes.signature import signature
from tacit.registry.likeness import Sought
from tacit.registry.places import is_skill
from tacit.registry.skill import TroubleEntry
from tacit.registry.tree import files, read
from tacit.registry.troubles import troubles

NAME = "references/troubleshooting.md"
# `plugins/` is read apart; what is made from a template is read where it lies.
_OWN_FOLDERS = frozenset({"plugins", "templates"})
_FIX = re.compile(r"\*\*(?:Fix|Solution)[.:]?\*\*[.:]?\s*(.{1,4000}?)(?=\n\*\*|\n#|\Z)", re.S)
_FENCED = re.compile(r"^(```+|~~~+).*?^\1", re.S | re.M)


@dataclass(frozen=True, slots=True)
class Same:
    """An entry of ours, the one elsewhere that tells the same, and the file that it is in.

    `exact`: by the signature, not by the words alone.
    """

    path: str
    own: TroubleEntry
    other: TroubleEntry
    exact: bool


def matches(ours: Sequence[TroubleEntry], texts: Iterable[tuple[str, str]]) -> list[Same]:
    """Entries that tell what one of ours tells, equal signatures before like words.

    `texts`: path and text of what holds entries.
    """
    known = [(own, Sought(stable(own), _told(own))) for own in ours]
    exact: list[Same] = []
    near: list[Same] = []
    for path, text in texts:
        low = text.lower()
        likely = [one for one in known if one[1].possible(low)]
        there = troubles(text) if likely else ()
        for own, sought in likely:
            for other in there:
                if sought.equals(stable(other)):
                    exact.append(Same(path, own, other, exact=True))
                elif sought.akin(stable(other)) and sought.near(_told(other)):
                    near.append(Same(path, own, other, exact=False))
    return exact + near


def same(ours: Sequence[TroubleEntry], texts: Iterable[tuple[str, str]]) -> Same | None:
    """The first of `matches`, if any."""
    return next(iter(matches(ours, texts)), None)


def troubleshooting(root: Path) -> Iterator[tuple[str, str]]:
    """Path and text of what tells errors in a registry's skills, one file a skill, sorted.

    That is its troubleshooting file, and where it has none the skill itself.
    """
    for plugin in sorted(map(str, root.glob("plugins/*/*"))):
        top = "/".join(plugin.rsplit("/", 3)[1:])
        inside = f"skills/{top.rsplit('/', 1)[1]}"
        for name in (f"{inside}/{NAME}", NAME, f"{inside}/SKILL.md"):
            if text := read(Path(f"{plugin}/{name}")):
                yield f"{top}/{name}", text
                break
    for other in sorted(root.glob("[!.]*/")):
        if other.name not in _OWN_FOLDERS and not other.is_symlink():
            paths = (f"{other.name}/{path}" for path in files(other))
            told = (path for path in paths if path.endswith(f"/{NAME}") or is_skill(path))
            yield from ((path, text) for path in told if (text := read(root / path)))


def stable(entry: TroubleEntry) -> str:
    """The entry's signature: the one that it carries, else its error's; "" without one."""
    return entry.signature or _signature(entry.error)


def fix(entry: TroubleEntry) -> str:
    """What the entry says mends it: its "Fix", else all of it but the quoted output."""
    found = _FIX.search(entry.text)
    return found[1].strip() if found else _FENCED.sub("", entry.text).strip()


@lru_cache(maxsize=4096)
def _signature(error: str) -> str:
    return signature(error)


def _told(entry: TroubleEntry) -> str:
    return f"{stable(entry)} . {fix(entry)}"
