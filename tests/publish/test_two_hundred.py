"""Two hundred drafts at once by twenty machines, at a forge where each tenth request fails."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from building.desk import Desk
from building.drafts import draft
from building.github.fake import FakeGitHub, Fault, made
from building.gits import branches
from tacit.errors import RegistryError
from tacit.publish import consent, drafts
from tacit.publish.catching_up import catch_up
from tacit.publish.registries import registries

MACHINES, EACH = 20, 10
FAULTS = [
    Fault(0),
    Fault(0, after=True),
    Fault(500),
    Fault(502, after=True),
    Fault(503),
    Fault(403, "You have exceeded a rate limit", {"Retry-After": "3600"}),
    Fault(401, "Bad credentials"),
    Fault(404, "Not Found"),
]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[FakeGitHub]:
    chance = random.Random(20_260_131)
    with made(tmp_path / "team") as fake:

        def tenth(*_: str) -> Fault | None:
            return chance.choice(FAULTS) if chance.random() < 0.1 else None

        fake.fault, fake.git_fault = tenth, lambda path: tenth() and Fault(0)
        yield fake


def machine(hub: FakeGitHub, folder: Path, number: int) -> int:
    """Publish ten drafts and come round until all are proposed; how many rounds that took."""
    folder.mkdir()
    desk = Desk(folder)
    desk.join(hub)
    many = desk.config.retrospective.model_copy(update={"max_drafts_a_day": EACH})
    desk.config = desk.config.model_copy(update={"retrospective": many})
    consent.give(desk.db, "", hub.registry)
    for one in range(EACH):
        desk.publish(draft(f"{number:05x}{one:05x}", f"case-{number}-{one}"))
    to = registries(desk.config, desk.where)[0]
    for rounds in range(50):
        if len(drafts.rows(desk.db, {"open"})) == EACH:
            return rounds
        try:
            catch_up(desk.db, to, desk.where)
        except RegistryError:
            continue
        desk.retry()
    raise AssertionError([row.told for row in drafts.rows(desk.db)])


@pytest.mark.slow
@pytest.mark.timeout(600)  # 95 s of two cores
def test_none_is_doubled_and_none_lost(hub: FakeGitHub, tmp_path: Path) -> None:
    with ThreadPoolExecutor(MACHINES) as pool:
        done = [pool.submit(machine, hub, tmp_path / f"m{n}", n) for n in range(MACHINES)]
        rounds = [one.result() for one in done]
    names = [pull.branch for pull in hub.pulls.values()]
    assert len(names) == len(set(names)) == MACHINES * EACH
    assert sorted(names) == sorted(branches(hub.bare))
    assert all(p.state == "open" and p.labels == ["tacit"] for p in hub.pulls.values())
    assert max(rounds) > 0
