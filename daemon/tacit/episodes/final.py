"""The configuration that worked: the last good command with its flags, and files as they ended."""

from collections.abc import Iterable, Iterator, Sequence

from tacit.episodes.changes import pairs
from tacit.episodes.episode import FinalConfig
from tacit.episodes.run import Run
from tacit.episodes.thread import Thread
from tacit.transcript.session import ToolCall

FILES = 5
TEXT = 4_000
_CONFIG = (
    ".toml",
    ".yaml",
    ".yml",
    ".json",
    ".jsonc",
    ".cfg",
    ".ini",
    ".conf",
    ".sh",
    ".tf",
    ".mk",
    ".gin",
)
_NAMES = frozenset(("Dockerfile", "Makefile", "requirements.txt", "environment.yml", "justfile"))
_SECRET = (".env", "credentials", "secret", ".pem", ".key", ".netrc", ".npmrc", ".pypirc")


def final(
    thread: Thread, edits: dict[str, list[Run]], proof: Run, fixed: Sequence[Run]
) -> tuple[FinalConfig, ...]:
    """The last good run of the proving command, then the files of the fix and configuration files.

    `edits`: the edits of the whole session by path. A file whose whole text was never written in
    the session shows the passages that were, as they ended.
    """
    found = list(_command(thread, proof))
    wanted = [path for run in fixed for path in (run.change.paths if run.change else ())]
    wanted += [path for path in edits if _is_config(path)]
    for path in dict.fromkeys(wanted):
        if len(found) > FILES or path not in edits or _is_secret(path):
            continue
        if text := ended(run.call for run in edits[path]):
            found.append(FinalConfig("file", path, _clip(text), edits[path][-1].call.id))
    return tuple(found)


def ended(calls: Iterable[ToolCall]) -> str:
    """A file's text after these edits of it: whole where it was written whole."""
    whole: str | None = None
    passages: list[str] = []
    for call in calls:
        content = call.input.get("content")
        if call.name == "Write" and isinstance(content, str):
            whole, passages = content, []
            continue
        everywhere = bool(call.input.get("replace_all"))
        for old, new in pairs(call.input):
            if whole is not None and old and old in whole:
                whole = whole.replace(old, new, -1 if everywhere else 1)
            else:
                passages = list(_replaced(passages, old, new))
    return whole if whole is not None else "\n\n".join(p for p in passages if p.strip())


def _replaced(passages: list[str], old: str, new: str) -> Iterator[str]:
    done = False
    for passage in passages[-50:]:
        if old and not done and old in passage:
            done = True
            yield passage.replace(old, new, 1)
        elif passage not in old:  # a passage inside what was replaced is gone
            yield passage
    if not done:
        yield new


def _command(thread: Thread, proof: Run) -> Iterator[FinalConfig]:
    """The proof's command in its last good form; nothing for other tools than Bash."""
    if not proof.good or not proof.command.text:
        return
    last = proof
    for run in thread.again(proof, proof.at):
        if run.good:
            last = run
    yield FinalConfig(
        "command", last.call.cwd, _clip(last.command.text), (last.launch or last).call.id
    )


def _is_config(path: str) -> bool:
    return path.endswith(_CONFIG) or path.rsplit("/", 1)[-1] in _NAMES


def _is_secret(path: str) -> bool:
    return any(word in path.rsplit("/", 1)[-1].lower() for word in _SECRET)


def _clip(text: str) -> str:
    return text if len(text) <= TEXT else text[: TEXT - 1] + "…"
