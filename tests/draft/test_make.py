import re
from dataclasses import replace
from pathlib import Path

import pytest

from building.lessons import AUTHOR, COMMAND, ERROR, handed_in, session, written
from building.transcripts import Transcript, failed_and_fixed, session_id
from tacit.draft.make import Draft, drafts
from tacit.draft.shelf import save
from tacit.episodes.mine import mine
from tacit.redact import residual
from tacit.registry.lint import lint_files

FRAME = 'Traceback (most recent call last):\n  File "/lab/optim.py", line 3, in step\n    f()\n'


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    (made,) = written(session(tmp_path))
    return made


def text(draft: Draft, end: str = "SKILL.md") -> str:
    (found,) = [text for path, text in draft.files.items() if path.endswith(end)]
    return found


def test_a_session_becomes_a_skill_of_the_registrys_form(draft: Draft) -> None:
    assert not [f for f in lint_files(draft.files) if f.severity == "error"]


def test_the_steps_hold_the_commands_that_ran_and_the_change_that_helped(draft: Draft) -> None:
    workflow = text(draft).split("## Verified Workflow")[1].split("## Failed")[0]
    assert workflow.count(COMMAND) == 2
    assert "-warmup_steps = total / 10" in workflow
    assert "+warmup_steps = total // 10" in workflow
    assert "total = 1000" not in workflow


def test_what_did_not_help_is_a_failed_attempt(draft: Draft) -> None:
    (row,) = [line for line in text(draft).splitlines() if "`total = 1000`" in line]
    assert "The same error came again." in row


def test_a_fix_is_told_against_what_failed_first_not_against_an_attempt(tmp_path: Path) -> None:
    lab = Transcript(cwd=str(tmp_path))
    lab.bash(COMMAND, FRAME + ERROR, failed=True)
    lab.edit(f"{tmp_path}/train.py", "n = total / 10", "n = total / 20")
    lab.bash(COMMAND, FRAME + ERROR, failed=True)
    lab.edit(f"{tmp_path}/train.py", "n = total / 20", "n = total // 10")
    lab.bash(COMMAND, "trained")
    (made,) = written(session(tmp_path, lab))
    assert "-n = total / 10\n   +n = total // 10" in text(made)
    assert "`n = total / 10` → `n = total // 10`" in text(made, "troubleshooting.md")
    assert "raised in `optim.py`" in text(made, "troubleshooting.md")


def test_the_exact_error_is_where_it_is_looked_for(draft: Draft) -> None:
    assert f'the exact error "{ERROR}"' in draft.skill.description
    assert f"```text\n{ERROR}\n```" in text(draft, "troubleshooting.md")


def test_a_cause_is_what_was_said_before_the_fix(draft: Draft) -> None:
    (trouble,) = draft.skill.troubles
    assert trouble.cause.endswith("range() needs an int: total / 10 is a float.")


def test_a_guess_is_no_cause(tmp_path: Path) -> None:
    lab = failed_and_fixed()
    for record in lab.records:
        if "needs an int" in str(record):
            record["message"]["content"] = [{"type": "text", "text": "It might be the division."}]
    (made,) = written(session(tmp_path, lab))
    assert made.skill.troubles[0].cause == ""


def test_a_reason_for_something_else_is_no_cause(tmp_path: Path) -> None:
    lab = failed_and_fixed()
    for record in lab.records:
        if "needs an int" in str(record):
            said = "The README is missing a paragraph on licences."
            record["message"]["content"] = [{"type": "text", "text": said}]
    (made,) = written(session(tmp_path, lab))
    assert made.skill.troubles[0].cause == ""


def test_results_and_date_are_the_sessions(draft: Draft) -> None:
    assert [(m.name, m.value) for m in draft.skill.results] == [("loss", "0.31")]
    assert draft.skill.date == "2026-01-05"
    assert draft.skill.author == AUTHOR


def test_every_statement_cites_evidence_that_is_kept(draft: Draft) -> None:
    cited = set(re.findall(r"toolu_\w+", draft.skill.model_dump_json()))
    assert cited
    assert cited <= set(draft.evidence)


def test_a_session_with_nothing_to_teach_gives_nothing(tmp_path: Path) -> None:
    quiet = Transcript()
    quiet.prompt("Say hello.")
    quiet.bash("echo hello", "hello")
    assert written(session(tmp_path, quiet)) == ()


def test_a_fork_gives_the_same_draft_and_another_session_another(tmp_path: Path) -> None:
    first = failed_and_fixed()
    (one,) = written(session(tmp_path, first))
    (fork,) = written(session(tmp_path, first.fork(session_id(2))))
    (other,) = written(session(tmp_path, failed_and_fixed(session=session_id(3))))
    assert one.id == fork.id != other.id
    assert re.fullmatch("[0-9a-f]{10}", one.id)


def test_what_claude_filled_has_the_id_that_the_rules_give(tmp_path: Path) -> None:
    read = session(tmp_path)
    (rules,) = written(read)
    assert handed_in(read, name="another-name").id == rules.id


def test_at_most_three_drafts_and_the_rest_is_told(tmp_path: Path) -> None:
    lab = Transcript()
    lab.prompt("Run all five programs.")
    for number in range(5):
        name = "abcde"[number]
        told = f"Traceback (most recent call last):\n  File\nValueError: no {name * 3} in table"
        lab.bash(f"python3 {name}.py", told, failed=True)
        lab.edit(f"{name}.py", f"{name} = 1", f"{name} = 7")
        lab.bash(f"python3 {name}.py", told, failed=True)
        lab.edit(f"{name}.py", f"{name} = 7", f"{name} = 2")
        lab.bash(f"python3 {name}.py", "fine")
    read = session(tmp_path, lab)
    made, refused = drafts(read, mine(read), author=AUTHOR)
    assert len(made) == 3
    assert len(refused) == 2
    assert len({draft.skill.name for draft in made}) == 3


def test_a_form_that_did_not_fit_is_no_lesson(tmp_path: Path) -> None:
    lab = Transcript()
    for line in ("tacit: steps: wrong", "tacit: steps: wrong", "tacit: goal: wrong"):
        lab.bash('"/opt/bin/tacit" draft --from ~/form.json', line, failed=True)
        lab.edit("form.json", f"{line} a", f"{line} b")
    lab.bash('"/opt/bin/tacit" draft --from ~/form.json', "{}")
    read = session(tmp_path, lab)
    mined = mine(read)
    kept = replace(mined, episodes=tuple(replace(e, keep=True) for e in mined.episodes))
    assert drafts(read, kept) == ((), ())


SECRET = "hf_" + "aB3dE6gH9k" * 4
PERSON = "jane.doe@lab.example"


def leaking() -> Transcript:
    """The small session with a secret and a person in every place that a writer looks at."""
    lab = Transcript(cwd="/home/janedoe/lab", branch=PERSON)
    leak = f"{SECRET} {PERSON} /home/janedoe/x"
    told = f"Traceback (most recent call last):\nValueError: bad token {leak}"
    lab.prompt(f"Train with {leak} please.")
    lab.reply(f"I use {leak}.")
    lab.bash(f"HF={SECRET} python3 /home/janedoe/lab/train.py {leak}", told, failed=True)
    lab.edit("/home/janedoe/lab/train.py", f"a = '{leak}'", f"b = '{leak}'")
    lab.bash(f"HF={SECRET} python3 /home/janedoe/lab/train.py {leak}", told, failed=True)
    lab.reply(f"It needs another value, because {leak} is wrong.")
    lab.wrote("/home/janedoe/lab/conf.yaml", f"token: {SECRET}\nmail: {PERSON}\n")
    lab.edit("/home/janedoe/lab/train.py", f"b = '{leak}'", f"c = '{leak}'")
    lab.bash(f"HF={SECRET} python3 /home/janedoe/lab/train.py {leak}", f"loss 0.5 {leak}")
    return lab


@pytest.mark.parametrize("secret", [SECRET, PERSON, "janedoe", "aB3dE6gH9kaB3dE6"])
def test_no_secret_reaches_a_file_or_the_shelf(tmp_path: Path, secret: str) -> None:
    (made,) = written(session(tmp_path / "in", leaking()))
    folder = save(made, tmp_path / "shelf")
    shelved = (folder / "draft.json").read_text()
    shelved = shelved.replace('"project": "/home/janedoe/lab"', "")
    assert secret not in shelved
    assert made.redactions["huggingface-token"] > 0
    assert not [kind for text in made.files.values() for kind in residual(text)]


def test_a_secret_in_a_filled_form_is_taken_out(tmp_path: Path) -> None:
    read = session(tmp_path, leaking())
    failing = mine(read).episodes[0].error.tool_use_id
    goal = {"text": f"Train with {SECRET}", "evidence": [failing]}
    steps = [{"text": f"Use {SECRET}.", "evidence": [failing]}]
    trouble = {"error": "ValueError: bad token", "symptom": "It stops.", "fix": "Another one."}
    made = handed_in(
        read, goal=goal, steps=steps, troubles=[trouble | {"evidence": [failing]}],
        failed=(), results=(), description=f"A bad token {SECRET}.",
    )  # fmt: skip
    assert SECRET not in str(made)
    assert "<redacted:huggingface-token>" in made.skill.description


def test_a_name_that_the_session_does_not_know_is_not_kept(tmp_path: Path) -> None:
    made = handed_in(session(tmp_path), name="twilio-1-sk0123456789abcdef0123456789abcdef")
    assert made.skill.name == "float-object-cannot-be-interpreted-as-integer"


def test_another_way_to_run_a_command_is_told_apart_from_the_one_that_failed(
    tmp_path: Path,
) -> None:
    lab = Transcript(cwd=str(tmp_path))
    lab.bash("bin/export-weights --all", FRAME + ERROR, failed=True)
    lab.bash("bin/export-weights --all", FRAME + ERROR, failed=True)
    lab.bash("export WEIGHTS=/data/w && bin/export-weights --all", "exported 12 weights")
    (made,) = written(session(tmp_path, lab))
    assert "run `export WEIGHTS=/data/w && bin/export-weights --all`" in made.skill.description


def test_a_job_whose_log_was_waited_for_is_the_program_that_failed(tmp_path: Path) -> None:
    lab = Transcript(cwd=str(tmp_path))
    said = "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB"
    for batch in (64, 48):
        lab.bash(f"nohup python finetune.py --batch {batch} > run.log 2>&1 &", "[1] 77")
        lab.bash("until grep -q Error run.log; do sleep 5; done; tail -3 run.log", said)
    lab.bash("nohup python finetune.py --batch 8 > run.log 2>&1 &", "[1] 79")
    lab.bash("until grep -q done run.log; do sleep 5; done; tail -3 run.log", "done: loss 0.3")
    (made,) = written(session(tmp_path, lab))
    assert made.skill.description.startswith(
        "Fix for `finetune.py`: run `nohup python finetune.py --batch 8"
    )
