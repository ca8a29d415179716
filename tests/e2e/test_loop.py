"""The whole loop with the real client: what one session learned, another one knows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from building import ragged
from building.deadline import until
from building.git_http import serve
from building.messages_api import Request, Turn, bash, say, use, words
from building.teammate import Hire, Teammate, branches
from building.wire import Block

pytestmark = pytest.mark.client

FULL_FILE = re.compile(r"/\S+/SKILL\.md")


@dataclass(frozen=True, slots=True)
class Loop:
    """One teammate met the error, and what they learned was merged; the others read it."""

    author: Teammate
    reader: Teammate
    draft: str  # what the branch added
    skill: str  # the name


@pytest.fixture(scope="module")
def loop(hire: Hire, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    author, reader = hire(), hire()
    project = ragged.training(tmp_path_factory.mktemp("one") / "captions", "Captions of images")
    assert author.session(project, ragged.repair(project), "train the model").code == 0
    ((_, draft),) = until(lambda: branches(author.local_registry)).items()
    (row,) = author.drafts()
    author.tacit("review", "approve", row["id"])
    with serve(author.local_registry.parent) as url:
        reader.tacit("registry", "use", f"{url}/{author.local_registry.name}")
        reader.tacit("registry", "sync")
        yield Loop(author, reader, draft, row["name"])


def test_the_draft_branch_holds_error_attempt_and_fix(loop: Loop) -> None:
    assert ragged.ERROR in loop.draft
    assert "PAD_TO = 16" in loop.draft.partition("Failed Attempts")[2]
    assert ragged.FIX in loop.draft
    assert ragged.RUN in loop.draft


def test_the_first_request_in_another_project_holds_it(loop: Loop, tmp_path: Path) -> None:
    project = ragged.training(tmp_path / "speech", "Speech recognition")
    done = loop.reader.session(project, [[say("Let me look.")]], "hello")
    first = words(done.requests[0])
    assert loop.skill in first
    assert "PAD_TO = 16" in first
    assert ragged.FIX in first


def fails(command: str) -> list[Turn]:
    """A session that meets the error and reads the full file that the advice then names."""

    def read(request: Request) -> list[Block]:
        return [use("Read", file_path=FULL_FILE.findall(words(request))[-1])]

    return [[bash(command)], read, [say("I see.")]]


@pytest.mark.parametrize("command", ["python3 report.py", "python3 report.py 2>&1 | tail -1"])
def test_the_error_brings_the_fix_where_nothing_else_does(
    loop: Loop, tmp_path: Path, command: str
) -> None:
    project = ragged.unrelated(tmp_path / "hours")
    only_bash = ("--permission-mode", "acceptEdits", "--allowedTools", "Bash")
    done = loop.reader.session(project, fails(command), "make the report", args=only_bash)
    start, after, read = done.requests
    assert loop.skill not in words(start)
    assert "ragged" not in words(start)
    assert ragged.FIX in words(after, start=len(start["messages"]) + 1)
    assert "## Failed Attempts" in words(read, start=len(after["messages"]) + 1)
    assert "Hyperparameters" in words(read, start=len(after["messages"]) + 1)


def figures(loop: Loop, project: Path) -> Any:
    """What the reader's figures say of one project's sessions."""
    (found,) = loop.reader.json("stats", "--project", str(project))
    return found


@pytest.mark.parametrize("command", ["python3 report.py", "python3 report.py 2>&1 | tail -1"])
def test_the_figures_count_what_was_given_and_read(
    loop: Loop, tmp_path: Path, command: str
) -> None:
    project = ragged.unrelated(tmp_path / "hours")
    only_bash = ("--permission-mode", "acceptEdits", "--allowedTools", "Bash")
    loop.reader.session(project, fails(command), "make the report", args=only_bash)
    found = figures(loop, project)
    assert (found["sessions"], found["advised"]) == (1, 1)
    assert found["moments"]["error"]["pieces"] == found["total"]["pieces"] == 1
    assert found["followed"]["read"] == {"n": 1, "of": 1}
    assert found["with_advice"]["again"] == {"n": 0, "of": 1}
    row = next(row for row in found["skills"] if row["given"])
    assert (row["name"], row["read"], row["held"]) == (loop.skill, 1, True)


def test_the_figures_count_the_start_and_the_prompt(loop: Loop, tmp_path: Path) -> None:
    started = ragged.training(tmp_path / "speech", "Speech recognition")
    loop.reader.session(started, [[say("Let me look.")]], "hello")
    asked = ragged.unrelated(tmp_path / "hours")
    loop.reader.session(asked, [[say("Let me look.")]], f"It stops with {ragged.ERROR}")
    assert figures(loop, started)["moments"]["start"]["pieces"] == 1
    assert figures(loop, asked)["moments"]["prompt"]["pieces"] == 1
