"""Series of runs: what was configured, what it measured, which was best."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building.transcripts import Transcript
from tacit.episodes.episode import Series
from tacit.episodes.experiments import best_of, series
from tacit.episodes.metrics import direction, rows
from tacit.episodes.mine import mine
from tacit.episodes.threads import threads
from tacit.transcript.reader import read_session


@pytest.fixture
def lab(tmp_path: Path) -> Transcript:
    return Transcript(cwd=str(tmp_path))


def found(lab: Transcript) -> tuple[Series, ...]:
    return series(threads(read_session(lab.write(Path(lab.cwd))).events))


def told(lab: Transcript) -> list[tuple[dict[str, str], str]]:
    """The settings of each trial of the only series, and its deciding metric's value."""
    (one,) = found(lab)
    return [(dict(t.settings), dict(t.metrics).get(one.metric, "")) for t in one.trials]


def best(lab: Transcript) -> dict[str, str]:
    (one,) = found(lab)
    return dict(one.trials[one.best].settings)


def test_flags_that_differ_are_the_settings_and_those_that_do_not_are_none(lab: Transcript) -> None:
    for rate, loss in (("1e-3", "0.52"), ("1e-4", "0.41"), ("1e-5", "0.77")):
        lab.bash(f"python train.py --lr {rate} --epochs=3 --out runs/{rate}", f"val_loss: {loss}")
    assert told(lab)[0] == ({"lr": "1e-3"}, "0.52")
    assert best(lab) == {"lr": "1e-4"}
    assert found(lab)[0].worth


def test_the_last_epoch_counts_and_more_accuracy_is_better(lab: Transcript) -> None:
    for width, end in (("64", "0.81"), ("128", "0.90")):
        epochs = f"epoch 1 loss 0.9 val_acc 0.40 lr=0.1\nepoch 2 loss 0.2 val_acc {end} lr=0.01"
        lab.bash(f"python3 -u train.py model.width={width}", epochs)
    assert told(lab) == [({"model.width": "64"}, "0.81"), ({"model.width": "128"}, "0.90")]
    assert best(lab) == {"model.width": "128"}
    assert not found(lab)[0].worth


def test_a_configuration_file_that_was_edited_between(lab: Transcript) -> None:
    lab.bash("python train.py", '{"epoch": 1, "eval": {"f1": 0.71}}')
    lab.edit("conf.yaml", "dropout: 0.1\n", "dropout: 0.3\n")
    lab.bash(
        "python train.py", '{"epoch": 1, "eval": {"f1": 0.7}}\n{"epoch": 2, "eval": {"f1": 0.74}}'
    )
    lab.bash("sed -i 's/dropout: 0.3/dropout: 0.5/' conf.yaml", "")
    lab.bash("python train.py", '{"epoch": 2, "eval": {"f1": 0.60}}')
    assert [value for _, value in told(lab)] == ["0.71", "0.74", "0.60"]
    assert best(lab) == {"dropout": "0.3"}


def test_the_environment_of_a_command(lab: Transcript) -> None:
    for mode, score in (("reduce", "1.93"), ("max", "1.71")):
        lab.bash(f"WARMUP=5 COMPILE_MODE={mode} ./pretrain 2>&1 | tail -2", f"final ppl {score}")
    assert told(lab) == [({"COMPILE_MODE": "reduce"}, "1.93"), ({"COMPILE_MODE": "max"}, "1.71")]


def test_a_run_that_broke_is_a_trial_with_its_error(lab: Transcript) -> None:
    lab.bash("python train.py --batch 16", "mean_reward=120.5")
    lab.bash("python train.py --batch 64", "mean_reward=180.0")
    lab.bash("python train.py --batch 512", "RuntimeError: CUDA out of memory.", failed=True)
    (one,) = found(lab)
    assert one.trials[2].outcome == "RuntimeError: CUDA out of memory."
    assert best(lab) == {"batch": "64"}


def test_a_log_that_is_read_later(lab: Transcript) -> None:
    for depth, auc in (("4", "0.88"), ("8", "0.93")):
        run = lab.bash(f"nohup python fit.py --depth {depth} > fit{depth}.log 2>&1 &", "")
        look = lab.bash(f"tail -n 3 fit{depth}.log", f"valid auc: {auc}")
        assert run != look
    assert told(lab) == [({"depth": "4"}, "0.88"), ({"depth": "8"}, "0.93")]
    assert len(found(lab)[0].trials[0].ids) == 2


def test_a_loop_in_one_command(lab: Transcript) -> None:
    lab.bash(
        "for lr in 0.1 0.01 0.001; do python train.py --lr $lr; done",
        "lr=0.1 test_err=0.30\nlr=0.01 test_err=0.12\nlr=0.001 test_err=0.19",
    )
    assert best(lab) == {"lr": "0.01"}


def test_a_table_of_a_sweep(lab: Transcript) -> None:
    table = "| lr | layers | val_acc |\n|---|---|---|\n| 0.1 | 2 | 0.61 |\n| 0.1 | 4 | 0.72 |"
    lab.bash("python sweep.py", f"done\n{table}\n")
    assert told(lab) == [({"layers": "2"}, "0.61"), ({"layers": "4"}, "0.72")]


def test_the_answer_of_an_experiment_tracker(lab: Transcript) -> None:
    runs = [
        {"name": n, "config": {"lr": {"value": lr}}, "summary": {"val/loss": v, "_step": 9}}
        for n, lr, v in (("a", 0.1, 0.5), ("b", 0.01, 0.31), ("c", 0.001, 0.4))
    ]
    lab.call("mcp__wandb__query_runs", {"project": "p"}, json.dumps({"runs": runs}))
    assert best(lab) == {"lr": "0.01"}


def test_what_no_name_says_the_way_of_is_not_marked(lab: Transcript) -> None:
    for size, value in (("1", "5.0"), ("2", "4.0")):
        lab.bash(f"python probe.py --size {size}", f"spread={value} drift={value}")
    assert found(lab) == ()


def test_a_schedule_within_one_run_is_no_sweep(lab: Transcript) -> None:
    epochs = "\n".join(f"epoch {n} lr={0.1 / n:.3f} val_loss={1 / n:.3f}" for n in range(1, 5))
    lab.bash("python train.py --search none", epochs)
    assert found(lab) == ()


def test_the_same_run_again_is_told_once(lab: Transcript) -> None:
    for rate, loss in (("0.1", "0.5"), ("0.2", "0.4"), ("0.1", "0.5")):
        lab.bash(f"python train.py --lr {rate}", f"loss {loss}")
    assert len(told(lab)) == 2


@pytest.mark.parametrize(
    ("name", "way"),
    [("val_loss", -1), ("eval/accuracy", 1), ("f1_macro", 1), ("ndcg@10", 1), ("WER", -1),
     ("error_rate", -1), ("val_error", -1), ("error", 0), ("learning_rate", 0), ("loss_weight", 0)],
)  # fmt: skip
def test_the_way_of_a_metric_is_in_its_name(name: str, way: int) -> None:
    assert direction(name) == way


def test_a_run_that_diverged_ended_with_the_best_of_its_series(lab: Transcript) -> None:
    ran = {
        rate: lab.bash(f"python fit.py --lr {rate}", f"loss {loss}")
        for rate, loss in (("1", "nan"), ("0.1", "0.2"), ("0.01", "0.5"))
    }
    (episode,) = mine(read_session(lab.write(Path(lab.cwd)))).episodes
    assert episode.fix is not None
    assert episode.fix.tool_use_ids == episode.verified_by == (ran["0.1"],)


def test_what_is_not_finite_is_never_best() -> None:
    assert best_of("loss", ["nan", "0.5", "-inf", "0.7"]) == 1
    assert best_of("loss", ["nan", "inf"]) == -1
    assert best_of("accuracy", ["91.2%", "90.9%"]) == 0


@given(st.text(alphabet='ab {}[]:,="0.1|\n\\eloss', max_size=300))
def test_no_output_breaks_the_reading(text: str) -> None:
    for row in rows(text):
        assert row.metrics
