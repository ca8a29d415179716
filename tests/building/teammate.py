"""A teammate: a HOME of their own in which tacit is installed as `install.sh` does it.

The environment borrows the libraries of the one that runs the tests; nothing is downloaded.
"""

import json
import shutil
import subprocess
import sysconfig
import venv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import tacit
from building import client
from building.messages_api import Turn
from tacit.paths import host_name, runtime_folder

# Times that a test can wait for; a daemon that a test forgets leaves by itself.
QUIET = 1.2  # seconds
CONFIG = f"""\
[daemon]
idle_minutes = 0.5
quiet_minutes = {QUIET / 60}
"""


@dataclass(frozen=True, slots=True)
class Teammate:
    """One user on this machine. `env`: what is set in their shell besides."""

    binary: Path
    home: Path
    env: Mapping[str, str] = field(default_factory=dict)

    @property
    def venv(self) -> Path:
        """The environment that holds their installation."""
        return self.home / ".local/share/tacit/venv"

    @property
    def state(self) -> Path:
        """The state folder."""
        return Path(self.env.get("XDG_STATE_HOME", self.home / ".local/state")) / "tacit"

    @property
    def runtime(self) -> Path:
        """The folder of the daemon's socket."""
        return runtime_folder(self.state, host_name())

    @property
    def local_registry(self) -> Path:
        """The embedded registry, a bare repository."""
        return self.home / ".local/share/tacit/registry.git"

    @property
    def config_file(self) -> Path:
        """The user's configuration."""
        return self.home / ".config/tacit/config.toml"

    def session(
        self, project: Path, turns: list[Turn], prompt: str = "go on", **given: Any
    ) -> client.Run:
        """One run of the real client; see `client.run`."""
        env = {**self.env, **given.pop("env", {})}
        return client.run(self.binary, self.home, project, turns, prompt, env=env, **given)

    def tacit(self, *args: str, cwd: Path | None = None) -> str:
        """What the command prints; anything but exit code 0 fails the test."""
        done = subprocess.run(
            [self.venv / "bin/tacit", *args],
            env={**client.environment(self.home), **self.env},
            cwd=cwd or self.home,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, f"tacit {' '.join(args)}: {done.stdout}{done.stderr}"
        return done.stdout

    def json(self, *args: str, cwd: Path | None = None) -> list[Any]:
        """The JSON lines that the command prints."""
        return [json.loads(line) for line in self.tacit(*args, "--json", cwd=cwd).splitlines()]

    def daemon(self) -> int:
        """The pid of their daemon, which is started if need be."""
        self.tacit("daemon", "start")
        return int(self.json("status")[0]["daemon"]["pid"])

    def busy(self) -> bool:
        """Does a session wait for its retrospective?"""
        (status,) = self.json("status")
        return any(status["queue"].get(state) for state in ("seen", "active", "ended", "mined"))

    def drafts(self) -> list[Any]:
        """The drafts that `tacit review` lists."""
        return self.json("review", "list")


class Hire(Protocol):
    """Make a teammate; `home` is the name of their home folder."""

    def __call__(self, home: str = "home", **given: Any) -> Teammate: ...


def hire(
    binary: Path, home: Path, *, config: str = CONFIG, env: Mapping[str, str] | None = None
) -> Teammate:
    """A new HOME with tacit installed in it."""
    someone = Teammate(binary, home, env or {})
    own = someone.venv
    venv.create(own, symlinks=True)
    borrowed = [Path(tacit.__file__).parents[1], Path(sysconfig.get_path("purelib"))]
    (site,) = own.glob("lib/python*/site-packages")
    (site / "borrowed.pth").write_text("".join(f"{folder}\n" for folder in borrowed))
    command = own / "bin/tacit"
    command.write_text(f'#!/bin/sh\nexec "{own}/bin/python" -m tacit "$@"\n')
    command.chmod(0o755)
    someone.config_file.parent.mkdir(parents=True)
    someone.config_file.write_text(config)
    someone.tacit("install")
    return someone


def leave(someone: Teammate) -> None:
    """End their daemon, and take away what lies under the system's temporary folder."""
    someone.tacit("daemon", "stop")
    shutil.rmtree(someone.runtime, ignore_errors=True)


def branches(bare: Path) -> dict[str, str]:
    """The draft branches of a registry, and the text that each adds to the default branch."""
    git = ["git", "-C", str(bare)]
    named = ["for-each-ref", "--format=%(refname:short)", "refs/heads/tacit"]
    found = subprocess.run([*git, *named], capture_output=True, text=True, check=True).stdout
    return {
        name: subprocess.run(
            [*git, "diff", f"HEAD...{name}"], capture_output=True, text=True, check=True
        ).stdout
        for name in found.split()
    }
