"""What does a sentence encoder add, and how much should it count?

usage: bench/semantic.py MODEL [--queries FILE] [--ids FILE] [FOLDER…]

MODEL is a folder as docs/retrieval.md describes. Puts the labelled queries that come at a prompt to
the skills of all FOLDERs (as bench/advise.py does), by words alone and with the encoder's likeness
at several weights, and prints success at 3 by group as a Markdown table. The last row is what a
weight that was chosen on the other queries gives (ten parts, the mean of twenty shuffles): the
figure to believe. It says on stderr how long the model takes.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from advice.figures import Answer, Asked, Query, quantile, right
from advice.labelled import called, queries, together
from advice.table import told

from tacit.advise.entry import Entry
from tacit.advise.index import Index
from tacit.advise.match import evidence
from tacit.advise.meaning import Meaning, learn
from tacit.advise.near import WEIGHT, Near
from tacit.advise.query import for_prompt
from tacit.advise.refresh import refresh_folder

HERE = Path(__file__).parent
OURS = [HERE / "advice" / "registry", HERE.parent / "templates" / "registry"]
WEIGHTS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 1.0)
PARTS, SHUFFLES, FIRST = 10, 20, 10


@dataclass(frozen=True, slots=True)
class Weighted:
    """A query's neighbours, their likeness counted by another weight than tacit's own."""

    near: Near
    weight: float

    @property
    def ids(self) -> Sequence[int]:
        """As they are."""
        return self.near.ids

    def likeness(self, entries: Collection[Entry]) -> Mapping[int, float]:
        """Such that tacit's own weight makes the other one of it."""
        found = self.near.likeness(entries)
        return {id_: value * self.weight / WEIGHT for id_, value in found.items()}


Rights = Mapping[float, Sequence[bool]]


def main() -> None:
    """Ask at each weight, print the table."""
    given = arguments(sys.argv[1:])
    ids: dict[str, str] = json.loads(given.ids.read_text()) if given.ids else {}
    asked = [one for one in queries(given.queries) if one.moment == "prompt" and one.relevant]
    with tempfile.TemporaryDirectory(prefix="tacit-bench-") as top:
        folders = given.folders or OURS
        skills = folders[0] if len(folders) == 1 else together(folders, Path(top, "skills"))
        folder = refresh_folder(skills, Path(top, "indexes"))
        index = Index.open(folder)
        if index is None:
            sys.exit(f"{skills} cannot be indexed")
        meaning = opened(index, given.model, folder)
        found = {weight: rights(index, meaning, asked, ids, weight) for weight in WEIGHTS}
    print(table(asked, found))


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("model", type=Path)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--queries", type=Path, default=HERE / "advice" / "queries.jsonl")
    parser.add_argument("--ids", type=Path)
    return parser.parse_intermixed_args(given)


def opened(index: Index, model: Path, folder: Path) -> Meaning:
    """The model, with a vector for each skill; how long both took is told."""
    begun = time.perf_counter()
    learn(index, model, folder)
    took = time.perf_counter() - begun
    rate = index.skills / took
    print(f"{index.skills} skills encoded in {took:.1f} s, {rate:.0f} a second", file=sys.stderr)
    begun = time.perf_counter()
    meaning = Meaning.open(model, folder)
    print(f"opened in {(time.perf_counter() - begun) * 1000:.0f} ms", file=sys.stderr)
    return meaning


def rights(
    index: Index,
    meaning: Meaning,
    asked: Sequence[Query],
    ids: Mapping[str, str],
    weight: float,
) -> list[bool]:
    """Is a right skill among the first three of each query, at this weight? 0 is words alone."""
    found, taken = [], []
    for one in asked:
        query = for_prompt(one.text, None)
        begun = time.perf_counter()
        near = meaning.near(query) if weight else None
        ranked = evidence(index, query, Weighted(near, weight) if near else None)
        taken.append((time.perf_counter() - begun) * 1000)
        paths = tuple(called(skill.entry.path, ids) for skill in ranked[:FIRST])
        answer: Asked = (one, Answer(ranked=paths))
        found.append(right(answer, 3))
    times = " · ".join(told(quantile(taken, share), 1) for share in (0.5, 0.99))
    print(f"weight {weight}: ms p50 · p99 {times}", file=sys.stderr)
    return found


def table(asked: Sequence[Query], found: Rights) -> str:
    """A row a weight, a column a group."""
    groups = sorted({one.group for one in asked})
    members = [[n for n, one in enumerate(asked) if one.group == group] for group in groups]
    members.append(list(range(len(asked))))
    names = [f"{group}, {len(those)}" for group, those in zip(groups, members, strict=False)]
    lines = [f"| weight | {' | '.join(names)} | all {len(asked)} |"]
    lines.append("|---" * (len(members) + 1) + "|")
    for weight, right_ones in found.items():
        lines.append(row(f"{weight:g}", [[float(right_ones[n]) for n in m] for m in members]))
    chosen = crossed(found, len(asked))
    lines.append(row("chosen on the others", [[chosen[n] for n in m] for m in members]))
    return "\n".join(lines)


def row(name: str, columns: Sequence[Sequence[float]]) -> str:
    """A row of means."""
    return f"| {name} | {' | '.join(told(sum(c) / max(1, len(c))) for c in columns)} |"


def crossed(found: Rights, count: int) -> list[float]:
    """How often each query is right at the weight that is best for those of the other parts."""
    total = [0.0] * count
    for seed in range(SHUFFLES):
        order = list(range(count))
        random.Random(seed).shuffle(order)
        for part in range(PARTS):
            out = order[part::PARTS]
            rest = sorted(set(order) - set(out))
            best = max(found, key=lambda weight: (sum(found[weight][n] for n in rest), -weight))
            for n in out:
                total[n] += found[best][n] / SHUFFLES
    return total


if __name__ == "__main__":
    main()
