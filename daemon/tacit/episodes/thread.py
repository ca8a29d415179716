"""One agent's runs in order: where a command ran again, and what changed in between."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from tacit.episodes.equivalence import covers, narrower, spoken
from tacit.episodes.run import Run
from tacit.episodes.step import Step
from tacit.transcript.session import Prompt

# How many runs of one command are looked at after a failure: a session of a day has fewer.
FAR = 60
# A call that names a wrong file, or lacks an argument, is made right within a few calls.
SOON = 6


@dataclass(frozen=True, slots=True)
class Thread:
    """The runs of one agent, and the same again by step and by being a change.

    words: what the user said meanwhile, with its place.
    """

    runs: tuple[Run, ...]
    by_step: dict[tuple[str, str], list[Run]] = field(default_factory=dict)
    changes: tuple[Run, ...] = ()
    first_seen: dict[str, int] = field(default_factory=dict)
    words: tuple[tuple[int, Prompt], ...] = ()

    def again(self, run: Run, after: int) -> Iterator[Run]:
        """Later runs of the same or an equivalent command, at most `FAR`."""
        told = run.call.result.text if run.call.result else ""
        for later in self.touching(run, after):
            if covers(later.command, run.command, told) and not narrower(
                later.command, run.command, told
            ):
                yield later

    def touching(self, run: Run, after: int) -> Iterator[Run]:
        """Later runs, at most `FAR`, of any of a command's steps."""
        found: list[Run] = []
        for key in dict.fromkeys(step[:2] for step in run.command.steps):
            same = self.by_step.get(key, [])
            start = bisect_right(same, after, key=lambda r: r.at)
            found += same[start : start + FAR]
        if len(run.command.steps) > 1:
            found = sorted({run.at: run for run in found}.values(), key=lambda r: r.at)
        for later in found[:FAR]:
            # Another look at what had failed is no later run of it.
            if not later.launch or later.launch.at > after:
                yield later

    def spoken_for(self, rerun: Run, failed: Run) -> set[Step]:
        """The steps of the failed command that the rerun speaks for."""
        told = failed.call.result.text if failed.call.result else ""
        return set(spoken(rerun.command, failed.command, told))

    def changed(self, after: int, before: int) -> tuple[Run, ...]:
        """The changes made between two places."""
        start = bisect_right(self.changes, after, key=lambda r: r.at)
        end = bisect_right(self.changes, before - 1, key=lambda r: r.at)
        return self.changes[start:end]

    def following(self, run: Run, most: int) -> tuple[Run, ...]:
        """The next runs, whatever they ran."""
        start = bisect_right(self.runs, run.at, key=lambda r: r.at)
        return self.runs[start : start + most]

    def runs_between(self, after: int, before: int) -> tuple[Run, ...]:
        """All runs between two places."""
        start = bisect_right(self.runs, after, key=lambda r: r.at)
        end = bisect_right(self.runs, before - 1, key=lambda r: r.at)
        return self.runs[start:end]
