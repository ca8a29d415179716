"""A small real program that fails for a real reason, and the sessions in which that happens."""

from pathlib import Path

from building.messages_api import Turn, bash, say, use

LIBRARY = '''\
"""Batches of token rows that are of unequal length."""


class StackError(ValueError):
    """Rows that do not go together."""


def stack(rows, multiple):
    """Rows padded to the longest, which must be a multiple of `multiple`."""
    longest = max(map(len, rows))
    if longest % multiple:
        raise StackError(
            f"cannot stack ragged rows: the longest has {longest} tokens, no multiple of {multiple}"
        )
    return [row + [0] * (longest - len(row)) for row in rows]
'''
TRAIN = """\
import argparse

from ragged_batch import stack

PAD_TO = 8
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float)
lr = parser.parse_args().lr
tokens = sum(map(len, stack([[1] * 12, [1] * 9], PAD_TO)))
print(f"lr={lr} pad_to={PAD_TO} tokens={tokens} loss={lr * tokens:.4f}")
"""
REPORT = """\
from ragged_batch import stack

print(stack([[0] * 12, [1] * 3], 8))
"""
RUN = "python3 train.py --lr 0.01"
ERROR = (
    "ragged_batch.StackError: cannot stack ragged rows: the longest has 12 tokens, no multiple of 8"
)
FIX = "PAD_TO = 4"
PROOF = "pad_to=4 tokens="  # what the run that succeeds prints


def training(folder: Path, title: str) -> Path:
    """A project that depends on `ragged-batch` and whose `train.py` fails with ERROR."""
    return _project(
        folder,
        {
            "README.md": f"# {title}\n",
            "requirements.txt": "ragged-batch==0.3.1\n",
            "ragged_batch.py": LIBRARY,
            "train.py": TRAIN,
        },
    )


def unrelated(folder: Path) -> Path:
    """A project of which nothing says that it is like `training`; its `report.py` fails as that."""
    return _project(
        folder, {"README.md": "# Opening hours\n", "ragged_batch.py": LIBRARY, "report.py": REPORT}
    )


def _project(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def repair(project: Path) -> list[Turn]:
    """The error, an attempt that misses, the fix, the run that proves it, a last word."""
    return [
        [say("I'll run the training first."), bash(RUN)],
        [say("A larger multiple may fit."), _edit(project, "PAD_TO = 8", "PAD_TO = 16")],
        [bash(RUN)],
        [say("12 is a multiple of 4, so pad to 4."), _edit(project, "PAD_TO = 16", FIX)],
        [bash(RUN)],
        [say("It trains: the longest row must be a multiple of what is padded to.")],
    ]


def _edit(project: Path, old: str, new: str) -> dict[str, object]:
    return dict(use("Edit", file_path=str(project / "train.py"), old_string=old, new_string=new))
