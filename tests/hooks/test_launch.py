"""The plugin's hook: `sh hooks/launch EVENT`, with whatever is installed or missing."""

import json
import subprocess
from pathlib import Path

import pytest

from building.hooks import Shell
from tacit.share import share
from tacit.wiring import MATCHERS, TIMEOUT


def launch(user: Shell, **env: str) -> str:
    """What the plugin's hook prints; it must exit 0 and say nothing on stderr."""
    command = ["sh", str(share("hooks/launch")), "SessionStart"]
    base = user.environment()
    done = subprocess.run(command, env=base | env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture
def installed(user: Shell) -> Shell:
    """Recorded: an interpreter that prints what it is given."""
    interpreter = user.home / "my python"
    interpreter.write_text('#!/bin/sh\necho "$@"\nexit 3\n')
    interpreter.chmod(0o755)
    (user.where.state / "interpreter").write_text(f"{interpreter}\n{share('hooks/client.py')}\n")
    return user


def test_it_runs_the_recorded_client(installed: Shell) -> None:
    wanted = f"-I -S {share('hooks/client.py')} SessionStart {installed.where.state}\n"
    assert launch(installed) == wanted


@pytest.mark.parametrize("recorded", ["", "/gone/python\n/gone/client.py\n", "/bin/sh\n", "\n\n"])
def test_it_is_silent_without_an_installation(user: Shell, recorded: str) -> None:
    (user.where.state / "interpreter").write_text(recorded)
    assert launch(user) == ""


def test_it_is_silent_where_nothing_was_ever_installed(user: Shell) -> None:
    assert launch(user, HOME="/nonexistent") == ""


@pytest.mark.parametrize("env", [{"TACIT_INSIDE": ""}, {"TACIT": "Off"}, {"CI": "1"}])
def test_it_starts_no_python_where_it_is_switched_off(
    installed: Shell, env: dict[str, str]
) -> None:
    assert launch(installed, **env) == ""


@pytest.mark.parametrize("folder", [".claude", "elsewhere"])
def test_it_leaves_where_the_settings_carry_our_hooks(installed: Shell, folder: str) -> None:
    settings = installed.home / folder / "settings.json"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text(json.dumps({"hooks": {"Stop": "'/tacit/hooks/client.py' Stop"}}))
    env = {} if folder == ".claude" else {"CLAUDE_CONFIG_DIR": str(settings.parent)}
    assert launch(installed, **env) == ""


def test_another_tool_s_client_is_none_of_ours(installed: Shell) -> None:
    settings = installed.home / ".claude" / "settings.json"
    settings.parent.mkdir()
    settings.write_text('{"hooks": {"Stop": "/x/hooks/client.py"}}')
    assert launch(installed)


def test_the_plugin_has_the_hooks_that_install_writes() -> None:
    hooks = json.loads(Path(share("hooks/hooks.json")).read_text())["hooks"]
    assert {event: entries[0].get("matcher", "") for event, entries in hooks.items()} == MATCHERS
    for event, ((entry,)) in ((event, entries) for event, entries in hooks.items()):
        (hook,) = entry["hooks"]
        assert hook["timeout"] == TIMEOUT
        assert hook["command"] == f'sh "${{CLAUDE_PLUGIN_ROOT}}/hooks/launch" {event}'
