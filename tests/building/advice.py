"""Advice as the daemon gives it, of one small skill, and the sessions that get it."""

from pathlib import Path
from typing import Any

from building.transcripts import Transcript
from tacit.advise.entry import Entry, Trouble
from tacit.advise.passage import of_skill, of_trouble
from tacit.advise.render import render

CHECKOUT = "/home/user/.local/state/tacit/checkouts/host/registry-0123abcd"
NAME = "narrow-table"
FILE = f"{CHECKOUT}/plugins/data/{NAME}/skills/{NAME}/SKILL.md"
KEY = FILE.partition("/host/")[2]
ERROR = "RuntimeError: the table of widths is too narrow for the layer"
FIX = "python widen.py --to 64"
BODY = f"""
## Verified Workflow

1. Widen it:
   ```bash
   {FIX}
   ```

## Failed Attempts

| Attempt | Why it failed | Lesson |
|---|---|---|
| `python widen.py --to 8` | still too narrow | use 64 |
"""
TROUBLE = f"""## The table is too narrow

```
{ERROR}
```

**Symptom.** `python train.py --fast` fails.

**Fix.** Run `{FIX}` first.
"""


def entry(name: str = NAME, file: str = FILE) -> Entry:
    """The skill as the index holds it."""
    root, _, path = file.partition("/plugins/")
    told = f"Widen the table: `{name}`."
    return Entry(1, name, told, f"plugins/{path}", "A. Researcher", "2026-01-01", "", root)


def on_skill(name: str = NAME, file: str = FILE) -> str:
    """Advice at a start or a prompt."""
    return render([of_skill(entry(name, file), BODY, "dependency: tables", {})], 4000)[0]


def on_error(name: str = NAME, file: str = FILE) -> str:
    """Advice with an error."""
    trouble = Trouble(1, 1, ERROR, ERROR, TROUBLE)
    return render([of_trouble(entry(name, file), trouble, "the same error")], 4000)[0]


def fails(lab: Transcript, command: str = "python train.py") -> str:
    """The session meets ERROR; the tool_use's id."""
    return lab.bash(command, f"Traceback (most recent call last):\n{ERROR}", failed=True)


def met(*, told: bool, **where: Any) -> Transcript:
    """A session that meets ERROR, is told or not, mends it and proves that."""
    lab = Transcript(**where)
    lab.prompt("train please")
    call = fails(lab)
    if told:
        lab.advised(on_error(), "PostToolUseFailure", call)
        lab.saw(FILE, "# The skill")
    else:
        lab.edit("train.py", "width = 4", "width = 8")
        fails(lab)
    lab.edit("train.py", "width = 8", "width = 64")
    lab.bash("python train.py", "loss 0.31")
    return lab


def held(folder: Path) -> Path:
    """A registry with that skill; its folder comes back."""
    file = folder / "plugins/data" / NAME / "skills" / NAME / "SKILL.md"
    file.parent.mkdir(parents=True)
    front = f'name: "{NAME}"\ndescription: "Widen the table."\nauthor: "A. Researcher"'
    file.write_text(f'---\n{front}\ndate: "2026-01-01"\n---\n{BODY}')
    (file.parent / "references").mkdir()
    (file.parent / "references/troubleshooting.md").write_text(f"# Troubleshooting\n\n{TROUBLE}")
    return folder
