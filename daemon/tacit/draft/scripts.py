"""Scripts worth keeping: what a session wrote whole, ran well, and what needs nothing beside it.

Copied as it ended, or not at all: a script with something taken out does not run.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tacit.draft.case import Case
from tacit.draft.phrases import command_of
from tacit.draft.skill import SCRIPT, Script
from tacit.episodes.episode import Episode, Series
from tacit.episodes.errors import error
from tacit.episodes.final import ended
from tacit.episodes.steps import command
from tacit.transcript.clip import MARK
from tacit.transcript.session import Session, ToolCall

MOST = 2
LINES = 120
_LEAST = 4
_ENDS = (".py", ".sh", ".bash", ".R", ".jl")
_EDITS = ("Write", "Edit", "MultiEdit")
_TESTS = re.compile(r"(?:^|_)tests?(?:_|\.)|conftest")
_IMPORTS = re.compile(r"(?m)^\s*(?:from|import)\s+(\.|[\w.]+)")
# Libraries that a colleague can install by the name that is imported.
_KNOWN = frozenset(
    re.findall(
        r"\w+",
        "numpy pandas scipy sklearn torch torchvision torchaudio transformers datasets tokenizers "
        "accelerate tensorflow keras jax flax optax matplotlib seaborn tqdm yaml requests httpx "
        "polars pyarrow duckdb sqlalchemy pydantic click rich wandb mlflow lightning einops PIL "
        "cv2",
    )
)


def script_ids(
    session: Session, kept: Sequence[Episode], compared: Sequence[Series]
) -> Iterator[str]:
    """The ids of the calls that wrote and ran what may be kept of these."""
    for calls, run in _candidates(session, _proving(kept, compared)).values():
        yield from (call.id for call in (*calls, run))


def scripts(case: Case) -> tuple[Script, ...]:
    """The scripts of a case, as they ended; none that redaction would change."""
    found = []
    named = _proving(case.group, case.series)
    for path, (calls, run) in _candidates(case.session, named).items():
        text = ended(calls)
        if _whole(text) and _alone(text, path) and case.safe(text) == text:
            ids = tuple(dict.fromkeys((*(call.id for call in calls), run.id)))
            found.append(Script(name=path.rsplit("/", 1)[-1], text=text, evidence=ids))
    return tuple(found[:MOST])


def _proving(kept: Iterable[Episode], compared: Iterable[Series]) -> frozenset[str]:
    """The calls that prove: a script is worth keeping where one of them ran it."""
    proofs = {i for episode in kept for i in episode.verified_by}
    return frozenset(proofs | {s.trials[s.best].tool_use_id for s in compared if s.best >= 0})


def _candidates(
    session: Session, proving: frozenset[str]
) -> Mapping[str, tuple[tuple[ToolCall, ...], ToolCall]]:
    """Scripts that were written whole before a proving run of theirs: their edits, and the run."""
    calls = [event for event in session.events if isinstance(event, ToolCall)]
    made: dict[str, list[ToolCall]] = {}
    found: dict[str, tuple[tuple[ToolCall, ...], ToolCall]] = {}
    for call in calls:
        path = call.input.get("file_path")
        done = call.result is not None and not call.result.is_error
        if call.name in _EDITS and isinstance(path, str) and done:
            found.pop(path, None)  # what was changed since has not run
            if call.name == "Write" or path in made:
                made.setdefault(path, []).append(call)
        elif call.id in proving and done and error(call, command(call)) is None:
            ran = re.findall(r"[\w.-]+", command_of(call))
            for path, edits in made.items():
                name = path.rsplit("/", 1)[-1]
                if name in ran and name.endswith(_ENDS) and SCRIPT.fullmatch(name):
                    found[path] = (tuple(edits), call)
    return found


def _whole(text: str) -> bool:
    return MARK.strip() not in text and _LEAST <= len(text.splitlines()) <= LINES


def _alone(text: str, path: str) -> bool:
    """Does it need nothing of the project it is from?"""
    if _TESTS.search(path.rsplit("/", 1)[-1]):
        return False
    roots = (
        {name.split(".")[0] for name in _IMPORTS.findall(text)} if path.endswith(".py") else set()
    )
    return all(root in _KNOWN or root in sys.stdlib_module_names for root in roots)
