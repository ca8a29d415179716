"""When a skill was last seen to hold, on what, and with which versions: as it says itself.

Read from its frontmatter, its description's "Verified on …", the lines "Verified again on …" that
later sessions added, and its section on environment or versions. All of it is a claim: nothing
here was checked, and a date that is none, or in the future, says nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tacit.registry.markdown import sections
from tacit.registry.skill import Skill

_DATE = re.compile(r"20\d\d-\d\d-\d\d")
# Begins with a literal, and the V is looked at afterwards: ten times as fast on long texts.
_DATED = re.compile(rf"erified(?: again)?(?: on)?[\s:*|]{{0,6}}({_DATE.pattern})")
_V = re.compile(r"\W?[Vv]\Z")
_ON = re.compile(r"\bVerified on:?\s+(.{1,300}?)\s*(?:[.;](?=\s|$)|$)")
_LEADING_DATE = re.compile(rf"(?:{_DATE.pattern})?[\s,;:]*(?:with\s+|on\s+)?")
_TITLE = re.compile(
    r"((package|software|library|tested|verified|required)\s+)?"
    r"(environment|versions?|version information|requirements)\b(?!\s+variables)",
    re.I,
)
# Most skills have no such heading; looking for one costs less than finding all of them.
_HEADED = re.compile(r"\n#{1,6}[ \t][^\n]{0,40}(?:environment|version|requirements)", re.I)
# A name and a version with a dot in it, which a number of steps or of files has not; `>=` and `^`
# are bounds, not what it ran with.
_PIN = re.compile(
    r"(?<![\w./@^~<>=-])(@?[A-Za-z][\w./-]{0,80}?)[`*\"']{0,3}"
    r"(?:[ \t]?==?[ \t]?|@|:[ \t]?|[ \t]{1,3}|[ \t]*\|[ \t]*)[`*\"']{0,3}"
    r"(?:v|version )?(\d{1,4}(?:\.\d{1,8}){1,3}(?:[-+.]?(?:rc|a|b|post|dev|alpha|beta)[.\d]{0,8})?)"
    r"(?![\w.%-]*[\w%])"
)
_READ = 20_000
_MOST = 200


@dataclass(frozen=True, slots=True)
class Verified:
    """`date`: the last one, None where none is told. `on`: hardware and versions, in its words.

    `pins`: name as written → version.
    """

    date: date | None
    on: str
    pins: tuple[tuple[str, str], ...]


def verified(skill: Skill, today: date) -> Verified:
    """What the skill says of when and with what it held; dates after `today` do not count."""
    return Verified(last(skill, today), held_on(skill), tuple(_pins(skill)))


def last(skill: Skill, today: date) -> date | None:
    """The last day, until `today`, on which the skill says that it was verified."""
    told = (skill.date[:10], *_dates(skill.description), *_dates(skill.body))
    days = [found for text in told if (found := day(text)) and found <= today]
    return max(days, default=None)


def _dates(text: str) -> Iterator[str]:
    """The days after "Verified", "verified again on" and the like; not after "unverified"."""
    for found in _DATED.finditer(text):
        if _V.match(text[max(0, found.start() - 2) : found.start()]):
            yield found[1]


def held_on(skill: Skill) -> str:
    """What follows "Verified on" in the description, without a date; "" where nothing does."""
    found = _ON.findall(skill.description)
    return _LEADING_DATE.sub("", found[-1], count=1) if found else ""


def months(since: date, today: date) -> int:
    """Whole months between two days; 0 where the first is the later one."""
    count = 12 * (today.year - since.year) + today.month - since.month
    return max(0, count - (today.day < since.day))


def day(text: str) -> date | None:
    """The day that an ISO date names, None where the text is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _pins(skill: Skill) -> Iterator[tuple[str, str]]:
    said = [held_on(skill)]
    if _HEADED.search(f"\n{skill.body}"):
        said += [part.text[:_READ] for part in sections(skill.body) if _TITLE.match(part.title)]
    found = dict.fromkeys(pin for text in said for pin in _PIN.findall(text))
    yield from list(found)[:_MOST]
