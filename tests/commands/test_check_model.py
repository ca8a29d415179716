"""`tacit doctor` looks at the key, the price and the budget of a configured model."""

from pathlib import Path

import pytest

from building.scripted_api import KEY
from tacit.commands.check_model import check_model
from tacit.paths import Paths, paths

NAMED = '[retrospective]\nwriter = "anthropic"\n[model]\n'


@pytest.fixture
def where(home: Path) -> Paths:
    """A user with a key in a file."""
    found = paths()
    found.config.mkdir(parents=True)
    (home / "key").touch(0o600)
    (home / "key").write_text(KEY)
    return found


def states(where: Paths, text: str) -> list[tuple[str, str]]:
    where.config_file.write_text(text)
    return [(check.state, check.seen) for check in check_model(where)]


def test_without_a_model_there_is_nothing_to_check(where: Paths) -> None:
    assert states(where, "") == states(where, "[") == []


def test_a_key_a_price_and_a_budget(where: Paths) -> None:
    found = states(where, NAMED + 'key_file = "~/key"\n')
    assert found == [("ok", "claude-haiku-5-5, $0.00 of $1 today")]


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "there is no key"), ('key_file = "~/key"\nname = "unheard-of"\n', "no price is known")],
)
def test_what_keeps_the_model_from_writing_is_noted(
    where: Paths, monkeypatch: pytest.MonkeyPatch, text: str, told: str
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)  # a worker would not get it
    ((state, seen),) = states(where, NAMED + text)
    assert state == "note"
    assert told in seen
