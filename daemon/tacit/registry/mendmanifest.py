"""A manifest's missing fields, from what the skill says of itself."""

import json
from typing import Any

from tacit.registry.form import manifest_of, slug
from tacit.registry.header import header

_VERSION = "1.0.0"


def mended_manifest(text: str | None, name: str, skill: str) -> tuple[str, list[str]]:
    """The manifest with what can be filled in, and what was done. `skill`: the SKILL.md's text.

    One that is there and no JSON object is left as it is: somebody's work may be in it.
    """
    found = manifest_of(text) if text is not None else {}
    front = header(skill)
    if found is None or not front or not slug(name):
        return text or "", []
    made: dict[str, Any] = dict(found)
    done = [] if text is not None else ["the manifest, from the skill's frontmatter"]
    if made.get("name") != name:
        made = {"name": name, **{k: v for k, v in made.items() if k != "name"}}
        done.append("name: the folder's")
    if not isinstance(made.get("version"), str) or not made["version"].strip():
        made["version"] = _VERSION
        done.append(f"version: {_VERSION}")
    described = front.text("description")
    if described and not (isinstance(made.get("description"), str) and made["description"].strip()):
        made["description"] = described
        done.append("description: the skill's")
    author = _author(made.get("author"), front.text("author"))
    if author and author != made.get("author"):
        made["author"] = author
        done.append("author: an object with a name")
    if not done or (text is None and len(made) < 4):
        return text or "", []
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n", done


def _author(present: object, signed: str) -> dict[str, Any] | None:
    if isinstance(present, dict) and isinstance(present.get("name"), str):
        return present
    name = present if isinstance(present, str) and present.strip() else signed
    if not name:
        return None
    return {**(present if isinstance(present, dict) else {}), "name": name}
