"""Has a skill the form of this registry: folders, manifest, frontmatter, sections?"""

import json
from collections.abc import Iterator, Mapping

from tacit.draft.skill import SLUG
from tacit.registry.danger import Finding, Severity
from tacit.registry.front import Front, front
from tacit.registry.markdown import sections

# Claude Code cuts a listed description at 1,024 characters and drops it whole when many skills
# compete for the listing's room; short ones survive.
LONGEST = 1024
LONG = 500

REQUIRED = ("Experiment Overview", "Verified Workflow")
# A lesson may have had no failed attempt, but it is the part that is worth most: say "None."
EXPECTED = ("Failed Attempts", "Hyperparameters", "Results", "Environment", "Next Steps")
_BESIDE = ("references/experiment-log.md", "references/troubleshooting.md")
# The bundle of the whole registry has this name, so no plugin may.
BUNDLE = "all-skills"


def plugin(top: str, files: Mapping[str, str]) -> Iterator[Finding]:
    """Findings on the form of one plugin. `top`: its folder, `plugins/CATEGORY/NAME`."""
    _, category, name = top.split("/")
    for part in (category, name):
        if not slug(part):
            message = f"{part!r} is no name; use lower-case letters, digits and single dashes"
            yield Finding(top, 0, "name", "error", message)
    if name == BUNDLE:
        yield Finding(top, 0, "name", "error", f"{BUNDLE} is the bundle's own name; choose another")
    yield from _manifest(f"{top}/.claude-plugin/plugin.json", name, files)
    main = f"{top}/skills/{name}/SKILL.md"
    if main not in files:
        yield Finding(main, 0, "skill-missing", "error", "the plugin has no such file; add it")
    else:
        yield from skill(main, files[main], name)
        yield from _sections(main, files[main])
    for beside in _BESIDE:
        if not any(f"{place}/{beside}" in files for place in (top, f"{top}/skills/{name}")):
            message = f"the plugin has no {beside}; take it from the template"
            yield Finding(top, 0, "reference-missing", "warning", message)


def slug(name: str) -> bool:
    """Is this a name for a plugin, a skill or a category?"""
    return SLUG.fullmatch(name) is not None and "--" not in name


def skill(path: str, text: str, called: str) -> Iterator[Finding]:
    """Findings on the frontmatter of a skill that its folder or file calls `called`."""
    found = front(text)
    if found.problem:
        message = f"the frontmatter is no good YAML: {found.problem}; quote the values"
        yield Finding(path, 1, "frontmatter", "error", message)
        if not found.line:
            return
    name = found.text("name")
    if name != called:
        message = f"name is {name[:80]!r}, the folder's is {called!r}; make them equal"
        yield Finding(path, _line(text, "name"), "name-differs", "error", message)
    yield from _description(path, text, found)
    for key in ("author", "date"):
        if not found.text(key):
            yield Finding(path, 1, f"{key}-missing", "warning", f"no {key} in the frontmatter")


def _description(path: str, text: str, found: Front) -> Iterator[Finding]:
    description = found.text("description")
    line = _line(text, "description")
    if not description:
        message = 'no description; say what, when ("Use when: …") and "Verified on …"'
        yield Finding(path, line, "description-missing", "error", message)
    elif len(description) > LONGEST:
        message = f"{len(description)} characters; the client reads {LONGEST}"
        yield Finding(path, line, "description-length", "error", message)
    elif len(description) > LONG:
        message = f"{len(description)} characters; above {LONG} it often drops out of the listing"
        yield Finding(path, line, "description-length", "warning", message)


def _line(text: str, key: str) -> int:
    head = text.split("\n---", 1)[0].split("\n")
    return next((n for n, line in enumerate(head, start=1) if line.startswith(f"{key}:")), 1)


def _sections(path: str, text: str) -> Iterator[Finding]:
    titles = [part.title.lower() for part in sections(front(text).body) if part.level]
    for wanted in (*REQUIRED, *EXPECTED):
        if not any(title.startswith(wanted.lower()) for title in titles):
            severity: Severity = "error" if wanted in REQUIRED else "warning"
            message = f'no section "{wanted}"; add it, with "None." where there is nothing to say'
            yield Finding(path, 0, "section-missing", severity, message)


def _manifest(path: str, name: str, files: Mapping[str, str]) -> Iterator[Finding]:
    if path not in files:
        yield Finding(path, 0, "manifest-missing", "error", "the plugin has no manifest; add it")
        return
    manifest = manifest_of(files[path])
    if manifest is None:
        yield Finding(path, 0, "manifest", "error", "not a JSON object; mend it")
        return
    if manifest.get("name") != name:
        message = f"name is not the folder's, {name!r}; make them equal"
        yield Finding(path, 0, "manifest-name", "error", message)
    for key in ("description", "version"):
        if not isinstance(manifest.get(key), str) or not manifest[key]:
            yield Finding(path, 0, "manifest-field", "error", f"no text as {key}; add it")
    author = manifest.get("author")
    if not isinstance(author, dict) or not isinstance(author.get("name"), str):
        message = 'author is no object with a name; write {"name": "…"}'
        yield Finding(path, 0, "manifest-field", "error", message)


def manifest_of(text: str) -> dict[str, object] | None:
    """What a manifest says; None where it is no JSON object."""
    try:
        manifest = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return manifest if isinstance(manifest, dict) else None
