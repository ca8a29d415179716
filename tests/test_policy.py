"""Four ways out, and the most restrictive wins; a project's own file only switches off."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tacit.options import Config, Projects, Publish, Retrospective
from tacit.policy import MARKER, Policy, policy


@pytest.fixture
def project(home: Path) -> Path:
    folder = home / "lab" / "run"
    folder.mkdir(parents=True)
    return folder


def found(project: Path, *, off: tuple[str, ...] = (), only: tuple[str, ...] = ()) -> Policy:
    return policy(project, Config(projects=Projects(off=off, only=only)), env={})


def test_a_project_takes_part_by_default(project: Path) -> None:
    assert found(project) == Policy(str(project), True, True, "auto", "")


@pytest.mark.parametrize(
    "glob", ["~/lab", "~/lab/**", "~/*/run", "~/lab/r?n/**", "/**", "/**/run", "lab", "~/x/../lab/"]
)
def test_a_glob_switches_off_what_it_names_and_all_below(project: Path, glob: str) -> None:
    assert found(project / "deep" / "er", off=(glob,)).off
    assert glob in found(project, off=(glob,)).why


@pytest.mark.parametrize(
    "glob", ["~/la", "~/lab/run/deeper/**", "~nobody-of-that-name/**", "", "."]
)
def test_a_glob_leaves_the_others_alone(project: Path, glob: str) -> None:
    assert not found(project, off=(glob,)).off


def test_stars_stand_for_any_depth(project: Path) -> None:
    assert found(project / "a" / "b" / "secret" / "x", off=("~/lab/**/secret/**",)).off
    assert found(project / "secret", off=("~/lab/run/**/secret",)).off
    assert not found(project / "a" / "public", off=("~/lab/**/secret/**",)).off


def test_a_glob_is_met_through_a_link_too(project: Path, home: Path) -> None:
    (home / "link").symlink_to(project)
    assert found(home / "link", off=("~/lab/**",)).off
    assert found(home / "link", off=("~/link/**",)).off


def test_outside_the_allow_list_is_off(project: Path, home: Path) -> None:
    assert not found(project, only=("~/lab/**",)).off
    assert found(home / "other", only=("~/lab/**",)).off
    assert found(project, only=("~/lab/**",), off=("~/lab/run",)).off


@pytest.mark.parametrize("value", ["off", "OFF", "0", "false", "no"])
def test_the_environment_switches_off(project: Path, value: str) -> None:
    assert policy(project, Config(), env={"TACIT": value}).off


def test_the_environment_cannot_switch_on(project: Path) -> None:
    config = Config(projects=Projects(off=("~/lab",)))
    assert policy(project, config, env={"TACIT": "on"}).off


@pytest.mark.parametrize("text", ["", "enabled = false", "not toml [", "\0", "# only a comment"])
def test_a_marker_switches_off_all_below_it(project: Path, text: str) -> None:
    (project.parent / MARKER).write_text(text)
    assert found(project).off
    assert MARKER in found(project).why


@pytest.mark.parametrize("kind", ["unreadable", "folder", "dangling"])
def test_a_marker_that_cannot_be_read_counts_as_off(project: Path, kind: str) -> None:
    marker = project / MARKER
    if kind == "dangling":
        marker.symlink_to("nowhere")
    else:
        marker.mkdir()
    assert found(project).off


def test_a_marker_switches_off_a_part(project: Path) -> None:
    (project / MARKER).write_text("advise = false\n[retrospective]\npublish = 'ask'\n")
    assert found(project) == Policy(
        str(project), False, True, "ask", f"{project / MARKER} switches it off in part"
    )


ANY_VALUE = st.sampled_from(["true", "false", "1", '"auto"', '"never"', "[]", "{}"])
ANY_KEY = st.sampled_from(
    ["enabled", "advise", "retrospective", "advise.enabled", "retrospective.publish", "registry"]
)


@given(st.dictionaries(ANY_KEY, ANY_VALUE), st.sampled_from(["auto", "ask", "never"]))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_marker_never_enables(project: Path, lines: dict[str, str], publish: Publish) -> None:
    order = ["auto", "ask", "never"]
    config = Config(retrospective=Retrospective(enabled=False, publish=publish))
    (project / MARKER).write_text("\n".join(f"{key} = {value}" for key, value in lines.items()))
    with_marker = policy(project, config, env={})
    assert not with_marker.retrospective
    assert order.index(with_marker.publish) >= order.index(publish)
