"""The same hooks and skills, by the settings and by the plugin, with the real client."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from building import client as real
from building.messages_api import bash, say, words
from tacit import __version__
from tacit.paths import paths
from tacit.serve.client import daemon_status, stop
from tacit.wiring import MATCHERS

TOP = Path(__file__).parents[2]
pytestmark = pytest.mark.client


def tacit(*args: str) -> None:
    subprocess.run([sys.executable, "-m", "tacit", *args], capture_output=True, check=True)


def test_the_plugin_is_valid_to_the_letter(client: Path, home: Path) -> None:
    for part in (".", ".claude-plugin/plugin.json"):
        command = [str(client), "plugin", "validate", str(TOP / part), "--strict"]
        done = subprocess.run(
            command, env=real.environment(home), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_both_forms_have_the_same_hooks_and_version() -> None:
    plugin = json.loads((TOP / "hooks" / "hooks.json").read_text())["hooks"]
    assert {e: entries[0].get("matcher", "") for e, entries in plugin.items()} == dict(MATCHERS)
    manifest = json.loads((TOP / ".claude-plugin" / "plugin.json").read_text())
    assert manifest["version"] == __version__


@pytest.mark.parametrize("form", ["settings", "plugin"])
def test_a_skill_runs_its_command_unasked(
    client: Path, home: Path, tmp_path: Path, form: str
) -> None:
    plugin = form == "plugin"
    tacit("install", *(["--plugin"] if plugin else []))
    command = TOP / "hooks" / "tacit" if plugin else Path(sys.prefix, "bin", "tacit")
    turns = [[bash(f"\"{command}\" advise 'a goal' --json -k 10")], [say("nothing yet")]]
    prompt, args = ("/tacit:advise x", ("--plugin-dir", str(TOP))) if plugin else ("/advise x", ())
    done = real.run(client, home, tmp_path, turns, prompt, args=args)
    seen = words(done.requests[-1])
    assert f'"{command}" advise' in seen  # what the skill tells the model to run
    assert '"silent":true' in seen
    stop()


def test_the_plugins_hooks_reach_the_daemon(client: Path, home: Path, tmp_path: Path) -> None:
    tacit("install", "--plugin")
    real.run(client, home, tmp_path, [[say("done")]], args=("--plugin-dir", str(TOP)))
    found = daemon_status()
    stop()
    assert found is not None
    assert paths().database.exists()


def test_beside_the_settings_the_plugin_stands_back(home: Path) -> None:
    tacit("install")
    command = ["sh", str(TOP / "hooks" / "launch"), "Stop"]
    done = subprocess.run(command, input=b"{}", capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
    assert not paths().spool.exists() or not list(paths().spool.iterdir())
