"""Where a key comes from, and where it may go."""

from pathlib import Path

import pytest

from building.scripted_api import KEY
from tacit.draft.key import key
from tacit.errors import ModelError
from tacit.options import Model


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "key"
    file.touch(0o600)
    file.write_text(f"{KEY}\n")
    return file


def test_the_file_wins_and_its_key_goes_to_no_address_of_the_environment(file: Path) -> None:
    env = {"ANTHROPIC_API_KEY": "other", "ANTHROPIC_BASE_URL": "https://evil.example"}
    found = key(Model(key_file=str(file)), env)
    assert (found.secret, found.url) == (KEY, "https://api.anthropic.com")


def test_a_key_of_the_environment_goes_where_it_says() -> None:
    env = {"ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": "https://gateway.example"}
    assert key(Model(), env).url == "https://gateway.example"


def test_no_key_is_told() -> None:
    with pytest.raises(ModelError, match="key_file"):
        key(Model(), {})


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_file_that_others_can_read_is_refused(file: Path, mode: int) -> None:
    file.chmod(mode)
    with pytest.raises(ModelError, match="chmod 600"):
        key(Model(key_file=str(file)), {})


@pytest.mark.parametrize("text", ["", "two\nlines", "\0", "x" * 2000, "schl\u00fcssel"])
def test_a_file_without_a_key_is_refused_and_not_quoted(file: Path, text: str) -> None:
    file.write_text(text)
    with pytest.raises(ModelError, match="holds no key"):
        key(Model(key_file=str(file)), {})


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "none", Path("/dev/null")):
        with pytest.raises(ModelError):
            key(Model(key_file=str(place)), {})


@pytest.mark.parametrize("url", ["http://provider.example", "ftp://x", "https://", "x", "http://["])
def test_a_key_goes_over_https_or_to_this_machine(url: str) -> None:
    with pytest.raises(ModelError, match="https"):
        key(Model(base_url=url), {"ANTHROPIC_API_KEY": KEY})


def test_no_repr_shows_it() -> None:
    assert KEY not in repr(key(Model(), {"ANTHROPIC_API_KEY": KEY}))
