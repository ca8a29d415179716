"""The scripts that ask other tools, without the tools."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import pytest
from advice import engines
from advice.figures import Query
from peers import ask_claude_mem, ask_mempalace, selection
from peers.lines import answers, skills

from building.skillfolders import put

ASKED = {"id": "1", "group": "goal", "moment": "prompt", "query": "warm up?", "relevant": ["b"]}


@pytest.fixture
def queries(tmp_path: Path) -> Path:
    file = tmp_path / "queries.jsonl"
    file.write_text(json.dumps(ASKED) + "\n")
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in "abcde":
        put(tmp_path / "skills", f"{name}/SKILL.md", f"---\nname: {name}\n---\nthe {name}\n")
    return tmp_path / "skills"


def test_an_answer_is_what_the_table_reads(queries: Path, tmp_path: Path) -> None:
    said = tmp_path / "said.jsonl"
    said.write_text("\n".join(answers(queries, lambda _: [("b/SKILL.md", 2)])))
    query = Query("1", "goal", "prompt", "warm up?", frozenset({"b"}))
    (answer,) = engines.answered(said, tmp_path, [query]).answers
    assert (answer.ranked, answer.confidence, answer.silent) == (("b/SKILL.md",), 2, False)


def test_who_finds_nothing_is_silent(queries: Path) -> None:
    told = [json.loads(line) for line in answers(queries, lambda _: [])]
    assert [(one["silent"], one["confidence"], one["skills"]) for one in told] == [(True, 0.0, [])]


def test_skills_are_told_by_their_path(folder: Path) -> None:
    assert [path for path, text in skills(folder) if "the c" in text] == ["c/SKILL.md"]


def test_a_selection_has_what_is_named_and_others_evenly() -> None:
    names = {f"{number}/SKILL.md": str(number) for number in range(10)}
    chosen = selection.selected(names, {"3"}, 4)
    assert chosen == ["3/SKILL.md", "0/SKILL.md", "4/SKILL.md", "7/SKILL.md"]


def test_a_selection_keeps_paths_and_manifests(
    folder: Path, queries: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "plug/.claude-plugin/plugin.json", "{}")
    put(folder, "plug/skills/b/SKILL.md", "---\nname: b\n---\ntext\n")
    given = [str(tmp_path / "into"), str(folder), "--queries", str(queries), "--skills", "2"]
    monkeypatch.setattr("sys.argv", ["selection.py", *given])
    selection.main()
    found = {file.relative_to(tmp_path / "into") for file in (tmp_path / "into").rglob("*.*")}
    assert {Path("b/SKILL.md"), Path("plug/skills/b/SKILL.md")} <= found
    assert Path("plug/.claude-plugin/plugin.json") in found


@contextmanager
def worker() -> Iterator[str]:
    """claude-mem's two answers: the number of what was saved, and all that has the query's text."""
    saved: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            saved.append(json.loads(self.rfile.read(int(self.headers["content-length"])))["text"])
            self._tell({"id": len(saved)})

        def do_GET(self) -> None:
            text = parse_qs(urlsplit(self.path).query)["query"][0]
            found = [{"id": n} for n, one in enumerate(saved, start=1) if text in one]
            self._tell({"observations": [*found, {"id": 99}]})

        def _tell(self, form: object) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(form).encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_claude_mem_is_told_and_asked(folder: Path) -> None:
    with worker() as url:
        saved = {ask_claude_mem.save(url, path, text): path for path, text in skills(folder)}
        assert ask_claude_mem.search(url, saved, "the c") == [("c/SKILL.md", 1.0)]


def test_no_worker_elsewhere_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["ask_claude_mem.py", ".", "q", "http://example.org"])
    with pytest.raises(SystemExit, match="not on this machine"):
        ask_claude_mem.main()


def test_a_vector_is_the_same_for_the_same_text() -> None:
    body = json.dumps({"input": ["a", "b", "a"], "model": "none"}).encode()
    with ask_mempalace.vectors() as url, urlopen(Request(f"{url}/embeddings", body)) as reply:
        one, other, again = (each["embedding"] for each in json.load(reply)["data"])
    assert one == again != other
    assert sum(part * part for part in one) == pytest.approx(1)
