"""Which episodes belong together: what one tool or one error taught is one skill."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tacit.episodes.episode import Episode
from tacit.episodes.steps import command
from tacit.transcript.session import ToolCall

Group = tuple[Episode, ...]


def groups(episodes: Sequence[Episode], calls: Mapping[str, ToolCall]) -> tuple[Group, ...]:
    """The episodes in groups that share a tool, a signature or a change; what cost most first.

    Within a group, and among equals, the session's order is kept.
    """
    found: list[tuple[set[str], list[Episode]]] = []
    for episode in episodes:
        marks, members = _marks(episode, calls), [episode]
        for other in [group for group in found if group[0] & marks]:
            found.remove(other)
            marks |= other[0]
            members = other[1] + members
        found.append((marks, members))
    ordered = [tuple(sorted(members, key=lambda e: _place(e, episodes))) for _, members in found]
    ordered.sort(key=lambda group: _place(group[0], episodes))
    return tuple(sorted(ordered, key=lambda group: -sum(len(e.attempts) for e in group)))


def tool(episode: Episode, calls: Mapping[str, ToolCall]) -> str:
    """The program that failed, or its script's name; "" where none ran.

    Of a job whose log was only looked at, it is the job's.
    """
    call = calls.get(episode.error.tool_use_id or "")
    if call and episode.error.command:
        call = replace(call, name="Bash", input={"command": episode.error.command})
    steps = command(call).steps if call else ()
    if not steps:
        return ""
    last = steps[-1]
    return last.action if last.program in ("script", "module") else last.program


def _marks(episode: Episode, calls: Mapping[str, ToolCall]) -> set[str]:
    program = tool(episode, calls)
    marks = {f"tool {program}"} if program else set()
    marks |= {f"error {episode.error.signature}"} if episode.error.signature else set()
    return marks | {f"call {i}" for i in (episode.fix.tool_use_ids if episode.fix else ())}


def _place(episode: Episode, episodes: Sequence[Episode]) -> int:
    return next(n for n, other in enumerate(episodes) if other is episode)
