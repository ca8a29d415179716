"""Which sessions told a draft, in words."""

from building.drafts import skill
from tacit.draft.provenance import FILE, joined, written
from tacit.review.origin import origin

LINE = written(skill(client="2.1.329"))


def test_the_newest_sessions_and_how_many_before() -> None:
    text = ""
    for _ in range(7):
        text = joined(text, LINE)
    *told, more = origin({f"plugins/data/a/{FILE}": text})
    assert more == "and 2 sessions before"
    assert len(told) == 5
    assert "2026-01-31, A. Researcher, Claude Code 2.1.329; 1 of" in told[0]


def test_a_draft_without_a_side_file() -> None:
    assert origin({"plugins/data/a/skills/a/SKILL.md": LINE}) == []
