"""What was counted, as plain rows for other programs: a table a name, its first row the heads."""

from collections.abc import Iterator, Mapping

from tacit.stats.figures import Errors, Figures, Part
from tacit.stats.knowledge import Knowledge
from tacit.stats.merge import Merged

Rows = list[tuple[object, ...]]

# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def tables(found: Figures, happened: Merged, known: Knowledge) -> Mapping[str, Rows]:
    """The figures, and what they are made of."""
    return {
        "figures": [("figure", "n", "of"), *_figures(found)],
        "moments": [
            ("moment", "pieces", "skills_shown", "tokens"),
            *((m, one.pieces, one.skills, one.tokens) for m, one in found.moments.items()),
        ],
        "days": [
            ("day", "pieces", "known_with", "known_without"),
            *((one.day, one.pieces, one.told, one.without) for one in found.days),
        ],
        "skills": [
            ("skill", "file", "given", "read", "ran", "met_without", "in_registry"),
            *(
                (cell(r.name), cell(r.skill), r.given, r.read, r.ran, r.without, int(r.held))
                for r in found.skills
            ),
        ],
        "advice": [("at", "moment", "characters", "skill", "read", "ran"), *_advice(happened)],
        "errors": [
            ("at", "session", "signature", "known", "told", "shown_before", "again", "seconds"),
            *_errors(happened, known),
        ],
    }


def cell(text: str) -> str:
    """Anybody's text as one line that no spreadsheet runs."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(_FORMULA) else line


def _figures(found: Figures) -> Iterator[tuple[object, ...]]:
    known = found.known
    yield from _counts("sessions with advice", Part(found.advised, found.sessions))
    yield "tokens", found.total.tokens, ""
    for name, part in (
        ("shown and read", found.followed.read),
        ("shown and run", found.followed.ran),
        ("shown and either", found.followed.either),
    ):
        yield from _counts(name, part)
    groups = ("with advice", found.with_advice), ("known without advice", found.without_advice)
    for name, group in (*groups, ("unknown", found.unknown)):
        yield from _group(name, group)
    for name in ("told", "before", "without"):
        yield from _counts(f"known by then: {name}", Part(getattr(known, name), known.met))
    yield from _counts("repeated while tacit was at work", Part(known.silent, known.without))
    yield "known without a date", known.undated, ""


def _group(name: str, group: Errors) -> Iterator[tuple[object, ...]]:
    yield from _counts(f"{name}: again in the session", group.again)
    yield from _counts(f"{name}: again in a later session", group.later)
    yield f"{name}: median seconds to the fix", group.fixed.median, group.fixed.n


def _counts(name: str, part: Part) -> Iterator[tuple[object, ...]]:
    yield name, part.n, part.of


def _advice(happened: Merged) -> Iterator[tuple[object, ...]]:
    for one in happened.given:
        for shown in one.shown:
            row = (one.at, one.moment, one.characters, cell(shown.skill))
            yield (*row, int(shown.read), int(shown.ran))


def _errors(happened: Merged, known: Knowledge) -> Iterator[tuple[object, ...]]:
    for one in happened.errors:
        met, about = one.met, known.known(one.met.signature, one.met.at)
        flags = (bool(about), bool(met.told), not set(about).isdisjoint(met.before), met.again)
        yield (met.at, one.session, cell(met.signature), *map(int, flags), met.seconds)
