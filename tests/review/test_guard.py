"""Who may talk to the page."""

import pytest

from tacit.review.guard import Keys, policy, refused

KEYS = Keys(4321)
HOST = "127.0.0.1:4321"
ORIGIN = f"http://{HOST}"
COOKIE = f"{KEYS.cookie}={KEYS.session}"
MINE = {"host": HOST, "cookie": COOKIE, "origin": ORIGIN}


def test_who_has_the_cookie_comes_in() -> None:
    assert refused(KEYS, "GET", "/", {"host": HOST, "cookie": COOKIE}) == ""
    assert refused(KEYS, "POST", "/", MINE) == ""
    assert refused(KEYS, "GET", "/", {"host": "localhost:4321", "cookie": COOKIE}) == ""


@pytest.mark.parametrize(
    "other",
    [
        {"host": "evil.example:4321"},
        {"host": "127.0.0.1"},
        {"host": ""},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:4321"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"cookie": ""},
        {"cookie": f"{KEYS.cookie}="},
        {"cookie": f"tacit-1={KEYS.session}"},
        {"cookie": f"{KEYS.cookie}=\u00e4"},
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_who_is_turned_away(method: str, other: dict[str, str]) -> None:
    assert refused(KEYS, method, "/", MINE | other)


def test_a_post_says_where_it_comes_from() -> None:
    assert refused(KEYS, "POST", "/", {"host": HOST, "cookie": COOKIE})


def test_the_token_is_good_once() -> None:
    keys = Keys(1)
    token = keys.token
    assert [keys.entered(one) for one in ("", "x", token, token, "")] == [
        False,
        False,
        True,
        False,
        False,
    ]


def test_no_two_runs_share_a_secret() -> None:
    one, other = Keys(1), Keys(1)
    assert not {one.token, one.session, one.form} & {other.token, other.session, other.form}


def test_nothing_runs_but_what_has_the_nonce() -> None:
    rules = policy("abc")["content-security-policy"]
    assert "default-src 'none'" in rules
    assert "unsafe" not in rules
