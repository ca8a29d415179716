"""What happened, by skill and by day."""

from collections import Counter

from tacit.stats.figures import Day, Row
from tacit.stats.knowledge import Knowledge
from tacit.stats.merge import Merged


def rows(happened: Merged, known: Knowledge) -> tuple[Row, ...]:
    """The skills of the registries and all that were given, the most given first."""
    shown = [one for piece in happened.given for one in piece.shown]
    names = {one.skill: one.name for one in shown}
    names |= {key: skill.name for key, skill in known.skills.items()}
    given = Counter(one.skill for one in shown)
    read = Counter(one.skill for one in shown if one.read)
    ran = Counter(one.skill for one in shown if one.ran)
    without = Counter(
        skill
        for one in happened.errors
        if known.fate(one.met) == "without"
        for skill in known.known(one.met.signature, one.met.at)
    )
    found = (
        Row(names[k], k, given[k], read[k], ran[k], without[k], k in known.skills) for k in names
    )
    return tuple(sorted(found, key=lambda row: (-row.given, -row.without, row.name, row.skill)))


def days(happened: Merged, known: Knowledge) -> tuple[Day, ...]:
    """Each day on which something is to be told, in order."""
    pieces = Counter(one.at[:10] for one in happened.given)
    fates = Counter((one.met.at[:10], known.fate(one.met)) for one in happened.errors)
    told = {*pieces, *(day for day, fate in fates if fate in ("told", "before", "without"))}
    return tuple(
        Day(day, pieces[day], fates[day, "told"] + fates[day, "before"], fates[day, "without"])
        for day in sorted(filter(None, told))
    )
