"""What happened in several sessions, counted."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tacit.stats.count import figures
from tacit.stats.figures import Figures, Part, Time
from tacit.stats.knowledge import Knowledge, Skill
from tacit.stats.merge import merged
from tacit.stats.use import Given, Met, Shown, Use

KNOWN = Knowledge(
    {"k": Skill("k", "known", "2026-01-10"), "n": Skill("n", "never", "2026-01-01")},
    {"E": ("k",)},
)


def use(
    number: int, day: int = 20, *, given: tuple[Given, ...] = (), met: tuple[Met, ...] = ()
) -> Use:
    """A session of that day of January."""
    at = f"2026-01-{day:02}T09:00:00.000Z"
    return Use(f"s{number}", "/lab", ("/lab",), f"r{number}", at, at, given, met)


def piece(number: int, day: int = 20, skill: str = "k", **used: bool) -> Given:
    """A piece of advice with one skill in it."""
    at = f"2026-01-{day:02}T09:00:00.000Z"
    return Given(f"g{number}", at, "start", 350, (Shown("known", skill, **used),))


def error(number: int, day: int = 20, signature: str = "E", **what: object) -> Met:
    """An error that a session met."""
    one = Met(f"e{number}", signature, f"2026-01-{day:02}T09:00:00.000Z")
    return replace(one, **what)  # type: ignore[arg-type]  # each test names real fields


def count(*uses: Use, since: str = "") -> Figures:
    """The figures of these sessions."""
    return figures(merged(uses, since), KNOWN, since)


def test_advice_is_counted_and_its_tokens_estimated() -> None:
    found = count(use(1, given=(piece(1, read=True), piece(2))), use(2))
    assert (found.sessions, found.advised, found.total.pieces) == (2, 1, 2)
    assert (found.total.tokens, found.tokens) == (200, 200)
    assert found.followed.read == Part(1, 2)
    assert found.moments["start"].skills == 2


def test_a_known_error_with_its_skill_before_it_and_without() -> None:
    found = count(
        use(1, met=(error(1, told=("k",)),)),
        use(2, met=(error(2, before=("k",)),)),
        use(3, met=(error(3),)),
        use(4, met=(error(4, told=("n",)),)),
    )
    known = found.known
    assert (known.met, known.told, known.before, known.without) == (4, 1, 1, 2)
    assert next(row.without for row in found.skills if row.skill == "k") == 2


def test_what_the_skill_knew_only_later_is_no_repeated_error() -> None:
    found = count(use(1, 9, met=(error(1, 9),)), use(2, 10, met=(error(2, 10),)))
    assert found.known.met == 0
    assert found.without_advice.again.of == 2


def test_a_skill_without_a_date_is_told_apart() -> None:
    undated = Knowledge({"k": replace(KNOWN.skills["k"], since="")}, KNOWN.errors)
    found = figures(merged([use(1, met=(error(1),))]), undated)
    assert (found.known.met, found.known.undated) == (0, 1)


def test_with_and_without_advice_and_unknown() -> None:
    found = count(
        use(1, met=(error(1, told=("k",), seconds=10.0),)),
        use(2, met=(error(2, again=True, seconds=30.0), error(3, signature="X"))),
        use(3, met=(error(4, seconds=50.0),)),
    )
    assert (found.with_advice.again, found.with_advice.fixed) == (Part(0, 1), Time(10.0, 1))
    assert (found.without_advice.again, found.without_advice.fixed) == (Part(1, 2), Time(40.0, 2))
    assert found.unknown.again == Part(0, 1)


def test_again_in_a_later_session_not_in_a_fork_nor_in_an_earlier_one() -> None:
    first, fork = use(1, met=(error(1),)), replace(use(2, met=(error(2),)), began="r1")
    assert count(first, fork).without_advice.later == Part(0, 2)
    assert count(first, use(3, 21, met=(error(3, 21),))).without_advice.later == Part(1, 2)


def test_what_a_fork_copied_happened_once() -> None:
    fork = use(2, given=(piece(1, read=True),), met=(error(1, again=True),))
    found = count(use(1, given=(piece(1),), met=(error(1),)), fork)
    assert (found.total.pieces, found.followed.read) == (1, Part(1, 1))
    assert found.without_advice.again == Part(1, 1)
    assert (found.sessions, found.advised) == (2, 1)


def test_what_came_before_the_period_does_not_count() -> None:
    long = replace(use(1, 5, given=(piece(1, 5),), met=(error(1, 5),)), ended="2026-01-21")
    found = count(long, use(2, 4), since="2026-01-15")
    assert (found.sessions, found.total.pieces, found.unknown.again.of) == (1, 0, 0)


def test_a_skill_that_is_gone_is_told_so() -> None:
    found = count(use(1, given=(piece(1, skill="old"),)))
    rows = {row.skill: (row.given, row.held) for row in found.skills}
    assert rows == {"old": (1, False), "k": (0, True), "n": (0, True)}


PIECES = st.builds(piece, st.integers(1, 9), st.integers(1, 28), st.sampled_from("knx"))
ERRORS = st.builds(
    error,
    st.integers(1, 9),
    st.integers(1, 28),
    st.sampled_from("EXY"),
    told=st.sampled_from([(), ("k",), ("n",)]),
    before=st.sampled_from([(), ("k",)]),
    again=st.booleans(),
    seconds=st.none() | st.floats(0, 1e6),
)
USES = st.lists(
    st.builds(
        lambda n, day, given, met: use(n, day, given=tuple(given), met=tuple(met)),
        st.integers(1, 5),
        st.integers(1, 28),
        st.lists(PIECES, max_size=4),
        st.lists(ERRORS, max_size=4),
    ),
    max_size=6,
    unique_by=lambda one: one.session,
)


@given(USES)
def test_a_part_is_never_more_than_the_whole(uses: list[Use]) -> None:
    found = count(*uses)
    groups = (found.with_advice, found.without_advice, found.unknown)
    followed = (found.followed.read, found.followed.ran, found.followed.either)
    for part in (*followed, *(p for g in groups for p in (g.again, g.later))):
        assert 0 <= part.n <= part.of
    known = found.known
    assert known.met == known.told + known.before + known.without
    assert sum(group.again.of for group in groups) == len(merged(uses).errors) >= known.met
    assert sum(day.pieces for day in found.days) == found.total.pieces
    assert found.advised <= found.sessions


@given(USES, st.randoms(use_true_random=False))
def test_the_order_in_which_files_are_read_changes_nothing(uses: list[Use], by: Random) -> None:
    other = list(uses)
    by.shuffle(other)
    assert count(*uses) == count(*other)
