"""What a sentence claims that can be looked up: quotes, numbers, paths, flags, names, versions."""

import re
from collections.abc import Iterator

_SPAN = re.compile(r"(?<!`)(`{1,20})(?!`)(.+?)(?<!`)\1(?!`)", re.S)
_QUOTE = re.compile(
    r"\"([^\"]{2,2000})\"|\u201c([^\u201d]{2,2000})\u201d|(?<![\w'])'([^'\n]{2,500})'(?!\w)"
    r"|\u2018([^\u2019\n]{2,500})\u2019(?!\w)|\u00ab([^\u00bb]{2,2000})\u00bb"
)
# Whichever opens first holds the other: an error may hold code, and code a text in quotes.
_SAID = re.compile(f"{_SPAN.pattern}|{_QUOTE.pattern}", re.S)
# A quotation that nothing closes goes on to the end.
_UNCLOSED = re.compile(r"(?<!\w)[\"`\u201c\u00ab](\S.*)", re.S)
# A flag or a key with its value is one claim: each of the two may be there with another.
_PAIR = re.compile(
    r"(?<![\w-])(-{1,2}[A-Za-z][\w-]*)(?:[ \t]*=[ \t]*|[ \t]+)(-?[\w./:+-]*\d[\w./:+-]*)"
    r"|(?<![\w.-])([A-Za-z_][\w.]*)[ \t]*={1,2}[ \t]*([\w./:+-]+)"
)
_ENUMERATOR = re.compile(r"(?<!\S)(?:\([1-9][0-9]?\)|[1-9][0-9]?[.)])(?=\s)")
_EDGES = "()[]{}<>,;:!?\"'\u201c\u201d\u2018\u2019\u2026*_."
_ERROR = re.compile(r"\w*(?:Error|Exception|Warning|Interrupt|Fault)\Z")
_CAMEL = re.compile(r"[A-Za-z0-9]*[a-z0-9][A-Z][A-Za-z0-9]*\Z")
_UNIT = re.compile(r"([-+]?\d[\d.,_]*)([A-Za-z%\u00d7\u00b0]{1,4})\Z")
_JOIN = re.compile(r"[\u2192=]|->|=>|(?<=\w),(?=\D)")
_ELLIPSIS = ("\u2026", "...")
_PLAIN = frozenset({"e.g", "i.e", "etc", "and/or", "a.k.a", "vs", "or/and", "cf"})


def claims(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(quotes, tokens): what the text says to the letter, and what it names in passing."""
    quotes: list[str] = []

    def take(match: re.Match[str]) -> str:
        found = next(part for part in reversed(match.groups()) if part is not None)
        quotes.append(found)
        return " "

    rest = _UNCLOSED.sub(take, _SAID.sub(take, text))
    rest = _ENUMERATOR.sub(" ", rest)
    tokens = [token for word in rest.split() for token in _tokens(word)]
    return tuple(filter(_says, quotes)), tuple(dict.fromkeys(tokens))


def pairs(prose: str) -> Iterator[tuple[str, str]]:
    """Flags and keys, each with the value that stands beside it in text without quotes."""
    for flag, value, key, other in _PAIR.findall(prose):
        yield (flag, value.rstrip(_EDGES)) if flag else (key, other.rstrip(_EDGES))


def numbers(prose: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The numbers of a text without quotes, each with the words right before and after it."""
    words = _ENUMERATOR.sub(" ", prose).split()
    for at, word in enumerate(words):
        token = word.strip(_EDGES)
        if token[:1].isdigit() or token[1:2].isdigit():
            beside = (*words[max(0, at - 3) : at], *words[at + 1 : at + 2])
            yield token, tuple(w.strip(_EDGES).lower() for w in beside)


def masked_quotes(text: str) -> str:
    """The text with every quote and code span blotted out; as long as before."""

    def blot(match: re.Match[str]) -> str:
        return "x" * len(match.group())

    return _SAID.sub(blot, text)


def unquoted(text: str) -> str:
    """The text without its quotes and code spans."""
    return _UNCLOSED.sub(" _ ", _SAID.sub(" _ ", text))


def called(text: str) -> str:
    """The name alone where the text is a call without arguments: `range()` is `range`."""
    return text[:-2] if re.fullmatch(r"[\w.]+\(\)", text) else text


def _says(quote: str) -> bool:
    return any(letter.isalnum() for letter in quote)


def _tokens(word: str) -> Iterator[str]:
    for part in _JOIN.split(word):
        token = part.lstrip("([{<\"'\u201c\u2018*").rstrip(_EDGES.replace("_", ""))
        if token.lower() in _PLAIN or not any(c.isalnum() for c in token):
            continue
        unit = _UNIT.fullmatch(token)
        if unit:
            yield unit[1]
        elif _specific(token):
            yield token


def _specific(token: str) -> bool:
    """Is it a number, a flag, a path or a name, and not a word of the language?"""
    return (
        any(c.isdigit() for c in token)
        or (token.startswith("-") and len(token) > 1)
        or "_" in token
        or "\\" in token
        or "@" in token
        or token.startswith(("/", "~", "$", "."))
        or bool(re.search(r"\w[.:]\w", token))
        or ("/" in token and not re.fullmatch(r"[A-Za-z]+(?:/[A-Za-z]+){1,2}", token))
        or bool(_ERROR.fullmatch(token))
        or bool(_CAMEL.fullmatch(token))
    )


def shortened(text: str) -> str:
    """A quote without the … that marks where it was cut."""
    text = text.strip()
    for mark in _ELLIPSIS:
        text = text.removesuffix(mark)
    return text.removeprefix(_ELLIPSIS[0]).strip()
