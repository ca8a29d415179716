"""The fake forge's side of the wire: routes, authorisation, faults."""

import base64
import json
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from graphql import GraphQLError
from openapi_core.exceptions import OpenAPIError

from building import git_http
from building.github.contract import check_request, check_response, filled, graphql

if TYPE_CHECKING:
    from building.github.fake import FakeGitHub, Fault, Pull

_PULL = re.compile(r"/(?:pulls|issues)/(\d+)(/labels(?:/[^/]+)?|/comments)?")
_GRAPHQL = "/api/graphql"


class Refusal(Exception):
    """What GitHub answers 422 with: a message, and that of a part."""


class Handler(git_http.Handler):
    """Git for who has the token, and the API."""

    fake: "FakeGitHub"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == _GRAPHQL:
            self._api(path)
        elif path.startswith("/api/v3/"):
            self._api(path.removeprefix("/api/v3"))
        elif fault := self.fake.git_fault(self.path):
            if fault.after:
                self.wfile = BytesIO()  # nobody hears of it
                super().do_GET()
            else:
                self._body()
            self._fail(fault)
        elif self.headers.get("Authorization") == _basic(self.fake.token):
            super().do_GET()
        else:
            self._body()
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="GitHub"')
            self.send_header("Content-Length", "0")
            self.end_headers()

    do_POST = do_PATCH = do_DELETE = do_GET

    def _api(self, path: str) -> None:
        body, fake = self._body(), self.fake
        query = dict(parse_qsl(urlsplit(self.path).query))
        with fake.lock:
            fake.seen.append((self.command, path))
            fault = fake.fault(self.command, path)
            status, answer = 0, None
            if fault is None or fault.after:
                status, answer = self._checked(path, query, body)
        if fault is None:
            self._answer(status, answer, {})
        else:
            self._fail(fault)

    def _checked(self, path: str, query: dict[str, str], body: bytes) -> tuple[int, Any]:
        """The answer; what is not GitHub's, of the request or of it, is kept as wrong."""
        try:
            if self.headers.get("Authorization") != f"token {self.fake.token}":
                return 401, {"message": "Bad credentials", "documentation_url": ""}
            if path == _GRAPHQL:
                return 200, graphql(body, self.fake)
            request = check_request(self.command, path, query, body)
            status, answer = self._route(path, query, json.loads(body or b"null"))
            check_response(request, status, answer)
        except (OpenAPIError, GraphQLError) as error:
            self.fake.wrong.append(f"{self.command} {path}: {error!r} {error.__cause__}")
            return 500, {"message": "the test fails"}
        return status, answer

    def _route(self, path: str, query: dict[str, str], given: Any) -> tuple[int, Any]:
        fake, top = self.fake, f"/repos/{self.fake.name}"
        fake.follow()
        rest = path.removeprefix(top) if path.startswith(top) else "/none"
        try:
            if rest == "":
                return 200, self._repository()
            if rest == "/pulls" and self.command == "POST":
                return 201, self._pull(fake.create(given), "pull-request")
            if rest == "/pulls":
                return 200, self._listed(query)
            found = _PULL.fullmatch(rest)
            if found and int(found[1]) in fake.pulls:
                return self._one(fake.pulls[int(found[1])], found[2], given)
        except Refusal as refused:
            errors = [{"message": one, "code": "custom"} for one in refused.args[1:]]
            return 422, {"message": refused.args[0], "documentation_url": "", "errors": errors}
        return 404, {"message": "Not Found", "documentation_url": "", "status": "404"}

    def _one(self, pull: "Pull", part: str | None, given: Any) -> tuple[int, Any]:
        if part and self.command == "DELETE":
            pull.labels.remove(unquote(part.removeprefix("/labels/")))
            return 200, [filled("label", name=name) for name in pull.labels]
        if part == "/labels":
            pull.labels += [name for name in given if name not in pull.labels]
            return 200, [filled("label", name=name) for name in pull.labels]
        if part == "/comments" and given:
            pull.comments.append(("User", given["body"]))
        if part == "/comments":
            said = [_comment(*one) for one in pull.comments]
            return (201, said[-1]) if given else (200, said)
        for name in ("title", "body", "state"):
            setattr(pull, name, (given or {}).get(name, getattr(pull, name)))
        return 200, self._pull(pull, "pull-request")

    def _repository(self) -> dict[str, Any]:
        rights = {"admin": False, "pull": True, "push": self.fake.push}
        return filled(
            "full-repository",
            default_branch="main",
            permissions=rights,
            url=f"{self.fake.api}/repos/{self.fake.name}",
        )

    def _listed(self, query: dict[str, str]) -> list[dict[str, Any]]:
        wanted, head = query.get("state", "open"), query.get("head", "")
        size, page = int(query.get("per_page", 30)), int(query.get("page", 1))
        found = [
            pull
            for pull in sorted(self.fake.pulls.values(), key=lambda p: -p.number)
            if wanted in ("all", pull.state) and head.partition(":")[2] in ("", pull.branch)
        ]
        shown = found[size * (page - 1) : size * page]
        return [self._pull(pull, "pull-request-simple") for pull in shown]

    def _pull(self, pull: "Pull", form: str) -> dict[str, Any]:
        place = f"{self.fake.api}/repos/{self.fake.name}"
        made = filled(form, number=pull.number, title=pull.title, body=pull.body, state=pull.state)
        made |= {"draft": pull.draft, "url": f"{place}/pulls/{pull.number}"}
        made |= {"issue_url": f"{place}/issues/{pull.number}"}
        made["node_id"] = f"PR_{pull.number}"
        made["labels"] = [{"name": name} | _LABEL for name in pull.labels]
        made["head"] |= {"ref": pull.branch, "sha": pull.head}
        made["base"] |= {"ref": pull.base}
        made["merged_at"] = "2026-01-31T12:00:00Z" if pull.merged else None
        return made

    def _fail(self, fault: "Fault") -> None:
        if not fault.status:
            self.close_connection = True
            self.connection.close()
            return
        told = {"message": fault.message} if fault.answer is None else fault.answer
        self._answer(fault.status, told, fault.headers)

    def _answer(self, status: int, answer: Any, headers: dict[str, str]) -> None:
        data = json.dumps(answer).encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Type": "application/json"}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


_LABEL = {"id": 1, "node_id": "", "url": "", "color": "ededed", "description": "", "default": False}


def _comment(kind: str, text: str) -> dict[str, Any]:
    made = filled("issue-comment", body=text)
    made["user"] = filled("simple-user", type=kind)
    return made


def _basic(token: str) -> str:
    return "Basic " + base64.b64encode(f"x-access-token:{token}".encode()).decode()
