"""A request, understood: whose session, which folders, what it may take part in."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from tacit.errors import ConfigError
from tacit.options import Config
from tacit.policy import Policy
from tacit.serve import standing
from tacit.serve.given import Reader
from tacit.serve.protocol import Request
from tacit.serve.spool import session_id


@dataclass(frozen=True, slots=True)
class Case:
    """One hook event with the payload that the client gave it: hostile text, checked for form.

    `config` and `policy` are None where the configuration is broken (`why` says how), and the
    policy where no folder is known.
    """

    event: str
    session: str
    env: Mapping[str, str]
    payload: Mapping[str, Any]
    folders: tuple[str, ...]
    config: Config | None
    policy: Policy | None
    why: str = ""

    @property
    def source(self) -> str:
        """Why the session starts: startup, resume, fork, clear or compact; else ""."""
        found = self.payload.get("source")
        return found if isinstance(found, str) else ""

    @property
    def reader(self) -> Reader:
        """Whose context an answer reaches: the session's, or that of a subagent."""
        return Reader(self.session, session_id(self.payload.get("agent_id")))

    @property
    def settings(self) -> dict[str, str]:
        """The session's own TACIT_… variables."""
        return _settings(self.env)


def case(request: Request, config_file: Path) -> Case:
    """Understand the request of a hook; raises nothing."""
    payload = _parsed(request.payload)
    named = (payload.get("session_id"), request.env.get("CLAUDE_CODE_SESSION_ID"))
    session = next(filter(None, map(session_id, named)), "")
    places = (request.env.get("CLAUDE_PROJECT_DIR"), payload.get("cwd"))
    folders = tuple(dict.fromkeys(f for f in places if isinstance(f, str) and f.startswith("/")))
    try:
        config = standing.config(config_file, _settings(request.env))
    except ConfigError as error:
        return Case(request.event, session, request.env, payload, folders, None, None, str(error))
    policy = standing.strictest(folders, config, request.env) if folders else None
    return Case(request.event, session, request.env, payload, folders, config, policy)


def _settings(env: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in env.items() if name.startswith("TACIT_")}


def _parsed(payload: bytes) -> Mapping[str, Any]:
    try:
        found = orjson.loads(payload)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
