"""Invented statements, near misses of what a session holds, planted into true drafts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tacit.draft.evidence import Evidence
from tacit.draft.skill import SkillDraft

KINDS = ("number", "flag", "path", "command", "error", "cause", "version", "quote")
_PROSE = (
    ("steps", "text"),
    ("failed", "attempt"),
    ("failed", "why"),
    ("failed", "lesson"),
    ("troubles", "symptom"),
    ("troubles", "cause"),
    ("troubles", "fix"),
    ("next_steps", "text"),
    ("triggers", "text"),
)
_VALUES = (
    ("steps", "command"),
    ("steps", "change"),
    ("troubles", "error"),
    ("configuration", "text"),
    ("configuration", "path"),
    ("results", "name"),
    ("results", "value"),
    ("environment", "value"),
)


@dataclass(frozen=True)
class Lie:
    """`said`: a sentence that no session said. `core`: what is invented in it, to the letter."""

    kind: str
    said: str
    core: str


def all_of(evidence: Evidence) -> str:
    """Everything that a draft could rest on."""
    return "\n".join([*evidence.texts.values(), *evidence.nearby.values(), evidence.session])


def lies(text: str) -> Iterator[Lie]:
    """Near misses of what the text holds, none of them in it."""
    flat = " ".join(text.split())
    for made in _lies(text):
        if not re.search(rf"(?<![\w.-]){re.escape(made.core)}(?![\w-]|\.\d)", flat):
            yield made


def _lies(text: str) -> Iterator[Lie]:
    for number in _some(r"(?<![\w.-])\d+\.\d+(?![\w.])|(?<![\w.-])\d{2,6}(?![\w.])", text):
        near = number[:-1] + str((int(number[-1]) + 3) % 10)
        yield Lie("number", f"It was {near} in the end.", near)
        yield Lie("number", f"It took {near}ms.", near)
    for flag in _some(r"(?<![\w-])--[a-z][a-z-]+", text):
        yield Lie("flag", f"Add {flag}-all to it.", f"{flag}-all")
    for flag, value in re.findall(r"(?<![\w-])(--[a-z][a-z-]+)[ =](\d[\w.-]*)", text)[:6]:
        near = f"{flag} {value[:-1]}{(int(value[-1], 36) + 3) % 10}"
        yield Lie("flag", f"Run it with {near} instead.", near)
        yield Lie("flag", f"Pass `{near}` to it.", near)
    for path in _some(r"(?<![\w/.~-])[\w/.-]*\w\.(?:py|ts|go|yaml|json|txt|csv|md)\b", text):
        stem, _, end = path.rpartition(".")
        yield Lie("path", f"See {stem}_old.{end} for it.", f"{stem}_old.{end}")
        yield Lie("path", f"The file `{stem}s.{end}` holds it.", f"{stem}s.{end}")
    for line in _some(r"(?m)^command: (.{12,160})$", text):
        near = f"{line} --force-all"
        yield Lie("command", f"Run `{near}` first.", near)
        yield Lie("command", f"Run `sudo {line}` first.", f"sudo {line}")
    for package in ("apex-fused", "xformers-lite", "fasttokens"):
        yield Lie("command", f"Run pip install {package} first.", f"pip install {package}")
    for name in _some(r"\b([A-Z]\w+Error)\b", text):
        for other in ("ValueError", "OSError", "RecursionError", "FloatingPointError"):
            yield Lie("error", f"It raises {other} there, no {name}.", other)
            yield Lie("error", f"It stops with `{other}: {name}`.", other)
    for other in ("ConnectionResetError", "StopIteration", "BrokenPipeError"):
        yield Lie("error", f'The log ends with "{other}".', other)
    for version in _some(r"(?<![\w.])\d+\.\d+\.\d+(?![\w.])", text):
        near = version[:-1] + str((int(version[-1]) + 1) % 10)
        yield Lie("version", f"It holds since {near} only.", near)
        yield Lie("version", f"Install version v{near}.", near)
    for version in ("7.31.2", "0.98.41", "12.9.77", "3.19.0"):
        yield Lie("version", f"Verified with torch {version}.", version)
    yield from _quotes(text)
    yield from _causes(text)


def _quotes(text: str) -> Iterator[Lie]:
    for line in _some(r"(?m)^\s*([A-Za-z][\w' ,.:]{20,100})$", text):
        words = line.split()
        words[len(words) // 2] = "twelvefold"
        core = " ".join(words)
        yield Lie("quote", f'It says "{core}" there.', core)
        yield Lie("quote", f"The output was `{core}`.", core)


def _causes(text: str) -> Iterator[Lie]:
    """Reasons in the session's own words that nobody gave."""
    said = [line for line in _some(_SENTENCE, text) if _STATES.search(line)]
    for one, other in zip(said, said[1:] + said[:1], strict=True):
        if one != other:
            yield _cause(f"{one} because {other[0].lower()}{other[1:]}.")
            words, others = one.split(), other.split()
            yield _cause(f"{' '.join(words[:3] + others[-3:])}.")
    for line in said:
        words = line.split()
        if len(re.findall(r"\w{5,}", line)) < 3:
            continue
        yield _cause(f"{' '.join([words[-1].capitalize(), *words[1:-1], words[0].lower()])}.")
    for word, other in _TURNED:
        for line in _some(rf"(?m)^([^\n]*\b{word}\b[^\n]*[a-z])\.?$", text)[:3]:
            if len(line) < 200:
                yield _cause(re.sub(rf"\b{word}\b", other, line) + ".")
    for made in ("The cache of the driver was stale", "A second process held the lock"):
        yield _cause(f"{made}.")
        yield _cause(f"It failed because {made[0].lower()}{made[1:]}.")


_SENTENCE = r"(?m)^([A-Za-z_]+(?:\(\))?(?: [\w'/]+){4,20})[.:,]"
_STATES = re.compile(r" (?:is|was|are|were|has|needs|moves|grows|cannot|does) ")
_TURNED = (
    ("needs", "never needs"),
    ("is", "is not"),
    ("cannot", "can"),
    ("does not", "does"),
    ("grows", "shrinks"),
    ("older", "newer"),
    ("might be", "is"),
    ("no", "a"),
)


def _cause(said: str) -> Lie:
    return Lie("cause", said, said.rstrip("."))


def _some(pattern: str, text: str) -> list[str]:
    return list(dict.fromkeys(re.findall(pattern, text)))[:6]


def plants(form: SkillDraft, lie: Lie) -> Iterator[tuple[str, SkillDraft]]:
    """The form with the lie in one field, for each field that could hold it."""
    given = form.model_dump()
    for field, part in _PROSE:
        if given[field]:
            row = given[field][0]
            said = f"{row[part]} {lie.said}".strip()
            yield f"{field}.{part}", _with(given, field, [row | {part: said}, *given[field][1:]])
    if lie.kind != "cause":
        for field, part in _VALUES:
            if given[field]:
                row = given[field][0]
                value = f"+{lie.core}" if part == "change" else lie.core
                yield f"{field}.{part}", _with(given, field, [*given[field], row | {part: value}])
    for field in ("lesson", "goal"):
        if given[field]:
            said = f"{given[field]['text']} {lie.said}"
            yield field, _with(given, field, given[field] | {"text": said})
    yield "description", _with(given, "description", f"{given['description']} {lie.said}"[:1024])


def _with(given: dict[str, object], field: str, value: object) -> SkillDraft:
    return SkillDraft.model_validate(given | {field: value})


def survives(lie: Lie, skill: SkillDraft) -> bool:
    """Is what was invented still in the draft?"""
    told = " ".join(re.sub(r"\\(.)", r"\1", skill.model_dump_json(exclude={"date"})).split())
    return re.search(rf"(?<![\w.-]){re.escape(lie.core)}(?![\w-]|\.\d)", told) is not None
