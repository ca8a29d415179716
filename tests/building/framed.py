"""Advice as a model received it: where it is in a request, and what it must be like."""

import re
import unicodedata
from pathlib import Path

from building.messages_api import Request, words
from tacit.advise.render import CEILING

_FRAME = re.compile(r"<tacit-notes>\n.*?</tacit-notes>", re.S)
# All that stands in advice without a quotation mark before it.
OURS = re.compile(
    r"From your team's skill registry, .*|## [\w.@:+/…-]+|Full file: (?P<file>/.+)|"
    r"Why: (README|dependency|prompt|error|the error has|the same error)[\w:;, @.+/…-]*|"
    r"(Failed attempts|Lesson|Results|Next steps|Fix|(Final c|C)onfiguration|(Verified w|W)orkflow"
    r"|What worked|Root cause|About it):|"
)


def advice(request: Request, *, start: int = 0) -> list[str]:
    """The pieces of advice in a request's messages, from message `start` on."""
    said = words(request, start=start)
    found = _FRAME.findall(said)
    assert len(re.findall("</?tacit-notes>", said)) == 2 * len(found), "a frame that is not whole"
    return found


def harmless(text: str, registry: Path) -> None:
    """The frame is whole and the only one; what is not ours is quoted; nothing is hidden."""
    if not text:
        return
    assert len(text.encode("utf-16-le")) // 2 <= CEILING
    assert not [c for c in text if c != "\n" and unicodedata.category(c)[0] == "C"]
    assert text.startswith("<tacit-notes>\n")
    assert text.endswith("\n</tacit-notes>")
    inside = text.removeprefix("<tacit-notes>\n").removesuffix("</tacit-notes>")
    seen = unicodedata.normalize("NFKC", inside)
    assert not re.search(
        r"<[\s/|!-]*(tacit|system|assistant|user|human|im_|tool|invoke)", seen, re.I
    )
    for line in inside.split("\n"):
        ours = OURS.fullmatch(line)
        assert ours or line.startswith("> "), line
        if ours and ours["file"]:
            assert Path(ours["file"]).resolve().is_relative_to(registry.resolve())
            assert Path(ours["file"]).is_file()
