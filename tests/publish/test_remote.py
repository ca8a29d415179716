"""What an address tells of its forge."""

import pytest

from tacit.publish.remote import Remote, parse, review_url

SAME = Remote("github.com", "team", "skills")


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/team/skills",
        "https://github.com/team/skills.git/",
        "https://user@GitHub.com/team/skills.git",
        "git@github.com:team/skills.git",
        "ssh://git@github.com:22/team/skills.git",
    ],
)
def test_one_place_in_many_forms(url: str) -> None:
    assert parse(url) == SAME


@pytest.mark.parametrize(
    "url", ["", "/srv/x.git", "file:///x", "https://", "https://h", "https://[", "x"]
)
def test_no_place(url: str) -> None:
    assert parse(url) is None


def test_owners_are_compared_with_their_host() -> None:
    ours = parse("https://github.com/Team/other")
    theirs = parse("https://gitlab.com/team/skills")
    assert ours is not None
    assert theirs is not None
    assert SAME.same_owner(ours)
    assert not SAME.same_owner(theirs)


def test_groups_and_ports() -> None:
    assert parse("https://gitlab.com/a/b/c.git") == Remote("gitlab.com", "a/b", "c")
    assert parse("http://127.0.0.1:8080/r.git") == Remote("127.0.0.1:8080", "", "r")


def test_pages_of_known_forges_only() -> None:
    branch = "tacit/a-0123456789"
    assert review_url("git@github.com:team/skills.git", branch) == (
        f"https://github.com/team/skills/compare/{branch}?expand=1"
    )
    assert "merge_requests/new" in review_url("https://gitlab.com/a/b/c.git", branch)
    assert review_url("https://example.org/a/b", branch) == ""
    assert review_url("/srv/x.git", branch) == ""
