"""Failures that neither a flag nor an error line shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.episodes.silent import silent


@pytest.mark.parametrize(
    "line",
    [
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
    ],
)
def test_a_good_run_is_none(text: str) -> None:
    assert silent(text) == ""


def test_a_count_in_the_middle_is_no_verdict() -> None:
    assert silent("retry: 3 failed\n" + "ok\n" * 20) == ""


@given(st.text(max_size=300))
def test_what_is_found_is_a_line_of_the_text(text: str) -> None:
    assert silent(text) in text
