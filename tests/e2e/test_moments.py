"""Each moment through the real client, in a team with many skills: what the model received."""

import re
from pathlib import Path

import pytest

from building import gits, ragged
from building.client import transcripts
from building.framed import advice, harmless
from building.messages_api import Request, Turn, bash, say, use, words
from building.poison import FORMS, PROMPT, README
from building.registries import ROPE_ERROR, project, rope, skill
from building.teammate import Hire, Teammate
from building.wire import Block

pytestmark = pytest.mark.client

FAIL = f"import sys; sys.exit({ROPE_ERROR!r})"
TAIL = "python3 fail.py 2>&1 | tail -1"
ONLY_BASH = ("--permission-mode", "acceptEdits", "--allowedTools", "Bash Agent")
PLAIN = {"README.md": "# Opening hours\n", "fail.py": FAIL}


@pytest.fixture(scope="module")
def reader(hire: Hire, tmp_path_factory: pytest.TempPathFactory) -> Teammate:
    """A teammate whose registry has forty skills, two of them to the point."""
    someone, clone = hire(), tmp_path_factory.mktemp("clone") / "registry"
    gits.git(clone.parent, "clone", "--quiet", str(someone.local_registry), str(clone))
    rope(clone)
    text = f"# T\n\n## Ragged rows\n\n```\n{ragged.ERROR}\n```\n\n**Fix.** {ragged.FIX}\n"
    skill(clone, "ragged-rows", "Rows that are of unequal length", "Pad them.", text)
    for number in range(38):
        about = " ".join(f"w{(number * 7 + step) % 97}q" for step in range(30))
        skill(clone, f"other-{number}", f"About {about}", f"model training torch {about}")
    publish(someone, clone)
    return someone


def publish(someone: Teammate, clone: Path) -> None:
    gits.git(clone, "add", "--all")
    gits.git(clone, "commit", "--quiet", "-m", "by hand")
    gits.git(clone, "push", "--quiet", "origin", "HEAD:main")
    someone.tacit("registry", "sync")
    someone.daemon()  # a hook that has to start it may be too late on a busy machine


def names(texts: list[str]) -> list[str]:
    return [name for text in texts for name in re.findall(r"^## (\S+)$", text, re.M)]


def test_at_the_start_what_the_project_is_about(reader: Teammate, tmp_path: Path) -> None:
    here = project(tmp_path / "p", {"TECHSPEC.md": "Rotary embeddings in a small transformer"})
    done = reader.session(here, [[say("I see.")]], "hello")
    (text,) = advice(done.requests[0])
    assert names([text]) == ["rope-width"]
    for told in (
        "widen the last axis",
        "torch.cat",
        "0.99",
        "Try base 1000",
        "TECHSPEC.md: rotary",
    ):
        assert told in text


def test_at_a_prompt_what_it_is_about_and_only_once(reader: Teammate, tmp_path: Path) -> None:
    here = project(tmp_path / "p", PLAIN)
    first = reader.session(here, [[say("I see.")]], PROMPT)
    assert names(advice(first.requests[0])) == ["rope-width"]
    reader.tacit("daemon", "stop")
    again = reader.session(here, [[say("Yes.")]], PROMPT, args=("--continue",))
    assert names(advice(again.requests[0])) == ["rope-width"]


def test_what_was_compacted_away_is_told_again(reader: Teammate, tmp_path: Path) -> None:
    here = project(tmp_path / "p", {"TECHSPEC.md": "Rotary embeddings in a small transformer"})
    reader.session(here, [[say("I see.")]], "hello")
    reader.session(here, [], "/compact", args=("--continue",))
    after = reader.session(here, [[say("Yes.")]], "go on", args=("--continue",))
    assert any("compact_boundary" in file.read_text() for file in transcripts(reader.home))
    assert names(advice(after.requests[-1])) == ["rope-width"]


@pytest.mark.parametrize("command", ["python3 fail.py", TAIL], ids=["flagged", "unflagged"])
def test_at_an_error_the_one_entry(reader: Teammate, tmp_path: Path, command: str) -> None:
    turns: list[Turn] = [[bash(command)], [bash(command)], [say("I see.")]]
    done = reader.session(project(tmp_path / "p", PLAIN), turns, "run it", args=ONLY_BASH)
    start, after, again = done.requests
    assert advice(start) == []
    (text,) = advice(after)
    assert names([text]) == ["rope-width"]
    assert "Join the angles to themselves" in text
    assert "Failed attempts" not in text
    assert advice(again) == [text]


def test_by_hand_the_best_are_listed_and_can_be_read(reader: Teammate, tmp_path: Path) -> None:
    def ask(request: Request) -> list[Block]:
        (command,) = set(re.findall(r'"(\S+/tacit)" advise', words(request)))
        return [bash(f"\"{command}\" advise 'rotary tables clash with heads' --json -k 10")]

    def read(request: Request) -> list[Block]:
        return [use("Read", file_path=re.findall(r'"file":"([^"]+)"', words(request))[0])]

    # No tool is allowed but by the skill itself, and by the rule that the installation added.
    turns: list[Turn] = [ask, read, [say("I see.")]]
    done = reader.session(project(tmp_path / "p", PLAIN), turns, "/advise rotary tables", args=())
    listed, full = words(done.requests[1]), words(done.requests[2])
    assert '"name":"rope-width"' in listed
    assert "A. Researcher, 2026-01-31" in listed
    assert "Build the rotary tables over the whole head." in full[len(listed) :]


QUIET = ["continue", "ok do it", "which fertiliser suits tomatoes in clay soil?"]


@pytest.mark.parametrize("prompt", QUIET)
def test_silence_where_nothing_matters(reader: Teammate, tmp_path: Path, prompt: str) -> None:
    broken = "python3 -c \"import sys; sys.exit('KeyError: opening_hours of the bakery')\""
    turns: list[Turn] = [[bash("echo done")], [bash(broken)], [bash("ls")], [say("Done.")]]
    done = reader.session(project(tmp_path / "p", PLAIN), turns, prompt, args=ONLY_BASH)
    assert len(done.requests) == 4
    assert [text for request in done.requests for text in advice(request)] == []


def inside(request: Request) -> bool:
    """Is it a request of the subagent's, which runs beside the session?"""
    return "the lower deck" in words(request) and "the upper deck" not in words(request)


def both_fail(request: Request) -> list[Block]:
    """The session meets the error and starts a subagent, which meets it too."""
    results = str(request["messages"]).count("'tool_result'")
    agent = use("Agent", description="x", prompt="the lower deck", subagent_type="general-purpose")
    steps = [bash("python3 fail.py")] if inside(request) else [bash("python3 fail.py"), agent]
    return [steps[results]] if results < len(steps) else [say("I see.")]


def test_a_subagent_is_told_what_the_session_knows(reader: Teammate, tmp_path: Path) -> None:
    here = project(tmp_path / "p", PLAIN)
    done = reader.session(here, [both_fail] * 9, "the upper deck", args=ONLY_BASH)
    told: dict[bool, list[list[str]]] = {True: [], False: []}
    for request in done.requests:
        told[inside(request)].append(names(advice(request)))
    assert told[True] == [[], ["rope-width"]]
    assert told[False][:2] == [[], ["rope-width"]]
    assert told[False][-1] == ["rope-width"]


def test_a_session_s_budget(reader: Teammate, tmp_path: Path) -> None:
    here = ragged.unrelated(tmp_path / "hours")
    project(here, {"fail.py": FAIL})
    turns: list[Turn] = [[bash("python3 fail.py")], [bash("python3 report.py")], [say("I see.")]]
    told = {}
    for budget in ("20000", "1000"):
        env = {"TACIT_ADVISE_MAX_CHARS_A_SESSION": budget}
        done = reader.session(here, turns, "run both", args=ONLY_BASH, env=env)
        told[budget] = names(advice(done.requests[-1]))
    assert told == {"20000": ["rope-width", "ragged-rows"], "1000": ["rope-width"]}


def test_a_poisoned_registry(hire: Hire, tmp_path: Path) -> None:
    someone, clone = hire(), tmp_path / "clone"
    gits.git(tmp_path, "clone", "--quiet", str(someone.local_registry), str(clone))
    for number, poison in enumerate(FORMS):
        if poison.form != "a pipe":
            poison.write(clone / f"r{number}")
    publish(someone, clone)
    (checkout,) = (someone.home / ".local").rglob("checkouts/*/*/r0")
    here = project(tmp_path / "p", {"README.md": README, "fail.py": FAIL})
    turns: list[Turn] = [[bash("python3 fail.py")], [bash(TAIL)], [bash(TAIL)], [say("I see.")]]
    done = someone.session(here, turns, PROMPT, args=ONLY_BASH)
    told = advice(done.requests[-1])
    assert told
    for text in told:
        harmless(text, checkout.parent)
