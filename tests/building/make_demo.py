"""Make the bundled demo transcript again: `make_demo.py CLIENT PYTHON` (PYTHON must have torch).

A scripted model writes a small transformer for base-100 addition whose rotary tables are half as
wide as the heads, misreads the error once, mends it and trains. Client, tools, errors and figures
are real. It runs in namespaces of its own, so that HOME, folder and host are nobody's.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from building.client import run, transcripts
from building.messages_api import Turn, bash, say, use

TOP = Path(__file__).parents[2]
SHIPPED = TOP / "templates" / "demo" / "base100-addition.jsonl"
SOURCE = Path(__file__).parent / "base100_addition"
HOME = Path("/home/researcher")
PROJECT = HOME / "base100-addition"
TRAIN = (
    "python train.py --steps 100 --lr 1e-3 --batch-size 256 "
    "--d-model 128 --heads 4 --layers 2 --seed 0"
)
PROMPT = """Train a small transformer with rotary position embeddings (RoPE) that adds two numbers \
written in base 100. Keep it small enough for a CPU and tell me the digit accuracy."""


def _tables(angles: str) -> str:
    """The two lines of model.py that hold the error, with what stands in them for the angles."""
    return "\n".join(
        f'        self.register_buffer("{name}", {angles}.{name}())' for name in ("cos", "sin")
    )


_NARROW, _TALL, _WIDE = map(
    _tables, ("angles", "angles.repeat(2, 1)", "torch.cat((angles, angles), dim=-1)")
)

TURNS: list[Turn] = [
    [
        say("I'll write the model and the training script, then run it."),
        use(
            "Write", file_path=str(PROJECT / "model.py"), content=(SOURCE / "model.txt").read_text()
        ),
        use(
            "Write", file_path=str(PROJECT / "train.py"), content=(SOURCE / "train.txt").read_text()
        ),
    ],
    [bash(TRAIN)],
    [
        say("The rotary tables hold one angle a pair of features. I'll repeat them to 32."),
        use(
            "Edit",
            file_path=str(PROJECT / "model.py"),
            old_string=_NARROW,
            new_string=_TALL,
        ),
    ],
    [bash(TRAIN)],
    [
        say(
            "The same error: repeat(2, 1) doubled the positions, not the features. The head has 32 "
            "features and the tables 16, one a pair; rotating halves needs each angle twice along "
            "the last dimension."
        ),
        use(
            "Edit",
            file_path=str(PROJECT / "model.py"),
            old_string=_TALL,
            new_string=_WIDE,
        ),
    ],
    [bash(TRAIN)],
    [
        say(
            "It trains now: the rotary tables must be as wide as a head, so both register_buffer "
            "lines take torch.cat((angles, angles), dim=-1). 100 steps teach it little more than "
            "the carry; the digits need a far longer run."
        )
    ],
]

# The conversation itself. The rest repeats it for the client's own ends (api-request…, file
# history) or describes the machine (environment, the list of skills).
KEPT = ("user", "assistant", "system")


def main() -> None:
    """Start again inside the namespaces, or, inside them, run the session and keep its record."""
    client, python = (Path(given).absolute() for given in sys.argv[1:3])
    if os.environ.get("MAKE_DEMO") != "inside":
        again = [sys.executable, __file__, str(client), str(python)]
        subprocess.run(
            ["unshare", "-rmnu", *again], env=os.environ | {"MAKE_DEMO": "inside"}, check=True
        )
        return
    settle(python)
    done = run(client, HOME, PROJECT, TURNS, PROMPT, env={"PATH": path()}, timeout=300)
    assert done.code == 0, done
    (transcript,) = transcripts(HOME)
    SHIPPED.write_text("".join(f"{line}\n" for line in kept(transcript.read_text().splitlines())))


def path() -> str:
    """The PATH of the session: the neutral home's Python before the system's."""
    return f"{HOME}/venv/bin:/usr/bin:/bin"


def settle(python: Path) -> None:
    """An empty home with a git project and the Python environment in it, on a host of no name."""
    for command in (
        "ip link set lo up",
        "hostname workstation",
        "mount -t tmpfs tmpfs /home",
        f"mkdir -p {PROJECT} {HOME}/venv",
        f"mount --bind {python.parents[1]} {HOME}/venv",
        f"git init -q -b main {PROJECT}",
        f"git -C {PROJECT} -c user.name=A -c user.email=a@example.org commit -q --allow-empty -m 1",
    ):
        subprocess.run(command.split(), check=True)


def kept(lines: list[str]) -> Iterator[str]:
    """The records that are shipped, as the client wrote them."""
    for line in lines:
        record: dict[str, Any] = json.loads(line)
        if record["type"] in KEPT:
            yield line


if __name__ == "__main__":
    main()
