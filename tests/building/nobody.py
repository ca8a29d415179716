"""A machine that is nobody's: namespaces of their own, an empty home, a host without a name.

What the real client records in there names neither a person nor the machine that it ran on.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

HOME = Path("/home/researcher")
PATH = f"{HOME}/venv/bin:/usr/bin:/bin"

# The conversation itself. The rest repeats it for the client's own ends (api-request…, file
# history) or describes the machine (environment, the list of skills).
_KEPT = ("user", "assistant", "system")
_INSIDE = "TACIT_INSIDE"


def inside() -> bool:
    """Whether this process was started by `again`."""
    return _INSIDE in os.environ


def again(script: str, arguments: Sequence[str]) -> None:
    """Run a Python script inside: user, mount, network and host name are its own.

    Raises subprocess.CalledProcessError when it fails.
    """
    command = ["unshare", "-rmnu", sys.executable, script, *arguments]
    subprocess.run(command, env=os.environ | {_INSIDE: "1"}, check=True)


def settle(python: Path, project: Path) -> None:
    """An empty home with a git project and a Python environment; what is installed is not kept."""
    layers = f"lowerdir={python.parents[1]},upperdir=/home/upper,workdir=/home/work"
    for command in (
        "ip link set lo up",
        "hostname workstation",
        "mount -t tmpfs tmpfs /home",
        f"mkdir -p {project} {HOME}/venv /home/upper /home/work",
        f"mount -t overlay overlay -o {layers} {HOME}/venv",
        f"git init -q -b main {project}",
        f"git -C {project} -c user.name=A -c user.email=a@example.org commit -q --allow-empty -m 1",
    ):
        subprocess.run(command.split(), check=True)


def kept(lines: Sequence[str]) -> Iterator[str]:
    """The records that are shipped, as the client wrote them."""
    for line in lines:
        record: dict[str, Any] = json.loads(line)
        if record["type"] in _KEPT:
            yield line
