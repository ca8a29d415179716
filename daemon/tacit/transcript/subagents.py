"""The files of a session's subagents: `<session>/subagents/agent-<id>.jsonl`."""

import os
from collections.abc import Iterator
from pathlib import Path

PREFIX = "agent-"

# The client's own helpers replay the whole conversation under new names: no work of their own.
_REPLAYS = ("acompact", "aprompt_suggestion", "aside_question")
_MAX_FILES = 1000


def subagents(path: Path) -> Iterator[tuple[str, Path]]:
    """The id and file of each subagent of the session at `path`, by name; links are not followed.

    At most a thousand of them.
    """
    top = path.with_suffix("") / "subagents"
    if top.is_symlink() or top.parent.is_symlink():
        return
    found = []
    for folder, _, names in os.walk(top):
        found += [Path(folder, n) for n in names if n.startswith(PREFIX) and n.endswith(".jsonl")]
    for file in sorted(found)[:_MAX_FILES]:
        agent = file.stem.removeprefix(PREFIX)
        if not agent.startswith(_REPLAYS) and not file.is_symlink():
            yield agent, file
