"""Cut the slice of GitHub's OpenAPI description that the fake forge is held to.

usage: python cut.py node_modules/@octokit/openapi/generated/api.github.com.json

The description is MIT-licensed; the notice is beside the slice. Left out are prose, examples and
extensions, and what no operation below leads to; no type, bound or required field is changed.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SLICE = Path(__file__).with_name("openapi.json")
_REPO = "/repos/{owner}/{repo}"
OPERATIONS = {
    _REPO: ["get"],
    f"{_REPO}/pulls": ["get", "post"],
    f"{_REPO}/pulls/{{pull_number}}": ["get", "patch"],
    f"{_REPO}/issues/{{issue_number}}/labels": ["post"],
    f"{_REPO}/issues/{{issue_number}}/labels/{{name}}": ["delete"],
    f"{_REPO}/issues/{{issue_number}}/comments": ["get", "post"],
}
_PROSE = {"description", "summary", "example", "examples", "externalDocs", "tags", "title"}


def cut(whole: dict[str, Any]) -> dict[str, Any]:
    """The operations and what they refer to."""
    paths = {}
    for path, methods in OPERATIONS.items():
        own = {key: _bare(whole["paths"][path][key]) for key in methods}
        paths[path] = own
    made = {
        "openapi": whole["openapi"],
        "info": {"title": "GitHub", "version": whole["info"]["version"]},
        "servers": [{"url": "/api/v3"}],
        "paths": paths,
        "components": {},
    }
    todo = list(_refs(paths))
    while todo:
        kind, name = todo.pop().removeprefix("#/components/").split("/")
        held = made["components"].setdefault(kind, {})
        if name not in held and kind != "examples":
            held[name] = _bare(whole["components"][kind][name])
            todo += _refs(held[name])
    return made


def _bare(value: Any, *, named: bool = False) -> Any:
    """Without prose. `named`: the keys are names of fields, whatever they read like."""
    if isinstance(value, list):
        return [_bare(one) for one in value]
    if not isinstance(value, dict):
        return value
    kept = value if named else {k: v for k, v in value.items() if _matters(k)}
    return {k: _bare(v, named=not named and k == "properties") for k, v in kept.items()}


def _matters(key: str) -> bool:
    return key not in _PROSE and not key.startswith("x-")


def _refs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(found := value.get("$ref"), str):
            yield found
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _refs(one)


if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        text = json.dumps(cut(json.load(file)), sort_keys=True, separators=(",", ":"))
    SLICE.write_text(text + "\n", encoding="utf-8")
