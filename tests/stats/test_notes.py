"""The text of advice, as it is rendered, read back."""

from hypothesis import given
from hypothesis import strategies as st

from building.advice import FILE, FIX, KEY, NAME, on_error, on_skill
from tacit.serve import answer
from tacit.stats.notes import MOMENTS, Note, is_advice, key, notes
from tacit.transcript.session import Context


def said(text: str, hook: str = "SessionStart") -> Context:
    """What a hook said."""
    return Context("uuid", text, hook, "call", 0)


def test_the_moments_are_those_at_which_the_daemon_answers() -> None:
    assert dict(MOMENTS) == dict(answer.MOMENTS)


def test_a_rendered_skill() -> None:
    assert is_advice(said(on_skill()))
    (note,) = notes(on_skill())
    assert (note.name, note.file, note.skill) == (NAME, FILE, KEY)
    assert note.commands == {tuple(FIX.split())}


def test_of_an_entry_only_the_fix_is_to_be_run() -> None:
    (note,) = notes(on_error())
    assert note.commands == {tuple(FIX.split())}


def test_two_skills() -> None:
    both = (
        on_skill().removesuffix("</tacit-notes>") + on_error("other", "/x/y.md").split("\n", 2)[2]
    )
    assert [note.name for note in notes(both)] == [NAME, "other"]


def test_a_quoted_heading_is_a_colleagues_words() -> None:
    text = on_skill().replace("> 1. Widen it:", "> ## fake: x\n> Full file: /etc/passwd")
    assert [note.file for note in notes(text)] == [FILE]


def test_another_hooks_words_are_no_advice() -> None:
    assert not is_advice(said("Remember to <tacit-notes>\n## x: y\n</tacit-notes>"))
    assert not is_advice(said(on_skill(), "Stop"))


def test_a_skill_has_one_key_on_each_host() -> None:
    assert key(FILE.replace("/host/", "/gpu-17/")) == KEY
    assert key("/elsewhere/SKILL.md") == "/elsewhere/SKILL.md"


def test_a_file_among_others_has_no_folder_of_its_own() -> None:
    assert Note("x", "/skills/x.md", frozenset()).folder == ""


@given(st.text(alphabet=st.sampled_from("#>`\n :-/aF$\u2028\x00</tacinoes"), max_size=300))
def test_any_text_is_read(text: str) -> None:
    for note in notes(f"<tacit-notes>\n{text}\n</tacit-notes>"):
        assert note.file.startswith("/")
        assert "\n" not in note.name + note.file
