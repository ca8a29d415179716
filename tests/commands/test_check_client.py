"""`tacit doctor` sees what stands between Claude Code's configuration and tacit."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tacit import footprint
from tacit.commands.check import Check
from tacit.commands.check_client import check_client
from tacit.paths import paths
from tacit.wiring import Wiring, wiring

SKILL = "skills/advise/SKILL.md"


@pytest.fixture
def wanted() -> Wiring:
    whole = wiring(paths())
    return Wiring(whole.hooks, whole.permissions, {SKILL: "text"})


@pytest.fixture
def config(home: Path, wanted: Wiring) -> Path:
    footprint.install(home / ".claude", wanted, paths())
    return home / ".claude"


@pytest.fixture
def checks(config: Path, wanted: Wiring, tmp_path: Path) -> Callable[[], dict[str, Check]]:
    def run() -> dict[str, Check]:
        found = check_client(config, tmp_path / "project", wanted, tmp_path / "managed")
        return {check.link: check for check in found}

    return run


Checks = Callable[[], dict[str, Check]]


def edit(config: Path, **values: object) -> None:
    file = config / "settings.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | values))


def write(file: Path, **values: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(values))


def test_after_install_every_link_holds(checks: Checks) -> None:
    assert {check.state for check in checks().values()} == {"ok"}
    assert set(checks()) == {"hooks", "permission", "/advise", "allowed"}


def test_a_hook_that_is_missing_is_seen(checks: Checks, config: Path) -> None:
    hooks = json.loads((config / "settings.json").read_text())["hooks"]
    del hooks["Stop"]
    edit(config, hooks=hooks)
    assert "tacit install" in checks()["hooks"].mend


def test_an_interpreter_that_is_gone_is_named(checks: Checks, config: Path) -> None:
    file = config / "settings.json"
    file.write_text(file.read_text().replace("/bin/python", "/bin/gone"))
    assert "/bin/gone is gone" in checks()["hooks"].seen


def test_a_permission_that_is_missing_is_seen(checks: Checks, config: Path) -> None:
    edit(config, permissions={})
    assert checks()["permission"].state == "problem"


def test_broken_settings_are_seen(checks: Checks, config: Path) -> None:
    (config / "settings.json").write_text("{")
    assert checks()["settings"].state == "problem"


def test_a_skill_that_is_gone_or_changed_is_seen(checks: Checks, config: Path) -> None:
    (config / SKILL).write_text("mine")
    assert "not this version's" in checks()["/advise"].seen
    (config / SKILL).unlink()
    assert "missing" in checks()["/advise"].seen


def test_hooks_switched_off_by_the_user_are_seen(checks: Checks, config: Path) -> None:
    edit(config, disableAllHooks=True)
    assert "disableAllHooks" in checks()["allowed"].seen


@pytest.mark.parametrize("name", [".claude/settings.json", ".claude/settings.local.json"])
def test_hooks_switched_off_by_the_project_are_seen(
    checks: Checks, tmp_path: Path, name: str
) -> None:
    write(tmp_path / "project" / name, disableAllHooks=True)
    assert name in checks()["allowed"].seen


@pytest.mark.parametrize("name", ["managed-settings.json", "managed-settings.d/10.json"])
@pytest.mark.parametrize("key", ["disableAllHooks", "allowManagedHooksOnly"])
def test_hooks_switched_off_by_the_machine_are_seen(
    checks: Checks, tmp_path: Path, name: str, key: str
) -> None:
    write(tmp_path / "managed" / name, **{key: True})
    assert key in checks()["allowed"].seen


def test_the_plugin_beside_the_settings_is_worth_a_note(checks: Checks, config: Path) -> None:
    edit(config, enabledPlugins={"tacit@tacit": True})
    assert checks()["hooks"].state == "note"


def test_the_plugin_alone_is_enough(checks: Checks, config: Path) -> None:
    (config / SKILL).unlink()
    edit(config, enabledPlugins={"tacit@tacit": True}, hooks={})
    assert [checks()[link].state for link in ("hooks", "/advise")] == ["ok", "ok"]
