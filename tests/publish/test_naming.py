"""Names and paths from data never become an option, another branch or a way out."""

import pytest

from tacit.errors import RegistryError
from tacit.publish.naming import Branch, branch_name, checked_branch, checked_path

ID = "0123456789"


def test_a_branch_and_what_it_says() -> None:
    branch = Branch(branch_name("ragged-rows", ID), "", 0, "", False)
    assert (branch.name, branch.id, branch.skill) == (f"tacit/ragged-rows-{ID}", ID, "ragged-rows")


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        *((name, ID) for name in ("", "-x", "a b", "../x", "a--b", "A", "a\n", "x" * 61, "a.lock")),
        *(("a", id_) for id_ in ("", "012345678", "zz23456789", f"{ID}\n")),
    ],
)
def test_no_branch_is_named_so(name: str, id_: str) -> None:
    with pytest.raises(RegistryError, match="no branch"):
        branch_name(name, id_)


@pytest.mark.parametrize(
    "name", ["main", "tacit/x", "--all", f"tacit/../x-{ID}", f"tacit/a/b-{ID}"]
)
def test_no_draft_branch(name: str) -> None:
    with pytest.raises(RegistryError, match="no draft's branch"):
        checked_branch(name)


@pytest.mark.parametrize(
    "path", ["plugins/c/n/skills/n/SKILL.md", "plugins/c/n/.claude-plugin/plugin.json"]
)
def test_a_path(path: str) -> None:
    assert checked_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "README.md",
        "plugins/x",
        "plugins/../x/y",
        "plugins/c/../../.git/hooks/x",
        "plugins/c/.git/config",
        "plugins/c/.GIT/config",
        "plugins/c/n/.gitattributes",
        "plugins/c/n/.gitmodules",
        "plugins//n/x",
        "plugins/c/n/x\nD README.md",
        'plugins/c/n/"x"',
        "plugins/c/n/x\0",
        "plugins/c/n/über",
        "plugins/c/n/x ",
        "plugins/c/n./x",
        ".github/workflows/x.yml",
        "plugins/c/" + "x/" * 12 + "x",
    ],
)
def test_no_path_for_a_file(path: str) -> None:
    with pytest.raises(RegistryError, match="no path") as refusal:
        checked_path(path)
    assert "\n" not in str(refusal.value)
