"""What a session did with a skill that it was shown: opened its file, ran one of its commands."""

from collections.abc import Iterable, Iterator, Sequence

from tacit.episodes.run import Run
from tacit.stats.notes import Note
from tacit.stats.use import Shown
from tacit.transcript.session import Context

# These name a file without showing what is in it.
_NAME_ONLY = frozenset(("ls", "find", "test", "[", "stat", "cd", "echo", "printf", "du", "rm"))
_OPENERS = frozenset(("Read", "Grep"))


def followed(note: Note, given: Context, runs: Sequence[Run]) -> Shown:
    """The skill, and whether the session opened its file or ran a command of its after `given`."""
    later = [run for run in runs if after(given, run)]
    new = note.commands - set(_commands(run for run in runs if not after(given, run)))
    return Shown(
        note.name,
        note.skill,
        read=any(_opens(note, run) for run in later),
        ran=not new.isdisjoint(_commands(later)),
    )


def after(given: Context, run: Run) -> bool:
    """Was the run begun after that came? Between two agents the clock decides."""
    if run.call.agent == given.agent:
        return run.at >= given.place
    return bool(given.at) and run.call.at > given.at


def _commands(runs: Iterable[Run]) -> Iterator[tuple[str, ...]]:
    for run in runs:
        if run.call.name == "Bash" and not run.launch:
            yield from (simple.words for simple in run.command.simples)


def _opens(note: Note, run: Run) -> bool:
    call = run.call
    if call.result is None or call.result.is_error:
        return False
    if call.name in _OPENERS:
        return _within(note, str(call.input.get("file_path") or call.input.get("path") or ""))
    if call.name == "Skill":
        asked = str(call.input.get("skill") or call.input.get("command") or "")
        return asked.lstrip("/").rpartition(":")[2] == note.name
    if call.name != "Bash" or run.launch:
        return False
    inside = False  # `cd FOLDER && cat SKILL.md`
    for simple in run.command.simples:
        program = simple.words[0].rpartition("/")[2]
        if program == "cd":
            inside = _within(note, simple.words[-1])
        elif program not in _NAME_ONLY and (
            inside or any(_within(note, word) for word in simple.words[1:])
        ):
            return True
    return False


def _within(note: Note, path: str) -> bool:
    path = path.rstrip("/")
    if not note.folder:
        return path == note.file
    return path == note.folder or path.startswith(f"{note.folder}/")
