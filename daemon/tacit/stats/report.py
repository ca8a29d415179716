"""Figures ─► tables of words, the same on the terminal and on the page."""

from dataclasses import dataclass

from tacit.stats.figures import MOMENTS, PER_TOKEN, Errors, Figures, Part, Row, Spent, Time

SHOWN = 15  # rows of skills
NONE_YET = (
    "No session of this period can be looked at yet. Once there are some, this counts the advice"
    " that they were given, whether it was followed, whether the error came again, and which errors"
    " the team already knew."
)
NO_CAUSE = (
    "Counts, not causes: which errors had advice was not left to chance, so a difference between"
    " the columns does not show what advice does."
)
_NAMES = {"start": "session start", "prompt": "prompt", "error": "error", "hand": "by hand"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first column of a row says what it is. `note`: what it does not say."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def report(found: Figures) -> tuple[Table, ...]:
    """All tables, in the order in which they are to be read; none where nothing was looked at."""
    if not found.sessions:
        return ()
    return (_given(found), _followed(found), _errors(found), _known(found), _skills(found))


def _given(found: Figures) -> Table:
    rows = [(_NAMES[moment], *_spent(found.moments[moment])) for moment in MOMENTS]
    had = f"{_part(Part(found.advised, found.sessions))} sessions had advice"
    each = f", some {found.tokens:,.0f} tokens each on average" if found.advised else ""
    return Table(
        "Advice given",
        ("at", "pieces", "skills shown", "tokens, about"),
        (*rows, ("all", *_spent(found.total))),
        f"{had}{each}. Tokens are estimated, one for {PER_TOKEN:g} characters, and counted once:"
        " as long as the session goes on, each request carries them again.",
    )


def _spent(of: Spent) -> tuple[str, str, str]:
    return f"{of.pieces:,}", f"{of.skills:,}", f"{of.tokens:,}"


def _followed(found: Figures) -> Table:
    told = found.followed
    return Table(
        "Followed, later in the session",
        ("skills shown of which", "n of m"),
        (
            ("the file was opened", _part(told.read)),
            ("a command line was run, for the first time", _part(told.ran)),
            ("either", _part(told.either)),
        ),
        "Advice can help without either: the part that matters is in the advice itself.",
    )


def _errors(found: Figures) -> Table:
    groups = (found.with_advice, found.without_advice, found.unknown)
    return Table(
        "Errors, one a session",
        ("", "with advice", "known, without", "known to no registry"),
        (
            ("met", *(f"{group.again.of:,}" for group in groups)),
            ("came again later in the session", *(_part(group.again) for group in groups)),
            ("came again in a later session", *(_part(group.later) for group in groups)),
            ("first sight to proven fix, median", *map(_fixed, groups)),
        ),
        f"{NO_CAUSE} Known: by a registry as it stands now, whenever it learned of it.",
    )


def _fixed(group: Errors) -> str:
    return f"{duration(group.fixed)} (n = {group.fixed.n})" if group.fixed.n else "none (n = 0)"


def _known(found: Figures) -> Table:
    known = found.known
    undated = (
        f" {known.undated} more are known by skills without a date, and not counted."
        if known.undated
        else ""
    )
    return Table(
        "Errors that a registry knew by then",
        ("met of which", "n of m"),
        (
            ("the skill came with the error", _part(Part(known.told, known.met))),
            ("the skill had been shown before", _part(Part(known.before, known.met))),
            ("repeated: met without it", _part(Part(known.without, known.met))),
            ("of these, while tacit was at work", _part(Part(known.silent, known.without))),
        ),
        "Known by then: a skill with that error is dated on an earlier day. It may have been merged"
        f" later, or have been out of this machine's reach.{undated}",
    )


def _skills(found: Figures) -> Table:
    held = [row for row in found.skills if row.held]
    never = [row for row in held if not row.given]
    idle = [row for row in found.skills if row.given and not row.read and not row.ran]
    told = [row for row in found.skills if row.given or row.without]
    more = f" {len(told) - SHOWN} more are in --json and --csv." if len(told) > SHOWN else ""
    return Table(
        "Skills",
        ("skill", "given", "opened", "run", "met without"),
        tuple(_row(row) for row in told[:SHOWN]),
        f"{_part(Part(len(never), len(held)))} skills of the registries were never given in this"
        f" period{_names(never)}. {len(idle)} of those given {_were(idle)} neither opened nor"
        f" run.{more}",
    )


def _row(row: Row) -> tuple[str, ...]:
    gone = "" if row.held else " (no longer there)"
    counts = (row.given, row.read, row.ran, row.without)
    return (row.name + gone, *(f"{count:,}" for count in counts))


def _were(rows: list[Row]) -> str:
    return "was" if len(rows) == 1 else "were"


def _names(rows: list[Row]) -> str:
    names = ", ".join(row.name for row in rows[:5])
    return f" ({names}{', …' if len(rows) > 5 else ''})" if rows else ""


def _part(part: Part) -> str:
    share = f" ({part.n / part.of:.0%})" if part.of >= 20 else ""  # of fewer it says too much
    return f"{part.n:,} of {part.of:,}{share}"


def duration(time: Time) -> str:
    """A time in the unit that fits it."""
    seconds = time.median or 0.0
    for most, unit, word in ((90, 1, "s"), (5400, 60, "min"), (172_800, 3600, "h")):
        if seconds < most:
            return f"{seconds / unit:.3g} {word}"
    return f"{seconds / 86_400:.3g} d"
