"""What the model is asked about one group of episodes: redacted episodes and their evidence, only.

It all goes as one JSON object between two marks that nothing inside it can close.
"""

from collections.abc import Iterator
from typing import Any

import orjson

from tacit.draft.case import Case
from tacit.draft.evidence import cited, episode_ids
from tacit.episodes.episode import Episode
from tacit.share import share

_EACH = 6_000  # characters of one call or record; most say what they say at begin and end
_LEAST = 400  # characters of one below which it says nothing


def system() -> str:
    """The part that is the same for every draft."""
    return share("prompts/draft.md").read_text(encoding="utf-8")


def about(case: Case, room: int) -> str:
    """The part about this group, at most `room` bytes; what comes last in importance is cut."""
    told: dict[str, Any] = {
        "session": case.evidence.session,
        "episodes": [_episode(episode) for episode in case.group],
        "evidence": {},
    }
    # What JSON's escapes and the marks add is in the size of what is measured.
    left = room - len(_framed(told).encode())
    for i in _ids(case):
        text = _shortened(case.evidence.texts[i], min(_EACH, max(left, 0)))
        while text and (size := len(orjson.dumps({i: text})) + text.count("</")) > left:
            text = _shortened(text, min(len(text) - 1, int(len(text) * left / size)))
        if text:
            told["evidence"][i] = text
            left -= size
    return _framed(told)


def mend(problems: str) -> str:
    """What is said to an answer that does not fit its form."""
    return f"That does not fit the form: {problems}. Give the whole form again, mended."


def _framed(told: dict[str, Any]) -> str:
    data = orjson.dumps(told).decode().replace("</", "<\\/")
    return f"<evidence>\n{data}\n</evidence>\n\nFill the form from this evidence."


def _ids(case: Case) -> Iterator[str]:
    """The ids that may be cited: those of the episodes first, then what was said around them."""
    named = [i for episode in case.group for i in episode_ids(episode)]
    for i in dict.fromkeys((*named, *cited(case.group, case.session))):
        if i in case.evidence.texts:
            yield i


def _shortened(text: str, most: int) -> str:
    """The text's begin and end; "" where there is room for too little."""
    if len(text) <= most:
        return text
    return f"{text[: most // 3]}\n…\n{text[-(most - most // 3 - 3) :]}" if most > _LEAST else ""


def _episode(episode: Episode) -> dict[str, Any]:
    error = episode.error
    return {
        "error": {
            "id": error.tool_use_id or error.record_uuid,
            "text": _shortened(error.text, _EACH),
            "command": _shortened(error.command, _EACH),
        },
        "attempts": [
            {"id": a.tool_use_id, "what": a.summary[:_LEAST], "outcome": a.outcome[:_LEAST]}
            for a in episode.attempts[:30]
        ],
        "fix": episode.fix
        and {"ids": episode.fix.tool_use_ids, "what": episode.fix.summary[:_EACH]},
        "verified_by": episode.verified_by,
        "resolved": episode.resolved,
        "final": [
            {"kind": f.kind, "path": f.path, "id": f.tool_use_id} for f in episode.final_config[:20]
        ],
    }
