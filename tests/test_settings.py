"""Our entries go into a settings text and come out of it; nothing else moves."""

import json
import shlex
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit import jsontext, settings
from tacit.errors import SettingsError
from tacit.wiring import Wiring, command_line

EVENTS = ["SessionStart", "PostToolUse", "Stop"]


def wanted(state: str = "/state/tacit") -> Wiring:
    def entry(event: str) -> dict[str, object]:
        line = command_line(Path("/py"), Path("/x y/hooks/client.py"), event, Path(state))
        return {"matcher": "Bash", "hooks": [{"type": "command", "command": line, "timeout": 5}]}

    rule = f"Read(/{state}/checkouts/**)"
    return Wiring({event: entry(event) for event in EVENTS}, (rule,), {})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
HOOK = st.fixed_dictionaries({"type": st.just("command"), "command": st.text()})
ENTRY = st.fixed_dictionaries({"hooks": st.lists(HOOK, max_size=2)}, optional={"matcher": JSON})
HOOKS = st.dictionaries(st.sampled_from(EVENTS) | st.text(), st.lists(ENTRY, max_size=2))
ALLOW = st.fixed_dictionaries({}, optional={"allow": st.lists(st.text()), "deny": JSON})
SETTINGS = st.builds(
    lambda other, ours, indent: json.dumps(other | ours, indent=indent),
    st.dictionaries(st.text(), JSON, max_size=3).filter(
        lambda d: "hooks" not in d and "permissions" not in d
    ),
    st.fixed_dictionaries({}, optional={"hooks": HOOKS, "permissions": ALLOW}),
    st.sampled_from([None, 2, "\t"]),
)


@given(SETTINGS)
def test_in_and_out_again_is_the_same_text(text: str) -> None:
    wired = settings.wired(text, wanted())
    assert settings.wired(wired, wanted()) == wired
    assert settings.unwired(wired, jsontext.value(text)) == text


@given(SETTINGS)
def test_an_older_version_is_replaced_whole(text: str) -> None:
    older = settings.wired(text, wanted("/old/tacit"))
    newer = jsontext.value(settings.wired(older, wanted()))
    assert settings.carries(newer, wanted())
    assert "/old/tacit" not in json.dumps(newer)


def test_a_hook_of_ours_is_cut_out_of_an_entry_that_its_owner_shares() -> None:
    ours = wanted().hooks["Stop"]["hooks"]
    assert isinstance(ours, list)
    foreign = {"type": "command", "command": "python hooks/client.py Stop"}
    text = json.dumps({"hooks": {"Stop": [{"hooks": [foreign, *ours]}]}})
    assert settings.unwired(text) == json.dumps({"hooks": {"Stop": [{"hooks": [foreign]}]}})


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"[]",
        b"\xff{}",
        b'{"hooks": []}',
        b'{"hooks": {"Stop": {}}}',
        b'{"hooks": {"Stop": ["x"]}}',
        b'{"hooks": {"Stop": [{"hooks": "x"}]}}',
        b'{"permissions": []}',
        b'{"permissions": {"allow": "Read"}}',
    ],
)
def test_a_broken_or_foreign_file_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(SettingsError, match=r"^/some/settings.json"):
        settings.parsed(data, "/some/settings.json")


def test_the_hook_line_is_silent_without_its_interpreter(tmp_path: Path) -> None:
    line = command_line(tmp_path / "no é'\"$x py", tmp_path / "client.py", "Stop", tmp_path)
    done = subprocess.run(["sh", "-c", line], capture_output=True, check=True)
    assert done.stdout + done.stderr == b""


def test_the_hook_line_passes_names_as_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "é ' \" $HOME `x`"
    folder.mkdir()
    interpreter = folder / "py"
    interpreter.write_text('#!/bin/sh\nprintf "%s|" "$@"; exit 2\n')
    interpreter.chmod(0o755)
    client = folder / "client.py"
    client.touch()
    line = command_line(interpreter, client, "Stop", folder)
    done = subprocess.run(["sh", "-c", line], capture_output=True, check=True, text=True)
    assert done.stdout == f"-I|-S|{client}|Stop|{folder}|"
    assert shlex.split(line)
