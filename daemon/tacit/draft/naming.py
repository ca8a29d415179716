"""What a skill is called, where it belongs, and how its description makes it found."""

import re
from collections.abc import Iterable, Sequence

from tacit.slug import SLUG, reserved

LONGEST_NAME = 50
_WORDS = 8
_FEW = 3
_STOP = frozenset(
    re.findall(
        r"\w+", "the a an this that it its error errors err line path exit fatal exception did"
    )
)
# With these no name ends.
_LOOSE = frozenset(
    re.findall(r"\w+", "of to is was are in at on for and or with by from as be when than were has")
)
# Python's own exceptions say little beside their message; a library's say much.
_BUILTIN = re.compile(
    r"\A(?:Type|Value|Runtime|Assertion|Attribute|OS|Key|Index|Import|ModuleNotFound)Error: "
    r"(?=\S+ \S+)"
)
_ERRNO = re.compile(r"\[(?:Errno|WinError) [^\]]{1,8}\]")
_DIVERGED = re.compile(
    r"(?i)\b([a-z]\w{0,30})[\"']?(?:\s{0,3}[=:]\s{0,3}|\s+)[\"']?([-+]?(?:nan|inf))\b"
)
# The first whose words occur decides; words as they appear in commands and error messages.
_CATEGORIES: tuple[tuple[str, str], ...] = (
    (
        "training",
        r"torch|cuda|nccl|tensorflow|keras|jax|flax|lightning|deepspeed|accelerate|transformers"
        r"|out of memory|non-singleton|gradients?|optimi[sz]er|epochs?|checkpoints?|nan"
        r"|\w{0,20}(?:loss|mse|accuracy|_acc|perplexity|reward)",
    ),
    (
        "environment",
        r"modulenotfounderror|importerror|no module named|pip|uv|conda|mamba|apt|apt-get|brew"
        r"|command not found|docker|podman|venv|no matching distribution|libcuda|glibc",
    ),
    (
        "data",
        r"pandas|polars|parquet|csv|numpy|datasets?|dataloader|sql|sqlite|psql|postgres|duckdb"
        r"|unicodedecodeerror|jsondecodeerror|keyerror",
    ),
    ("testing", r"pytest|jest|vitest|unittest|go test|cargo test|assertionerror|tox|nox"),
    (
        "tooling",
        r"git|npm|npx|pnpm|yarn|bun|tsc|node|make|cmake|gcc|cargo|go|gradle|mvn|ruff|mypy|eslint"
        r"|biome|bash|sh|permission denied|no such file or directory",
    ),
)

CATEGORIES = frozenset({"general", *(known for known, _ in _CATEGORIES)})


def name(tool: str, signature: str) -> str:
    """A readable slug from the tool and the error's words; never anything but a slug."""
    if diverged := _DIVERGED.search(signature):
        return joined((tool.rsplit(".", 1)[0], diverged[1], diverged[2].lstrip("+-")))
    said = (
        _ERRNO.sub("", _BUILTIN.sub("", signature))
        .replace("n't", " not")
        .replace("ca not", "cannot")
    )
    words = _slug_words(said)
    told = [word for word in words if word not in _STOP]
    program = [] if "." in tool or tool.lower() in told else _slug_words(tool)[:2]
    return joined((*program, *(told if len(told) >= _FEW else words)))


def joined(words: Iterable[str]) -> str:
    """A slug of these words, as many as a name has room for."""
    parts = [word for text in words for word in re.findall(r"[a-z0-9]+", text.lower())]
    parts = [word for word in parts if not reserved(word)]
    kept: list[str] = []
    for word in list(dict.fromkeys(parts))[:_WORDS]:
        if len("-".join((*kept, word))) > LONGEST_NAME:
            break
        kept.append(word)
    while kept and kept[-1] in _LOOSE:
        kept.pop()
    slug = "-".join(kept)
    return slug if SLUG.fullmatch(slug) else "unnamed-error"


def _slug_words(text: str) -> list[str]:
    """Its words: no paths or placeholders, CamelCase taken apart, numbers alone left out."""
    text = re.sub(r"<[^<>]{0,40}>|\S{0,200}[/\\]\S{0,200}", " ", text[:400])
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).lower()
    words: list[str] = re.findall(r"[a-z][a-z0-9]{0,24}", text)
    return [word for word in words if len(word) > 1]


def category(*texts: str) -> str:
    """Where the skill belongs, guessed from commands and errors; "general" where nothing tells."""
    low = "\n".join(texts).lower()
    for known, words in _CATEGORIES:
        if re.search(rf"(?<![\w-])(?:{words})(?![\w-])", low):
            return known
    return "general"


def description(what: str, when: Sequence[str], verified: str, most: int = 500) -> str:
    """What, when and "Verified on …", within `most` characters where it can, always in 1,024.

    `when`: what was to be done, then exact errors, the most telling first; where not all fit, the
    later errors go first and the first error last.
    """
    shorter = [when[:count] for count in range(len(when), 1, -1)] + [when[1:2] or when]
    for chosen in shorter:
        conditions = "; ".join(f"({n}) {text}" for n, text in enumerate(chosen, start=1))
        said = f"{what}. Use when: {conditions}. Verified on {verified}."
        if len(said) <= most:
            return said
    return f"{what}. Use when: {conditions}. Verified on {verified}."[:1024]
