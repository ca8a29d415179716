"""Findings as a comment on a pull request, in which no text of a skill is anything but text."""

import re
from collections.abc import Collection, Sequence

from tacit.registry.finding import Finding, counted
from tacit.registry.places import plugin_of

# By it the workflow finds its own comment again.
MARK = "<!-- validate-plugins -->"
# GitHub takes 65,536 characters.
_LONGEST = 60_000
_MOST = 200


def comment(found: Sequence[Finding], changed: Collection[str], there: Collection[str]) -> str:
    """The Markdown of the comment. `changed`: changed paths; `there`: plugins that are there."""
    tops = sorted({plugin_of(path) for path in changed} - {""})
    lines = [MARK, f"### Registry check: {counted(found)}", ""]
    lines += [_plugin(top, found, top in there) for top in tops[:_MOST]] or ["No plugin changed."]
    lines += [f"- and {len(tops) - _MOST} more"] if len(tops) > _MOST else []
    lines += [""]
    size = sum(map(len, lines))
    for told, one in enumerate(sorted(found, key=lambda f: (f.severity, f))):
        line = _line(one)
        size += len(line) + 1
        if told >= _MOST or size > _LONGEST:
            lines.append(f"- and {len(found) - told} more: run `scripts/validate_plugins.py`")
            break
        lines.append(line)
    return "\n".join(lines).rstrip() + "\n"


def _plugin(top: str, found: Sequence[Finding], there: bool) -> str:
    inside = [one for one in found if f"{one.path}/".startswith(f"{top}/")]
    if not there:
        return f"- {code(top)}: removed"
    return f"- {code(top)}: {counted(inside)}"


def _line(one: Finding) -> str:
    place = f"{one.path}:{one.line}" if one.line else one.path
    return f"- **{one.severity}** `{one.rule}` in {code(place)}: {code(one.message)}"


def code(text: str) -> str:
    """The text as a code span that nothing in it can leave, and in which nothing is hidden."""
    text = " ".join(plain(text).split())[:1_000]
    ticks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    space = " " if len(ticks) > 1 else ""
    return f"{ticks}{space}{text or ' '}{space}{ticks}"


def plain(text: str) -> str:
    """The text with what nobody sees, or a terminal obeys, by its number."""
    return "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in text)
