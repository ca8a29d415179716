"""What a miner found in labelled sessions, counted, and the figures made of the counts.

A found episode is right when the id of its error is the failing id of a labelled one, or among the
ids that fail of the same cause. Several may fall on one label: each is right, the label is covered
once. What a label says of fix and proof is held against all found episodes on it together.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

Form = Mapping[str, Any]  # one JSON object: a label, or a mined session


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted in a session; those of several add up."""

    sessions: int = 0
    worth: int = 0
    worth_said: int = 0
    worth_both: int = 0
    labelled: int = 0
    covered: int = 0
    lessons: int = 0
    lessons_covered: int = 0
    kept: int = 0  # several on one label count once
    kept_lessons: int = 0
    found: int = 0
    right: int = 0
    found_exhaustive: int = 0  # in sessions whose labels list every failure
    right_exhaustive: int = 0
    flagged: int = 0
    flagged_covered: int = 0
    unflagged: int = 0
    unflagged_covered: int = 0
    told: int = 0
    told_covered: int = 0
    resolved_agrees: int = 0
    unresolved_covered: int = 0
    false_resolved: int = 0
    fixes: int = 0
    fixes_hit: int = 0
    fix_ids: int = 0
    fix_ids_right: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*map(sum, zip(astuple(self), astuple(other), strict=True)))


def count(label: Form, mined: Form | None) -> Counts:
    """One session; None: the miner left it out, so it found nothing and advised nothing."""
    labels, found = label["episodes"], (mined or {}).get("episodes", ())
    by_label, stray = _assigned(labels, found)
    says, is_worth = bool((mined or {}).get("worth_saving")), bool(label["worth_saving"])
    right = len(found) - len(stray)
    exhaustive = label.get("exhaustive", True) is not False
    kept = [number for number, several in by_label.items() if any(map(_kept, several))]
    total = Counts(
        sessions=1,
        worth=is_worth,
        worth_said=says,
        worth_both=says and is_worth,
        kept=len(kept) + sum(map(_kept, stray)),
        kept_lessons=sum(bool(labels[number]["lesson"]) for number in kept),
        found=len(found),
        right=right,
        found_exhaustive=len(found) * exhaustive,
        right_exhaustive=right * exhaustive,
    )
    parts = (_episode(labels[number], by_label.get(number, ())) for number in range(len(labels)))
    return sum(parts, total)


def _assigned(
    labels: Sequence[Form], found: Sequence[Form]
) -> tuple[dict[int, list[Form]], list[Form]]:
    """The found episodes on each label, by its number, and those on none."""
    on: dict[int, list[Form]] = {}
    stray = []
    for episode in found:
        error = episode.get("error") or {}
        ids = {error.get(key) for key in ("tool_use_id", "record_uuid", "uuid")} - {None, ""}
        first = [n for n, label in enumerate(labels) if label["failing_tool_use_id"] in ids]
        also = [n for n, label in enumerate(labels) if ids & set(label.get("also_failing") or ())]
        # The label that names this very failure before one that only lists it; among equals, one
        # that nothing covers yet.
        candidates = sorted(first, key=on.__contains__) + sorted(also, key=on.__contains__)
        if candidates:
            on.setdefault(candidates[0], []).append(episode)
        else:
            stray.append(episode)
    return on, stray


def _kept(episode: Form) -> bool:
    return bool(episode.get("keep", True))


def _episode(label: Form, found: Sequence[Form]) -> Counts:
    """One labelled episode and what was found on it."""
    covered, lesson = bool(found), bool(label["lesson"])
    signal = _signal(label)
    base = Counts(
        labelled=1,
        covered=covered,
        lessons=lesson,
        lessons_covered=lesson and covered,
        flagged=signal == "flagged",
        flagged_covered=signal == "flagged" and covered,
        unflagged=signal == "unflagged",
        unflagged_covered=signal == "unflagged" and covered,
        told=signal == "told",
        told_covered=signal == "told" and covered,
    )
    return base + _judged(label, found) if covered else base


def _judged(label: Form, found: Sequence[Form]) -> Counts:
    """What was said of a covered episode's end."""
    says, is_so = any(bool(each.get("resolved")) for each in found), bool(label["resolved"])
    fix = set(label["fix_tool_use_ids"])
    named = {i for each in found for i in (each.get("fix") or {}).get("tool_use_ids") or ()}
    true = named & (fix | set(label.get("verified_by_tool_use_ids") or ()))
    return Counts(
        resolved_agrees=says == is_so,
        unresolved_covered=not is_so,
        false_resolved=says and not is_so,
        fixes=bool(fix),
        fixes_hit=bool(named & fix),
        fix_ids=len(named) if fix else 0,
        fix_ids_right=len(true) if fix else 0,
    )


def _signal(label: Form) -> str:
    said = str(label.get("signal") or "").lower()
    if said.startswith("is_error"):
        return "flagged"
    return "told" if "user" in said else "unflagged"


Ratio = tuple[int, int]

FIGURES: Mapping[str, Callable[[Counts], Ratio]] = {
    "worth_f1": lambda c: (2 * c.worth_both, c.worth + c.worth_said),
    "lesson_recall": lambda c: (c.lessons_covered, c.lessons),
    "kept_f1": lambda c: (2 * c.kept_lessons, c.kept + c.lessons),
    "found: flagged": lambda c: (c.flagged_covered, c.flagged),
    "found: not flagged": lambda c: (c.unflagged_covered, c.unflagged),
    "found: user's words": lambda c: (c.told_covered, c.told),
    "resolved_accuracy": lambda c: (c.resolved_agrees, c.covered),
    "false_resolved": lambda c: (c.false_resolved, c.unresolved_covered),
    "fix_recall": lambda c: (c.fixes_hit, c.fixes),
    "fix_precision": lambda c: (c.fix_ids_right, c.fix_ids),
    "precision_exhaustive": lambda c: (c.right_exhaustive, c.found_exhaustive),
    "episode_recall": lambda c: (c.covered, c.labelled),
}


def value(ratio: Ratio) -> float | None:
    """The quotient; None over nothing."""
    return ratio[0] / ratio[1] if ratio[1] else None


def intervals(
    sessions: Sequence[Counts], rounds: int = 1000, seed: int = 7
) -> dict[str, tuple[float, float]]:
    """For each figure the middle 95 % over sessions drawn with replacement (percentile bootstrap).

    Source: Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
    """
    draw = random.Random(seed)
    samples = [added(draw.choices(sessions, k=len(sessions))) for _ in range(rounds)]
    found = {}
    for name, figure in FIGURES.items():
        values = sorted(v for v in (value(figure(sample)) for sample in samples) if v is not None)
        if values:
            last = len(values) - 1
            found[name] = values[round(0.025 * last)], values[round(0.975 * last)]
    return found


def added(sessions: Iterable[Counts]) -> Counts:
    """All of them together."""
    return sum(sessions, Counts())
