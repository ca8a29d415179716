"""Command lines as simple commands, and which rerun speaks for which failure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.episodes.equivalence import covers
from tacit.episodes.shell import parse
from tacit.episodes.steps import Command, command
from tacit.transcript.session import ToolCall


def bash(text: str) -> Command:
    return command(ToolCall("t1", "Bash", {"command": text}, "r1"))


def words(text: str) -> list[str]:
    return [" ".join(simple.words) for simple in parse(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cd lab && python train.py | tail -5", ["cd lab", "python train.py", "tail -5"]),
        ("CUDA_VISIBLE_DEVICES=0 python a.py > log 2>&1", ["python a.py"]),
        ("timeout 60 uv run --with x python a.py", ["python a.py"]),
        ("sudo -E env A=1 make all", ["make all"]),
        ("python - <<'EOF'\nimport os; x\nEOF\nls", ["python -", "ls"]),
        ("echo 'a; b' \"c | d\"", ["echo a; b c | d"]),
        ("# train\npython a.py \\\n  --lr 0.1", ["python a.py --lr 0.1"]),
        ("for f in *; do wc $f; done", ["f in *", "wc $f"]),
        ("npm run build", ["npm run build"]),
        ("sh -c 'until grep x a; do sleep 1; done'", ["grep x a", "sleep 1"]),
        ("ssh -p 22 gpu 'cd lab && make'", ["ssh -p 22 gpu", "cd lab", "make"]),
        ("docker exec -e A=1 app pytest -q", ["docker exec -e A=1 app", "pytest -q"]),
        ("kubectl exec pod -n x -- make", ["kubectl exec pod -n x", "make"]),
        ("bash run.sh", ["bash run.sh"]),
        ("echo 'unclosed", ["echo unclosed"]),
        ("", []),
    ],
)
def test_a_line_is_taken_apart(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_what_a_line_writes_is_known() -> None:
    assert [s.writes for s in parse("cat > a.toml <<EOF\nx=1\nEOF\nmake 2>/dev/null")] == [
        ("a.toml",),
        (),
    ]


@pytest.mark.parametrize(
    ("failed", "again"),
    [
        ("python train.py --lr 1", "python3 train.py --lr 0.1 2>&1 | tail -20"),
        ("python train.py", "cd lab && .venv/bin/python ./train.py"),
        ("python train.py", "torchrun --nproc_per_node 2 train.py"),
        ("pytest tests/test_a.py", "pytest"),
        ("pytest tests/test_a.py::test_x", "python -m pytest -q tests/"),
        ("pytest", "pytest tests/test_told.py"),
        ("pip install torch", "pip install torch==2.1"),
        ("npx eslint src/a.ts", "cd src && npx eslint /home/user/lab/src/a.ts"),
        ("wrapper bun run test", "bun run test"),
        ("git add -A && git commit -m 'one'", "git commit -m 'two'"),
    ],
)
def test_a_rerun_with_other_flags_speaks_for_the_failure(failed: str, again: str) -> None:
    assert covers(bash(again), bash(failed), "FAILED tests/test_told.py::test_x")


@pytest.mark.parametrize(
    ("failed", "again"),
    [
        ("python train.py", "python eval.py"),
        ("python train.py && python eval.py", "python eval.py"),
        ("python -c 'import a'", "python -c 'import b'"),
        ("pytest", "pytest tests/test_other.py"),
        ("pytest tests/", "pytest -k something tests/"),
        ("pytest tests/test_a.py", "pytest tests/test_b.py"),
        ("./run.sh configure", "./run.sh clean"),
        ("git push", "git status"),
        ("ls data", "ls"),
        ("npm run build", "npm run lint"),
    ],
)
def test_another_command_does_not(failed: str, again: str) -> None:
    assert not covers(bash(again), bash(failed), "FAILED tests/test_told.py::test_x")


@given(st.text(max_size=300) | st.text("a '\"\\|&;<>(){}$\n#=-0", max_size=300))
def test_any_text_is_taken_apart(text: str) -> None:
    ran = bash(text)
    assert all(simple.words for simple in ran.simples)
    assert not ran.steps or covers(ran, ran, "")


@pytest.mark.parametrize("piece", ["'", '"', "\\", "<<A\n", "a=", "sudo ", "(", "$(", "&", "> "])
def test_a_hostile_line_costs_no_more_than_another(piece: str) -> None:
    parse(piece * 100_000)
