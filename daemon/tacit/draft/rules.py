"""The writer without a model: kept episodes ─► SkillDraft, in words that repeat the evidence.

What the evidence does not say stays empty: a cause is quoted from what was said before the fix, or
left out.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from tacit.draft import measures, naming, wordings
from tacit.draft.case import Case, error, error_id, first_line, goal
from tacit.draft.grouping import tool
from tacit.draft.markdown import code
from tacit.draft.phrases import LINES, diff, path_of, phrase, relative, shows, spoken
from tacit.draft.skill import Configuration, SkillDraft, Statement
from tacit.draft.workflow import failed, steps, troubles
from tacit.episodes.episode import Episode, FinalConfig


def write(case: Case, author: str) -> SkillDraft:
    """The draft of one group; grounding it is the caller's."""
    main, evidence = case.main, case.evidence
    verifying = [i for e in case.group for i in e.verified_by]
    verifying += [f.tool_use_id for e in case.group for f in e.final_config if f.kind == "command"]
    outputs = [(i, c.result.text) for i, c in evidence.calls.items() if c.result]
    program = tool(main, evidence.calls).split(" ")[0]
    facts = measures.environment(outputs)
    date = (case.session.ended or case.session.started)[:10]
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
        date = datetime.now(UTC).date().isoformat()
    verified = " with ".join(
        filter(None, (date, ", ".join(f"{m.name} {m.value}" for m in facts[:3])))
    )
    return SkillDraft(
        name=naming.name(_library(main) or program, main.error.signature or error(main)),
        category=naming.category(main.error.command, error(main), main.error.text[:2000]),
        description=naming.description(_what(case, program), list(_when(case)), verified),
        author=author or "A. Researcher",
        date=date,
        goal=_goal(case),
        model=case.safe(case.session.model),
        steps=tuple(steps(case)),
        failed=tuple({row.attempt: row for e in case.group for row in failed(case, e)}.values()),
        troubles=tuple(troubles(case)),
        configuration=tuple(_configuration(case)),
        results=measures.results((i, text) for i, text in outputs if i in verifying),
        environment=facts,
        next_steps=tuple(_open(case)),
        triggers=wordings.triggers(case),
        lesson=wordings.lesson(case),
    )


def _what(case: Case, program: str) -> str:
    """What the skill holds, in a line: the change that ended the error."""
    ran = case.main.error.command
    made = [phrase(c, case.folders, brief=True, failed=ran) for c in case.changes(case.main)]
    place = f"Fix for {code(program)}" if program else "Fix"
    said = f"{place}: {'; '.join(dict.fromkeys(made[-2:]))}" if made else place
    return said + (", with the attempts that did not help" if case.main.attempts else "")


def _when(case: Case) -> Iterator[str]:
    command = spoken(case.main.error.command, 100)
    if command:
        fails = shows(case.main) == "fails"
        yield f"{code(command)} fails" if fails else f"running {code(command)}"
    for episode in dict.fromkeys((case.main, *case.group)):
        said = first_line(episode, 220)
        yield f"the exact error {code(said)}" if '"' in said else f'the exact error "{said}"'


def _library(episode: Episode) -> str:
    """The package in whose code the error was raised, as its traceback's last frames tell."""
    found = re.findall(r"(?:site|dist)-packages/([A-Za-z]\w{1,30})[/.]", episode.error.text)
    return found[-1].lower() if found else ""


def _goal(case: Case) -> Statement:
    """What was asked before the error, else the command that was to run."""
    if asked := goal(case, error_id(case.main)):
        return asked
    command = (
        code(spoken(case.main.error.command, 200))
        if case.main.error.command
        else "the failing call"
    )
    return Statement(text=f"Get {command} to run.", evidence=(error_id(case.main),))


def _configuration(case: Case) -> Iterator[Configuration]:
    """The best run of a series, else the last working command; and the files of the fix."""
    told: set[str] = set()
    for series in case.series:
        best = series.trials[series.best]
        if series.best >= 0 and best.command and case.safe(best.command) not in told:
            told |= {case.safe(trial.command) for trial in series.trials}
            text = case.safe(best.command)
            yield Configuration(kind="command", text=text, evidence=best.ids)
    for episode in case.group:
        shown = _shown(case, episode)
        changed = {path_of(c) for c in case.changes(episode)}
        for final in episode.final_config:
            if final.text in told or not (final.kind == "command" or _short(final, changed)):
                continue
            if final.kind == "file" and shown.issuperset(_bare(final.text)):
                continue
            told.add(final.text)
            made = [i for i, c in case.evidence.calls.items() if path_of(c) == final.path]
            ids = [final.tool_use_id, *(made if final.kind == "file" else ())]
            path = relative(final.path, case.folders) if final.kind == "file" else ""
            yield Configuration(
                kind=final.kind, path=path, text=final.text, evidence=tuple(dict.fromkeys(ids))
            )


def _shown(case: Case, episode: Episode) -> set[str]:
    """The lines that the steps' changes show as they are to be."""
    changes = (diff(call) for call in case.changes(episode))
    return _bare("\n".join(line[1:] for c in changes for line in c.splitlines() if line[0] in "+ "))


def _bare(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines() if line.strip()}


def _short(final: FinalConfig, changed: set[str]) -> bool:
    """Is it a file of the fix that one would copy whole? Long ones are told by their diff."""
    whole = not final.text.endswith("…") and final.text.count("\n") < LINES
    return final.path in changed and whole


def _open(case: Case) -> Iterator[Statement]:
    for episode in case.group:
        if not episode.resolved and (seen := first_line(episode, 200)):
            yield Statement(text=f"Still open: {code(seen)}.", evidence=(error_id(episode),))
