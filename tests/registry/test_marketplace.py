"""The list that the client installs from."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from building.drafts import draft
from tacit.errors import RegistryError
from tacit.registry.marketplace import FILE, marketplace
from tacit.registry.seed import Title, seed


def written(root: Path, *names: str) -> Path:
    for name in names:
        for path, text in draft(name=name).files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
    return root


def listed(root: Path, **changed: Any) -> dict[str, Any]:
    form: dict[str, Any] = json.loads(marketplace(root, **changed))
    return form


def test_every_plugin_and_the_bundle(tmp_path: Path) -> None:
    form = listed(written(tmp_path, "b", "a"))
    bundle, a, b = form["plugins"]
    assert (a["name"], b["name"]) == ("a", "b")
    assert a["source"] == "./plugins/data/a"
    assert a["description"].startswith("Pad rows")
    assert bundle["skills"] == ["./plugins/data/a/skills/a", "./plugins/data/b/skills/b"]


def test_what_was_written_by_hand_stays(tmp_path: Path) -> None:
    root = written(tmp_path, "a")
    other = {"name": "linter", "source": {"source": "github", "repo": "example/linter"}}
    (root / FILE).parent.mkdir()
    stale = {"name": "gone", "source": "./plugins/data/gone"}
    mine = {"name": "our-lab", "owner": {"name": "Lab"}, "plugins": [stale, other]}
    (root / FILE).write_text(json.dumps(mine))
    form = listed(root)
    assert (form["name"], form["owner"]) == ("our-lab", {"name": "Lab"})
    assert [entry["name"] for entry in form["plugins"]] == ["all-skills", "a", "linter"]


def test_a_merge_is_described_before_it_is_written(tmp_path: Path) -> None:
    root = written(tmp_path, "a")
    changed: dict[str, str | None] = dict(draft(name="b").files)
    changed |= dict.fromkeys(draft(name="a").files)
    assert [entry["name"] for entry in listed(root, changed=changed)["plugins"]] == [
        "all-skills",
        "b",
    ]


def test_making_it_again_changes_nothing(tmp_path: Path) -> None:
    root = written(tmp_path, "a")
    (root / FILE).parent.mkdir()
    (root / FILE).write_bytes(marketplace(root))
    assert marketplace(root) == (root / FILE).read_bytes()


@pytest.mark.parametrize("text", ["{", "[]", '{"plugins": {}}'])
def test_a_broken_one_is_left_to_its_owner(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).write_text(text)
    with pytest.raises(RegistryError, match="mend it by hand"):
        marketplace(tmp_path)


def test_a_name_twice_is_listed_once(tmp_path: Path) -> None:
    root = written(tmp_path, "a")
    (root / "plugins/data").rename(root / "plugins/zoo")
    written(root, "a")
    assert [entry["name"] for entry in listed(root)["plugins"]] == ["all-skills", "a"]


@pytest.mark.client
def test_the_real_client_accepts_it(tmp_path: Path, validate: Callable[[Path], None]) -> None:
    root = tmp_path / "registry"
    seed(root, Title("my-lab"))
    validate(root)
    written(root, "a", "b")
    (root / FILE).write_bytes(marketplace(root))
    validate(root)
    validate(root / "plugins/data/a")
    validate(root / "templates/experiment-skill-template")
