"""Many more skills than anybody has yet, made of those in a folder; always the same ones."""

import random
import re
import shutil
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path

from tacit.registry.layouts import skills
from tacit.registry.skill import Skill

SEED = 5
LINES = 40  # of a copy's body
# No copy may quote an error that a query asks for.
TROUBLE = re.compile(r"error|exception|fail|fatal|denied|traceback|warning|not found", re.I)


def grown(folder: Path, into: Path, total: int) -> Path:
    """The folder's skills as they are, and perturbed copies until there are `total`."""
    shutil.copytree(folder, into, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".git"))
    known = list(skills(folder))
    (into / "skills").mkdir(exist_ok=True)
    for name, text in islice(copies(known), max(0, total - len(known))):
        (into / "skills" / f"{name}.md").write_text(text)
    return into


def copies(known: Sequence[Skill]) -> Iterator[tuple[str, str]]:
    """Names and texts of copies without end.

    Each has every second word of its description from another skill, half of its lines from one
    skill and the other half from as many others; quiet ones, in which no error is named.
    """
    chosen = random.Random(SEED)
    bodies = [lines for skill in known if (lines := quiet(skill.body))]
    said = [words for skill in known if (words := calm(skill.description))]
    for number in count():
        one, other = chosen.choice(said), chosen.choice(said)
        description = " ".join(
            word if place % 2 else chosen.choice(other) for place, word in enumerate(one)
        )
        main = chosen.choice(bodies)
        lines = [
            chosen.choice(main if place % 2 else chosen.choice(bodies)) for place in range(LINES)
        ]
        name = f"copy-{number:06}"
        head = f'---\nname: {name}\ndescription: "{re.sub(chr(34), "", description)}"\n---\n\n'
        yield name, head + "\n".join(lines) + "\n"


def quiet(body: str) -> list[str]:
    """The lines of a text that are neither short nor about trouble."""
    return [line for line in body.splitlines() if len(line) > 20 and not TROUBLE.search(line)]


def calm(description: str) -> list[str]:
    """The words of a description's first sentence, but for those about trouble."""
    return [word for word in description.partition(". ")[0].split() if not TROUBLE.search(word)]
