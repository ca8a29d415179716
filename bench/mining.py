"""How well sessions are mined: `bench/mining.py LABELS FOLDER [--ci] [--each]`.

Mines every transcript in FOLDER, as `tacit mine` does and without a model, and holds what was found
against LABELS, a JSON line a session (the fields are told in docs/mining.md). Prints a table, with
--ci the 95 % intervals of a bootstrap over sessions, with --each a line a session.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import orjson
from scoring import FIGURES, Counts, Form, added, count, intervals, value

from tacit.episodes.mine import mine
from tacit.transcript.find import transcripts
from tacit.transcript.reader import read_session


def main() -> None:
    """Mine, score, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ci", action="store_true", help="bootstrap intervals over sessions")
    parser.add_argument("--each", action="store_true", help="a line a session, too")
    given = parser.parse_args()
    labels = [orjson.loads(line) for line in given.labels.read_bytes().splitlines() if line]
    sessions = score(labels, mined(given.folder))
    print("\n".join(table(sessions, ci=given.ci)))
    if given.each:
        print("\n" + "\n".join(map(line, labels, sessions)))


def mined(folder: Path) -> list[Form]:
    """What is mined of each transcript in the folder; a record that two share counts once."""
    seen: set[str] = set()
    return [mine(read_session(file, seen=seen)).form() for file in transcripts(folder)]


def score(labels: Sequence[Form], found: Sequence[Form]) -> list[Counts]:
    """The counts of each labelled session; a session belongs to the label that its path ends in."""
    return [count(label, _of(label, found)) for label in labels]


def _of(label: Form, found: Sequence[Form]) -> Form | None:
    """A transcript is known by its path's end, or, in a folder laid out otherwise, by its name."""
    wanted = Path(label["file"]).parts
    for length in (len(wanted), 1):
        for session in found:
            if Path(session["transcript"]).parts[-length:] == wanted[-length:]:
                return session
    return None


def line(label: Form, counts: Counts) -> str:
    """A session in brief: what was labelled and what of it was found, kept and judged rightly."""
    return (
        f"{label['file']}: worth {counts.worth:d}, said {counts.worth_said:d}; "
        f"covered {counts.covered} of {counts.labelled}, {counts.found - counts.right} strays; "
        f"lessons kept {counts.kept_lessons} of {counts.lessons}; "
        f"resolved rightly {counts.resolved_agrees} of {counts.covered}; "
        f"fix found {counts.fixes_hit} of {counts.fixes}"
    )


def table(sessions: Sequence[Counts], *, ci: bool) -> list[str]:
    """The figures as the lines of a Markdown table."""
    total = added(sessions)
    middle = intervals(sessions) if ci and sessions else {}
    lines = [
        f"{total.sessions} sessions, {total.worth} worth saving; {total.labelled} episodes, "
        f"{total.lessons} lessons; {total.found} found, {total.kept} kept",
        "",
        "| figure | value | of |" + " 95 % |" * ci,
        "|---|---|---|" + "---|" * ci,
    ]
    for name, figure in FIGURES.items():
        top, bottom = figure(total)
        quotient = value((top, bottom))
        shown = "-" if quotient is None else f"{quotient:.2f}"
        low, high = middle.get(name, (None, None))
        between = "-" if low is None else f"{low:.2f} to {high:.2f}"
        lines.append(f"| {name} | {shown} | {top} / {bottom} |" + f" {between} |" * ci)
    return lines


if __name__ == "__main__":
    main()
