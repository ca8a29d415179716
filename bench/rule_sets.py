"""Three sets of rules side by side: gitleaks through RE2, detect-secrets, and what tacit redacts.

    python bench/rule_sets.py FOLDER

Recall on two lists that no account owns: the credentials that this project's tests plant, and
values made from the patterns of gitleaks' own rules, each as its provider's name has it. Finds on
the texts of the messages below FOLDER, in 10,000 tokens, and MB/s. detect-secrets is left out where
it is not installed; it reads a tenth of the texts.
"""

import argparse
import importlib
import math
import random
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import re2
from likeness import like
from redaction import texts_of

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from building.secrets import KINDS, Planted, planted
from tacit.redact import redact
from tacit.redact import rules as rule_module
from tacit.redact.gitleaks import FILE

# What a set of rules leaves of a text, and how often it found something.
Taken = Callable[[str], tuple[str, int]]
# What is planted and is no credential: only redaction looks for people and machines.
OTHERS = {
    *("e-mail", "public ip", "private ip", "internal host", "ssh target", "ssh host", "scp host"),
    *("master address", "home folder", "commit author", "mention"),
}
# Of redaction's finds, those that are right wherever they stand.
RIGHT = {"home-path", "person"}
GENERIC = "generic-api-key"


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("folder", type=Path)
    texts = list(texts_of(asked.parse_args().folder))
    own = [one for one in planted(4 * len(KINDS)) if one.kind not in OTHERS]
    theirs = list(of_gitleaks())
    for name, taken, share in columns():
        some = texts[:: round(1 / share)]
        hits, seconds = counted(taken, some)
        size = sum(len(text.encode(errors="replace")) for text in some) / 1e6
        tokens = sum(len(text.split()) for text in some)
        print(f"{name}: planted {recall(taken, own)}, of gitleaks {recall(taken, theirs)}")
        print(f"    {hits} finds in {tokens} tokens, {hits / tokens * 10_000:.2f} in 10,000")
        print(f"    {size / seconds:.2f} MB/s over {size:.1f} MB")


def columns() -> Iterator[tuple[str, Taken, float]]:
    """Name, what it takes, and the share of the texts that it reads."""
    yield "gitleaks", partial(by_gitleaks, _gated(_tables())), 1
    named = [table for table in _tables() if table["id"] != GENERIC]
    yield "gitleaks without its generic rule", partial(by_gitleaks, _gated(named)), 1
    yield "redaction", by_redaction, 1
    with own_rules_alone():
        yield "redaction without gitleaks' rules", by_redaction, 1
    try:
        yield "detect-secrets", by_detect_secrets(), 0.1
    except ImportError:
        print("detect-secrets: not installed")


@contextmanager
def own_rules_alone() -> Iterator[None]:
    """Redaction by `rules.toml` only, for as long as this lasts."""
    caches = (rule_module.rules, rule_module._owners, rule_module._gates)
    with patch.object(rule_module, "gitleaks", tuple):
        for kept in caches:
            kept.cache_clear()
        yield
    for kept in caches:
        kept.cache_clear()


def recall(taken: Taken, secrets: list[Planted]) -> str:
    """How many of them do not survive."""
    gone = [one for one in secrets if one.secret not in taken(f"first\n{one.text}\nlast")[0]]
    return f"{len(gone)}/{len(secrets)}"


def counted(taken: Taken, texts: list[str]) -> tuple[int, float]:
    """Finds in all of them, and seconds."""
    begun = time.perf_counter()
    return sum(taken(text)[1] for text in texts), time.perf_counter() - begun


def of_gitleaks() -> Iterator[Planted]:
    """Two values for each rule of gitleaks but the generic one."""
    chosen = random.Random(7)
    for table in _tables():
        if table["id"] not in (GENERIC, "private-key"):  # a block, that `planted` has
            for _ in range(2):
                text, secret = like(table["regex"], table.get("secretGroup", 0), chosen)
                yield Planted(table["id"], secret, text)


def by_redaction(text: str) -> tuple[str, int]:
    """As the product does it; what is right wherever it stands is not counted."""
    done = redact(text)
    return done.text, sum(found for kind, found in done.counts.items() if kind not in RIGHT)


def by_gitleaks(
    rules: tuple[re2.Set, list[tuple[dict[str, Any], Any]]], text: str
) -> tuple[str, int]:
    """As gitleaks does it: rules of which a keyword occurs, entropy and stop words heeded."""
    hits = 0
    gates, known = rules
    for place in sorted(set(gates.Match(text.encode(errors="replace")) or ())):
        table, pattern = known[place]
        for match in list(pattern.finditer(text)):
            secret = match.group(table.get("secretGroup", 0))
            if not _excused(table, secret) and secret in text:
                hits += 1
                text = text.replace(secret, "*")
    return text, hits


def by_detect_secrets() -> Taken:
    """All its plug-ins but the two that know nothing but entropy."""
    scan: Any = importlib.import_module("detect_secrets.core.scan")
    settings: Any = importlib.import_module("detect_secrets.settings")
    initialize: Any = importlib.import_module("detect_secrets.core.plugins.util")
    names = [
        name
        for name in initialize.get_mapping_from_secret_type_to_class().values()
        if "Entropy" not in name.__name__
    ]
    used = [{"name": plugin.__name__} for plugin in names]

    def taken(text: str) -> tuple[str, int]:
        hits = 0
        with settings.transient_settings({"plugins_used": used}):
            for line in text.split("\n"):
                for found in scan.scan_line(line):
                    hits += 1
                    text = text.replace(found.secret_value, "*")
        return text, hits

    return taken


def _excused(table: dict[str, Any], secret: str) -> bool:
    if "entropy" not in table:
        return False
    shares = [secret.count(letter) / len(secret) for letter in set(secret)]
    stops = table.get("allowlist", {}).get("stopwords", ())
    low = secret.lower()
    return -sum(p * math.log2(p) for p in shares) <= table["entropy"] or any(
        s in low for s in stops
    )


def _gated(tables: list[dict[str, Any]]) -> tuple[re2.Set, list[tuple[dict[str, Any], Any]]]:
    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = 64 << 20
    gates = re2.Set.SearchSet(options)
    known = []
    for table in tables:
        pattern = re2.compile(table["regex"])
        for keyword in table["keywords"]:
            gates.Add(re2.escape(keyword))
            known.append((table, pattern))
    gates.Compile()
    return gates, known


def _tables() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["rules"]
    return found


if __name__ == "__main__":
    main()
