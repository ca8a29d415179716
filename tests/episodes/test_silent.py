"""Failures that neither a flag nor an error line shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.episodes.silent import asked, silent


@pytest.mark.parametrize(
    "line",
    [
        "The column `batch` does not exist in the current database.",
        "hint: The .git/hooks/pre-commit hook was ignored because it is not set as executable.",
        "step 40 loss: nan",
        "{'train_loss': NaN, 'epoch': 3}",
        "grad_norm=inf",
        "120,0.5,nan,0.1",
        "CUDA available: False",
        "torch.cuda.is_available() False",
        "WARNING: no GPU found, training will be slow",
        "UserWarning: falling back to CPU",
        "slurmstepd: error: Detected 1 oom_kill event: oom-kill",
        "torch.OutOfMemoryError: CUDA out of memory.",
        "HTTP/1.1 503 Service Unavailable",
        "404: Not Found",
        "Waiting for the port timed out after 30s",
        "CANCELLED AT 2026-01-05 DUE TO TIME LIMIT",
        "3 failed, 20 passed",
        "[lint] ERROR task failed",
        "EXIT=2",
        "epoch 4 | train nan | val nan",
        "val/accuracy: 0.0000",
        "numpy: Unable to allocate 8.2 GiB for an array",
        "/opt/run.sh: line 3: 4121 Killed",
        "Segmentation fault (core dumped)",
        "4211.batch  train  gpu  FAILED  1:0",
        "slurmstepd: error: *** JOB 4211 CANCELLED",
        "trainer-1   Exited (137) 2 minutes ago",
        "trainer-0   0/1   CrashLoopBackOff",
        '"state": "crashed",',
        "NCCL error in: ProcessGroup, unhandled system error",
        "torchvision requires torch, but you have torch 2.9.0 which is incompatible.",
        "ERROR: No matching distribution found for flax==99",
        '{"error": {"message": "no such model"}}',
        "404 File not found",
        "/usr/bin/python: No module named pytest",
        "sh: squeue: command not found",
        "OSError: [Errno 28] No space left on device",
        "2026-01-05 10:00:01,123 CRITICAL checkpoint was not written",
        "test result: FAILED. 3 ok; 1 not",
        "returncode=-9",
    ],
)
def test_a_silent_failure_is_the_line_that_shows_it(line: str) -> None:
    assert silent(f"starting\n{line}\n") == line


@pytest.mark.parametrize(
    "text",
    [
        "epoch 3 loss 0.31 accuracy 0.93",
        "20 passed, 0 failed",
        "exit code 0",
        "CUDA available: True",
        "infer.py nano.txt info",
        "HTTP/1.1 200 OK",
        "0 errors, 3 warnings",
        "best_loss: inf",
        "nans: 0, rows: 120",
        "accuracy: 0.05",
        '{"status": "ok", "code": 200}',
        "cat: notes.txt: Permission denied",
        "state: finished",
    ],
)
def test_a_good_run_is_none(text: str) -> None:
    assert silent(text) == ""


def test_a_count_in_the_middle_is_no_verdict() -> None:
    assert silent("retry: 3 failed\n" + "ok\n" * 20) == ""


@given(st.text(max_size=300))
def test_what_is_found_is_a_line_of_the_text(text: str) -> None:
    assert silent(text) in text


@pytest.mark.parametrize(
    ("text", "command", "line"),
    [
        ("saved\n1", "python train.py | tail -1; echo $?", "1"),
        ("rc: 2", 'make; echo "rc: $?"', "rc: 2"),
        ("0", "make; echo $?", ""),
        ("12", "wc -l < a.txt", ""),
        ("503", "curl -s -o /dev/null -w '%{http_code}' localhost", "503"),
        ("200", "curl -s -o /dev/null -w '%{http_code}' localhost", ""),
    ],
)
def test_what_a_command_asks_about_its_own_end(text: str, command: str, line: str) -> None:
    assert asked(text, command) == line
