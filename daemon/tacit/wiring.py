"""What tacit puts into a client's configuration: hooks, a permission, slash skills."""

import os
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tacit.paths import Paths
from tacit.share import share

# Seconds; the client's own default is 600. A hook of ours ends long before: this is the net.
# SessionEnd hooks share 1.5 s unless one names a longer time itself.
TIMEOUT = 5
MATCHERS: Mapping[str, str] = {
    "SessionStart": "",
    "UserPromptSubmit": "",
    "PostToolUseFailure": "",
    "PostToolUse": "Bash",  # errors that no flag shows are in the output of commands
    "Stop": "",
    "SessionEnd": "",
}
# How the shipped skills name the command; true as it stands where they run as a plugin.
PLUGIN_COMMAND = "${CLAUDE_PLUGIN_ROOT}/hooks/tacit"


@dataclass(frozen=True, slots=True)
class Wiring:
    """Entries for one client's configuration folder; `skills`: path in that folder → text."""

    hooks: Mapping[str, Mapping[str, object]]
    permissions: tuple[str, ...]
    skills: Mapping[str, str]


def wiring(where: Paths) -> Wiring:
    """What the running installation wants to see in a client's configuration."""
    return Wiring(
        {event: _entry(event, where.state) for event in MATCHERS},
        permissions(where.checkouts),
        skills(program()),
    )


def command_line(interpreter: Path, client: Path, event: str, state: Path) -> str:
    """The hook's shell line: silent when interpreter or file is gone, and always exit 0."""
    py, file, folder = (shlex.quote(str(path)) for path in (interpreter, client, state))
    run = f"{py} -I -S {file} {event} {folder} 2>/dev/null"
    return f"[ -x {py} ] && [ -f {file} ] && {run} || :"


def interpreter() -> Path:
    """This environment's Python by its lasting name; never what a version manager puts before."""
    return lasting(Path(sys.prefix, "bin", "python"))


def client_file() -> Path:
    """The hook client by its lasting name."""
    return lasting(share("hooks/client.py"))


def program() -> Path:
    """The `tacit` command by its lasting name."""
    return lasting(Path(sys.prefix, "bin", "tacit"))


def lasting(path: Path) -> Path:
    """The same path through the link `venv` that install.sh moves from version to version."""
    prefix = Path(sys.prefix)
    link = prefix.parent / "venv"
    if path.is_relative_to(prefix) and link.is_symlink() and link.samefile(prefix):
        return link / path.relative_to(prefix)
    return path


def permissions(checkouts: Path) -> tuple[str, ...]:
    """One narrow Read rule for the registries' checkouts; two where a link lies in the way.

    Measured with 2.1.329: the client wants both the path as asked for and the path that it leads
    to allowed, and a rule under `~/` does not cover a home folder that is itself a link.
    """
    home = Path.home()
    resolved = checkouts.resolve()
    named = f"/{checkouts}"
    if checkouts.is_relative_to(home) and home == home.resolve():
        named = f"~/{checkouts.relative_to(home)}"
    names = [named, f"/{resolved}"] if resolved != checkouts else [named]
    return tuple(f"Read({_literal(name)}/**)" for name in names)


def _literal(path: str) -> str:
    """The path as a rule names it: a bracket in a folder's name would open a set of letters."""
    return path.replace("[", r"\[").replace("]", r"\]")


def skills(command: Path) -> dict[str, str]:
    """The shipped slash skills, with the command's absolute path; `skills/NAME/FILE` → text."""
    top = share("skills")
    return {
        f"skills/{file.relative_to(top)}": file.read_text("utf-8").replace(
            PLUGIN_COMMAND, os.fspath(command)
        )
        for file in sorted(top.glob("*/*.md"))
    }


def _entry(event: str, state: Path) -> dict[str, object]:
    line = command_line(interpreter(), client_file(), event, state)
    hook = {"type": "command", "command": line, "timeout": TIMEOUT}
    matcher = MATCHERS[event]
    return {"matcher": matcher, "hooks": [hook]} if matcher else {"hooks": [hook]}
