"""`tacit backfill` with a model: what it costs is told before, and a dry run asks nobody."""

import json
import os
from pathlib import Path

import pytest

from building.command import tacit
from building.lessons import form, session
from building.scripted_api import KEY, ScriptedApi, good
from building.transcripts import failed_and_fixed
from tacit.draft.shelf import load
from tacit.options import Config, Model, Retrospective
from tacit.paths import paths
from tacit.serve.backfill import cost
from tacit.serve.gleaned import Gleaned, Lesson
from tacit.serve.past import Past


def told(name: str, most: int = 10) -> str:
    """What the drafts of one session cost, by that model."""
    one = Gleaned(Past("a", 1, 1), "found", "/lab", (Lesson("x", 1),))
    asked = Config(
        retrospective=Retrospective(writer="anthropic"),
        model=Model(name=name, max_input_tokens=50_000, max_output_tokens=10_000),
    )
    return cost([one], asked, most)


def test_at_most_two_questions_for_each_of_three_drafts() -> None:
    known = Model(name="m", prices=(0.8, 5.0), max_input_tokens=50_000, max_output_tokens=10_000)
    one = Gleaned(Past("a", 1, 1), "found", "/lab", (Lesson("x", 1),))
    asked = Config(retrospective=Retrospective(writer="anthropic"), model=known)
    # A question: 50,000 tokens into the cache at 1.25 times $0.8, 10,000 out at $5.
    assert cost([one], asked, 10).startswith("3 drafts by m for at most $0.60,")


def test_without_a_price_there_is_no_model() -> None:
    assert told("unheard-of").startswith("no model, no cost: no price is known")


def test_nothing_to_draft_costs_nothing() -> None:
    assert told("unheard-of", most=0) == "no model, no cost"


@pytest.fixture
def api(home: Path, tmp_path: Path) -> ScriptedApi:
    """A provider with one good answer; the configuration names it, an old session waits."""
    file = failed_and_fixed().write(home / ".claude" / "projects" / "-lab")
    os.utime(file, (1e9, 1e9))
    (home / "key").touch(0o600)
    (home / "key").write_text(KEY)
    return ScriptedApi([good(form(session(tmp_path)).model_dump(mode="json"))])


def configured(api: ScriptedApi, home: Path) -> None:
    """Write the configuration that names the provider."""
    paths().config.mkdir(parents=True)
    paths().config_file.write_text(
        '[retrospective]\nwriter = "anthropic"\n'
        f'[model]\nkey_file = "{home}/key"\nbase_url = "{api.url}"\n'
    )


def test_the_model_writes_what_is_kept(api: ScriptedApi, home: Path) -> None:
    with api:
        configured(api, home)
        (draft,) = json.loads(tacit("backfill", "--json"))["drafts"]
    assert load(paths().drafts, draft["id"]).writer == "anthropic"


def test_a_dry_run_tells_the_cost_and_asks_nobody(api: ScriptedApi, home: Path) -> None:
    with api:
        configured(api, home)
        found = json.loads(tacit("backfill", "--json", "--dry-run"))
    assert "for at most $" in found["cost"]
    assert (len(found["drafts"]), api.requests) == (1, [])
