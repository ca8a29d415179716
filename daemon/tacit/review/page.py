"""The local page: a list, a draft, an editor; server-rendered, and whole without JavaScript."""

from collections.abc import Callable, Mapping
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.routing import Route

from tacit.errors import DraftRefused, RegistryError, TacitError
from tacit.review.desk import Desk
from tacit.review.door import Door, Handler, Shown, Visit
from tacit.review.guard import Keys
from tacit.review.statistics import statistics
from tacit.review.words import notes
from tacit.terminal import safe


def application(desk: Desk, keys: Keys, touched: Callable[[], None]) -> Starlette:
    """The page over a desk. `touched` is called at each request that is let in."""
    door = Door(desk, keys, touched)

    def route(path: str, handler: Handler, *methods: str) -> Route:
        return Route(path, door.serves(handler), methods=[*methods])

    return Starlette(
        routes=[
            Route("/enter", door.enter),
            route("/", _list, "GET"),
            route("/sync", _sync, "POST"),
            route("/stats", statistics, "GET"),
            route("/draft/{id}", _draft, "GET"),
            route("/draft/{id}/edit", _editor, "GET"),
            route("/draft/{id}/edit", _edit, "POST"),
            route("/draft/{id}/approve", _approve, "POST"),
            route("/draft/{id}/reject", _reject, "POST"),
        ]
    )


def _list(desk: Desk, visit: Visit) -> Shown:
    asked = visit.asked.get("page", "1")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    said, desk.said = desk.said, ""
    return Shown("list.html", {"listed": desk.page(number), "said": said})


def _sync(desk: Desk, visit: Visit) -> str:
    desk.sync()
    desk.said = "This is how the registry stands now."
    return "/"


def _draft(desk: Desk, visit: Visit) -> Shown:
    said, desk.said = desk.said, ""
    return _shown(desk, visit.id, said)


def _shown(desk: Desk, id: str, said: str = "", why: str = "", reason: str = "") -> Shown:
    found = desk.seen(id)
    before, after = desk.neighbours(found.row.id)
    values = {"found": found, "notes": notes(found), "before": before, "after": after}
    return Shown(
        "draft.html", {**values, "said": said, "why": why, "reason": reason}, 409 if why else 200
    )


def _approve(desk: Desk, visit: Visit) -> Shown | str:
    try:
        desk.said = desk.approve(visit.id, visit.form.get("digest", ""))
    except TacitError as refusal:
        return _shown(desk, visit.id, why=str(refusal))
    return "/"


def _reject(desk: Desk, visit: Visit) -> Shown | str:
    reason = visit.form.get("reason", "")
    try:
        desk.said = desk.reject(visit.id, reason)
    except TacitError as refusal:
        return _shown(desk, visit.id, why=str(refusal), reason=reason)
    return "/"


def _editor(desk: Desk, visit: Visit) -> Shown:
    found = desk.seen(visit.id)
    path = visit.asked.get("file") or next(iter(found.files))
    if path not in found.files:
        raise RegistryError("the draft has no such file any more")
    # What nobody sees is shown, and saved, as an escape: an editor would hide it again.
    text = safe(found.files[path])
    form = {"path": path, "text": text, "digest": found.digest}
    return _editing(found.row.id, form, [*found.files])


def _editing(id: str, form: Mapping[str, str], files: list[str], why: str = "") -> Shown:
    return Shown("edit.html", {**form, "id": id, "files": files, "why": why}, 409 if why else 200)


def _edit(desk: Desk, visit: Visit) -> Shown | str:
    form = {name: visit.form.get(name, "") for name in ("path", "text", "digest")}
    form["text"] = form["text"].replace("\r\n", "\n")
    try:
        desk.said = desk.edit(visit.id, **form)
    except (DraftRefused, RegistryError) as refusal:
        return _editing(visit.id, form, [form["path"]], str(refusal))
    return f"/draft/{quote(visit.id, safe='')}"
