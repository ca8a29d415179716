"""What a long list costs the review page: `python bench/review.py [ROUNDS]`.

Registries with 10 and with 500 open drafts, half of them this machine's and half a teammate's; how
long the running server takes for the list, for one draft and for asking the registry, in turn.
"""

import http.client
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from tacit.draft.render import render
from tacit.draft.skill import SkillDraft, Statement, Step, Trouble
from tacit.options import Config
from tacit.paths import Paths
from tacit.publish import drafts
from tacit.publish.drafts import DraftRow
from tacit.publish.pushing import opened
from tacit.publish.registries import registries
from tacit.review.desk import Desk
from tacit.review.guard import Keys
from tacit.review.page import application
from tacit.review.serving import Clock, listening, serve
from tacit.store import connect

SIZES = (10, 500)
ASKED = ("the list", "a draft", "asking the registry")


class Running(NamedTuple):
    """A server of ours, and what a browser that was let in sends it."""

    desk: Desk
    keys: Keys

    def seconds(self, what: str) -> float:
        """How long it takes for a page, or for a form."""
        begun = time.perf_counter()
        if what == "asking the registry":
            self._ask("POST", "/sync", 303)
        else:
            self._ask("GET", "/" if what == "the list" else f"/draft/{0:010x}", 200)
        return time.perf_counter() - begun

    def _ask(self, method: str, path: str, status: int) -> None:
        host = f"127.0.0.1:{self.keys.port}"
        cookie = f"{self.keys.cookie}={self.keys.session}"
        headers = {"Host": host, "Origin": f"http://{host}", "Cookie": cookie}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        asked = http.client.HTTPConnection(host)
        asked.request(method, path, urlencode({"key": self.keys.form}), headers)
        answer = asked.getresponse()
        answer.read()
        asked.close()
        assert answer.status == status, f"{method} {path}: {answer.status}"


def running(folder: Path, size: int) -> Running:
    """A server over a registry with so many drafts."""
    where = Paths(folder / "config", folder / "data", folder / "state", "host")
    config, db = Config(), connect(where.database)
    to = registries(config, where)[0]
    opened(to, where).sync()
    stream = b"".join(_branch(number) for number in range(size))
    command = ["git", "--git-dir", str(where.local_registry), "fast-import", "--quiet"]
    subprocess.run(command, input=stream, check=True)
    desk = Desk(db, config, where)
    opened(to, where).sync()
    for branch in opened(to, where).branches()[: size // 2]:
        row = (branch.id, "session", branch.skill, "data", "", to.url, branch.name, "pushed")
        drafts.put(db, DraftRow(*row, "", "", branch.at, branch.at, branch.sha))
    sock, clock = listening(), Clock()
    keys = Keys(sock.getsockname()[1])
    app = application(desk, keys, clock.touched)
    threading.Thread(target=serve, args=(app, sock, clock), daemon=True).start()
    return Running(desk, keys)


def _branch(number: int) -> bytes:
    """A draft's branch, for `git fast-import`."""
    seen, name = ("toolu_1",), f"lesson-{number}"
    error = f"Kind{number}Error: cannot read plan {number}"
    form = SkillDraft(
        name=name,
        category="data",
        description=f"Read the plan first. Use when: {error}. Verified on: Python 3.11",
        date="2026-01-31",
        goal=Statement(text=f"Read plan {number}", evidence=seen),
        steps=(Step(text="Read it", command="python3 train.py", evidence=seen),),
        troubles=(Trouble(error=error, symptom="it stops", fix="read it first", evidence=seen),),
    )
    head = f"commit refs/heads/tacit/{name}-{number:010x}\n"
    head += f"committer A <a@b> {1_770_000_000 + number} +0000\n"
    parts = [head.encode(), _data(f"{name}: a draft"), b"from refs/heads/main^0\n"]
    for path, text in render(form).items():
        parts += [f"M 100644 inline {path}\n".encode(), _data(text)]
    return b"".join(parts)


def _data(text: str) -> bytes:
    return b"data %d\n%b\n" % (len(text.encode()), text.encode())


def table(rounds: int) -> Iterator[str]:
    """The lines of the table: medians of so many rounds, in turn."""
    with tempfile.TemporaryDirectory(prefix="tacit-bench-") as folder:
        servers = {size: running(Path(folder, str(size)), size) for size in SIZES}
        taken: dict[tuple[str, int], list[float]] = {}
        for _ in range(rounds):
            for what in ASKED:
                for size, server in servers.items():
                    taken.setdefault((what, size), []).append(server.seconds(what))
    yield f"| {rounds} rounds in turn | 10 drafts, ms | 500 drafts, ms | times |"
    yield "|---|---|---|---|"
    for what in ASKED:
        few, many = (statistics.median(taken[what, size]) * 1000 for size in SIZES)
        yield f"| {what} | {few:.1f} | {many:.1f} | {many / few:.2f} |"


if __name__ == "__main__":
    print("\n".join(table(int(sys.argv[1]) if len(sys.argv) > 1 else 15)))
