"""The skills that another tool is asked about, in one folder; of many only some.

    python bench/peers/selection.py INTO [--queries FILE] [--ids FILE] [--skills N] [FOLDER…]

Copies into INTO, of the skills in all FOLDERs (a folder with a SKILL.md each), those that the
labels of FILE name, and of the others, sorted by path, as many as make N in all (400), evenly
spread. Without FOLDER it is the project's own set. Paths stay, so --ids stays right.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from advice.labelled import called, queries

import advise
from tacit.registry import layouts


def main() -> None:
    """Copy them and say how many."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("into", type=Path)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--queries", type=Path, default=advise.HERE / "advice" / "queries.jsonl")
    parser.add_argument("--ids", type=Path)
    parser.add_argument("--skills", type=int, default=400)
    given = parser.parse_args()
    ids: Mapping[str, str] = json.loads(given.ids.read_text()) if given.ids else {}
    named = {name for query in queries(given.queries) for name in query.relevant | query.neutral}
    with tempfile.TemporaryDirectory(prefix="tacit-bench-") as top:
        folder = advise.skills(given.folders or advise.OURS, 0, Path(top))
        paths = [one.path for one in layouts.skills(folder) if one.path.endswith("/SKILL.md")]
        chosen = selected({path: called(path, ids) for path in paths}, named, given.skills)
        for part in {home(folder, path) for path in chosen}:
            shutil.copytree(folder / part, given.into / part, dirs_exist_ok=True)
    print(f"{len(chosen)} skills, {len(named)} of them named by a label", file=sys.stderr)


def selected(names: Mapping[str, str], named: Collection[str], total: int) -> Sequence[str]:
    """The paths of those that are named, and of others, evenly spread, until there are `total`."""
    wanted = [path for path in sorted(names) if names[path] in named]
    others = [path for path in sorted(names) if names[path] not in named]
    more = min(max(0, total - len(wanted)), len(others))
    return wanted + [others[number * len(others) // more] for number in range(more)]


def home(folder: Path, path: str) -> Path:
    """The plugin that the skill is in, else the skill's own folder."""
    above = [one for one in Path(path).parents if one != Path()]
    plugins = (one for one in above if (folder / one / ".claude-plugin").is_dir())
    return next(plugins, above[0])


if __name__ == "__main__":
    main()
