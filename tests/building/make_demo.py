"""Make the bundled demo transcript again: `make_demo.py CLIENT PYTHON` (PYTHON must have torch).

A scripted model writes a small transformer for base-100 addition whose rotary tables are half as
wide as the heads, misreads the error once, mends it and trains. Client, tools, errors and figures
are real. It runs in namespaces of its own, so that HOME, folder and host are nobody's.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from building import nobody
from building.client import run, transcripts
from building.messages_api import Turn, bash, say, use
from building.nobody import HOME

TOP = Path(__file__).parents[2]
SHIPPED = TOP / "templates" / "demo" / "base100-addition.jsonl"
SOURCE = Path(__file__).parent / "base100_addition"
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


def main() -> None:
    """Start again inside the namespaces, or, inside them, run the session and keep its record."""
    client, python = (Path(given).absolute() for given in sys.argv[1:3])
    if not nobody.inside():
        nobody.again(__file__, [str(client), str(python)])
        return
    nobody.settle(python, PROJECT)
    done = run(client, HOME, PROJECT, TURNS, PROMPT, env={"PATH": nobody.PATH}, timeout=300)
    assert done.code == 0, done
    (transcript,) = transcripts(HOME)
    kept = nobody.kept(transcript.read_text().splitlines())
    SHIPPED.write_text("".join(f"{line}\n" for line in kept))


if __name__ == "__main__":
    main()
