"""What the client refused, or showed nothing of, and what did it after all."""

from collections.abc import Iterator

from tacit.episodes.changes import EDITS, pairs
from tacit.episodes.run import Run
from tacit.episodes.thread import SOON, Thread

SHOWING = frozenset(
    ("Read", "Task", "Agent", "Glob", "Grep", "LS", "WebFetch", "WebSearch", "TodoWrite", "Skill")
)
_WEB = frozenset(("WebFetch", "WebSearch"))
_ASKED = ("file_path", "command", "path", "pattern", "url", "query", "description")


def redone(thread: Thread, refused: Run) -> Run | None:
    """The same done after all: the file changed, the lookup made by the same tool soon."""
    if refused.call.name in SHOWING:
        return _shown(thread, refused)
    again = () if refused.call.name in EDITS else thread.again(refused, refused.at)
    if done := next((run for run in again if run.good), None):
        return done
    if refused.command.reads:  # a look that was refused is done by another one
        looks = (run for run in thread.following(refused, SOON) if run.call.name in SHOWING)
        return next((run for run in looks if run.good and not _empty(run)), None)
    path = refused.change.paths[0] if refused.change and refused.change.paths else ""
    name = path.rsplit("/", 1)[-1]
    asked_again = next((at for at, _ in thread.words if at > refused.at), refused.at + 1_000)
    later = thread.changed(refused.at, max(asked_again, refused.at + SOON)) if name else ()
    soon = {run.at for run in thread.following(refused, SOON)}
    made = [r for r in later if _accepted(r, refused) and _names(r, name)]
    same = next((r for r in made if _same(r, refused)), None)
    return same or next((r for r in made if r.at in soon), None)


def _accepted(run: Run, refused: Run) -> bool:
    """Was it done, or refused by the user alone, so that the client had nothing against it?"""
    own = refused.error is not None and refused.error.kind == "client"
    return run.good or (own and run.error is not None and run.error.kind == "rejected")


def _shown(thread: Thread, refused: Run) -> Run | None:
    """What was looked up after all: by its name, by its folder's, else the next of the kind."""
    soon = [run for run in thread.following(refused, SOON) if run.good]
    if refused.call.name == "Skill":
        wanted = str(refused.call.input.get("skill") or "") or "?"
        return next((run for run in soon if wanted in run.command.text.split()), None)
    asked = _input(refused).rstrip("/").rsplit("/", 2)
    looks = [run for run in soon if run.call.name in SHOWING or run.command.reads]
    looks = [run for run in looks if not _empty(run)]
    for name in filter(lambda part: len(part) > 2, reversed(asked[1:])):
        if found := next((run for run in looks if name in _inputs(run)), None):
            return found
    alike = [run for run in soon if _alike(run, refused)]
    words = set(_input(refused).split())
    return max(alike, key=lambda run: len(words & set(_input(run).split())), default=None)


def _empty(run: Run) -> bool:
    text = run.call.result.text if run.call.result else ""
    return text.startswith(("No matches found", "No files found"))


def _input(run: Run) -> str:
    """What a lookup was asked for."""
    given = run.call.input
    return next((str(given[key]) for key in _ASKED if given.get(key)), "")


def _inputs(run: Run) -> str:
    """All that says what a lookup was asked for."""
    return "\n".join(str(run.call.input[key]) for key in _ASKED if run.call.input.get(key))


def _same(run: Run, refused: Run) -> bool:
    """Does the change touch lines that the refused edit was about?"""
    asked = {line for pair in pairs(refused.call.input) for line in _telling(*pair)}
    given = pairs(run.call.input) if run.call.name in EDITS else []
    text = str(run.call.input.get("command") or run.call.input.get("content") or "")
    made = {line for pair in given for line in _telling(*pair)}
    return not asked or bool(asked & made) or any(line in text for line in asked)


def _telling(*texts: str) -> Iterator[str]:
    for text in texts:
        yield from (line.strip() for line in text.splitlines()[:60] if len(line.strip()) > 10)


def _alike(run: Run, refused: Run) -> bool:
    return run.call.name == refused.call.name or {run.call.name, refused.call.name} <= _WEB


def _names(run: Run, name: str) -> bool:
    return name in str(run.call.input.get("command") or "") or bool(
        run.change and any(path.endswith(name) for path in run.change.paths)
    )
