"""The YAML before a skill's body, read without trust: no aliases, no depth, no size.

An alias bomb costs nothing when loaded but everything when a merge key or a repr expands it, so
aliases are refused before anything is built. Frontmatter that is no YAML (an unquoted colon is the
commonest fault in the wild) is still read line by line.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import yaml

_LARGEST = 20_000
_DEEPEST = 8
_LINE = re.compile(r"(name|description|author|date)\s*:\s*(.*)")

# The C loader is some ten times faster; a PyYAML built without libyaml has only the other.
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Front:
    """What the frontmatter says and the text after it.

    `line`: how many lines come before the body. `problem`: why it is no good YAML, "" where it is;
    `values` then holds what single lines said.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    body: str = ""
    line: int = 0
    problem: str = ""

    def text(self, key: str) -> str:
        """The value as one line of text, "" where there is none or it is a collection."""
        value = self.values.get(key)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            return " ".join(str(value).split())
        return ""


def front(text: str) -> Front:
    """Split a Markdown text into its frontmatter and its body; never raises."""
    text = text.removeprefix("\ufeff")
    head, body = _split(text)
    if head is None:
        return Front(body=text, problem="no frontmatter")
    line = head.count("\n") + 2
    try:
        values = _load(head)
    except yaml.YAMLError as error:
        return Front(_lines(head), body, line, _why(error))
    except (ValueError, OverflowError, RecursionError) as error:  # a date such as 2026-99-99
        return Front(_lines(head), body, line, str(error))
    return Front(values, body, line)


def _split(text: str) -> tuple[str | None, str]:
    first, _, rest = text.partition("\n")
    if first.rstrip() != "---":
        return None, text
    # Searched in a bounded part: the end of a frontmatter is near, or it is none.
    end = re.search(r"^---[ \t]*$", rest[: _LARGEST + 4], re.M)
    if end is None:
        return None, text
    return rest[: end.start()], rest[end.end() + 1 :]


def _load(head: str) -> Mapping[str, object]:
    depth = 0
    for event in yaml.parse(head, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            raise ValueError("aliases are not read here")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise ValueError("nested too deeply")
    loaded = yaml.load(head, Loader=_Loader)  # noqa: S506 - _Loader is a safe one
    if not isinstance(loaded, dict):
        raise ValueError("not a list of keys and values")
    return {str(key): value for key, value in loaded.items()}


def _lines(head: str) -> dict[str, object]:
    found = (_LINE.match(line) for line in head.splitlines())
    return {match[1]: match[2].strip().strip("\"'") for match in found if match}


def _why(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f" (line {mark.line + 2})" if mark else ""
    return f"{getattr(error, 'problem', None) or 'cannot be parsed'}{where}"
