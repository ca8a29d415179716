"""A value that somebody made up for a page, and one that opens something."""

import string
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.registry.rules.examples import made_up, place

ALPHABET = string.ascii_letters + string.digits


@pytest.mark.parametrize(
    "value",
    ["SuperSecret123!", "sk_live_abc123xyz", "P@ssw0rd123", "sk-or-v1-your-key-here", "xxxxxxxx"],
)
def test_made_up(value: str) -> None:
    assert made_up("password", value)


@pytest.mark.parametrize(
    "value", ["hunter2!x", "MagnoliaTruck47", "Tr0ub4dor&3", "q1w2e3r4", "kq83nd92ls01", "test9Qz"]
)
def test_not_made_up(value: str) -> None:
    assert not made_up("password", value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("jwt", "eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyIjoidGVzdCJ9.signature"),
        ("cookie", "SESSIONID=abc123def456"),
        ("url-credentials", "cocoindex:cocoindex"),
        ("aws-key", "AKIAIOSFODNN7EXAMPLE"),
    ],
)
def test_of_other_kinds(kind: str, value: str) -> None:
    assert made_up(kind, value)


@given(st.integers(0, 2**64), st.integers(16, 64))
def test_what_a_generator_makes_is_a_key(seed: int, length: int) -> None:
    value = "".join(Random(seed).choices(ALPHABET, k=length))
    assert not made_up("password", value)
    assert not place("password", value)


@pytest.mark.parametrize(
    "value",
    [
        "process.env.API_TOKEN!",
        ":elevate",
        "/srv/keys/service.json",
        "AUTH_TOKEN",
        "[REDACTED]",
        "prod/db/password",
    ],
)
def test_the_name_of_a_place_is_no_secret(value: str) -> None:
    assert place("password", value)


@pytest.mark.parametrize("value", ["hunter2!x", "/9j/4AAQSkZJRgAB", "AKIA2E0A8F3B244C", "a***b9Qz"])
def test_a_key_is_no_place(value: str) -> None:
    assert not place("password", value)


def test_a_private_key_has_a_body() -> None:
    head = "-----BEGIN PRIVATE KEY-----"
    assert place("private-key", f"{head}\n-----BEGIN CERTIFICATE-----\n")
    assert not place("private-key", f"{head}\n{'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC' * 2}")
