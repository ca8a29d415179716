"""A line that a form's pattern matches is never passed over for want of a sign."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tacit.episodes import errorforms, silentforms
from tacit.episodes.lines import Form, Sieve, form, lines_with

ROOMS = (errorforms, silentforms)
FORMS = {name: one for room in ROOMS for name, one in vars(room).items() if isinstance(one, Form)}
# Of all names it matches, only those that end as what is raised does are asked for.
del FORMS["NAMED"]
SIEVE = Sieve(tuple(FORMS.values()))


@pytest.mark.parametrize("name", FORMS)
@settings(
    max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(st.data())
def test_whatever_matches_holds_a_sign(name: str, data: st.DataObject) -> None:
    one = FORMS[name]
    line = data.draw(st.from_regex(one.pattern)).rstrip("\n")
    match = one.pattern.search(line)
    assume(match is not None and "\n" not in line)
    assert one.search(f"before\n{line}\nafter")
    assert one in SIEVE.of(f"before\n{line}\nafter")


@given(st.from_regex(r"\A[a-z_.]{0,20}\Z"), st.sampled_from(errorforms.RAISED))
def test_whatever_is_raised_holds_a_sign(name: str, end: str) -> None:
    assert errorforms.NAMED.search(f"before\nx{name}{end}: told\nafter")


@given(st.lists(st.text("abc", max_size=4), max_size=8))
def test_the_lines_with_a_sign_come_in_order(lines: list[str]) -> None:
    assert list(lines_with(("a", "bb"), "\n".join(lines))) == [
        line for line in lines if "a" in line or "bb" in line
    ]


def test_a_sieve_keeps_the_order_and_what_has_no_sign() -> None:
    forms = (form("b+c"), form(r"\w+"), form("a "))
    assert Sieve(forms).of("a \ud800 BC") == list(forms)
    assert Sieve(forms).of("") == [forms[1]]
