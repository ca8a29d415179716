"""Walking a folder that anybody may have written."""

import os
from pathlib import Path

from tacit.registry.tree import LARGEST, files, has, links, plugins, read


def test_regular_files_in_order(tmp_path: Path) -> None:
    for name in ("b/x.md", "a/y.md", "z.md", ".git/config", "a/node_modules/n.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert list(files(tmp_path)) == ["z.md", "a/y.md", "b/x.md"]


def test_links_are_named_and_never_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.md").write_text("secret")
    root = tmp_path / "registry"
    root.mkdir()
    (root / "folder").symlink_to(tmp_path / "outside")
    (root / "file.md").symlink_to(tmp_path / "outside/secret.md")
    assert list(files(root)) == []
    assert list(links(root)) == ["file.md", "folder"]
    assert read(root / "file.md") is None


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "SKILL.md")
    assert read(tmp_path / "SKILL.md") is None
    assert list(files(tmp_path)) == []


def test_what_is_too_large_or_gone_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"a" * (LARGEST + 1))
    assert read(tmp_path / "large") is None
    assert read(tmp_path / "gone") is None
    assert read(tmp_path / "nul\0") is None


def test_bytes_that_are_no_text_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"a\xff\r\nb")
    assert read(tmp_path / "x") == "a\ufffd\nb"


def test_what_another_registry_has_as_well(tmp_path: Path) -> None:
    for root in ("one", "two"):
        for path in ("plugins/a/b/x.md", "plugins/a/b/y.md", "plugins/a/c/x.md", "plugins/loose"):
            (tmp_path / root / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / root / path).write_text("same")
    (tmp_path / "two/plugins/a/b/y.md").write_text("other")
    one, two = tmp_path / "one", tmp_path / "two"
    assert plugins(one) == ("plugins/a/b", "plugins/a/c")
    assert [has(two, one, top) for top in plugins(one)] == [False, True]
