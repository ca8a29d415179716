from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tacit.advise.vectors import Vectors, empty, key, together

MODEL = bytes(range(16))
ROWS = np.eye(4, 8, dtype=np.float32)
KEYS = [40, 10, 30, 20]
HELD = {40: 4, 10: 1, 30: 3, 20: 2}


@pytest.fixture
def vectors() -> Vectors:
    return together(empty(MODEL, 8), HELD, KEYS, ROWS)


def test_they_come_back_as_they_were_written(vectors: Vectors, tmp_path: Path) -> None:
    vectors.write(tmp_path / "v")
    again = Vectors.open(tmp_path / "v", MODEL)
    assert again is not None
    assert again.keys.tolist() == [10, 20, 30, 40]
    assert again.ids.tolist() == [1, 2, 3, 4]
    assert (again.rows == vectors.rows).all()


def test_the_nearest_come_first(vectors: Vectors) -> None:
    to = np.array([3, 2, 1, 0, 0, 0, 0, 0], np.float32)
    assert vectors.nearest(to / np.linalg.norm(to), 3).ids == (4, 1, 3)


def test_mean_and_deviation_are_those_of_all(vectors: Vectors) -> None:
    found = vectors.nearest(ROWS[0], 1)
    assert (found.mean, found.deviation) == pytest.approx((0.25, 0.75**0.5 / 2))


def test_more_are_asked_for_than_there_are(vectors: Vectors) -> None:
    assert sorted(vectors.nearest(ROWS[0], 100).ids) == [1, 2, 3, 4]
    assert empty(MODEL, 8).nearest(ROWS[0], 100).ids == ()


def test_a_key_that_is_not_there_has_no_cosine(vectors: Vectors) -> None:
    assert vectors.cosines([40, 99], ROWS[0]) == pytest.approx({40: 1.0})
    assert empty(MODEL, 8).cosines([40], ROWS[0]) == {}


def test_what_is_no_longer_held_goes_and_the_rest_keeps_its_vector(vectors: Vectors) -> None:
    after = together(vectors, {10: 7, 50: 8}, [50], ROWS[:1])
    assert after.keys.tolist() == [10, 50]
    assert after.ids.tolist() == [7, 8]
    assert after.cosines([10], ROWS[1]) == pytest.approx({10: 1.0})


def test_all_may_go(vectors: Vectors, tmp_path: Path) -> None:
    together(vectors, {}, [], ROWS[:0]).write(tmp_path / "v")
    none = Vectors.open(tmp_path / "v", MODEL)
    assert none is not None
    assert none.nearest(ROWS[0], 3).ids == ()


@given(arrays.arrays(np.float32, (5, 16), elements=st.floats(-1, 1, width=32)))
def test_eight_bits_keep_a_cosine_within_a_hundredth(
    rows: "np.ndarray[tuple[int, int], np.dtype[np.float32]]",
) -> None:
    rows[:, 0] += 2
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    held = {n: n for n in range(5)}
    found = together(empty(MODEL, 16), held, range(5), rows).cosines(range(5), rows[0])
    assert [found[n] for n in range(5)] == pytest.approx((rows @ rows[0]).tolist(), abs=0.01)


def test_another_models_vectors_are_none(vectors: Vectors, tmp_path: Path) -> None:
    vectors.write(tmp_path / "v")
    assert Vectors.open(tmp_path / "v", bytes(16)) is None


@pytest.mark.parametrize("cut", [0, 1, 40, 60, -1])
def test_a_file_that_was_cut_short_is_none(vectors: Vectors, tmp_path: Path, cut: int) -> None:
    vectors.write(tmp_path / "v")
    whole = (tmp_path / "v").read_bytes()
    (tmp_path / "v").write_bytes(whole[:cut])
    assert Vectors.open(tmp_path / "v", MODEL) is None


def test_a_file_of_something_else_is_none(tmp_path: Path) -> None:
    (tmp_path / "v").write_bytes(b"x" * 1000)
    assert Vectors.open(tmp_path / "v", MODEL) is None
    assert Vectors.open(tmp_path / "none", MODEL) is None


def test_a_key_is_of_the_text_alone() -> None:
    assert key("a") == key("a") != key("b")
    assert 0 <= key("\ud800") < 1 << 64
