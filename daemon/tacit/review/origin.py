"""Where a draft comes from, as a reviewer is told it: its newest sessions, a line each."""

from collections.abc import Mapping

from tacit.draft.provenance import FILE, Told, read

_MOST = 5


def origin(files: Mapping[str, str]) -> list[str]:
    """The sessions that the draft's side file names, as they are claimed there."""
    sessions = [told for path, text in files.items() if path.endswith(f"/{FILE}")
               for told in read(text)]  # fmt: skip
    lines = [_line(told) for told in sessions[-_MOST:]]
    return lines + ([f"and {len(sessions) - _MOST} sessions before"] * (len(sessions) > _MOST))


def _line(told: Told) -> str:
    client = f"Claude Code {told.client}" if told.client else ""
    who = ", ".join(filter(None, (told.date, told.author, client)))
    return f"told by a session of {who}; {told.evidence} of its records are cited"
