"""What a series of runs adds to a session's episodes: the run that was best, and its worth."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tacit.episodes.changes import clipped
from tacit.episodes.episode import Episode, FinalConfig, Fix, Series


def compared_end(episode: Episode, compared: Sequence[Series]) -> Episode:
    """The episode with the best run as its end, where another configuration was all that changed.

    In a sweep the run right after one that diverged is no better proof than any other.
    """
    for series in compared:
        ids = {trial.tool_use_id for trial in series.trials}
        fix = set(episode.fix.tool_use_ids) if episode.fix else set()
        if series.best >= 0 and episode.error.tool_use_id in ids and fix and fix <= ids:
            best = series.trials[series.best]
            if best.tool_use_id == episode.error.tool_use_id:
                continue
            final = FinalConfig("command", "", best.command, best.tool_use_id)
            rest = tuple(f for f in episode.final_config if f.kind != "command")
            held = tuple(f for f in episode.final_config if f.tool_use_id == best.tool_use_id)
            return replace(
                episode,
                fix=Fix((best.tool_use_id,), clipped(best.command)),
                verified_by=(best.tool_use_id,),
                final_config=(*(held or (final,)), *(f for f in rest if f not in held)),
            )
    return episode


def reasons(compared: Sequence[Series]) -> Iterator[str]:
    """Why the series are worth saving, a line each."""
    for series in compared:
        if series.worth:
            best = series.trials[series.best]
            chosen = ", ".join(f"{name} {value}" for name, value in best.settings)
            value = dict(best.metrics)[series.metric]
            yield (
                f"{len(series.trials)} runs of {series.program} compared, best with {chosen}: "
                f"{series.metric} {value}"
            )[:300]
