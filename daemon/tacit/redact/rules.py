"""The rules of `rules.toml` and of gitleaks, and which of them a text can concern at all.

What a rule needs to be tried (its keywords) is looked for once for all rules, by RE2 in one pass
over the text; `bench/redaction.py` has the figures.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import re2

from tacit.redact.gitleaks import gitleaks
from tacit.redact.rule import Rule

FILE = Path(__file__).with_name("rules.toml")
# Behind what is not of the text: a line end that JSON escaped, an escaped sign, the sign of a line
# in a diff. `(?#after)` in a pattern.
_AFTER = (
    r"(?<=[nrt0-9A-Fa-f+-])(?:(?<=\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\u[0-9A-Fa-f]{4})"
    r"|(?m:(?<=^[+-]))|(?<=\\n[+-]))"
)
# Where a token may begin: not inside a longer word.
START = rf"(?:(?<![A-Za-z0-9_])|{_AFTER})"
# The same for a word; `(?#word)` in a pattern.
_WORD = rf"(?:(?<![A-Za-z0-9_])|{_AFTER})"


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order in which they are tried; compiled when first asked for."""
    return (*_read(_tables()["rule"]), *gitleaks())


@cache
def roles() -> frozenset[str]:
    """Local parts of e-mail addresses that name no person."""
    return frozenset(_tables()["roles"])


def concerned(text: str) -> Iterator[Rule]:
    """The rules of which a keyword occurs in the text, whatever its case, in their order."""
    found = _gates().Match(text.encode("utf-8", "surrogatepass")) or ()
    known, owners = rules(), _owners()
    yield from (known[number] for number in sorted({owners[place] for place in found}))


@cache
def _owners() -> tuple[int, ...]:
    """For each gate, in the order of `_gates`, the number of its rule."""
    return tuple(n for n, rule in enumerate(rules()) for _ in rule.gates)


@cache
def _gates() -> re2.Set:
    options = re2.Options()
    options.case_sensitive = False
    options.encoding = re2.Options.Encoding.LATIN1  # bytes: a lone surrogate is no UTF-8
    # Gates are literals or short patterns, so that RE2 never lacks the memory to answer: where it
    # did, it would answer that there is nothing.
    options.max_mem = 64 << 20
    found = re2.Set.SearchSet(options)
    for rule in rules():
        for gate in rule.gates:
            found.Add(gate)
    found.Compile()
    return found


def _read(tables: list[dict[str, str | list[str] | bool]]) -> Iterator[Rule]:
    for table in tables:
        text = {key: value for key, value in table.items() if isinstance(value, str)}
        pattern = START + text["token"] if "token" in text else text["pattern"]
        within, unless = (
            _compiled(text[key]) if key in text else None for key in ("within", "unless")
        )
        keywords = _strings(table.get("keywords"))
        compiled = _compiled(pattern)
        yield Rule(
            text["kind"],
            keywords,
            (*map(re2.escape, keywords), *_strings(table.get("gates"))),
            compiled,
            within,
            unless,
            text.get("put", ""),
            bool(keywords) and ("token" in text or table.get("lines") is True),
            "secret" if "secret" in compiled.groupindex else 0,
        )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("(?#word)", _WORD).replace("(?#after)", _AFTER))


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _strings(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()
