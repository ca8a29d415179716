"""How many invented statements survive grounding, and how many true ones.

    python bench/grounding.py

Near misses of what a session holds are planted into each field of true drafts, of the writer
without a model and of forms as a careful author fills them; then honest wordings are put there.
"""

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from building.honest import saying, truths
from building.lessons import written
from building.planted import KINDS, Lie, all_of, lies, plants, survives
from building.trials import careful, ids, sessions
from tacit.draft.evidence import Evidence, collect
from tacit.draft.ground import ground
from tacit.draft.skill import SkillDraft
from tacit.errors import DraftRefused
from tacit.transcript.session import ToolCall


def main() -> None:
    """Print both figures, a row a kind."""
    planted: Counter[tuple[str, str]] = Counter()
    left: Counter[tuple[str, str]] = Counter()
    said = kept = 0
    with TemporaryDirectory() as folder:
        for trial, session in sessions(Path(folder)):
            calls = [event.id for event in session.events if isinstance(event, ToolCall)]
            held = collect(session, [*calls, *ids(session).values()])
            form = careful(trial, session)
            forms = [("filled", form), *(("rules", draft.skill) for draft in written(session))]
            for writer, true in forms:
                for lie in lies(all_of(held)):
                    for _, false in plants(true, lie):
                        planted[writer, lie.kind] += 1
                        left[writer, lie.kind] += _stays(false, lie, held)
            for field, text, row in truths(trial, session):
                said += 1
                rows = getattr(ground(saying(form, field, row), held), field)
                kept += any(text in part.model_dump().values() for part in rows)
    print("| kind | rules: planted, survive | filled: planted, survive |\n|---|---|---|")
    for kind in KINDS:
        cells = (f"{planted[w, kind]}, {left[w, kind]}" for w in ("rules", "filled"))
        print(f"| {kind} | {' | '.join(cells)} |")
    print(f"\nplanted {planted.total()}, survive {left.total()}")
    print(f"true {said}, survive {kept} ({kept / said:.3f})")


def _stays(form: SkillDraft, lie: Lie, held: Evidence) -> bool:
    try:
        return survives(lie, ground(form, held))
    except DraftRefused:
        return False


if __name__ == "__main__":
    main()
