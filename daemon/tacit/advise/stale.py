"""Which skills ask to be verified anew: not seen to hold for long, or with older versions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from packaging.utils import canonicalize_name

from tacit.advise.locked import Locked, parsed
from tacit.registry.skill import Skill
from tacit.registry.verified import Verified, months, verified

# What people call a package in prose → what its lock file calls it.
_CALLED = {"pytorch": "torch", "sklearn": "scikit-learn", "opencv": "opencv-python"}


@dataclass(frozen=True, slots=True)
class Behind:
    """A version that a skill was verified with, below the one that the project is held to."""

    name: str
    verified: str
    locked: str
    file: str


@dataclass(frozen=True, slots=True)
class Stale:
    """A skill to verify anew. `months`: whole ones since it last was, None without a date."""

    skill: Skill
    verified: Verified
    months: int | None
    old: bool
    behind: tuple[Behind, ...]


def stale(
    skills: Iterable[Skill], locked: Mapping[str, Locked], most: int, today: date
) -> Iterator[Stale]:
    """The skills not verified for `most` months, without a date, or behind what is locked."""
    for skill in skills:
        told = verified(skill, today)
        age = months(told.date, today) if told.date else None
        old, passed = age is None or age >= most, behind(told, locked)
        if old or passed:
            yield Stale(skill, told, age, old, passed)


def behind(told: Verified, locked: Mapping[str, Locked]) -> tuple[Behind, ...]:
    """What the skill was verified with and the project has a later version of.

    A version is compared as far as it is written: 2.5 is not behind 2.5.1.
    """
    found = []
    for name, text in told.pins:
        here = locked.get(_canonical(name))
        version = parsed(text)
        if here and version and here.version > version:
            length = len(version.release)
            if version.is_prerelease or here.version.release[:length] > version.release:
                found.append(Behind(name, text, str(here.version), here.file))
    return tuple(found)


def _canonical(name: str) -> str:
    written = canonicalize_name(name)
    return _CALLED.get(written, written)
