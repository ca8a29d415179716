"""Hooks, daemon, queue, worker and log: a session full of secrets leaves none of them."""

import json

from building.deadline import until
from building.hooks import SESSION, Shell
from building.leaks import ERRORS, Secrets, bytes_of, held, leaking
from building.secrets import planted


def test_a_session_that_the_daemon_follows_leaves_no_secret(user: Shell) -> None:
    secrets = Secrets(planted(1000))
    cwd = str(user.home / "lab")
    lab = leaking("1", SESSION, cwd, secrets)
    file = lab.write(user.projects / "-lab")
    with file.open("ab") as end:
        end.write(secrets.said('{"type": "user", cut off').encode() + b"\n")
    common = {"cwd": cwd, "transcript_path": str(file)}
    told = user.hook("SessionStart", common | {"source": "startup"})
    told += user.hook("UserPromptSubmit", common | {"prompt": secrets.said("Train the model")})
    failing = {"tool_name": "Bash", "error": secrets.said(ERRORS[0])}
    told += user.hook("PostToolUseFailure", common | failing | {"tool_input": {"command": "x"}})
    output = {"stdout": secrets.said(ERRORS[0]), "stderr": secrets.said("Traceback")}
    told += user.hook("PostToolUse", common | {"tool_name": "Bash", "tool_response": output})
    told += user.hook("Stop", common)
    told += user.hook("SessionEnd", common | {"reason": "other"})
    until(lambda: user.state() == "done", 60)
    written = [*bytes_of(user.home, user.projects), *bytes_of(user.where.runtime, user.projects)]
    names = [name for name, _ in written]
    assert user.where.log.exists()
    assert any(name.endswith("draft.json") for name in names), names
    assert not held([*written, ("told", told.encode())], secrets.given)
    assert len(secrets.given) > 40
    assert json.dumps(secrets.given[0].secret)[1:-1] in lab.branch
