import json
import re
import sys
from pathlib import Path

import pytest

from building.client import run
from building.messages_api import Request, Turn, bash, say, use, words
from building.wire import Block
from tacit import wiring

PROGRAM = "steps = 10 / 2\nfor step in range(steps):\n    print('step', step)\n"
ERROR = "TypeError: 'float' object cannot be interpreted as an integer"
FORM = "~/.cache/tacit/forms/range.json"
TACIT = Path(sys.prefix, "bin", "tacit")


def fill(request: Request) -> list[Block]:
    """What a good model makes of the episodes that `tacit mine` printed."""
    mined = json.loads(re.findall(r"^\{\"transcript.*$", words(request), re.M)[-1])
    (episode,) = mined["episodes"]
    failing, (fix,) = episode["error"]["tool_use_id"], episode["fix"]["tool_use_ids"]
    (rerun,) = episode["verified_by"]
    form = {
        "name": "range-needs-an-integer",
        "category": "training",
        "description": f'Integer division before `range`. Use when: (1) the exact error "{ERROR}".',
        "date": "2026-01-05",
        "goal": {"text": "Run `train.py`.", "evidence": [failing]},
        "steps": [
            {"text": "Divide with `//`.", "change": "+10 // 2", "evidence": [fix]},
            {"text": "Run it.", "command": "python3 train.py", "evidence": [rerun]},
        ],
        "results": [{"name": "speedup", "value": "40 %", "evidence": [rerun]}],
        "troubles": [
            {
                "error": ERROR,
                "symptom": "`range` stops.",
                "fix": "Write `10 // 2`.",
                "evidence": [failing, fix],
            }
        ],
    }
    return [use("Write", file_path=FORM, content=json.dumps(form))]


@pytest.mark.client
def test_the_skill_mines_and_hands_in_with_no_permission_asked(
    tmp_path: Path, client: Path
) -> None:
    home, project, out = (tmp_path / name for name in ("home", "project", "out"))
    project.mkdir()
    (project / "train.py").write_text(PROGRAM)
    for name, text in wiring.skills(TACIT).items():
        file = home / ".claude" / name
        file.parent.mkdir(parents=True)
        file.write_text(text)
    turns: list[Turn] = [
        [bash("python3 train.py")],
        [use("Read", file_path=str(project / "train.py"))],
        [
            use(
                "Edit",
                file_path=str(project / "train.py"),
                old_string="10 / 2",
                new_string="10 // 2",
            )
        ],
        [bash("python3 train.py")],
        [bash(f'"{TACIT}" mine --json')],
        fill,
        [bash(f'"{TACIT}" draft --from {FORM} --out {out}')],
        [say("Done.")],
    ]
    args = ("--permission-mode", "acceptEdits", "--allowedTools", "Bash(python3 train.py)")
    ended = run(client, home, project, turns, "/retrospective the division", args=args)
    assert ended.code == 0, ended.err
    (skill,) = out.glob("plugins/training/range-needs-an-integer/skills/*/SKILL.md")
    assert "+10 // 2" in skill.read_text()
    assert "40 %" not in skill.read_text()
    assert not list((home / ".cache/tacit/forms").iterdir())
