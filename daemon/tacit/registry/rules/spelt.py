r"""Dangers that only show once escapes are read: `"\u0049gnore …"` in YAML or JSON."""

from collections.abc import Iterator

from tacit.registry.danger import dangers
from tacit.registry.finding import Finding, finding
from tacit.registry.form import manifest_of
from tacit.registry.header import header


def spelt(path: str, text: str) -> Iterator[Finding]:
    """Dangers in what the quoted values of the frontmatter stand for."""
    text = text.removeprefix("\ufeff")
    head = header(text) if "\\" in text else None
    lines = text.split("\n")
    for key in head.keys if head else ():
        raw = "\n".join(lines[key.line - 1 : key.line - 1 + key.lines])
        if key.style == "double" and "\\" in raw:
            yield from _told(path, key.line, raw, key.value)


def spelt_manifest(path: str, text: str) -> Iterator[Finding]:
    """The same in a manifest."""
    found = manifest_of(text) if "\\" in text else None
    yield from _told(path, 1, text, "\n".join(_strings(found)))


def _told(path: str, line: int, raw: str, text: str) -> Iterator[Finding]:
    seen = {one.rule for one in dangers(path, raw)}
    for rule, message in {one.rule: one.message for one in dangers(path, text)}.items():
        if rule not in seen:
            yield finding(path, line, rule, f"spelt by escapes: {message}")


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        parts = value if isinstance(value, list) else [*value, *value.values()]
        for part in parts:
            yield from _strings(part)
