"""What lint finds, and how bad each kind of it is; `docs/lint.md` has an example of each rule."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]

# What breaks the installation, misleads or harms a reader, or loses what was learned.
ERRORS = (
    *("bidi-unicode", "control-character", "exfiltration", "hidden-unicode", "instruction"),
    *("remote-code", "runs-on-install", "secret"),
    *("link", "name", "name-twice", "skill-elsewhere", "skill-missing"),
    *("manifest", "manifest-field", "manifest-missing", "manifest-name", "manifest-path"),
    *("frontmatter", "frontmatter-missing", "key-twice", "name-differs", "value-cut"),
    *("description-length", "description-missing", "description-vague", "placeholder"),
    *("failed-attempts-cells", "failed-attempts-columns", "failed-attempts-form"),
    *("section-missing", "table-rule"),
    *("link-dead", "link-outside", "link-unsafe", "marketplace"),
)
# What makes a skill worse to find, to read or to trust.
WARNINGS = (
    *(
        "allowed-tools",
        "example-secret",
        "html-comment",
        "instruction-quoted",
        "mixed-script",
        "permission-bypass",
        "personal",
    ),
    *("zero-width", "misplaced", "not-text", "reference-missing"),
    *("manifest-key", "manifest-version", "author-missing", "date-form", "date-missing"),
    *("unquoted", "description-error", "description-long", "description-verified"),
    *("description-when", "failed-attempts-why", "section-empty", "section-expected"),
    *("section-twice", "unfinished", "table-cells", "value-adjective", "value-number"),
    *("anchor-dead", "file-missing", "fix-missing", "troubles-unread"),
    *("near-duplicate", "same-error"),
    *("marketplace-copy", "marketplace-missing", "marketplace-stale"),
)
_ERRORS = frozenset(ERRORS)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What lint found, and how to mend it. `line` counts from 1, 0 where it is the whole file."""

    path: str
    line: int
    rule: str
    severity: Severity
    message: str


def finding(path: str, line: int, rule: str, message: str) -> Finding:
    """The finding, with the rule's own severity. `message`: what is wrong; how to mend it."""
    return Finding(path, line, rule, "error" if rule in _ERRORS else "warning", message)


def counted(found: Collection[Finding]) -> str:
    """How many of each severity: `1 error, 2 warnings`."""
    errors = sum(one.severity == "error" for one in found)
    return f"{_many(errors, 'error')}, {_many(len(found) - errors, 'warning')}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
