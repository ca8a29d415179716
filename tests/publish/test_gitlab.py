"""A merge request by push options, and a forge that knows none."""

from pathlib import Path

import pytest

from building.drafts import draft
from building.gits import bare, branches, git
from tacit.options import Forge
from tacit.publish.checkout import Checkout
from tacit.publish.hosts import merge_request

BRANCH = "tacit/ragged-rows-0123456789"
ASKED = ("merge_request.create", "merge_request.draft", "merge_request.label=tacit")


@pytest.mark.parametrize(
    ("url", "kind", "asked"),
    [
        ("git@gitlab.com:team/skills.git", "auto", ASKED),
        ("https://gitlab.example.org/a/b/skills", "auto", ASKED),
        ("https://forge.example.org/a/b", "gitlab", ASKED),
        ("https://gitlab.com/a/b", "none", ()),
        ("https://github.com/a/b", "auto", ()),
        ("/srv/registry.git", "auto", ()),
    ],
)
def test_who_is_asked(url: str, kind: str, asked: tuple[str, ...]) -> None:
    assert merge_request(url, Forge(kind=kind)) == asked  # type: ignore[arg-type]  # one of three


def test_a_new_branch_asks_and_a_later_push_does_not(tmp_path: Path) -> None:
    registry, told = bare(tmp_path), tmp_path / "told"
    git(registry, "config", "receive.advertisePushOptions", "true")
    hook = registry / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nenv | grep ^GIT_PUSH_OPTION_ | sort >>{told}\ntrue\n")
    hook.chmod(0o755)
    checkout = Checkout(str(registry), tmp_path / "c", asked=ASKED)
    checkout.sync()
    first = checkout.push_branch(BRANCH, draft().files, "m")
    lines = told.read_text().splitlines()
    assert lines[:3] == [f"GIT_PUSH_OPTION_{n}={one}" for n, one in enumerate(ASKED)]
    checkout.push_branch(BRANCH, {**draft().files, "plugins/data/x/y.md": "z"}, "m", onto=first)
    assert told.read_text().splitlines()[4:] in ([], ["GIT_PUSH_OPTION_COUNT=0"])


def test_a_registry_without_push_options_gets_the_branch(tmp_path: Path) -> None:
    registry = bare(tmp_path)
    checkout = Checkout(str(registry), tmp_path / "c", asked=ASKED)
    checkout.sync()
    checkout.push_branch(BRANCH, draft().files, "m")
    assert branches(registry) == [BRANCH]
