"""Days or weeks as bars on the terminal."""

from rich.bar import Bar
from rich.table import Table

from tacit.stats.days import filled
from tacit.stats.figures import Figures

_ROWS = 14


def plot(found: Figures, width: int) -> Table:
    """Pieces of advice and repeated errors, a row for each day or week."""
    spans = filled(found.days, _ROWS)
    table = Table(title=f"Each {spans.unit}", title_justify="left", title_style="bold", box=None)
    table.add_column(spans.unit, no_wrap=True)
    for head in ("advice given", "known errors met without it"):
        table.add_column(head, width=max(10, (min(width, 100) - 40) // 2))
        table.add_column("", justify="right", no_wrap=True)
    most = max((*spans.pieces, *spans.without, 1))
    for label, pieces, without in zip(spans.labels, spans.pieces, spans.without, strict=True):
        table.add_row(
            label,
            Bar(most, 0, pieces, color="green"),
            str(pieces),
            Bar(most, 0, without, color="red"),
            str(without),
        )
    return table
