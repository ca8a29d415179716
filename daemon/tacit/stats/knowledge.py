"""What the registries hold and which errors they know, as the figures need it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from tacit.advise.index import Index
from tacit.registry.verified import day
from tacit.stats.notes import key
from tacit.stats.use import Met

Fate = Literal["told", "before", "without", "undated", "unknown"]


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill of a registry. `since`: the day of its own date, "" where it tells none."""

    key: str
    name: str
    since: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """`skills`: by key. `errors`: signature → the keys of the skills that have an entry for it."""

    skills: Mapping[str, Skill]
    errors: Mapping[str, tuple[str, ...]]

    def known(self, signature: str, at: str) -> tuple[str, ...]:
        """The skills that had the error in them on an earlier day than `at` (ISO time)."""
        return tuple(
            one
            for one in self.errors.get(signature, ())
            if self.skills[one].since and self.skills[one].since < at[:10]
        )

    def fate(self, met: Met) -> Fate:
        """What became of what was known by then: came with the error, before it, or not at all."""
        about = set(self.known(met.signature, met.at))
        if not about:
            found = self.errors.get(met.signature, ())
            dated = not found or any(self.skills[one].since for one in found)
            return "unknown" if dated else "undated"
        if not about.isdisjoint(met.told):
            return "told"
        return "without" if about.isdisjoint(met.before) else "before"


NOTHING = Knowledge({}, {})


def knowledge(index: Index | None, signatures: Iterable[str]) -> Knowledge:
    """What the index holds, with the skills that know each of the signatures.

    Raises RegistryError where the index is broken.
    """
    if index is None:
        return NOTHING
    entries = index.every()
    keys = {entry.id: key(entry.file) for entry in entries}
    skills = {
        keys[entry.id]: Skill(keys[entry.id], entry.name, _day(entry.date)) for entry in entries
    }
    errors: dict[str, tuple[str, ...]] = {}
    for signature in set(signatures):
        found = (keys.get(one.skill) for one in index.troubles(signature=signature))
        if known := tuple(dict.fromkeys(filter(None, found))):
            errors[signature] = known
    return Knowledge(skills, errors)


def _day(told: str) -> str:
    return told[:10] if day(told[:10]) else ""
