"""Pairs of skills that are for the same trigger and say the opposite about what to set.

A trigger is an error of the troubleshooting page, or a thing that the description or "When to Use"
names. What is set is in the error's fix, or in the section on hyperparameters or configuration.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tacit.registry.alike import alike
from tacit.registry.contradiction import opposed
from tacit.registry.likeness import named, word_pairs
from tacit.registry.markdown import Section, sections
from tacit.registry.sameness import fix, stable
from tacit.registry.skill import Skill
from tacit.registry.troubles import troubles

# Pairs of words below which a trigger is everybody's.
_LEAST = 3
_MOST = 40
_LONGEST = 8_000
_WHEN = re.compile(
    r"\buse (?:this )?(?:skill )?when:?\s(.{1,1500}?)(?:\bVerified on\b|$)", re.I | re.S
)
_ITEM = re.compile(r"\(\d{1,2}\)|;\s|\.\s(?=[A-Z])")
_TRIGGERS = re.compile(r"(when to use|triggers?)\b", re.I)
_SETTINGS = re.compile(
    r"((final|recommended|key|verified)\s+)?(hyper-?parameters|config(uration)?|settings)\b", re.I
)
_BULLET = re.compile(r"^\s{0,3}(?:[-*+]|\d{1,2}\.)\s+(.{1,300})", re.M)
_FENCED = re.compile(r"^ {0,3}(```+|~~~+)[^\n]*\n(.*?)^ {0,3}\1", re.S | re.M)
_ROW = re.compile(r"^\|\s*`?([\w.-]{2,60})`?\s*\|\s*`?([^|`\n]{1,80}?)`?\s*\|", re.M)
# What a thing is called, or which one it is: two skills may differ in it and agree.
_LABEL = re.compile(
    r"[\s\"'-]*(?:[\w.]*[._])?(?:name|version|title|description|id|date|author|path|file|url|type|key"
    r"|text|message|label|image|kind|status|result|[a-z])[\"']?\s*[=:]",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a skill says to do on a trigger. `said`: Markdown, what is set in code spans."""

    registry: str
    skill: Skill
    trigger: str
    said: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two claims on one trigger that contradict each other, in what as a phrase."""

    one: Claim
    other: Claim
    what: str


def conflicts(skills: Iterable[tuple[str, Skill]]) -> Iterator[Conflict]:
    """The conflicts among the skills, the first of each pair of them, in their order.

    `skills`: each with its registry's address; two registries may contradict each other.
    """
    claims = [Claim(at, skill, *told) for at, skill in skills for told in _claims(skill)]
    told = set()
    for here, there in alike([word_pairs(claim.trigger) for claim in claims]):
        one, other = claims[here], claims[there]
        pair = (one.registry, one.skill.path), (other.registry, other.skill.path)
        if pair[0] == pair[1] or pair in told or named(one.trigger) != named(other.trigger):
            continue
        what = opposed(one.said, other.said)
        if what:
            told.add(pair)
            yield Conflict(one, other, what)


def _claims(skill: Skill) -> Iterator[tuple[str, str]]:
    """Triggers of the skill and what it says to do on each."""
    for entry in (skill.troubles or troubles(skill.body))[:_MOST]:
        trigger = stable(entry)
        if len(word_pairs(trigger)) >= _LEAST:
            yield trigger, fix(entry)
    parts = list(sections(skill.body))
    said = _set(parts)
    for trigger in _triggers(skill.description, parts) if said else ():
        if len(word_pairs(trigger)) >= _LEAST:
            yield trigger, said


def _triggers(description: str, parts: Iterable[Section]) -> list[str]:
    found = [item for when in _WHEN.findall(description) for item in _ITEM.split(when)]
    for part in parts:
        if _TRIGGERS.match(part.title) and " not" not in part.title.lower():
            found += _BULLET.findall(part.text[:_LONGEST])
    return list(dict.fromkeys(one.strip(" .,;\n") for one in found))[:_MOST]


def _set(parts: Iterable[Section]) -> str:
    """What the sections on configuration set, each in a code span, a line each."""
    lines: list[str] = []
    for part in parts:
        if _SETTINGS.match(part.title):
            text = part.text[:_LONGEST]
            lines += [line for _, block in _FENCED.findall(text) for line in block.splitlines()]
            lines += [f"{key} = {value}" for key, value in _ROW.findall(text)]
    bare = (line.split(" #")[0].replace("`", "").strip() for line in lines)
    return "\n".join(f"`{line[:300]}`" for line in bare if line and not _LABEL.match(line))
