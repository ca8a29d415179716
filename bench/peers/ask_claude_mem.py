"""What does claude-mem answer?

    python bench/peers/ask_claude_mem.py FOLDER QUERIES [URL] > claude-mem.jsonl
    python bench/advise.py --queries QUERIES --answers claude-mem.jsonl FOLDER

Saves each SKILL.md below FOLDER in a running worker (URL, default http://127.0.0.1:37777) and
searches for each query of QUERIES. Use a worker that has a HOME of its own: what it holds beside
the skills is not looked at, but comes in between. Installed and started:

    echo '{"dependencies": {"claude-mem": "13.25.3", "bun": "1.4.5"}, "overrides":
        {"better-auth": "1.6.16", "@better-auth/api-key": "1.6.16"}}' > package.json
    npm install --legacy-peer-deps
    export PATH=$PWD/node_modules/.bin:$PATH
    mkdir -p home/.claude-mem
    echo '{"CLAUDE_MEM_CHROMA_ENABLED": "false", "CLAUDE_MEM_TELEMETRY_ENABLED": "false",
        "CLAUDE_MEM_WORKER_HOST": "127.0.0.1", "CLAUDE_MEM_WORKER_PORT": "37777"}' \\
        > home/.claude-mem/settings.json
    cd node_modules/claude-mem/plugin
    HOME=$OLDPWD/home DO_NOT_TRACK=1 bun scripts/worker-service.cjs --daemon
"""

import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

sys.path.insert(0, str(Path(__file__).parents[1]))

from peers.lines import FIRST, Ranked, answers, skills

WORKER = "http://127.0.0.1:37777"
PATIENCE = 60  # seconds for one answer


def main() -> None:
    """Fill it, ask it."""
    folder, queries, *rest = sys.argv[1:]
    url = rest[0] if rest else WORKER
    if urlsplit(url).scheme != "http" or urlsplit(url).hostname not in ("127.0.0.1", "localhost"):
        sys.exit(f"{url} is not on this machine")
    saved = {save(url, path, text): path for path, text in skills(Path(folder))}
    print(f"{len(saved)} skills saved", file=sys.stderr)
    for line in answers(Path(queries), lambda text: search(url, saved, text)):
        print(line)


def save(url: str, path: str, text: str) -> int:
    """The number that the worker gives to what it was told."""
    title = Path(path).parent.name
    body = json.dumps({"text": text, "title": title, "project": "skills"}).encode()
    asked = Request(f"{url}/api/memory/save", body, {"content-type": "application/json"})
    return int(_told(asked)["id"])


def search(url: str, saved: dict[int, str], text: str) -> Ranked:
    """What is found, in its order; the worker tells no scores."""
    query = {"query": text, "limit": FIRST, "format": "json", "type": "observations"}
    found = _told(Request(f"{url}/api/search?{urlencode(query)}"))["observations"]
    return [(saved[one["id"]], 1.0) for one in found if one["id"] in saved]


def _told(asked: Request) -> dict[str, Any]:
    with urlopen(asked, timeout=PATIENCE) as reply:
        form: dict[str, Any] = json.load(reply)
    return form


if __name__ == "__main__":
    main()
