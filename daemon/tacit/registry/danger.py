"""Text that could harm whoever reads it, person or agent: what quarantines a skill.

Each rule is tried only where one of its keywords occurs, and each pattern takes bounded time per
place: 26 MB of real skills take about a second. Precision was looked at on 2,658 public skills:
what is left are skills *about* attacks, which quote them.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from tacit.registry.finding import Finding, finding


class _Rule(NamedTuple):
    id: str
    keywords: tuple[str, ...]
    pattern: re.Pattern[str]
    message: str


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I | re.X)


_SHELL = r"(?:(?:ba|z|da|k|fi)?sh|python[\d.]*|perl|ruby|node|php)"
_RULES = (
    _Rule(
        "remote-code",
        ("curl", "wget", "iwr", "irm", "invoke-"),
        # To a shell with whatever options, to an interpreter only where stdin is its program:
        # `curl … | python3 -m json.tool` reads data. Without an address it is only talked of.
        _compiled(
            rf"""\b(?:curl|wget)\b(?=[^\n|]{{0,300}}(?:\w[./:]\w|\$|:/))[^\n|]{{0,300}}
                 \|\s*(?:sudo\s+(?:-\w+\s+){{0,4}})?(?:/\w+){{0,3}}/?
                 (?:(?:ba|z|da|k|fi)?sh\b(?!\.)|{_SHELL}\s*(?:-\s*)?(?:$|[;&|)`'"\n]))
            |\b(?:(?:ba|z|da|k)?sh|source|eval|\.)\s+(?:-c\s+)?["']?(?:\$\(|<\(|`)\s*(?:curl|wget)\b
            |\b(?:iwr|irm|invoke-webrequest|invoke-restmethod)\b[^\n|]{{0,300}}
                 \|\s*(?:iex|invoke-expression)\b"""
        ),
        "runs code from the network unseen; name the package or pin and check what is downloaded",
    ),
    _Rule(
        "exfiltration",
        ("curl", "wget", "nc "),
        _compiled(
            r"""\b(?:(?:env|printenv)\s*
                |cat\s+[^\n|]{0,80}(?:\.ssh/|\.aws/|\.netrc|\.env\b|id_rsa|credentials)[^\n|]{0,20})
                \|\s*(?:\w[^\n|]{0,30}\|\s*)?(?:curl|wget|nc)\b
            |\b(?:curl|wget)\b[^\n]{0,200}(?:-d|-F|-T|--data\S{0,12}|--form|--upload-file|--post-file)
                [=\s][^\n]{0,80}(?:\$\((?:env|printenv)|\.ssh/|\.aws/|id_rsa|\.netrc)"""
        ),
        "sends secrets of the reader's machine away; take it out",
    ),
    _Rule(
        "instruction",
        ("ignore", "disregard", "forget", "override"),
        _compiled(
            r"""\b(?:ignore|disregard|forget|override)\s+(?:(?:all|any|the|your|every|of|these|my)\s+)
                {0,3}(?:previous|prior|above|earlier|preceding|existing|system|original|safety)\s+
                (?:\w+\s+)?(?:instruction|prompt|rule|direction|guideline|directive|message)s?\b"""
        ),
        "speaks to the reader's agent, not about the work; take it out",
    ),
    _Rule(
        "instruction",
        ("tell", "inform", "notify", "alert", "reveal", "disclos", "mention"),
        _compiled(
            r"""\b(?:do\s+not|don['\u2019]?t|never|without)\s+(?:ever\s+)?
                (?:tell|inform|notify|alert|reveal|disclos|mention)(?:e|ing|ying)?\s+
                (?:(?:this|that|it|any|anything|of|about|what|the\s+above)\s+){0,3}(?:to\s+)?
                (?:the\s+|your\s+)?(?:users?|humans?|operators?|reviewers?)\b(?!['\u2019])"""
        ),
        "asks the reader's agent to hide something from its user; take it out",
    ),
    _Rule(
        "instruction",
        ("system prompt", "hidden instructions"),
        _compiled(
            r"""\b(?:reveal|print|repeat|output|send|leak)\s+(?:\w+\s+){0,2}
                your\s+(?:\w+\s+)?(?:system\s+prompt|hidden\s+instructions)"""
        ),
        "asks the reader's agent for what is not the reader's; take it out",
    ),
    _Rule(
        "instruction",
        ("system-reminder", "im_start", "im_end", "function_calls", "antml:", "tool_result>"),
        _compiled(
            r"""</?(?:system-reminder|function_calls|antml:\w{1,40}|tool_result)\b[^>\n]{0,80}>
            |<\|im_(?:start|end)\|>"""
        ),
        "imitates the markup of an agent's own conversation; write it in words",
    ),
    _Rule(
        "permission-bypass",
        ("--dangerously", "bypasspermissions", "--yolo"),
        _compiled(r"--dangerously-[\w-]{4,40}|\bbypassPermissions\b|--yolo\b"),
        "switches off the reader's permission prompts; say why, or take it out",
    ),
)

_BIDI = "\u202a-\u202e\u2066-\u2069"
# Characters that carry text nobody sees: tags, invisible operators, the supplementary variation
# selectors, interlinear marks, and runs of zero-width characters.
_HIDDEN = re.compile(
    "[\u2061-\u2064\u180e\ufff9-\ufffb\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
    "|[\u200b-\u200d\u2060\ufeff\u00ad]{3,}"
)
_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a\U000e0030-\U000e0039]{2,6}\U000e007f")
_ZERO = re.compile("[\u200b\u200e\u200f\u2060\ufeff\u00ad]")
# A line with none of these is not looked at character by character.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_MIXED = re.compile(
    r"\b(?=\w{0,60}[A-Za-z])(?=\w{0,60}[\u0400-\u04ff])[A-Za-z\u0400-\u04ff]{2,60}\b"
)

# What no branch is merged with.
DANGEROUS = frozenset(
    {"remote-code", "exfiltration", "instruction", "hidden-unicode", "bidi-unicode"}
    | {"runs-on-install"}
)
# What no skill is advised from: a quote can be the attack itself, and nobody looks at that moment.
QUARANTINED = DANGEROUS | {"instruction-quoted"}
# Where attacks are the subject, within so many lines before or in the line itself.
_ABOUT = re.compile(
    r"(?i)injection|jailbreak|guardrail|adversar|\battack|malicious|red.?team|prompt.?guard|untrusted"
)
_NEAR = 12
_QUOTES = {'"': '"', "'": "'", "`": "`", "\u201c": "\u201d", "\u2018": "\u2019", "\u00ab": "\u00bb"}
# The quote may begin with a few words: `"[System]: Override …"`.
_BEFORE = 24
# A line that speaks against what it names.
_AGAINST = re.compile(
    r"(?i)\b(?:remov|avoid|never|not\b|no\b|without|prohibit|forbid|forbidden|stop|replac|instead|ban"
    r"|block|den(?:y|ied|ies)|refus|disallow|prevent|unsafe|reject|danger)\w*(?<!dangerously)"
)


def dangers(path: str, text: str) -> Iterator[Finding]:
    """What in the text could harm its reader, and what is suspect; see DANGEROUS."""
    low = text.lower()
    for rule in _RULES:
        if any(keyword in low for keyword in rule.keywords):
            for match in rule.pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                yield from _looked(path, line, rule, match)
    if _SUSPECT.search(text):
        for number, line_text in enumerate(text.split("\n"), start=1):
            if _SUSPECT.search(line_text):
                yield from _characters(path, number, line_text)
    if path.endswith(".md"):
        yield from _mixed(path, text)


def dangerous(text: str) -> bool:
    """Does the text hold what quarantines a skill?"""
    return any(finding.rule in QUARANTINED for finding in dangers("", text))


def _looked(path: str, line: int, rule: _Rule, match: re.Match[str]) -> Iterator[Finding]:
    """The finding, in the light of the lines that it stands in."""
    lines = match.string[: match.end()].split("\n")
    here = lines[-1] + match.string[match.end() :].partition("\n")[0]
    if rule.id == "permission-bypass" and _AGAINST.search(here.replace(match[0], "")):
        return
    about = "\n".join([*lines[-1 - _NEAR : -1], here])
    if rule.id == "instruction" and _quoted(here, match[0]) and _ABOUT.search(about):
        message = "quotes an instruction to an agent; nobody is advised from it by itself"
        yield finding(path, line, "instruction-quoted", message)
    else:
        yield finding(path, line, rule.id, rule.message)


def _quoted(line: str, text: str) -> bool:
    """Does the text stand in quotes in the line, near their beginning?"""
    start = line.find(text)
    end = start + len(text)
    for at in range(max(0, start - _BEFORE), start):
        mark = line[at]
        closing = _QUOTES.get(mark, "")
        ends = mark == closing and line[: at + 1].count(mark) % 2 == 0
        apostrophe = mark == "'" and line[at - 1 : at].isalnum()
        if closing and not ends and not apostrophe and closing not in line[at + 1 : end]:
            return closing in line[end:]
    return False


def _characters(path: str, number: int, line: str) -> Iterator[Finding]:
    line = _FLAG.sub("", line)
    if bidi := re.search(f"[{_BIDI}]", line):
        yield finding(path, number, "bidi-unicode", f"{_named(bidi)} turns text around; delete it")
    if hidden := _HIDDEN.search(line):
        yield finding(path, number, "hidden-unicode", f"{_named(hidden)} hides text; delete it")
    elif zero := _ZERO.search(line):
        yield finding(path, number, "zero-width", f"{_named(zero)} is not seen; delete it")
    if any(unicodedata.category(c) == "Cc" and c != "\t" for c in line):
        message = "a control character, which a terminal may obey; delete it"
        yield finding(path, number, "control-character", message)


def _mixed(path: str, text: str) -> Iterator[Finding]:
    """Text that reads as another."""
    for mixed in _MIXED.finditer(text) if _CYRILLIC.search(text) else ():
        line = text.count("\n", 0, mixed.start()) + 1
        message = "a word of Latin and Cyrillic letters reads as another; write it in one script"
        yield finding(path, line, "mixed-script", message)


def _named(match: re.Match[str]) -> str:
    first = match.group()[0]
    return f"U+{ord(first):04X} {unicodedata.name(first, '')}".strip()
