"""Small whole sessions, each of another trade, and the form that a careful author fills of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from building.lessons import AUTHOR, session
from building.transcripts import Transcript, session_id
from tacit.draft.skill import SkillDraft
from tacit.transcript.session import Prompt, Reply, Session, ToolCall


@dataclass(frozen=True)
class Trial:
    """What is asked, what fails, the edit in vain, the reason, the edit that helps, the proof."""

    name: str
    asked: str
    command: str
    error: str
    path: str
    vain: tuple[str, str]
    reason: str
    fix: tuple[str, str]
    shown: str
    measure: tuple[str, str]


TRIALS = (
    Trial(
        "range-needs-an-integer",
        "Train the model with --lr 0.01, please.",
        "python3 train.py --lr 0.01 --epochs 3",
        "TypeError: 'float' object cannot be interpreted as an integer",
        "train.py",
        ("total = 100", "total = 1000"),
        "range() needs an integer because total / 10 is a float.",
        ("warmup_steps = total / 10", "warmup_steps = total // 10"),
        "step 100 loss 0.31\ntorch 2.4.1",
        ("loss", "0.31"),
    ),
    Trial(
        "out-of-memory-with-long-rows",
        "Fine-tune the tagger on the long documents.",
        "python3 tune.py --batch-size 64 --max-length 2048",
        "torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.50 GiB",
        "configs/tune.yaml",
        ("workers: 8", "workers: 2"),
        "The attention matrix grows with the square of the length, so the batch does not fit.",
        ("max_length: 2048", "max_length: 512"),
        "epoch 2 accuracy 0.913\nNVIDIA A100-SXM4-40GB",
        ("accuracy", "0.913"),
    ),
    Trial(
        "merged-frame-has-no-user-id",
        "Join the two tables and write the report.",
        "python3 -m report.join --how inner data/users.csv",
        "KeyError: 'user_id'",
        "report/join.py",
        ("index_col=0", "index_col=1"),
        "set_index moves the column into the index: the merged frame has no user_id.",
        ("frame.set_index('user_id')", "frame.set_index('user_id', drop=False)"),
        "wrote 4182 rows\nrecall 0.77\npandas 2.2.3",
        ("recall", "0.77"),
    ),
    Trial(
        "numpy-core-multiarray-failed-to-import",
        "Get the tests of the tokenizer green.",
        "pytest tests/test_tokens.py --maxfail 1",
        "ImportError: numpy.core.multiarray failed to import",
        "requirements.txt",
        ("cython==3.0.10", "cython==3.0.11"),
        "The extension was built against an older numpy, and version 2.1.0 removed that module.",
        ("numpy==2.1.0", "numpy==1.26.4"),
        "14 passed in 2.31s\ncoverage 0.87",
        ("coverage", "0.87"),
    ),
)


def transcript(number: int) -> Transcript:
    """The transcript of a trial."""
    trial = TRIALS[number]
    lab = Transcript(session=session_id(number + 1))
    told = f'Traceback (most recent call last):\n  File "{trial.path}", line 7\n{trial.error}'
    lab.prompt(trial.asked)
    lab.bash(trial.command, told, failed=True)
    lab.reply("It might be the first setting. Trying that.")
    lab.edit(trial.path, *trial.vain)
    lab.bash(trial.command, told, failed=True)
    lab.reply(trial.reason)
    lab.edit(trial.path, *trial.fix)
    lab.bash(trial.command, trial.shown)
    lab.reply("The run is good now.")
    return lab


def sessions(folder: Path) -> Iterator[tuple[Trial, Session]]:
    """Each trial and its session, read back from disk."""
    for number, trial in enumerate(TRIALS):
        yield trial, session(folder / str(number), transcript(number))


def ids(read: Session) -> dict[str, str]:
    """What names the parts of a trial: asked, failing, wrong, said, fix and rerun."""
    made = [event.id for event in read.events if isinstance(event, ToolCall)]
    replies = [event.record for event in read.events if isinstance(event, Reply)]
    (asked,) = [event.record for event in read.events if isinstance(event, Prompt)]
    calls = dict(zip(("failing", "wrong", "again", "fix", "rerun"), made, strict=True))
    return calls | {"asked": asked, "said": replies[1]}


def careful(trial: Trial, read: Session) -> SkillDraft:
    """The form of a trial, filled with what is true; every field of the form has something."""
    by = ids(read)
    failing, fix, rerun = [by["failing"]], [by["fix"]], [by["rerun"]]
    fixed = f"Change `{trial.fix[0]}` to `{trial.fix[1]}` in `{trial.path}`."
    first = trial.error.split(":")[0]
    tried = {
        "attempt": f"Changed `{trial.vain[0]}` to `{trial.vain[1]}`.",
        "why": "The same error came again.",
        "lesson": f"It is not enough to set `{trial.vain[1]}`.",
        "evidence": [by["wrong"]],
    }
    trouble = {
        "error": trial.error,
        "symptom": f"`{trial.command}` stops with {first}.",
        "cause": trial.reason,
        "fix": fixed,
        "evidence": [*failing, *fix, by["said"]],
    }
    change = f"-{trial.fix[0]}\n+{trial.fix[1]}"
    name, value = trial.measure
    fields = {
        "name": trial.name,
        "description": f'{fixed} Use when: (1) the exact error "{trial.error}".',
        "author": AUTHOR,
        "date": "2026-01-05",
        "goal": {"text": trial.asked, "evidence": [by["asked"]]},
        "steps": [
            {"text": "Run it.", "command": trial.command, "evidence": rerun},
            {"text": fixed, "change": change, "evidence": fix},
        ],
        "failed": [tried],
        "troubles": [trouble],
        "configuration": [{"kind": "command", "text": trial.command, "evidence": rerun}],
        "results": [{"name": name, "value": value, "evidence": rerun}],
        "environment": [{"name": name, "value": value, "evidence": rerun}],
        "next_steps": [{"text": f"Look at `{trial.path}` again.", "evidence": fix}],
        "triggers": [{"text": f"{first} from `{trial.command}`", "evidence": failing}],
        "lesson": {"text": trial.reason, "evidence": [by["said"]]},
    }
    return SkillDraft.model_validate(fields)
