"""What install did to a configuration folder, uninstall undoes to the byte."""

import json
from pathlib import Path

import pytest

from tacit import footprint
from tacit.errors import SettingsError
from tacit.paths import Paths
from tacit.wiring import Wiring, wiring

SKILL = "skills/advise/SKILL.md"


@pytest.fixture
def where(tmp_path: Path) -> Paths:
    top = tmp_path / "é x" / "tacit"
    return Paths(top / "config", top / "data", tmp_path / "state" / "tacit", "host")


@pytest.fixture
def wanted(where: Paths) -> Wiring:
    return Wiring(wiring(where).hooks, wiring(where).permissions, {SKILL: "---\nname: advise\n"})


@pytest.fixture
def config(tmp_path: Path) -> Path:
    folder = tmp_path / "config é"
    folder.mkdir()
    return folder


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path.relative_to(folder)): (
            path.stat().st_mode,
            b"" if path.is_dir() else path.read_bytes(),
        )
        for path in folder.rglob("*")
    }


def uninstall(where: Paths) -> list[str]:
    return [
        line for record in footprint.records(where) for line in footprint.uninstall(record, where)
    ]


ORIGINALS = [
    b"",
    b"{}",
    b'{"hooks": {}, "permissions": {"allow": []}}',
    b'{\r\n\t"model": "\xc3\xa9",\r\n\t"hooks": {"Stop": [ ]}\r\n}',
    b'\xef\xbb\xbf{"a": 1.0, "b": [1,2]}\n\n',
]


@pytest.mark.parametrize("original", ORIGINALS)
def test_untouched_settings_come_back_to_the_byte(
    config: Path, wanted: Wiring, where: Paths, original: bytes
) -> None:
    (config / "settings.json").write_bytes(original)
    (config / "settings.json").chmod(0o640)
    before = tree(config)
    footprint.install(config, wanted, where)
    once = tree(config)
    footprint.install(config, wanted, where)
    assert tree(config) == once != before
    assert uninstall(where) == []
    assert tree(config) == before


def test_a_folder_that_was_not_there_is_gone_again(
    tmp_path: Path, wanted: Wiring, where: Paths
) -> None:
    footprint.install(tmp_path / "new" / ".claude", wanted, where)
    uninstall(where)
    assert not (tmp_path / "new" / ".claude").exists()
    assert footprint.records(where) == []


def test_what_its_owner_changed_since_stays(config: Path, wanted: Wiring, where: Paths) -> None:
    file = config / "settings.json"
    file.write_text('{\n    "hooks": {}\n}\n')
    footprint.install(config, wanted, where)
    file.write_text(file.read_text().replace("{\n", '{\n    "model": "opus",\n', 1))
    (config / SKILL).write_text("mine")
    lines = uninstall(where)
    assert file.read_text() == '{\n    "model": "opus",\n    "hooks": {}\n}\n'
    assert (config / SKILL).read_text() == "mine"
    assert len(lines) == 1


def test_an_upgrade_after_a_change_keeps_the_change(
    config: Path, wanted: Wiring, where: Paths
) -> None:
    older = json.loads(json.dumps(wanted.hooks).replace("-I -S", "-S"))
    footprint.install(config, Wiring(older, wanted.permissions, {SKILL: "old"}), where)
    file = config / "settings.json"
    file.write_text(file.read_text().replace("{\n", '{\n  "model": "opus",\n', 1))
    footprint.install(config, wanted, where)
    assert (config / SKILL).read_text() == wanted.skills[SKILL]
    uninstall(where)
    assert tree(config) == {"settings.json": (file.stat().st_mode, b'{\n  "model": "opus"\n}\n')}


def test_entries_of_a_forgotten_installation_are_ours_too(
    config: Path, wanted: Wiring, where: Paths
) -> None:
    file = config / "settings.json"
    file.write_text('{"model": "opus"}')
    footprint.install(config, wanted, where)
    for kept in (where.state / "clients").glob("*/*"):
        kept.unlink()
    footprint.install(config, wanted, where)
    uninstall(where)
    assert json.loads(file.read_text()) == {"model": "opus"}


def test_a_link_keeps_leading_to_the_file(
    tmp_path: Path, config: Path, wanted: Wiring, where: Paths
) -> None:
    dotfile = tmp_path / "dotfiles.json"
    dotfile.write_text('{"a": 1}')
    (config / "settings.json").symlink_to(dotfile)
    footprint.install(config, wanted, where)
    assert (config / "settings.json").is_symlink()
    assert "hooks" in json.loads(dotfile.read_text())
    uninstall(where)
    assert dotfile.read_text() == '{"a": 1}'


def test_a_skill_of_the_same_name_is_not_overwritten(
    config: Path, wanted: Wiring, where: Paths
) -> None:
    (config / SKILL).parent.mkdir(parents=True)
    (config / SKILL).write_text("somebody's")
    assert "not tacit's" in footprint.install(config, wanted, where)[0]
    uninstall(where)
    assert (config / SKILL).read_text() == "somebody's"


@pytest.mark.parametrize("data", [b"{", b'{"hooks": []}'])
def test_settings_that_cannot_be_used_change_nothing(
    config: Path, wanted: Wiring, where: Paths, data: bytes
) -> None:
    (config / "settings.json").write_bytes(data)
    before = tree(config)
    with pytest.raises(SettingsError, match="mend it"):
        footprint.install(config, wanted, where)
    assert tree(config) == before
    assert footprint.records(where) == []


def test_settings_broken_since_are_left_to_their_owner(
    config: Path, wanted: Wiring, where: Paths
) -> None:
    footprint.install(config, wanted, where)
    (config / "settings.json").write_text("{,")
    with pytest.raises(SettingsError, match="mend it"):
        uninstall(where)
    assert (config / "settings.json").read_text() == "{,"
    assert len(footprint.records(where)) == 1


def test_the_backup_is_for_its_owner_alone(config: Path, wanted: Wiring, where: Paths) -> None:
    (config / "settings.json").write_text('{"a": 1}')
    footprint.install(config, wanted, where)
    (backup,) = (where.state / "clients").glob("*/settings.json")
    assert backup.read_text() == '{"a": 1}'
    assert backup.stat().st_mode & 0o077 == 0
