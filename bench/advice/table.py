"""The figures of several tools over the same queries, as Markdown."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from advice.figures import Asked, kept, quantile, spoke, success

Cell = Callable[[Sequence[Asked]], str]


def table(answers: Mapping[str, Sequence[Asked]]) -> str:
    """A row a figure, a column a tool; all were asked the same queries."""
    some = next(iter(answers.values()))
    lines = [f"| | {' | '.join(answers)} |", "|---" * (1 + len(answers)) + "|"]
    for name, cell in rows(some):
        lines.append(f"| {name} | {' | '.join(cell(asked) for asked in answers.values())} |")
    return "\n".join(lines)


def rows(some: Sequence[Asked]) -> Iterator[tuple[str, Cell]]:
    """The rows that these queries have an answer to."""
    answerable = [query for query, _ in some if query.relevant]
    yield f"all {len(answerable)}: s@1 · s@3 · s@5", successes
    for group in sorted({query.group for query in answerable}):
        count = sum(query.group == group for query in answerable)
        yield f"{group}, {count}: s@1 · s@3 · s@5", partial(successes, group=group)
        yield f"{group}: kept and right", partial(keeps, group=group)
    moments = sorted({query.moment for query, _ in some})
    for moment in moments:
        count = sum(query.moment == moment and not query.relevant for query, _ in some)
        if count:
            yield f"{moment}, {count}: spoke", partial(speaks, moment=moment)
    for moment in moments:
        yield f"{moment}: ms p50 · p99", partial(times, moment=moment)


def speed(answers: Mapping[str, Sequence[Asked]]) -> str:
    """Milliseconds alone: a row a moment, a column a tool."""
    moments = sorted({query.moment for query, _ in next(iter(answers.values()))})
    lines = [f"| ms p50 · p99 | {' | '.join(answers)} |", "|---" * (1 + len(answers)) + "|"]
    for moment in (*moments, ""):
        cells = " | ".join(times(asked, moment) for asked in answers.values())
        lines.append(f"| {moment or 'all'} | {cells} |")
    return "\n".join(lines)


def successes(asked: Sequence[Asked], group: str = "") -> str:
    """Success at 1, 3 and 5, of one group or of all."""
    chosen = [one for one in asked if not group or one[0].group == group]
    return " · ".join(told(success(chosen, first)) for first in (1, 3, 5))


def keeps(asked: Sequence[Asked], group: str) -> str:
    """What of a group is kept and right."""
    return told(kept(asked, group))


def speaks(asked: Sequence[Asked], moment: str) -> str:
    """How often it spoke where nothing was to be said."""
    return told(spoke(asked, moment))


def times(asked: Sequence[Asked], moment: str = "") -> str:
    """Milliseconds of a moment's queries or of all, answerable or not: p50 and p99."""
    taken = [answer.ms for query, answer in asked if not moment or query.moment == moment]
    return " · ".join(told(quantile(taken, share), 1) for share in (0.5, 0.99))


def told(figure: float | None, digits: int = 3) -> str:
    """The figure, a dash where there is none."""
    return "-" if figure is None else f"{figure:.{digits}f}"
