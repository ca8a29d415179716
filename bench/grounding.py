"""How many invented statements survive grounding, and how many true ones.

    python bench/grounding.py

Near misses of what a session holds are planted into each field of true drafts: of the writer
without a model, of forms as a careful author fills them, and of answers that the writer with a
model gets from a scripted Messages API. Then honest wordings are put there.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from building.honest import saying, truths
from building.lessons import written
from building.modelled import modelled
from building.planted import KINDS, Lie, all_of, lies, plants, survives
from building.trials import Trial, careful, ids, sessions
from tacit.draft.evidence import Evidence, collect
from tacit.draft.ground import ground
from tacit.draft.skill import SkillDraft
from tacit.errors import DraftRefused
from tacit.transcript.session import Session, ToolCall

EVERY = 5  # of the planted answers that go over HTTP
WRITERS = ("rules", "filled", "anthropic")

Counts = Counter[tuple[str, str]]


def main() -> None:
    """Print both figures, a row a kind."""
    planted: Counts = Counter()
    left: Counts = Counter()
    true: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        for trial, session in sessions(Path(folder)):
            calls = [event.id for event in session.events if isinstance(event, ToolCall)]
            held = collect(session, [*calls, *ids(session).values()])
            place = Path(folder) / trial.name
            for writer, lie, stays in _planted(trial, session, held, place):
                planted[writer, lie.kind] += 1
                left[writer, lie.kind] += stays
            true.update(_true(trial, session, held, place / "true"))
    print(f"| kind | {' | '.join(f'{w}: planted, survive' for w in WRITERS)} |\n|---|---|---|---|")
    for kind in KINDS:
        cells = (f"{planted[writer, kind]}, {left[writer, kind]}" for writer in WRITERS)
        print(f"| {kind} | {' | '.join(cells)} |")
    print(f"\nplanted {planted.total()}, survive {left.total()}")
    print(f"true {true['said']}, survive {true['filled']}, through the model {true['anthropic']}")


def _planted(
    trial: Trial, session: Session, held: Evidence, place: Path
) -> Iterator[tuple[str, Lie, bool]]:
    """(writer, lie, whether it stays) for each that is planted."""
    form = careful(trial, session)
    forms = [("filled", form), *(("rules", draft.skill) for draft in written(session))]
    for writer, honest in forms:
        for lie in lies(all_of(held)):
            for _, false in plants(honest, lie):
                yield writer, lie, _stays(false, lie, held)
    asked = [(lie, false) for lie in lies(all_of(held)) for _, false in plants(form, lie)][::EVERY]
    answers = modelled(session, [false for _, false in asked], place)
    for (lie, _), (_, skill) in zip(asked, answers, strict=True):
        yield "anthropic", lie, skill is not None and survives(lie, skill)


def _true(trial: Trial, session: Session, held: Evidence, place: Path) -> Iterator[str]:
    """`said` for each honest wording, and the writers in whose drafts it stays."""
    told = list(truths(trial, session))
    forms = [saying(careful(trial, session), field, row) for field, _, row in told]
    answers = modelled(session, forms, place)
    for (field, text, _), form, (writer, skill) in zip(told, forms, answers, strict=True):
        yield "said"
        if _says(ground(form, held), field, text):
            yield "filled"
        if skill and writer == "anthropic" and _says(skill, field, text):
            yield "anthropic"


def _says(skill: SkillDraft, field: str, text: str) -> bool:
    return any(text in part.model_dump().values() for part in getattr(skill, field))


def _stays(form: SkillDraft, lie: Lie, held: Evidence) -> bool:
    try:
        return survives(lie, ground(form, held))
    except DraftRefused:
        return False


if __name__ == "__main__":
    main()
