"""What does mempalace answer?

    python -m venv palace && palace/bin/pip install mempalace==3.11.0
    palace/bin/python bench/peers/ask_mempalace.py FOLDER QUERIES > mempalace.jsonl
    python bench/advise.py --queries QUERIES --answers mempalace.jsonl FOLDER

Files each SKILL.md below FOLDER in a palace that lasts as long as the script does, in a HOME of its
own, and searches for each query of QUERIES. By BM25 alone: its vectors need a model that it
fetches, so a server on loopback gives it some that mean nothing, and none is looked at.
"""

import hashlib
import importlib
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from peers.lines import Ranked, answers, skills

PASSAGES = 30  # that are asked for, as several may be of one skill
DIMENSIONS = 16
PATIENCE = 1800  # seconds for filing everything


class Vectors(BaseHTTPRequestHandler):
    """Embeddings in the form of OpenAI's interface: random ones, the same for the same text."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """A vector for each text."""
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        texts = [asked["input"]] if isinstance(asked["input"], str) else asked["input"]
        data = [
            {"object": "embedding", "index": place, "embedding": vector(text)}
            for place, text in enumerate(texts)
        ]
        form = {"object": "list", "model": asked.get("model"), "data": data}
        reply = json.dumps(form).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


def main() -> None:
    """Fill it, ask it."""
    folder, queries = map(Path, sys.argv[1:])
    with tempfile.TemporaryDirectory(prefix="palace-") as top, vectors() as url:
        os.environ.update(surroundings(Path(top), url))  # before it is imported
        paths = filed(folder, Path(top, "skills"))
        for line in answers(queries, opened(paths)):
            print(line)


@contextmanager
def vectors() -> Iterator[str]:
    """A server of vectors, and where it is."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Vectors) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()


def vector(text: str) -> list[float]:
    """Of length 1."""
    chosen = random.Random(hashlib.sha256(text.encode()).digest())
    parts = [chosen.random() - 0.5 for _ in range(DIMENSIONS)]
    length = sum(part * part for part in parts) ** 0.5
    return [part / length for part in parts]


def surroundings(home: Path, url: str) -> dict[str, str]:
    """The variables that keep it to this home and machine."""
    return {
        "HOME": str(home),
        "DO_NOT_TRACK": "1",
        "ANONYMIZED_TELEMETRY": "False",
        "MEMPALACE_EMBEDDING_MODEL": "openai-compat",
        "MEMPALACE_EMBEDDING_API_URL": url,
        "MEMPALACE_EMBEDDING_API_MODEL": "none",
        "MEMPALACE_EMBEDDING_API_KEY": "none",
    }


def filed(folder: Path, into: Path) -> dict[str, str]:
    """File each skill as a file of one folder; which file is which skill."""
    into.mkdir()
    paths = {}
    for number, (path, text) in enumerate(skills(folder)):
        paths[f"{number:06}"] = path
        (into / f"{number:06}.md").write_text(text, encoding="utf-8")
    tool = str(Path(sys.executable).with_name("mempalace"))
    for step in (["init", "--yes", "--no-llm", str(into)], ["mine", str(into)]):
        command = [tool, *step]
        subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=True, timeout=PATIENCE
        )
    return paths


def opened(paths: Mapping[str, str]) -> Callable[[str], Ranked]:
    """How the palace is asked: the skills, by their first passage."""
    searcher: Any = importlib.import_module("mempalace.searcher")
    config: Any = importlib.import_module("mempalace.config")
    palace = config.MempalaceConfig().palace_path

    def ask(text: str) -> Ranked:
        found = searcher.search_memories(text, palace, n_results=PASSAGES, vector_disabled=True)
        best: dict[str, float] = {}
        for passage in found.get("results", ()):
            path = paths.get(Path(passage.get("source_file") or "").stem)
            if path:
                best.setdefault(path, passage.get("bm25_score") or 0.0)
        return list(best.items())

    return ask


if __name__ == "__main__":
    main()
