"""The writer without a model: kept episodes ─► SkillDraft, in words that repeat the evidence.

What the evidence does not say stays empty: a cause is quoted from what was said before the fix, or
left out.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from tacit.draft import measures, naming, wordings
from tacit.draft.case import Case, error, error_id, first_line
from tacit.draft.grouping import tool
from tacit.draft.markdown import code, one_line
from tacit.draft.phrases import LINES, command_of, path_of, relative
from tacit.draft.skill import Configuration, SkillDraft, Statement
from tacit.draft.workflow import failed, steps, troubles
from tacit.episodes.changes import EDITS
from tacit.episodes.episode import Episode, FinalConfig
from tacit.transcript.session import Prompt


def write(case: Case, author: str) -> SkillDraft:
    """The draft of one group; grounding it is the caller's."""
    main, evidence = case.main, case.evidence
    verifying = [i for e in case.group for i in e.verified_by]
    verifying += [f.tool_use_id for e in case.group for f in e.final_config if f.kind == "command"]
    outputs = [(i, c.result.text) for i, c in evidence.calls.items() if c.result]
    program = tool(case.call(main.error.tool_use_id)).split(" ")[0]
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
    """What the skill holds, in a line."""
    changes = case.changes(case.main)
    paths = [_short_path(path_of(c, case.folders)) for c in changes if c.name in EDITS]
    commands = [code(command_of(c), 90) for c in changes if command_of(c)]
    place = f"this {code(program)} error" if program else "this error"
    if paths:
        made = " and ".join(dict.fromkeys(map(code, paths[-2:])))
        said = f"The change to {made} that ended {place}"
    elif commands:
        said = f"{commands[-1]} is what ended {place}"
    else:
        said = f"What ended {place}"
    return said + (", with the attempts that did not help" if case.main.attempts else "")


def _short_path(path: str) -> str:
    return path if len(path) <= 60 else path.rsplit("/", 1)[-1][:60]


def _when(case: Case) -> Iterator[str]:
    command = one_line(case.main.error.command, 100)
    if command:
        yield f"{code(command)} fails"
    for episode in dict.fromkeys((case.main, *case.group)):
        said = first_line(episode, 220)
        yield f"the exact error {code(said)}" if '"' in said else f'the exact error "{said}"'


def _library(episode: Episode) -> str:
    """The package in whose code the error was raised, as its traceback's last frames tell."""
    found = re.findall(r"(?:site|dist)-packages/([A-Za-z]\w{1,30})[/.]", episode.error.text)
    return found[-1].lower() if found else ""


def _goal(case: Case) -> Statement:
    """The user's first words of some length, else the command that was to run."""
    for event in case.session.events:
        if isinstance(event, Prompt) and len(event.text.split()) > 2:
            said = case.evidence.texts.get(event.record, "")
            if said:
                return Statement(text=one_line(said, 240), evidence=(event.record,))
    command = code(case.main.error.command, 200) if case.main.error.command else "the failing call"
    return Statement(text=f"Get {command} to run.", evidence=(error_id(case.main),))


def _configuration(case: Case) -> Iterator[Configuration]:
    """The last working command, and the files that the fix changed as they ended."""
    told: set[str] = set()
    for episode in case.group:
        changed = {path_of(c) for c in case.changes(episode)}
        for final in episode.final_config:
            if final.text in told or not (final.kind == "command" or _short(final, changed)):
                continue
            told.add(final.text)
            made = [i for i, c in case.evidence.calls.items() if path_of(c) == final.path]
            ids = [final.tool_use_id, *(made if final.kind == "file" else ())]
            path = relative(final.path, case.folders) if final.kind == "file" else ""
            yield Configuration(
                kind=final.kind, path=path, text=final.text, evidence=tuple(dict.fromkeys(ids))
            )


def _short(final: FinalConfig, changed: set[str]) -> bool:
    """Is it a file of the fix that one would copy whole? Long ones are told by their diff."""
    whole = not final.text.endswith("…") and final.text.count("\n") < LINES
    return final.path in changed and whole


def _open(case: Case) -> Iterator[Statement]:
    for episode in case.group:
        if not episode.resolved and (seen := first_line(episode, 200)):
            yield Statement(text=f"Still open: {code(seen)}.", evidence=(error_id(episode),))
