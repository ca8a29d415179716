"""A new registry and the real client: it is accepted, installed from, and its commands work."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from building import client as real
from building.command import tacit
from building.messages_api import bash, say, words
from tacit.registry.layouts import skills

pytestmark = pytest.mark.client

Plugin = Callable[..., str]


@pytest.fixture
def plugin(client: Path, home: Path) -> Plugin:
    """`claude plugin …`, with no network; fails the test where the client refuses."""

    def run(*args: str) -> str:
        command = [str(client), "plugin", *args]
        env = real.environment(home, "http://127.0.0.1:9")
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    tacit("registry", "init", str(tmp_path / "skills"), "--name", "acme/ml-skills")
    return tmp_path / "skills"


def test_the_client_accepts_all_of_it(plugin: Plugin, registry: Path) -> None:
    plugin("validate", str(registry), "--strict")
    for manifest in sorted(registry.glob("*/*/*/.claude-plugin")):
        plugin("validate", str(manifest.parent), "--strict")


def test_the_bundle_brings_every_skill_to_the_model(
    client: Path, home: Path, tmp_path: Path, plugin: Plugin, registry: Path
) -> None:
    plugin("marketplace", "add", str(registry))
    plugin("install", "all-skills@ml-skills")
    project = tmp_path / "project"
    project.mkdir()
    done = real.run(client, home, project, [[say("I see.")]])
    told = json.dumps(done.requests[0])
    names = [skill.name for skill in skills(registry)]
    assert len(names) == 4
    assert [name for name in names if name not in told] == []


@pytest.mark.parametrize("said", ["acme/agent-skills", "acme/claude-skills", "acme/healthcare"])
def test_no_name_of_a_repository_is_refused(plugin: Plugin, tmp_path: Path, said: str) -> None:
    tacit("registry", "init", str(tmp_path / "skills"), "--name", said)
    plugin("marketplace", "add", str(tmp_path / "skills"))


def test_one_skill_of_it_can_be_installed_alone(plugin: Plugin, registry: Path) -> None:
    plugin("marketplace", "add", str(registry))
    plugin("install", "numpy-fork-same-draws@ml-skills")
    assert "numpy-fork-same-draws@ml-skills" in plugin("list", "--json")


@pytest.mark.parametrize("verb", ["advise", "retrospective"])
def test_its_commands_work_inside_it(client: Path, home: Path, registry: Path, verb: str) -> None:
    done = real.run(client, home, registry, [[say("I see.")]], f"/{verb} a goal of mine", args=())
    told = words(done.requests[0])
    assert f"# {verb.capitalize()}" in told
    assert "a goal of mine" in told


def test_what_a_command_has_claude_run_needs_no_permission(
    client: Path, home: Path, registry: Path
) -> None:
    (registry / ".claude-plugin/marketplace.json").unlink()
    turns = [[bash("python3 scripts/generate_marketplace.py")], [say("done")]]
    done = real.run(client, home, registry, turns, "/retrospective x", args=())
    assert "wrote .claude-plugin/marketplace.json" in words(done.requests[-1])
