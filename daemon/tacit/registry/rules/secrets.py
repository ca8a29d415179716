"""What must not be in a registry that others read: secrets, and who or where somebody is.

What `redact` would take out of a session, with two differences: a page teaches by examples, so that
an address that is everybody's (`you@email.com`, `/home/user`) is nobody's, and a value that was
made up is told from a key that opens something (see `examples`).
"""

import re
from collections.abc import Iterator

from tacit.redact.text import Find, finds
from tacit.registry.finding import Finding, finding
from tacit.registry.rules.examples import made_up, place

# Kinds of `redact` that name a person or a machine without opening anything.
_PERSONAL = frozenset({"email", "home-path", "host", "ip", "person", "ssh-target"})
_NOBODYS = re.compile(
    r"""(?ix)(?<![\w.~/-])/root(?![\w.-])
    |/(?:home|Users)/(?:you|user(?:name)?|(?:your|my)[-_]?(?:user)?name|me|name|ubuntu|runner|\.\.\.)
        (?![\w-])
    |(?<![\w.])(?:192\.168|10\.0|10\.10|169\.254)\.\d{1,3}\.\d{1,3}(?![\w.])
    |(?<![\w.+-])(?:you(?:r\w{0,20})?|users?(?:name)?|name|e?mail|john|jane|alice|bob|test\w{0,20}|mock
        |hello|someone)(?:[.+][\w.-]{1,20})?@[\w.-]{1,60}
    |(?<![\w.+-])[\w.+-]{1,60}@[\w-]{0,30}(?:example|domain|company|university|yourorg|myorg)[\w.-]{0,60}"""
)


def secrets(path: str, text: str, author: str) -> Iterator[Finding]:
    """What `redact` would take out of the text, a finding a kind. `author`: who may be named."""
    plain = _NOBODYS.sub("~", text)
    found: dict[str, list[Find]] = {}
    for kind, value in finds(plain, author=author):
        if not place(kind, value):
            found.setdefault(kind, []).append((kind, value))
    for kind, there in sorted(found.items()):
        real = [value for _, value in there if not made_up(kind, value)]
        value = real[0] if real else there[0][1]
        line = plain.count("\n", 0, plain.find(value)) + 1 if value and value in plain else 0
        if kind in _PERSONAL:
            message = f"names a person or a machine ({kind}); put a placeholder"
            yield finding(path, line, "personal", message)
        elif not real:
            message = f"reads as a secret ({kind}), if one that is made up; put a placeholder"
            yield finding(path, line, "example-secret", message)
        else:
            message = f"looks like a secret ({kind}); revoke it, then put a placeholder"
            yield finding(path, line, "secret", message)
