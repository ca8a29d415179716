"""What must not be in a registry that others read: secrets, and who or where somebody is.

What `redact` would take out of a session, with one difference: a page teaches by examples, and an
address that is everybody's (`you@email.com`, `/home/user`) is nobody's.
"""

import re
from collections.abc import Iterator

from tacit.redact import residual
from tacit.registry.finding import Finding, finding

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
_WORDS = (
    r"(?:my|your|the|super|tests?|strong|secure|default|demo|example|sample|dummy|fake|mock|change"
    r"|me|pass(?:word|wd)?|secret|admin|postgres|root|guest|users?|app|use|a|manager)"
)
# A value of such words alone, which no key of the line is made of.
_MADE_UP = re.compile(
    rf"(?i)(?<![\w-]){_WORDS}(?:[-_]?{_WORDS}){{0,6}}[-_]?\d{{0,6}}[!@#$]{{0,2}}"
    r"(?![\w-]|[\"'\\]{0,3}[ \t]{0,4}(?:=|:))"
)


def secrets(path: str, text: str, author: str) -> Iterator[Finding]:
    """What `redact` would take out of the text. `author`: who may be named."""
    plain = _NOBODYS.sub("~", text)
    held = residual(plain, author=author)
    for kind in held:
        line = _line(plain, kind, author)
        if kind in _PERSONAL:
            message = f"names a person or a machine ({kind}); put a placeholder"
            yield finding(path, line, "personal", message)
        elif kind == "password" and kind not in residual(_MADE_UP.sub("redacted", plain)):
            message = "reads as a password, if one that is made up; put a placeholder"
            yield finding(path, line, "example-secret", message)
        else:
            message = f"looks like a secret ({kind}); revoke it, then put a placeholder"
            yield finding(path, line, "secret", message)


def _line(text: str, kind: str, author: str) -> int:
    lines = enumerate(text.split("\n"), start=1)
    return next((n for n, part in lines if kind in residual(part, author=author)), 0)
