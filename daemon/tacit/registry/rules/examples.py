"""Is what reads as a secret none: the name of a place where one lies, or a value that was made up?

Made up is what nobody's generator makes: words that examples are made of, runs of neighbouring
letters or digits, and the keys of the providers' own documentation. All parts of a value have to be
of that kind; `hunter2!x` is a password.
"""

import re

_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
    a abc access acme admin alice an anon anything api app apps attacker auth authorization aws
    bar baz bearer bob bot change changeme code cookie credential credentials db default demo
    dev dummy else example fake field file foo from generated github guest hash header here id
    in input insert invalid it jwt key keys live localhost login long manager me mock my name
    new none not of old or our pass passphrase passwd password passwords path pk placeholder
    please postgres prod pw pwd random real redacted redis replace root safe sample secret
    secrets secure session shared signature sk some something staging strong super team test
    testing tests the this token tokens unsafe use user username users valid value very victim
    weak webhook with wrong your yours
    """,
    )
)
# Printed in documentation that everybody copies from: a bot's token of Telegram's, the signature
# of jwt.io's first page.
_PRINTED = frozenset(
    {
        "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11",
        "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
    }
)
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+|[A-Z]")
# A sign or digit that many passwords of examples have for a letter.
_LEET = re.compile(r"(?<=[A-Za-z])[@013$5](?=[A-Za-z])")
_LETTERS = dict(zip("@013$5", "aoless"))  # noqa: B905 - pairs
_PLACE = re.compile(
    r"""(?x)[A-Za-z_.]*\benv(?:iron)?[.\[(][\w.!?\[\]()"']*  # process.env.TOKEN!
    |:\w.*  # token::elevate, a name in a namespace
    |(?:~|\.{1,3})?(?:/[\w.-]+)+\.[a-z]{2,6}  # the path of a file
    |[a-z_-]+(?:/[a-z_-]+){2,}  # a name in a vault: production/database/password
    |\[[^\[\]]*\]  # [REDACTED]
    |[A-Z]{2,}(?:_[A-Z]{2,})+\d{0,2}  # AUTH_TOKEN
    |\w{0,24}[*\u2022]{3,}|\u00a7\w+\u00a7.*"""
)
# An HMAC of 256 bits is longer, and so is each other signature of a JWT.
_SIGNATURE = 40
_BLOCK = re.compile(r"[A-Za-z0-9+/=]{24,}")
_HEADER = 300


def place(kind: str, value: str) -> bool:
    """Does the value only say where a secret lies, or is it masked?"""
    if kind == "private-key":  # the line that begins one, without one below it
        return "BEGIN" in value and not _BLOCK.search(value[:_HEADER])
    return kind == "password" and bool(_PLACE.fullmatch(value))


def made_up(kind: str, value: str) -> bool:
    """Was the value made up for an example?"""
    if "EXAMPLE" in value or value in _PRINTED:
        return True
    if kind == "jwt":
        end = value.rsplit(".", 1)[-1]
        return end in _PRINTED or (value.count(".") == 2 and 0 < len(end) < _SIGNATURE)
    if kind == "url-credentials":
        user, _, value = value.rpartition(":")
        if user and user == value:
            return True
    if kind == "cookie":
        value = value.partition("=")[2]
    spelt = _LEET.sub(lambda one: _LETTERS[one[0]], value)
    return kind != "private-key" and (_plain(value) or _plain(spelt))


def _plain(value: str) -> bool:
    """Are all parts words of examples, or runs? A `your` or `example` speaks for the whole."""
    parts = _PART.findall(value)
    low = {part.lower() for part in parts}
    return bool(parts) and (bool(low & {"your", "example", "placeholder", "changeme"})
                            or all(_one(part.lower()) for part in parts))  # fmt: skip


def _one(part: str) -> bool:
    return part in _WORDS or _compound(part) or _run(part) or (part.isdecimal() and len(part) < 4)


def _compound(part: str) -> bool:
    """Two words without a sign between them: `testpass`, `mypassword`."""
    return any(part[:at] in _WORDS and part[at:] in _WORDS for at in range(2, len(part) - 1))


def _run(part: str) -> bool:
    """One letter or digit again and again, or each the next of the one before: `xxxx`, `1234`."""
    pairs = zip(part, part[1:])  # noqa: B905, RUF007 - a registry's script runs on Python 3.9
    steps = {ord(later) - ord(earlier) for earlier, later in pairs}
    return len(part) > 2 and len(steps) == 1 and steps <= {-1, 0, 1}
