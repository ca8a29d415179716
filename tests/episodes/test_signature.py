"""The stable part of an error: the same for the same error, whatever the machine and the run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.episodes.signature import _MAY_VARY, _VARIES, LENGTH, core, shows, signature, stable

SHAPES = "RuntimeError: The size of tensor a ({a}) must match the size of tensor b ({b}) at"
SHAPES += " non-singleton dimension {d}"
NAMES = st.text("abcdefgxyz_", min_size=1, max_size=12)


def traceback(line: str, file: str = "/home/user/lab/model.py", number: int = 12) -> str:
    return (
        "Traceback (most recent call last):\n"
        f'  File "{file}", line {number}, in <module>\n'
        "    y = x * rope\n"
        "        ~~^~~~~~\n"
        f"{line}\n"
    )


def test_a_traceback_is_quoted_by_its_last_line() -> None:
    line = SHAPES.format(a=32, b=16, d=3)
    assert core("Exit code 1\nepoch 1\n" + traceback(line)) == line


def test_of_chained_tracebacks_the_last_counts() -> None:
    between = "\nDuring handling of the above exception, another exception occurred:\n\n"
    text = traceback("KeyError: 'lr'") + between + traceback("ValueError: no learning rate")
    assert core(text) == "ValueError: no learning rate"


@pytest.mark.parametrize(
    "text",
    [
        traceback(SHAPES.format(a=64, b=128, d=2), "C:\\lab\\model.py", 99),
        "=== FAILURES ===\nE   " + SHAPES.format(a=8, b=4, d=1) + "\n\nmodel.py:12: RuntimeError",
        "step 3\n" + SHAPES.format(a=8, b=4, d=1),
        traceback(SHAPES.format(a=8, b=4, d=1))
        .replace("\n", "\n[rank0]: ")
        .removesuffix("[rank0]: "),
        "\x1b[31m" + SHAPES.format(a=8, b=4, d=1) + "\x1b[0m",
    ],
    ids=["elsewhere", "pytest", "tail", "rank", "colours"],
)
def test_one_error_has_one_signature_however_it_is_shown(text: str) -> None:
    assert signature(text) == SHAPES.format(a="#", b="#", d="#")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KeyError: 'attention_mask'", "KeyError: 'attention_mask'"),
        (
            "torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 20.00 MiB",
            "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate #",
        ),
        (
            "ValueError: operands could not be broadcast together with shapes (3,4) (5,)",
            "ValueError: operands could not be broadcast together with shapes (#) (#)",
        ),
        (
            "FileNotFoundError: [Errno 2] No such file or directory: '/home/user/my data/x.csv'",
            "FileNotFoundError: [Errno 2] No such file or directory: '<path>'",
        ),
        (
            "ImportError: /opt/lib/libcudnn.so.8: cannot open shared object file",
            "ImportError: libcudnn.so.8: cannot open shared object file",
        ),
        (
            "src/app.ts(12,5): error TS2339: Property 'x' does not exist on type 'Y'.",
            "error TS2339: Property 'x' does not exist on type 'Y'.",
        ),
        ("main.c:4:9: error: unknown type name 'foo'", "error: unknown type name 'foo'"),
        (
            "requests.exceptions.HTTPError: 404 Client Error: Not Found for url: https://x.org/a",
            "requests.HTTPError: 404 Client Error: Not Found for url: <url>",
        ),
        (
            "ERROR: pip needs numpy 1.26.4, found 2.1.0",
            "ERROR: pip needs numpy 1.26.4, found 2.1.0",
        ),
        ("Exit code 2\nall was well until here", "error: all was well until here"),
        ("--- FAIL: TestMerge (0.03s)", "--- FAIL: TestMerge (#)"),
    ],
)
def test_what_names_the_error_stays_and_what_varies_goes(text: str, expected: str) -> None:
    assert signature(text) == expected


@pytest.mark.parametrize("text", ["", "step 100 loss 0.31\nok", "Exit code 1", "Exit code 1\n\n"])
def test_without_an_error_there_is_none(text: str) -> None:
    assert signature(text) == ""
    assert core(text) == ""


def test_a_program_that_only_ran_another_is_not_quoted() -> None:
    said = "src/a.ts:3:1: error: no such rule\n"
    assert core(said + 'error: script "lint" exited with code 1').startswith("src/a.ts:3:1")


def test_every_error_line_has_its_signature() -> None:
    text = "a.c:1:1: error: unknown type name 'foo'\nb.c:2:2: error: expected ';'\n"
    assert shows(text, "error: unknown type name 'foo'")
    assert shows(text, "error: expected ';'")
    assert not shows(text, "error: expected ')'")


@given(st.text(max_size=300) | st.text("eEror: .#/'x09[]()<>\t-ab", max_size=300))
def test_a_line_shows_its_own_signature(text: str) -> None:
    line = f"Error: {text.splitlines()[0] if text.strip() else 'bad'}"
    assert shows(f"starting\n{line}\nended", stable(line))


@given(st.from_regex(_VARIES) | st.text("0a-f:/.\\'", max_size=60))
def test_what_varies_is_told_by_a_character(text: str) -> None:
    assert _MAY_VARY.search(text) or not _VARIES.search(text)


@given(NAMES, NAMES, st.integers(1, 9999), st.integers(0, 2**40))
def test_paths_lines_and_addresses_do_not_count(a: str, b: str, line: int, address: int) -> None:
    def shown(folder: str, number: int, at: int) -> str:
        told = f"TypeError: bad <Layer object at {at:#x}> in /srv/{folder}/model.py:{number}"
        return signature(traceback(told, f"/srv/{folder}/model.py", number))

    assert shown(a, line, address) == shown(b, line + 1, address + 1)


@given(st.text(max_size=400) | st.text("Eror: .#/'x09[]()<>\n\t-", max_size=400))
def test_a_signature_is_its_own_signature(text: str) -> None:
    for shown in (text, f"ValueError: {text}", f"Exit code 1\n{text}", f"x.c:1:2: error: {text}"):
        once = signature(shown)
        assert signature(once) == once
        assert len(once) <= LENGTH + len("error: ")


@pytest.mark.parametrize(
    "piece", ["a.", "a:", "1,", "/a", "'", "E   ", "\n ", "0.0.", "a-", "Error: ", "(1,", "error "]
)
def test_a_hostile_text_costs_no_more_than_another(piece: str) -> None:
    assert len(signature("ValueError: " + piece * 300_000)) <= LENGTH + len("error: ")
    assert not shows(piece * 300_000, "ValueError: no such piece")
