"""A scripted Messages API for single questions: each gets the next reply of the script."""

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from building.wire import message

KEY = "sk-ant-api03-" + "k3yThatNobodyMaySee" * 3


@dataclass(frozen=True)
class Reply:
    """One answer of the server. `cut`: bytes of the body that are sent before the line goes dead;
    `silent`: nothing is sent at all until the test is over."""

    body: bytes
    status: int = 200
    cut: int | None = None
    silent: bool = False


def good(form: Mapping[str, Any], **changes: Any) -> Reply:
    """A whole message with the form as its text; `changes` replace fields of the message."""
    return said(json.dumps(form), **changes)


def said(text: str, **changes: Any) -> Reply:
    """A whole message with that text."""
    return Reply(json.dumps(message([{"type": "text", "text": text}]) | changes).encode())


def fault(status: int) -> Reply:
    """An error in the provider's form; it may be asked again at once."""
    told = {"type": "error", "error": {"type": "some_error", "message": f"scripted {status}"}}
    return Reply(json.dumps(told).encode(), status)


@dataclass
class ScriptedApi:
    """The server, for the time of a `with`; the last reply is given again. `requests`: the bodies;
    `keys`: the key of each."""

    replies: Sequence[Reply]
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        handler = type("Handler", (_Handler,), {"api": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """What `base_url` is to be."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    api: ScriptedApi

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        api = self.api
        api.requests.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        api.keys.append(self.headers["authorization"].removeprefix("Bearer "))
        reply = api.replies[min(len(api.requests), len(api.replies)) - 1]
        if reply.silent:
            api.over.wait(30)
            return
        self.send_response(reply.status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(reply.body)))
        self.send_header("retry-after-ms", "1")
        self.end_headers()
        self.wfile.write(reply.body[: reply.cut])
