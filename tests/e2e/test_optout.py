"""Four ways out of it, with the real client: no advice, no draft, no copy of any text."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from building import ragged
from building.deadline import until
from building.messages_api import words
from building.teammate import CONFIG, QUIET, Hire, Teammate, branches

pytestmark = pytest.mark.client

CANARY = "the quokka sat on the harmonium"


def environment(someone: Teammate, project: Path) -> dict[str, str]:
    return {"TACIT": "off"}


def marker(someone: Teammate, project: Path) -> dict[str, str]:
    (project / ".tacit.toml").write_text("enabled = false\n")
    return {}


def marker_above(someone: Teammate, project: Path) -> dict[str, str]:
    (project.parent / ".tacit.toml").write_text("enabled = false\n")
    return {}


def glob(someone: Teammate, project: Path) -> dict[str, str]:
    someone.config_file.write_text(f'{CONFIG}\n[projects]\noff = ["{project.parent}/**"]\n')
    return {}


def command(someone: Teammate, project: Path) -> dict[str, str]:
    someone.tacit("off", cwd=project)
    return {}


def allow_list(someone: Teammate, project: Path) -> dict[str, str]:
    someone.config_file.write_text(f'{CONFIG}\n[projects]\nonly = ["{project.parents[1]}/in/**"]\n')
    return {}


def marker_that_asks_for_more(someone: Teammate, project: Path) -> dict[str, str]:
    (project / ".tacit.toml").write_text(
        "enabled = true\n[advise]\nenabled = true\n[retrospective]\nenabled = true\n"
    )
    return glob(someone, project)


@pytest.fixture(scope="module")
def someone(hire: Hire, tmp_path_factory: pytest.TempPathFactory) -> Teammate:
    """A teammate whose registry knows the error already."""
    taught = hire()
    project = ragged.training(tmp_path_factory.mktemp("taught") / "in" / "captions", "Captions")
    taught.session(project, ragged.repair(project))
    until(lambda: branches(taught.local_registry))
    taught.tacit("review", "approve", taught.drafts()[0]["id"])
    return taught


WAYS = [environment, marker, marker_above, glob, command, allow_list, marker_that_asks_for_more]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_an_opted_out_project_leaves_no_trace(
    someone: Teammate, tmp_path: Path, way: Callable[[Teammate, Path], dict[str, str]]
) -> None:
    someone.config_file.write_text(CONFIG)
    project = ragged.training(tmp_path / "out" / "speech", "Speech")
    known = branches(someone.local_registry)
    env = way(someone, project)
    done = someone.session(project, ragged.repair(project), CANARY, env=env)
    assert all("tacit-notes" not in words(request) for request in done.requests)
    over = time.monotonic() + 2 * QUIET
    until(lambda: time.monotonic() > over and not someone.busy())
    assert branches(someone.local_registry) == known
    assert traces(someone, CANARY, str(project)) == []


def test_the_same_session_leaves_all_of_it_when_nothing_is_off(
    someone: Teammate, tmp_path: Path
) -> None:
    someone.config_file.write_text(CONFIG)
    project = ragged.training(tmp_path / "out" / "speech", "Speech")
    done = someone.session(project, ragged.repair(project), CANARY)
    assert "tacit-notes" in words(done.requests[0])
    until(lambda: traces(someone, str(project)))


def traces(someone: Teammate, *texts: str) -> list[Path]:
    """Files of tacit's own, but for the user's configuration, that hold one of the texts."""
    return [
        file
        for folder in (someone.state, someone.home / ".local/share/tacit")
        for file in folder.rglob("*")
        if file.is_file() and "venv" not in file.parts
        if any(text.encode() in file.read_bytes() for text in texts)
    ]
