"""From a request to a handler: who may come in, what a form may hold, what each answer carries."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tacit.errors import TacitError
from tacit.review.ageing import aged
from tacit.review.desk import Desk
from tacit.review.editing import LARGEST
from tacit.review.guard import Keys, policy, refused, same
from tacit.share import share
from tacit.terminal import safe, safe_line

# A text of the largest size, each of its characters as %XX%XX%XX.
_BODY = 9 * LARGEST


@dataclass(frozen=True, slots=True)
class Visit:
    """A request that was let in: what the address and the form say, all of it anybody's text."""

    id: str
    asked: Mapping[str, str]
    form: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A page to show: its template's name and values. `status`: of HTTP."""

    name: str
    values: Mapping[str, Any]
    status: int = 200


# Answers a visit with a page, or with the path to go to.
Handler = Callable[[Desk, Visit], Shown | str]
Endpoint = Callable[[Request], Awaitable[Response]]


class Door:
    """Lets requests in to handlers. `touched` is called for each."""

    def __init__(self, desk: Desk, keys: Keys, touched: Callable[[], None]) -> None:
        self._desk, self._keys, self._touched = desk, keys, touched
        loader = FileSystemLoader(share("templates/review"))
        self._pages = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._pages.filters |= {"seen": safe, "line": safe_line, "aged": aged}

    async def enter(self, request: Request) -> Response:
        """Take the token for a cookie. Not by a redirect: its cookie would be another site's."""
        if why := refused(self._keys, request.method, "/enter", request.headers):
            return self._turned_away(why)
        if not self._keys.entered(request.query_params.get("token", "")):
            return self._turned_away("this address was used, or is not of this run of tacit")
        self._touched()
        answer = self._page(Shown("enter.html", {}))
        answer.set_cookie(
            self._keys.cookie, self._keys.session, httponly=True, samesite="strict", path="/"
        )
        return answer

    def serves(self, handler: Handler) -> Endpoint:
        """The endpoint of a handler, which runs beside the loop, one at a time."""

        async def endpoint(request: Request) -> Response:
            path, method = request.url.path, request.method
            if why := refused(self._keys, method, path, request.headers):
                return self._turned_away(why)
            form = await _form(request) if method == "POST" else {}
            if method == "POST" and not same(form.pop("key", ""), self._keys.form):
                return self._turned_away("the form is not of this page, or too long")
            self._touched()
            visit = Visit(request.path_params.get("id", ""), dict(request.query_params), form)
            return await run_in_threadpool(self._answer, handler, visit)

        return endpoint

    def _answer(self, handler: Handler, visit: Visit) -> Response:
        with self._desk.lock:
            try:
                found = handler(self._desk, visit)
            except TacitError as refusal:
                found = Shown("refused.html", {"why": str(refusal)}, 409)
        return (
            RedirectResponse(found, 303, policy(""))
            if isinstance(found, str)
            else self._page(found)
        )

    def _turned_away(self, why: str) -> Response:
        return self._page(Shown("refused.html", {"why": why}, 403))

    def _page(self, shown: Shown) -> Response:
        nonce = secrets.token_urlsafe(16)
        # The form's key is for who has the cookie: no page that anybody gets has a form.
        values = {**shown.values, "nonce": nonce, "key": self._keys.form}
        text = self._pages.get_template(shown.name).render(values)
        return HTMLResponse(text.encode("utf-8", "replace"), shown.status, policy(nonce))


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form; none where it is longer than any of ours, or no form."""
    if request.headers.get("content-type", "").split(";")[0] != "application/x-www-form-urlencoded":
        return {}
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _BODY:
            return {}
    fields = parse_qs(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=20)
    return {name: values[-1] for name, values in fields.items()}
