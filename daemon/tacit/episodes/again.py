"""The same look before and after a change: what it showed before is there no more."""

from tacit.episodes.changes import EDITS
from tacit.episodes.run import Run
from tacit.episodes.thread import Thread

# Both show files as they are, which any change of them changes.
_SHOWS_FILES = frozenset(("Read", "Glob", "LS", *EDITS))
_NOTHING = ("No matches found", "No files found", "(Bash completed", "(no content)")
# Of how many lines before, one may be new: a count, or an empty list.
NEW = 10


def looked_again(thread: Thread, since: int, changed: int, end: int) -> Run | None:
    """The first look after a change that shows less than the same one did between `since` and it.

    For what no test speaks of: an editor's findings, files left lying about, a name still used.
    """
    before = [run for run in thread.runs_between(since, changed) if _looks(run)]
    for run in thread.runs_between(changed, end) if before else ():
        if _looks(run) and any(_same(old, run) and _less(old, run) for old in before):
            return run
    return None


def _looks(run: Run) -> bool:
    if run.call.name in _SHOWS_FILES or run.change or run.call.result is None:
        return False
    return not run.call.result.is_error and run.error is None


def _same(old: Run, new: Run) -> bool:
    """Is the same asked, with no more left out of what it shows?"""
    if old.call.name != new.call.name:
        return False
    if not new.command.text:
        return old.command.steps == new.command.steps
    before, after = (" ".join(run.command.text.split()) for run in (old, new))
    return before == after or before.startswith(f"{after} |")


def _less(old: Run, new: Run) -> bool:
    """Is less shown, and hardly a line of it new, as where a list is now empty?"""
    before, after = _lines(old), _lines(new)
    return len(after) < len(before) and len(after - before) <= max(1, len(before) // NEW)


def _lines(run: Run) -> set[str]:
    text = run.call.result.text if run.call.result else ""
    if text.startswith(_NOTHING):
        return set()
    return {line.strip() for line in text.splitlines() if line.strip()}
