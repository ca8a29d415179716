"""`tacit off` and `tacit on` in the user's own configuration."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tacit import config
from tacit.cli import tacit
from tacit.errors import ConfigError
from tacit.paths import paths
from tacit.policy import policy


@pytest.fixture(params=["plain", "a [b] *é", "~x"])
def project(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    folder = tmp_path / str(request.param)
    folder.mkdir()
    return folder


def run(*args: str | Path) -> str:
    done = CliRunner().invoke(tacit, [str(arg) for arg in args], catch_exceptions=False)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def test_off_means_the_folder_and_all_below_it(project: Path) -> None:
    run("off", project)
    run("off", project)
    assert policy(project / "below", config.load()).off
    assert not policy(project.parent / "other", config.load()).off
    assert len(config.load().projects.off) == 1


def test_on_takes_it_back_and_leaves_the_rest_of_the_file(project: Path) -> None:
    file = paths().config_file
    file.parent.mkdir(parents=True)
    file.write_text('# mine\n[projects]\noff = ["~/clients/**"] # theirs\n')
    run("off", project)
    assert " is on " in run("on", project)
    assert config.load().projects.off == ("~/clients/**",)
    assert "# mine" in file.read_text()


def test_on_names_what_else_switches_it_off(project: Path) -> None:
    (project / ".tacit.toml").write_text("enabled = false\n")
    run("off", project)
    with pytest.raises(ConfigError, match=r"\.tacit\.toml"):
        run("on", project)
    assert config.load().projects.off == ()


def test_on_removes_a_glob_written_by_hand(home: Path) -> None:
    config.edit("projects", "off", ["~/lab/**"])
    run("on", home / "lab")
    assert config.load().projects.off == ()


def test_this_folder_is_meant_where_none_is_named(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    assert str(project) in run("off")
