"""The configuration file, the environment over it, and edits that keep the file its owner's."""

from pathlib import Path

import pytest

from tacit import config
from tacit.errors import ConfigError
from tacit.options import Config, Model


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "config.toml"


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    return file


def test_without_a_file_the_defaults_hold(file: Path) -> None:
    assert config.load(file, env={}).model_dump() == Config().model_dump()


def test_the_environment_wins_over_the_file(file: Path) -> None:
    write(file, "[advise]\nmax_chars = 300\nenabled = false\n")
    found = config.load(file, env={"TACIT_ADVISE_MAX_CHARS": "500", "TACIT_PROJECTS_OFF": '["/x"]'})
    assert (found.advise.max_chars, found.advise.enabled) == (500, False)
    assert found.projects.off == ("/x",)


def test_the_environment_of_the_process_is_read(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TACIT_RETROSPECTIVE_PUBLISH", "never")
    assert config.load(file).retrospective.publish == "never"
    assert config.load(file, env={}).retrospective.publish == "auto"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[advise]\nmax_chars = 1\n", "advise.max_chars"),
        ("[advise]\nmoments = ['never']\n", "advise.moments"),
        ("[advice]\nenabled = true\n", "advice"),
        ("[daemon]\nidle_minutes = 0\n", "daemon.idle_minutes"),
        ("[", "mend the file"),
    ],
)
def test_a_value_that_does_not_fit_is_named(file: Path, text: str, named: str) -> None:
    with pytest.raises(ConfigError, match=named):
        config.load(write(file, text), env={})


@pytest.mark.parametrize("value", ["[", "nonsense", "{}"])
def test_a_variable_that_does_not_fit_is_refused(file: Path, value: str) -> None:
    with pytest.raises(ConfigError, match="TACIT_"):
        config.load(file, env={"TACIT_PROJECTS_OFF": value})


def test_an_edit_leaves_comments_and_order(file: Path) -> None:
    write(file, "# mine\n[registry] # theirs\nread = []\n\n[advise]\nenabled = true # yes\n")
    config.edit("registry", "write", "https://example.org/skills.git", file)
    assert file.read_text() == (
        '# mine\n[registry] # theirs\nread = []\nwrite = "https://example.org/skills.git"\n'
        "\n[advise]\nenabled = true # yes\n"
    )


def test_an_edit_that_does_not_fit_changes_nothing(file: Path) -> None:
    write(file, "[advise]\n")
    with pytest.raises(ConfigError, match=r"advise\.max_chars"):
        config.edit("advise", "max_chars", 1, file)
    assert file.read_text() == "[advise]\n"


def test_a_linked_file_stays_a_link(file: Path, tmp_path: Path) -> None:
    write(file, "")
    dotfile = write(tmp_path / "dotfile.toml", "")
    file.unlink()
    file.symlink_to(dotfile)
    config.edit("projects", "off", ["/x/**"], file)
    assert file.is_symlink()
    assert config.load(dotfile, env={}).projects.off == ("/x/**",)


@pytest.mark.parametrize("name", ["TACIT_MODEL_BASE_URL", "TACIT_MODEL_KEY_FILE", "tacit_model"])
def test_no_environment_names_the_model_its_key_or_its_budget(
    file: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write(file, "[model]\nmax_dollars_a_day = 0.5\n")
    monkeypatch.setenv(name, "https://evil.example")
    monkeypatch.setenv("TACIT_MODEL_MAX_DOLLARS_A_DAY", "1000")
    for found in (config.load(file), config.load(file, env={name: "https://evil.example"})):
        assert found.model == Model(max_dollars_a_day=0.5)


def test_no_environment_says_which_model_the_daemon_opens(file: Path) -> None:
    write(file, '[advise]\nsemantic_model = "~/model"\n')
    found = config.load(file, env={"TACIT_ADVISE_SEMANTIC_MODEL": "/evil"})
    assert found.advise.semantic_model == "~/model"
