"""`tacit install`, `uninstall`, `status` and `doctor`, as a person runs them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tacit.commands.check_host import check_sessions
from tacit.paths import paths
from tacit.serve.client import daemon_status, stop
from tacit.store import connect


@pytest.fixture
def settings(home: Path) -> Path:
    return home / ".claude" / "settings.json"


@pytest.fixture(autouse=True)
def _no_daemon_stays(home: Path) -> Iterator[None]:
    yield
    stop()


def tacit(*args: str, code: int = 0, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-m", "tacit", *args]
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | env, check=False, cwd=Path.home()
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


def checks(**env: str) -> dict[str, str]:
    done = tacit("doctor", "--json", code=1, **env)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return {c["link"]: c["seen"] for c in found if c["state"] == "problem"}


def test_install_makes_every_link_and_doctor_uses_each(settings: Path) -> None:
    tacit("install")
    done = tacit("doctor")
    assert "problem" not in done.stdout
    assert "registry (write)" in done.stdout
    assert (settings.parent / "skills" / "advise" / "SKILL.md").is_file()


def test_the_skills_name_the_command_by_its_absolute_path(settings: Path) -> None:
    tacit("install")
    for skill in ("advise", "retrospective"):
        text = (settings.parent / "skills" / skill / "SKILL.md").read_text()
        assert f'"{sys.prefix}/bin/tacit" ' in text
        assert "CLAUDE_PLUGIN_ROOT" not in text


def test_install_again_changes_nothing(settings: Path) -> None:
    tacit("install")
    before = settings.stat().st_mtime_ns, settings.read_bytes()
    tacit("install")
    assert (settings.stat().st_mtime_ns, settings.read_bytes()) == before


def test_uninstall_purged_leaves_no_trace(home: Path, settings: Path) -> None:
    settings.parent.mkdir()
    settings.write_text('{"model": "opus"}')
    tacit("install")
    tacit("doctor")  # starts a daemon
    runtime = paths().runtime
    tacit("uninstall", "--purge")
    assert settings.read_text() == '{"model": "opus"}'
    assert {p.name for p in home.rglob("*") if not p.is_dir()} == {"settings.json"}
    assert not runtime.exists()
    assert daemon_status() is None


def test_uninstall_without_purge_keeps_the_data(home: Path) -> None:
    tacit("install")
    tacit("uninstall")
    assert not (home / ".claude").exists()
    assert paths().local_registry.is_dir()
    assert not (paths().state / "interpreter").exists()


def test_every_configuration_folder_is_installed_and_taken_back(home: Path) -> None:
    tacit("install")
    tacit("install", CLAUDE_CONFIG_DIR=str(home / "other é"))
    assert (home / "other é" / "settings.json").is_file()
    tacit("uninstall")
    assert not (home / "other é").exists()
    assert not (home / ".claude").exists()


def test_broken_settings_stop_the_install_before_anything_is_made(settings: Path) -> None:
    settings.parent.mkdir()
    settings.write_text("{")
    assert "mend it" in tacit("install", code=1).stderr
    assert settings.read_text() == "{"
    assert not paths().data.exists()
    assert not paths().state.exists()


def test_for_the_plugin_only_the_permission_is_added(settings: Path) -> None:
    tacit("install", "--plugin")
    assert set(json.loads(settings.read_text())) == {"permissions"}
    interpreter, client = (paths().state / "interpreter").read_text().splitlines()
    assert os.access(interpreter, os.X_OK)
    assert Path(client).is_file()


def test_the_plugins_command_finds_the_installation(home: Path) -> None:
    wrapper = Path(__file__).parents[2] / "hooks" / "tacit"
    missing = subprocess.run([wrapper, "--version"], capture_output=True, check=False)
    assert missing.returncode == 1
    assert b"install.sh" in missing.stderr
    tacit("install")
    assert (
        b"tacit" in subprocess.run([wrapper, "--version"], capture_output=True, check=True).stdout
    )


def test_an_older_daemon_leaves(home: Path) -> None:
    tacit("install")
    tacit("daemon", "start")
    tacit("install")
    assert daemon_status() is None


def test_status_is_stable_and_makes_nothing(home: Path) -> None:
    found = json.loads(tacit("status", "--json").stdout)
    assert list(found) == [
        *("version", "registries", "daemon", "project", "drafts", "queue", "budget")
    ]
    assert list(found["project"]) == ["path", "advise", "retrospective", "publish", "why"]
    assert [r["role"] for r in found["registries"]] == ["write"]
    assert not list(home.rglob("*"))


def test_status_says_what_is_on(home: Path) -> None:
    tacit("install")
    (home / ".tacit.toml").write_text("enabled = false\n")
    found = json.loads(tacit("status", "--json").stdout)
    assert found["project"]["why"].endswith(".tacit.toml switches it off")
    assert len(found["registries"][0]["head"]) == 40
    assert "off" in tacit().stdout


def test_doctor_names_what_is_not_installed(home: Path) -> None:
    found = checks()
    assert {"hooks", "permission", "/advise", "interpreter", "registry (write)"} <= set(found)


def test_doctor_names_a_registry_that_is_gone(home: Path) -> None:
    tacit("install")
    paths().local_registry.rename(home / "moved")
    assert set(checks()) == {"registry (write)"}


def test_doctor_names_a_configuration_that_cannot_be_read(home: Path) -> None:
    tacit("install")
    paths().config_file.parent.mkdir(parents=True)
    paths().config_file.write_text("[")
    assert "config.toml" in checks()["configuration"]


def test_doctor_names_an_interpreter_that_is_gone(home: Path) -> None:
    tacit("install")
    (paths().state / "interpreter").write_text("/no/python\n")
    assert set(checks()) == {"interpreter"}


def test_doctor_names_a_socket_folder_that_is_not_ours(home: Path) -> None:
    tacit("install")
    paths().runtime.parent.mkdir(exist_ok=True, mode=0o700)
    paths().runtime.symlink_to(home)
    try:
        assert set(checks()) == {"socket"}
    finally:
        paths().runtime.unlink()


@pytest.mark.parametrize(
    ("state", "said"),
    [("failed", "no transcript"), ("ended", "never mined"), ("seen", "neither ended nor mined")],
)
def test_doctor_names_sessions_that_were_not_mined(home: Path, state: str, said: str) -> None:
    tacit("install")
    db = connect(paths().database)
    db.execute(
        "INSERT INTO sessions (id, state, announced, touched, note, tries)"
        " VALUES ('s1', ?, 1, 1, 'no transcript', 0)",
        (state,),
    )
    found = {check.link: check.seen for check in check_sessions(paths())}
    assert said in found["sessions"]
    db.close()


def test_doctor_names_events_that_nobody_took(home: Path) -> None:
    paths().spool.mkdir(parents=True)
    event = paths().spool / "00000000000000000001-1"
    event.touch()
    os.utime(event, (1, 1))
    assert "nobody took" in {c.link: c.seen for c in check_sessions(paths())}["spool"]
