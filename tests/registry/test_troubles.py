"""troubleshooting.md, in the forms that teams write it."""

import pytest

from building.drafts import ERROR, draft
from tacit.registry.skill import TroubleEntry
from tacit.registry.troubles import MOST, troubles


def test_a_section_with_its_signature() -> None:
    text = "# T\n\n## Name\n\n<!-- signature: E: x -->\n\n```\nE: x 1\n```\n\n**Fix.** do\n"
    assert troubles(text) == (TroubleEntry("E: x 1", "```\nE: x 1\n```\n\n**Fix.** do", "E: x"),)


def test_what_a_writer_of_ours_writes() -> None:
    (text,) = (t for path, t in draft().files.items() if path.endswith("troubleshooting.md"))
    (entry,) = troubles(text)
    assert entry.error == ERROR
    assert "pad to the longest" in entry.text


def test_parts_belong_to_their_entry() -> None:
    (entry,) = troubles("# T\n## `E: boom`\nseen\n### Cause\nc\n### Fix\nf\n")
    assert entry.error == "E: boom"
    assert "### Fix\nf" in entry.text


def test_groups_hold_entries() -> None:
    found = troubles("# T\n## CUDA\n\n### out of memory\nless\n### illegal access\nmore\n")
    assert [entry.error for entry in found] == ["out of memory", "illegal access"]


def test_a_table() -> None:
    (entry,) = troubles("# T\n| Error | Cause | Fix |\n|---|---|---|\n| `E: x` | c | f |\n")
    assert entry == TroubleEntry("E: x", "Error: `E: x`\nCause: c\nFix: f")


@pytest.mark.parametrize("text", ["", "# Only a title\n", "prose", "## Empty\n"])
def test_nothing(text: str) -> None:
    assert troubles(text) == ()


def test_bounded() -> None:
    assert len(troubles("\n".join(f"## e{n}\ntext" for n in range(2 * MOST)))) == MOST
