"""Figures as charts: SVG of shapes and classes alone, whose colours are the page's own.

The page's policy lets no style and no script in that is not its own, so pygal's go.
"""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

import pygal

_GONE = ("style", "script", "defs", "desc", "title")
_LABELS = 8  # along the axis, so that they can be read on a phone


def bars(title: str, labels: Sequence[str], series: Sequence[tuple[str, Sequence[int]]]) -> str:
    """A stacked bar a label, as an SVG element. `series`: a name, a value for each label."""
    most = max((sum(values) for values in zip(*(s for _, s in series), strict=True)), default=0)
    chart = pygal.StackedBar(
        js=(), width=720, height=240, margin=4, spacing=12, legend_at_bottom=True
    )
    chart.show_minor_x_labels = False
    chart.truncate_label = -1
    chart.show_legend = len(series) > 1
    chart.x_labels = list(labels)
    chart.x_labels_major_every = max(1, -(-len(labels) // _LABELS))
    chart.y_labels = _ticks(most)
    chart.formatter = str
    for name, values in series:
        chart.add(name, list(values))
    root = _bare(chart.render_tree(is_unicode=True))
    root.attrib.pop("id", None)
    root.set("role", "img")
    root.set("aria-label", title)
    ET.register_namespace("", "http://www.w3.org/2000/svg")
    return ET.tostring(root, encoding="unicode")


def _ticks(most: int) -> list[int]:
    step = max(1, -(-most // 4))
    return list(range(0, max(most, 1) + step, step))


def _bare(root: ET.Element) -> ET.Element:
    for parent in list(root.iter()):
        parent.attrib.pop("style", None)
        for child in list(parent):
            named = isinstance(child.tag, str) and child.tag.rpartition("}")[2]
            if not named or named in _GONE or "tooltip" in child.get("class", "").split():
                parent.remove(child)
    return root
