"""What is known of programs, from `programs.toml`: data, so that a program more is a word more."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

_FILE = tomllib.loads(Path(__file__).with_name("programs.toml").read_text(encoding="utf-8"))


def _kind(name: str) -> frozenset[str]:
    return frozenset(_FILE["kinds"][name])


WRAPPERS: Mapping[str, int] = _FILE["wrappers"]
KEYWORDS = _kind("keywords")
RUNNERS = _kind("runners")
TAKE_VALUE = _kind("take_value")
INTERPRETERS = _kind("interpreters")
CHECKERS = _kind("checkers")
MANY = _kind("many")
TWO_WORDS = _kind("two_words")
READERS = _kind("readers")
SETUP = _kind("setup") | READERS
GIT_LOOKS = _kind("git_looks")
PASSING = _kind("passing")
FETCHERS = _kind("fetchers")
PRINTERS = _kind("printers")
IN_PLACE = _kind("in_place")

SSH_VALUES = _kind("ssh_values")
CONTAINERS: Mapping[str, frozenset[str]] = {
    name: frozenset(options) for name, options in _FILE["containers"].items()
}

# Program to the commands of its that change something; an empty set is any.
CHANGES: Mapping[str, frozenset[str]] = {
    name: frozenset(commands) for name, commands in _FILE["changes"].items()
} | dict.fromkeys(_FILE["installers"]["names"], frozenset(_FILE["installers"]["commands"]))
