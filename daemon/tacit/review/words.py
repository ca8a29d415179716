"""What is to be told of a draft before its text, in words that the terminal and the page share."""

from tacit.publish.kin import Kin
from tacit.review.origin import origin
from tacit.review.seen import Seen
from tacit.terminal import safe_line


def notes(found: Seen) -> tuple[str, ...]:
    """What became of it so far, and where else its error is told."""
    said = [found.row.told, found.note, told(found.same) if found.same else "", found.before]
    if found.sessions > 1 and "sessions" not in found.row.note:
        said.append(f"seen in {found.sessions} sessions")
    return tuple(dict.fromkeys(safe_line(one) for one in (*said, *origin(found.files)) if one))


def told(same: Kin) -> str:
    """Where else the error is told."""
    what = "the open draft" if same.branch else "a skill of the registry"
    where = safe_line(same.branch or same.path)
    if same.against:
        return f"{what} contradicts it: {where}: {safe_line(same.against)}"
    return f"{what} tells the same error: {where}"
