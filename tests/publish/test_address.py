"""Addresses that are taken, and those that are not."""

import pytest

from tacit.errors import RegistryError
from tacit.publish.address import checked, folder_name, local, shown

GOOD = (
    "https://example.org/team/skills.git",
    "http://127.0.0.1:8080/r.git",
    "ssh://git@example.org:2222/team/skills.git",
    "git@example.org:team/skills.git",
    "example.org:skills",
    "file:///srv/skills.git",
    "/srv/über uns/skills.git",
)
BAD = (
    "",
    "-oProxyCommand=id",
    "--upload-pack=id",
    "ext::sh -c id",
    "fd::7",
    "git://example.org/x",
    "ftp://example.org/x",
    "file://example.org/x",
    "https://",
    "https://[::1",
    "ssh://-oProxyCommand=id/x",
    "-host:path",
    "skills.git",
    "../skills.git",
    "a\nb",
    "/srv/\x1b[2J",
    "~nobody-has-this-name/x",
)
SECRET = (
    "https://user:hunter2@example.org/x",
    "https://hunter2@example.org/x",
    "ssh://u:hunter2@e/x",
)


@pytest.mark.parametrize("url", GOOD)
def test_taken_as_it_is(url: str) -> None:
    assert checked(url) == url


@pytest.mark.parametrize("url", BAD)
def test_refused(url: str) -> None:
    with pytest.raises(RegistryError) as refusal:
        checked(url)
    assert "\x1b" not in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("url", SECRET)
def test_credentials_are_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(RegistryError, match="credentials") as refusal:
        checked(url)
    assert "hunter2" not in str(refusal.value)
    assert "hunter2" not in shown(url)


def test_home_is_expanded(home: object) -> None:
    assert checked("~/r.git") == f"{home}/r.git"


def test_what_is_on_this_machine() -> None:
    assert [url for url in GOOD if local(url)] == [GOOD[5], GOOD[6]]


@pytest.mark.parametrize("url", [*GOOD, "https://e/" + "x" * 500, "host:/", "/"])
def test_a_folder_name_is_one(url: str) -> None:
    name = folder_name(url)
    assert name == folder_name(url)
    assert len(name) < 60
    assert name.replace("-", "").isalnum()


def test_two_addresses_two_folders() -> None:
    assert folder_name("https://a/skills") != folder_name("https://b/skills")
