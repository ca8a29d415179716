"""Make the labelled sessions again: `make.py CLIENT PYTHON [NAME…]` (PYTHON: NumPy and pytest).

Each is a run of the real client, its model scripted, on a machine that is nobody's; programs,
tools, errors and figures are real. Writes NAME.jsonl and, for all of them, labels.jsonl.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from sessions import checkpoints, files, judged, services, software, suites, told, training
from sessions.label import label
from sessions.scenario import PROJECT, Call, Ends, Said, Scenario

from building import nobody
from building.client import TOOLS, run, transcripts
from building.messages_api import Turn, say

HERE = Path(__file__).parent
ALL = [
    *training.SCENARIOS,
    *checkpoints.SCENARIOS,
    *told.SCENARIOS,
    *judged.SCENARIOS,
    *files.SCENARIOS,
    *services.SCENARIOS,
    *suites.SCENARIOS,
    *software.SCENARIOS,
]


def main() -> None:
    """Make them two at a time, each inside; then write the labels of all."""
    client, python, *names = sys.argv[1:]
    if nobody.inside():
        (wanted,) = (scenario for scenario in ALL if scenario.name == names[0])
        make(wanted, Path(client).absolute(), Path(python).absolute())
        return
    wanted_names = names or [scenario.name for scenario in ALL]
    with ThreadPoolExecutor(2) as pool:
        for _ in pool.map(
            lambda name: nobody.again(__file__, [client, python, name]), wanted_names
        ):
            pass
    lines = [json.dumps(label(each, records(each)), ensure_ascii=False) for each in ALL]
    (HERE / "labels.jsonl").write_text("".join(f"{line}\n" for line in lines))


def make(scenario: Scenario, client: Path, python: Path) -> None:
    """Run one session, prompt after prompt, and keep its transcript."""
    project = Path(PROJECT)
    nobody.settle(python, project)
    os.environ |= {"HOME": str(nobody.HOME), "PATH": nobody.PATH}
    for name, text in scenario.files.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text)
    if scenario.setup:
        subprocess.run(scenario.setup, shell=True, cwd=project, check=True)
    args: list[str] = [*TOOLS]
    for said, turns in prompts(scenario.talk):
        done = run(client, nobody.HOME, project, turns, spoken(said, project), args=args,
                   env={"PATH": nobody.PATH}, timeout=120)  # fmt: skip
        if done.code:
            raise RuntimeError(f"{scenario.name}: the client ended with {done.code}: {done.err}")
        (transcript,) = transcripts(nobody.HOME)
        args = [*TOOLS, "--resume", transcript.stem]
    kept = nobody.kept(transcript.read_text().splitlines())
    (HERE / f"{scenario.name}.jsonl").write_text("".join(f"{line}\n" for line in kept))


def prompts(talk: Sequence[Said | Call | Ends]) -> Iterator[tuple[Said, list[Turn]]]:
    """Each prompt with the model's turns up to the next."""
    starts = [number for number, part in enumerate(talk) if isinstance(part, Said)]
    for start, end in zip(starts, [*starts[1:], len(talk)], strict=True):
        said = talk[start]
        assert isinstance(said, Said)
        yield said, [turn(part) for part in talk[start + 1 : end]]


def turn(part: Said | Call | Ends) -> Turn:
    """The blocks of one of the model's turns."""
    if isinstance(part, Call):
        return part.blocks()
    return [say(part.text)]


def spoken(said: Said, project: Path) -> str:
    """The words, and after them what the user's own command printed."""
    if not said.runs:
        return said.text
    done = subprocess.run(
        said.runs, shell=True, cwd=project, capture_output=True, text=True, check=False
    )
    return f"{said.text}\n\n$ {said.runs}\n{done.stdout}{done.stderr}".rstrip()


def records(scenario: Scenario) -> list[dict[str, object]]:
    """The transcript that lies here."""
    return [json.loads(line) for line in (HERE / f"{scenario.name}.jsonl").read_text().splitlines()]


if __name__ == "__main__":
    main()
