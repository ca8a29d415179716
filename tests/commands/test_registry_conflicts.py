"""`tacit registry conflicts`, as it is typed."""

import json
from pathlib import Path

import pytest

from building.command import tacit
from building.registries import skill

TROUBLE = """# Troubleshooting

## The loss is nan

```
RuntimeError: expected the loss to be finite, found nan
```

**Fix.** Run `train.py --warmup {}`.\x1b[31m
"""


@pytest.fixture
def team(tmp_path: Path) -> str:
    for name, steps in (("warm", 500), ("cold", 0)):
        skill(tmp_path / "team", name, "What.", troubles=TROUBLE.format(steps))
    return str(tmp_path / "team")


def test_both_texts_are_shown(team: str) -> None:
    told = tacit("registry", "conflicts", team)
    assert told.startswith("cold and warm: `--warmup` is `0` here and `500` there\n")
    assert "Run `train.py --warmup 500`." in told
    assert "Run `train.py --warmup 0`." in told
    assert told.endswith("1 pair of skills contradict each other.\n")
    assert "\x1b" not in told


def test_for_machines(team: str) -> None:
    form = json.loads(tacit("registry", "conflicts", team, "--json"))
    assert [one["name"] for one in form["skills"]] == ["cold", "warm"]
    assert form["skills"][0]["trigger"].startswith("RuntimeError: expected")


def test_nothing_to_tell(home: Path) -> None:
    told = tacit("registry", "conflicts", str(home))
    assert told == "0 pairs of skills contradict each other.\n"
