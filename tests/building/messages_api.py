"""A scripted Messages API on loopback: the model that the real client talks to in a test.

A script is a list of turns, one for each request of the main conversation (the one that is offered
the Bash tool). A turn is a list of blocks, or a function from the request to such a list, for a
model that reads before it answers. Side requests, and what comes after the script, get "OK.".
"""

import json
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from building.wire import Block, events, message

Request = Mapping[str, Any]  # the JSON body that reached the model
Turn = Sequence[Block] | Callable[[Request], Sequence[Block]]


def say(text: str) -> Block:
    """A block of the model's words."""
    return {"type": "text", "text": text}


def use(tool: str, **given: Any) -> Block:
    """A tool call; its id is filled in when it is sent."""
    return {"type": "tool_use", "name": tool, "input": given}


def bash(command: str) -> Block:
    """A call of the Bash tool."""
    return use("Bash", command=command, description="run")


def words(request: Request, *, start: int = 0) -> str:
    """All that the messages of a request say to the model, from message `start` on."""
    return "\n".join(_strings(request["messages"][start:]))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)


@dataclass
class MessagesApi:
    """The server, for the time of a `with`. `requests`: the main conversation, in order."""

    turns: Sequence[Turn]
    on_request: Callable[[int], None] = lambda _: None
    requests: list[Request] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Self:
        handler = type("Handler", (_Handler,), {"api": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """What ANTHROPIC_BASE_URL is to be."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def blocks(self, request: Request) -> list[Block]:
        """The next turn of the script, each tool call with an id."""
        if not any(tool.get("name") == "Bash" for tool in request.get("tools") or ()):
            return [say("OK.")]
        with self._lock:
            number = len(self.requests)
            self.requests.append(request)
        self.on_request(number)
        turn = self.turns[number] if number < len(self.turns) else [say("OK.")]
        blocks = turn(request) if callable(turn) else turn
        return [block | {"id": f"toolu_{uuid.uuid4().hex}"} if "input" in block else block
                for block in map(dict, blocks)]  # fmt: skip


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that is killed in the middle is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    api: MessagesApi
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_HEAD(self) -> None:
        self._send(b"", "text/plain")

    def do_GET(self) -> None:
        self._send(b"{}", "application/json")

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"] or 0)) or b"{}")
        path = self.path.partition("?")[0]
        if path == "/v1/messages":
            answer = message(self.api.blocks(body))
            if body.get("stream"):
                self._send(b"".join(events(answer)), "text/event-stream")
            else:
                self._send(json.dumps(answer).encode(), "application/json")
        else:
            self._send(b'{"input_tokens": 1000}', "application/json")

    def _send(self, body: bytes, kind: str) -> None:
        try:
            self.send_response(200)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except ConnectionError:  # a client that was killed in the middle
            self.close_connection = True
