"""What tells a draft's lesson already: a skill of the registry, or a draft that is open there.

Whether two lessons are one is told by the first entry of a draft's troubleshooting, the error that
it is about; what else it tells goes where that goes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from tacit.draft.markdown import code
from tacit.publish.checkout import Checkout
from tacit.registry.contradiction import opposed
from tacit.registry.sameness import NAME, Same, fix, matches, troubleshooting
from tacit.registry.troubles import troubles


@dataclass(frozen=True, slots=True)
class Kin:
    """Where a draft's error is told already.

    `branch`: of the draft that tells it, "" where that is merged. `against`: in what the fixes
    contradict each other, "" where they do not.
    """

    branch: str
    same: Same
    against: str

    @property
    def path(self) -> str:
        """The file that tells it, in the registry."""
        return self.same.path

    @property
    def name(self) -> str:
        """The other skill's name."""
        path = PurePosixPath(self.path)
        if path.parts[0] == "plugins":
            return path.parts[2]
        if path.match(NAME):
            return path.parent.parent.name
        return path.parent.name if path.name == "SKILL.md" else path.stem

    @property
    def link(self) -> str:
        """The other skill as a SKILL.md of ours names it."""
        if self.branch:
            return f"the open draft {code(self.branch)}"
        return f"[{code(self.name)}](../../../../../{quote(self.path)})"


def merged(files: Mapping[str, str], checkout: Checkout) -> Kin | None:
    """The skill of the registry that tells what a draft of these files tells, if any."""
    return _best(files, _merged(checkout.folder, checkout.head()))


@lru_cache(maxsize=1)
def _merged(root: Path, head: str) -> list[tuple[str, str, str]]:
    """What is told at that commit, which stands in `root`; read once for a session's drafts."""
    return [("", path, text) for path, text in troubleshooting(root)]


def waiting(files: Mapping[str, str], checkout: Checkout, besides: Iterable[str]) -> Kin | None:
    """The newest open draft that tells the same; `besides`: ids of those that do not count."""
    return _best(files, checkout.open_texts(NAME, frozenset(besides)))


def between(files: Mapping[str, str], others: Mapping[str, str]) -> Kin | None:
    """Where the files of one draft tell what those of another are about, and contradict nothing."""
    found = _best(files, (("", path, text) for path, text in _told(others)))
    return None if found is None or found.against else found


def refused(files: Mapping[str, str], known: Mapping[str, str]) -> str:
    """The path of the refusal that tells what the files are about, "" where there is none."""
    found = _best(files, (("", path, text) for path, text in known.items()))
    return "" if found is None or found.against else found.path


def _best(files: Mapping[str, str], texts: Iterable[tuple[str, str, str]]) -> Kin | None:
    """The first that contradicts nothing, else the first."""
    about = [one for _, text in _told(files) for one in troubles(text)][:1]
    found = matches(about, ((f"{branch} {path}", text) for branch, path, text in texts))
    kin = [_kin(one) for one in found]
    return next((one for one in kin if not one.against), kin[0] if kin else None)


def _kin(found: Same) -> Kin:
    branch, _, path = found.path.partition(" ")
    against = opposed(fix(found.own), fix(found.other))
    return Kin(branch, replace(found, path=path), against)


def _told(files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((path, text) for path, text in files.items() if path.endswith(f"/{NAME}"))
