"""The real install.sh, into an empty HOME with a difficult name, from wheels and no network."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
WHEELS = TOP / ".cache" / "wheels"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not WHEELS.is_dir(), reason="no wheels in .cache; `tests/run` makes them"),
]


class Machine:
    """An empty HOME, and the commands that its owner types."""

    def __init__(self, home: Path) -> None:
        self.home, self.said = home, ""
        self.data = home / ".local" / "share" / "tacit"
        self.tacit = home / ".local" / "bin" / "tacit"
        path = f"{self.tacit.parent}:{sys.base_prefix}/bin:/usr/local/bin:/usr/bin:/bin"
        wheels = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(WHEELS), "PIP_NO_CACHE_DIR": "1"}
        wheels["PIP_NO_COMPILE"] = "1"  # saves time, and is not what is shown here
        self.env = os.environ | wheels | {"HOME": str(home), "PATH": path, "LC_ALL": "C.UTF-8"}

    def run(self, *command: str | Path, code: int = 0, **env: str) -> str:
        done = subprocess.run(
            command,
            env=self.env | env,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            text=True,
        )
        assert done.returncode == code, done.stdout
        return done.stdout

    def files(self) -> set[str]:
        """What is outside the folders that belong to tacit alone."""
        return {
            str(file.relative_to(self.home))
            for file in self.home.rglob("*")
            if not file.is_dir() and "tacit" not in file.relative_to(self.home).parts[:3]
        }


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout as somebody else has it: nothing that git ignores, and no tests."""
    folder = tmp_path_factory.mktemp("check out é")
    listed = subprocess.run(
        ["git", "ls-files", "-zco", "--exclude-standard"],
        cwd=TOP,
        capture_output=True,
        check=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if not name.startswith("tests/") and (TOP / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(TOP / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory, source: Path) -> Iterator[Machine]:
    """Installed once, for all tests here, which follow one another; the last takes it away."""
    with pytest.MonkeyPatch.context() as clean:
        for name in os.environ:
            if name.startswith(("XDG_", "CLAUDE", "TACIT", "GIT_", "PIP_")) or name == "CI":
                clean.delenv(name)
        machine = Machine(tmp_path_factory.mktemp("hom é o'x"))
    settings = machine.home / ".claude" / "settings.json"
    settings.parent.mkdir()
    settings.write_text('{"model": "opus"}')
    machine.said = machine.run("sh", source / "install.sh")
    yield machine
    if machine.tacit.exists():
        machine.run(machine.tacit, "daemon", "stop")


def test_one_command_installs_and_shows_the_loop(machine: Machine) -> None:
    assert "The loop is closed" in machine.said
    assert "is on" in machine.run(machine.tacit, "status")
    assert "problem" not in machine.run(machine.tacit, "doctor")


def test_the_hooks_name_the_lasting_link(machine: Machine) -> None:
    text = (machine.home / ".claude" / "settings.json").read_text()
    assert "/tacit/venv/bin/python" in text
    assert "/venv-" not in text


def test_a_shell_with_other_variables_finds_the_same_folders(machine: Machine) -> None:
    plain = json.loads(machine.run(machine.tacit, "status", "--json"))
    other = machine.run(machine.tacit, "status", "--json", XDG_STATE_HOME="/x", XDG_DATA_HOME="/y")
    assert json.loads(other)["registries"] == plain["registries"]


def test_again_it_upgrades_and_the_version_before_stays(machine: Machine, source: Path) -> None:
    before = (machine.data / "venv").readlink()
    marker = machine.home / ".local/state/tacit/hosts/mine"
    marker.touch()
    settings = (machine.home / ".claude" / "settings.json").read_bytes()
    machine.tacit.unlink()
    machine.tacit.write_text("somebody's command of that name")
    assert "stays" in machine.run("sh", source / "install.sh", "--no-demo")
    assert machine.tacit.read_text() == "somebody's command of that name"
    machine.tacit.unlink()
    machine.tacit.symlink_to(machine.data / "venv/bin/tacit")
    now = (machine.data / "venv").readlink()
    assert now != before
    assert {p.name for p in machine.data.glob("venv-*")} == {str(now), str(before)}
    assert (machine.home / ".claude" / "settings.json").read_bytes() == settings
    marker.unlink()


def test_a_run_that_fails_leaves_the_old_version_working(machine: Machine, source: Path) -> None:
    before = sorted(machine.data.iterdir())
    said = machine.run("sh", source / "install.sh", code=1, PIP_FIND_LINKS="/nowhere")
    assert "still works" in said
    assert sorted(machine.data.iterdir()) == before
    machine.run(machine.tacit, "--version")


def test_uninstall_puts_everything_back_and_purge_leaves_nothing(machine: Machine) -> None:
    machine.run(machine.tacit, "uninstall")
    assert (machine.home / ".claude" / "settings.json").read_text() == '{"model": "opus"}'
    machine.run(machine.tacit, "status")
    machine.run(machine.tacit, "uninstall", "--purge")
    assert machine.files() == {".claude/settings.json"}
    assert not machine.data.exists()


def bare_path(folder: Path, *commands: str) -> str:
    """A PATH that holds these commands alone."""
    folder.mkdir()
    for command in commands:
        found = shutil.which(command)
        assert found
        (folder / command).symlink_to(found)
    return str(folder)


@pytest.mark.parametrize(
    ("commands", "said"),
    [(["dirname", "sed"], "git is missing"), (["dirname", "sed", "git"], "no Python 3.11")],
)
def test_what_is_missing_is_named(
    source: Path, tmp_path: Path, home: Path, commands: list[str], said: str
) -> None:
    path = bare_path(tmp_path / "bin", *commands)
    env = {"PATH": path, "HOME": str(home)}
    sh = shutil.which("sh") or "sh"
    done = subprocess.run(
        [sh, source / "install.sh"], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert said in done.stderr
    assert not list(home.iterdir())
