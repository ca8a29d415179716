"""Skills that say nearly the same, and errors that two skills mend."""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence

from tacit.registry.finding import Finding, finding
from tacit.registry.likeness import jaccard
from tacit.registry.skill import TroubleEntry

# Share of the runs of three words that two skills must have in common.
ALIKE = 0.5
# The smallest numbers of a text's runs stand for it: two texts share as many of them, in
# proportion, as of all their runs (Broder 1997). The exact look is for pairs that share these.
_SKETCH = 64
_ENOUGH = 12
_LONGEST = 20_000
# Runs of words below which likeness says nothing.
_LEAST = 30
# A run of words that so many skills have is the form's, not theirs.
_COMMON = 20
_WORD = re.compile(r"\w+")
_VARIES = re.compile(r"(?:~?/|\./)[\w./-]+|\b0x[0-9a-f]+\b|\d+")


def alike(bodies: Mapping[str, str]) -> Iterator[Finding]:
    """Pairs of skills of nearly the same text. `bodies`: path of a SKILL.md → its body."""
    holders: dict[int, list[str]] = {}
    for path, text in bodies.items():
        runs = _runs(text)
        for run in sorted(map(_number, runs))[:_SKETCH] if len(runs) >= _LEAST else ():
            holders.setdefault(run, []).append(path)
    shared: dict[tuple[str, str], int] = {}
    for paths in holders.values():
        for place, later in enumerate(paths if len(paths) <= _COMMON else ()):
            for earlier in paths[:place]:
                shared[earlier, later] = shared.get((earlier, later), 0) + 1
    for (earlier, later), count in sorted(shared.items()):
        if count >= _ENOUGH:
            share = jaccard(_runs(bodies[earlier]), _runs(bodies[later]))
            if share >= ALIKE:
                message = f"{share:.0%} the same as {earlier}; join them, or say how they differ"
                yield finding(later, 0, "near-duplicate", message)


def same_errors(entries: Mapping[str, Sequence[TroubleEntry]]) -> Iterator[Finding]:
    """Errors that an earlier skill mends too. `entries`: path of a troubleshooting file → its."""
    first: dict[str, str] = {}
    for path, troubles in entries.items():
        for sign in dict.fromkeys(map(_sign, troubles)):
            if len(set(_WORD.findall(sign))) >= 4 and first.setdefault(sign, path) != path:
                message = f"{first[sign]} mends the same error; join them, or say how they differ"
                yield finding(path, 0, "same-error", message)


def _sign(trouble: TroubleEntry) -> str:
    """What stays of an error from run to run: the signature that is written down, or its line."""
    text = trouble.signature or trouble.error.strip().split("\n")[-1][:400]
    return " ".join(_VARIES.sub("#", text.lower()).split())


def _runs(text: str) -> frozenset[str]:
    words = _WORD.findall(text.lower())[:_LONGEST]
    return frozenset(map(" ".join, zip(words, words[1:], words[2:])))  # noqa: B905 - they do differ


def _number(run: str) -> int:
    """The same for the same run in every process, which `hash` is not."""
    return zlib.crc32(run.encode("utf-8", "replace"))
