"""Secrets planted in every place of a transcript: no byte that is written outside it holds one."""

import json
import os
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from building.command import tacit
from building.drafts import places
from building.leaks import Secrets, bytes_of, held, leaking, without
from building.scripted_api import KEY, ScriptedApi, said
from building.secrets import planted
from building.transcripts import in_config, session_id
from tacit.draft.anthropic import asking
from tacit.draft.make import Draft, drafts
from tacit.episodes.mine import mine
from tacit.options import Model
from tacit.transcript.reader import read_session

WORDS = ("an index", "a loop", "a range", "a step", "a layer", "a head", "a device", "a token")
SESSIONS = len(WORDS)


@dataclass(frozen=True)
class Past:
    """Sessions that lie where the client keeps them, and all that was planted in them."""

    home: Path
    files: list[Path]
    folders: list[bytes]
    secrets: Secrets

    def held(self, found: list[tuple[str, bytes]]) -> object:
        """Where a secret stands; the names of the projects' own folders do not count in the user's
        own state, where opt-out and consent ask for them, nor in what it tells this user."""
        own = (".local/state/", "told")
        return held(
            ((n, without(d, self.folders) if n.startswith(own) else d) for n, d in found),
            self.secrets.given,
        )

    def everything(self) -> list[tuple[str, bytes]]:
        """All that was written anywhere but among the transcripts."""
        return list(bytes_of(self.home, self.home / ".claude"))


@pytest.fixture
def past(home: Path) -> Past:
    # Mixed, so that each place sees other kinds in each session.
    secrets = Secrets(iter(random.Random(3).sample(list(planted(4000)), 4000)))
    files, folders = [], []
    for number, word in enumerate(WORDS):
        cwd = str(home / "work" / f"{number}-{secrets.token()}")
        lab = leaking(word, session_id(number), cwd, secrets)
        files.append(lab.write(in_config(home / ".claude", cwd)))
        os.utime(files[-1], (1e9, 1e9))
        folders += [cwd.encode(), files[-1].parent.name.encode()]
    return Past(home, files, folders, secrets)


def test_the_planting_is_what_it_says(past: Past) -> None:
    written = b"".join(file.read_bytes() for file in past.files[0].parents[2].rglob("*.jsonl"))
    given = past.secrets.given
    there = [s for s in given if json.dumps(s.secret)[1:-1].encode() in written]
    assert len(there) >= 300
    assert len({s.kind for s in there}) >= 70


def test_what_is_written_out_holds_no_secret(past: Past, tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = [tacit("draft", str(file), "--out", str(out / file.stem)) for file in past.files]
    assert len(list(out.rglob("SKILL.md"))) >= SESSIONS
    assert not held(bytes_of(out, tmp_path / "none"), past.secrets.given)
    assert not held([("what it prints", "".join(told).encode())], past.secrets.given)


def test_the_whole_flow_leaves_no_secret_anywhere(past: Past) -> None:
    rows = [row for file in past.files for row in published(file)]
    assert len(rows) >= SESSIONS
    tacit("review", "approve", rows[0]["id"])
    told = [tacit("review"), tacit("status", "--json")]
    told += [
        tacit("review", "show", row["id"], *form) for row in rows for form in ((), ("--json",))
    ]
    told.append(tacit("advise", "a float in range()", "--json"))
    written = past.everything()
    assert any(name.endswith("draft.json") for name, _ in written)
    assert any(name.endswith("objects") and len(data) > 10_000 for name, data in written)
    assert not past.held([*written, ("told", "".join(told).encode())])


def test_a_backfill_leaves_no_secret_anywhere(past: Past) -> None:
    told = tacit("backfill", "--json", "--most", "50")
    rows = json.loads(told)["drafts"]
    assert len(rows) >= SESSIONS
    written = past.everything()
    assert any(name.endswith("draft.json") for name, _ in written)
    assert not past.held([*written, ("told", told.encode())])


def test_no_secret_is_in_what_a_model_is_asked(past: Past, tmp_path: Path) -> None:
    made: list[Draft] = []
    with ScriptedApi([said("not a form")]) as api:
        settings = Model.model_validate({"base_url": api.url})
        model = asking(settings, places(tmp_path), {"ANTHROPIC_API_KEY": KEY})
        for file in past.files:
            session = read_session(file)
            made += drafts(session, mine(session), author="A. Researcher", model=model)[0]
    assert len(api.requests) >= SESSIONS
    asked = json.dumps(api.requests, ensure_ascii=False)
    assert not held([("asked", asked.encode())], past.secrets.given)
    assert all(draft.writer == "rules" and "not a form" not in draft.note for draft in made)


def published(file: Path) -> list[dict[str, Any]]:
    """The drafts' rows after the retrospective of that transcript."""
    done = json.loads(tacit("retrospective", str(file), "--json"))
    assert all(row["state"] != "refused" for row in done["drafts"]), done
    return list(done["drafts"])
