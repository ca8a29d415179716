"""The YAML before a skill's body as lint reads it: with the lines and quotes of each value.

The plain part of YAML that frontmatter is written in, and without a library, so that a registry's
own check needs none. What is outside of it is a problem that says how to write it instead; what
is read without a problem means the same in YAML.
"""

import re
from typing import NamedTuple

from tacit.registry.scalars import value

# The end of a frontmatter is near, or it is none.
_LARGEST = 20_000
_KEY = re.compile(r"(?:([A-Za-z_][\w.-]*)|\"([^\"\\\n]+)\"|'([^'\n]+)')[ ]*:(?:[ \t]+(.*)|[ \t]*$)")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


class Key(NamedTuple):
    """A key of the frontmatter. `style`: double, single, plain, block, or nested for no text.

    `lines`: how many lines it takes. `cut`: what YAML takes for a comment behind the value.
    """

    name: str
    line: int
    lines: int
    value: str
    style: str
    cut: str = ""


class Header(NamedTuple):
    """The frontmatter, and how many lines come before the body; 0 where there is none."""

    keys: tuple[Key, ...] = ()
    lines: int = 0
    problems: tuple[tuple[int, str], ...] = ()

    def key(self, name: str) -> Key | None:
        """The key, None where it is not there; the last of equal ones, as YAML has it."""
        return next((key for key in reversed(self.keys) if key.name == name), None)

    def text(self, name: str) -> str:
        """The key's value on one line, "" where there is none."""
        key = self.key(name)
        return " ".join(key.value.split()) if key else ""


def header(text: str) -> Header | None:
    """The frontmatter of a Markdown text; None where it has none. Never raises."""
    first, _, rest = text.partition("\n")
    end = re.search(r"^---[ \t]*$", rest[: _LARGEST + 4], re.M)
    if first.rstrip() != "---" or end is None:
        return None
    lines = rest[: end.start()].split("\n")[:-1]
    keys: list[Key] = []
    problems: list[tuple[int, str]] = []
    at = 0
    while at < len(lines):
        line, number = lines[at], at + 2
        found = _KEY.match(line)
        if not line.strip() or line.lstrip().startswith("#"):
            at += 1
        elif found is None:
            problems.append((number, "no `key: value` at the margin; write one"))
            at += 1
        else:
            read = value((found[4] or "").strip(), lines[at + 1 :])
            name = found[1] or found[2] or found[3]
            keys.append(Key(name, number, read.lines, read.value, read.style, read.cut))
            problems += [(number, read.problem)] if read.problem else []
            at += read.lines
    if tabs := [n for n, line in enumerate(lines, start=2) if "\t" in line]:
        problems.append((tabs[0], "a tab; use spaces"))
    if bad := _UNPRINTABLE.search("\n".join(lines)):
        problems.append((1, f"U+{ord(bad[0]):04X} may not stand in YAML; delete it"))
    return Header(tuple(keys), len(lines) + 2, tuple(problems))
