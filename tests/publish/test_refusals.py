"""What a person rejected is not offered again, whoever's session met it."""

from building.desk import Desk
from building.drafts import draft, renamed
from building.gits import branches
from tacit.draft.make import Draft
from tacit.draft.render import render

AGAIN = "00000000bb"


def again() -> Draft:
    """The lesson as another session tells it."""
    return renamed(draft(AGAIN, session="session-2"), "other-rows")


def test_the_same_lesson_of_another_session(desk: Desk) -> None:
    desk.publish(draft())
    desk.reject("0123456789", "only true for our old cluster")
    row = desk.publish(again())
    assert (row.state, branches(desk.local)) == ("rejected", [])
    assert row.note.endswith("ragged-rows, which was rejected: only true for our old cluster")


def test_of_a_teammates_draft(desk: Desk) -> None:
    desk.publish(draft())
    desk.db.execute("DELETE FROM drafts")
    (desk.where.drafts / "0123456789" / "draft.json").unlink()
    desk.reject("0123456789")
    assert desk.publish(again()).state == "rejected"


def test_where_the_branch_was_deleted_by_hand(desk: Desk) -> None:
    desk.publish(draft())
    desk.reject("0123456789")
    desk.db.execute("DELETE FROM refusals")
    assert desk.publish(again()).state == "rejected"


def test_another_lesson_is_offered(desk: Desk) -> None:
    desk.publish(draft())
    desk.reject("0123456789")
    assert desk.publish(draft(AGAIN, "narrow-columns")).state == "pushed"


def test_the_opposite_is_offered(desk: Desk) -> None:
    def told(fix: str, id: str) -> Draft:
        one = draft(id)
        trouble = one.skill.troubles[0].model_copy(update={"fix": fix})
        form = one.skill.model_copy(update={"troubles": (trouble,)})
        return Draft(id, id, "", form, render(form), {}, {}, headless=False)

    desk.publish(told("set `pad=16` before stacking", "0123456789"))
    desk.reject("0123456789")
    assert desk.publish(told("set `pad=32` before stacking", AGAIN)).state == "pushed"
