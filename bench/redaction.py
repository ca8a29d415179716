"""Redaction over real transcripts: speed, finds by kind, and what a reader needs to judge them.

    python bench/redaction.py FOLDER [--hits]

Every text of every message below FOLDER is redacted as it is after JSON decoding (signatures of
thinking blocks left out, as the miner leaves them out). A token is a run of anything but white
space. `--hits` prints each line that changed, so that the wrong ones can be counted by eye.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from tacit.redact import redact
from tacit.redact.rules import rules


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("folder", type=Path)
    asked.add_argument("--hits", action="store_true")
    given = asked.parse_args()
    begun = time.perf_counter()
    print(f"{len(rules())} rules, {(time.perf_counter() - begun) * 1000:.0f} ms to load")
    texts = list(texts_of(given.folder))
    counts, seconds = measured(texts)
    size = sum(len(text.encode(errors="replace")) for text in texts) / 1e6
    tokens = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} texts, {size:.1f} MB, {tokens} tokens")
    print(f"{size / seconds:.1f} MB/s; the longest text alone {longest(texts):.1f} MB/s")
    for kind, found in counts.most_common():
        print(f"{found:7} {kind:20} {found / tokens * 10_000:.2f} in 10,000 tokens")
    if given.hits:
        sys.stdout.writelines(f"{line}\n" for text in texts for line in changed(text))


def texts_of(folder: Path) -> Iterator[str]:
    """Each text of each message below the folder."""
    for file in sorted(folder.rglob("*.jsonl")):
        for line in file.read_bytes().split(b"\n"):
            try:
                record = orjson.loads(line)
            except orjson.JSONDecodeError:
                continue
            if isinstance(record, dict):
                yield from _walk(record.get("message"))


def measured(texts: list[str]) -> tuple[Counter[str], float]:
    """Finds by kind, and seconds for all of them."""
    counts: Counter[str] = Counter()
    begun = time.perf_counter()
    for text in texts:
        counts.update(redact(text).counts)
    return counts, time.perf_counter() - begun


def longest(texts: list[str]) -> float:
    """MB/s on the longest of the texts."""
    text = max(texts, key=len, default="")
    begun = time.perf_counter()
    redact(text)
    return len(text.encode(errors="replace")) / 1e6 / (time.perf_counter() - begun)


def changed(text: str) -> Iterator[str]:
    """The lines of a text that redaction changes, before and after."""
    after = redact(text).text
    if after != text and after.count("\n") == text.count("\n"):
        for one, other in zip(text.split("\n"), after.split("\n"), strict=True):
            if one != other:
                yield f"{one.strip()[:200]}\n    {other.strip()[:200]}"


def _walk(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key != "signature":
                yield from _walk(item)


if __name__ == "__main__":
    main()
