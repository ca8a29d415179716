"""What must not be in a registry that others read: secrets, and who or where somebody is."""

import re
from collections.abc import Iterator

from tacit.redact import residual
from tacit.registry.finding import Finding, finding

# Kinds of `redact` that name a person or a machine without opening anything.
_PERSONAL = frozenset({"email", "home-path", "host", "ip", "person", "ssh-target"})
# The home of every machine's root says nothing of anybody.
_ROOT = re.compile(r"(?<![\w.~/-])/root(?![\w.-])")


def secrets(path: str, text: str, author: str) -> Iterator[Finding]:
    """What `redact` would take out of the text. `author`: who may be named."""
    text = _ROOT.sub("~", text)
    for kind in residual(text, author=author):
        lines = enumerate(text.split("\n"), start=1)
        line = next((n for n, part in lines if kind in residual(part, author=author)), 0)
        if kind in _PERSONAL:
            message = f"names a person or a machine ({kind}); put a placeholder"
            yield finding(path, line, "personal", message)
        else:
            message = f"looks like a secret ({kind}); revoke it, then put a placeholder"
            yield finding(path, line, "secret", message)
