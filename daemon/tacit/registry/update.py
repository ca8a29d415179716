"""Add what a session saw again to a skill that is there: lines are added, none is changed.

Only the version in the manifest is raised. Where a skill has not the form that lines can be added
to safely, nothing is: an author's text is worth more than one more row.
"""

import json
import re
from collections.abc import Mapping

from tacit.draft import provenance
from tacit.draft.markdown import one_line
from tacit.registry.form import manifest_of
from tacit.registry.front import front
from tacit.registry.markdown import Section, sections
from tacit.registry.sameness import Same, fix, same
from tacit.registry.troubles import troubles

_MARK = re.compile(r"^- Verified again on [^\n]{1,300}<!-- draft ([0-9a-f]{10}) -->$", re.M)
_VERSION = re.compile(r'("version"\s*:\s*")(\d{1,6})\.(\d{1,6})\.(\d{1,6})(")')
_HEADING = "Verified Again"
_REFERENCES = "references/troubleshooting.md"
# What a section says that had nothing to say; rows may come after it.
_NOTHING = re.compile(r"None\b[\w ]{0,40}\.")


def marks(files: Mapping[str, str]) -> frozenset[str]:
    """Ids of the drafts whose sessions verified the skill again."""
    pages = (text for path, text in files.items() if path.endswith("/SKILL.md"))
    return frozenset(i for text in pages for i in _MARK.findall(text))


def updated(
    there: Mapping[str, str], found: Same, draft: Mapping[str, str], id: str
) -> dict[str, str] | None:
    """The skill's files with the draft's lesson added; None where that is not safe.

    `there`: path → text of the skill's files, those that stay as they are come back as well;
    `found`: its entry that tells the same; `draft`: the draft's own files.
    """
    inside = found.path.removesuffix(_REFERENCES)
    top = inside.split("/skills/")[0]
    page, manifest = f"{inside}SKILL.md", f"{top}/.claude-plugin/plugin.json"
    own = {path.split("/", 3)[-1].split("/", 2)[-1]: text for path, text in draft.items()}
    if not all(_whole(there.get(path, "")) for path in (page, found.path)):
        return None
    date = front(own.get("SKILL.md", "")).text("date")
    again = f"Verified again on {date}: seen in {2 + len(_MARK.findall(there[page]))} sessions."
    told = _page(there[page], own.get("SKILL.md", ""), f"- {again} <!-- draft {id} -->")
    entries = _troubleshooting(there[found.path], own.get(_REFERENCES, ""), found, again)
    if told is None or entries is None or manifest_of(there.get(manifest, "")) is None:
        return None
    made = {**there, page: told, found.path: entries, manifest: _raised(there[manifest])}
    log = f"{inside}references/experiment-log.md"
    if _whole(there.get(log, "")):
        made[log] = _end(there[log], own.get("references/experiment-log.md", "").split("\n", 1)[-1])
    origin = f"{top}/{provenance.FILE}"
    if told := provenance.joined(there.get(origin, ""), own.get(provenance.FILE, "")):
        made[origin] = told
    return made


def _whole(text: str) -> bool:
    """No fence is left open, so that what is added at the end, or in a section, is seen."""
    probe = "# a heading of ours"
    return bool(text) and list(sections(f"{text}\n{probe}\n"))[-1].title == probe[2:]


def _page(text: str, own: str, said: str) -> str | None:
    """SKILL.md with rows in the table of failed attempts and a line that it was verified again."""
    lines = text.split("\n")
    failed = _only(text, "Failed Attempts")
    rows = _rows(_only(own, "Failed Attempts"))
    there = _rows(failed)
    if failed is None or not (there or _NOTHING.fullmatch(failed.text)):
        return None
    if there and there[0].count(" | ") != 2:
        return None
    known = set(lines)
    if rows and (fresh := [row for row in rows[1:] if row not in known]):
        at = _after(failed)
        lines[at:at] = fresh if there else ["", rows[0], "| --- | --- | --- |", *fresh]
    text = "\n".join(lines)
    again = _only(text, _HEADING)
    if again is None:
        return _end(text, f"## {_HEADING}\n\n{said}\n")
    at = _after(again)
    lines[at:at] = [said]
    return "\n".join(lines)


def _after(part: Section) -> int:
    """Where a line is put that is to come after the section's last one that says something."""
    return part.line + max((n for n, line in enumerate(part.lines, 1) if line.strip()), default=0)


def _only(text: str, title: str) -> Section | None:
    """The section of that title where there is exactly one."""
    found = [s for s in sections(text) if s.level == 2 and s.title.lower() == title.lower()]
    return found[0] if len(found) == 1 else None


def _rows(section: Section | None) -> list[str]:
    """The lines of the section's one table without its rule; [] where it is not plainly one."""
    if section is None:
        return []
    lines = [x for x in section.lines if x.strip() and not _NOTHING.fullmatch(x.strip())]
    table = [line for line in lines if line.startswith("| ") and line.endswith(" |")]
    if len(table) < 2 or table != lines or set(table[1]) - set("|-: "):
        return []
    return [table[0], *table[2:]] if len(table) > 2 else []


def _troubleshooting(text: str, own: str, found: Same, again: str) -> str | None:
    """The file with a line at the entry that was seen again, and our other entries at the end."""
    entry = _entry(text, found)
    if entry is None:
        return None
    lines = text.split("\n")
    said = [f"**{again}**"]
    mended = one_line(fix(found.own))
    if mended not in one_line(entry.text):
        said[0] += f" What mended it then: {mended}"
    at = _after(entry)
    lines[at:at] = ["", *said]
    more = [part for part in sections(own) if part.level == 2 and not _told(part, text, found)]
    added = "\n\n".join(f"## {part.title}\n\n{part.text}" for part in more)
    return _end("\n".join(lines), f"{added}\n") if added else "\n".join(lines)


def _entry(text: str, found: Same) -> Section | None:
    parts = [part for part in sections(text) if part.level == 2]
    for part in parts:
        if any(one == found.other for one in troubles(f"## {part.title}\n{part.text}")):
            return part
    return None


def _told(part: Section, text: str, found: Same) -> bool:
    """Is our entry the one that was found, to the signature, or in the file besides?"""
    own = troubles(f"## {part.title}\n{part.text}")
    if not own or (found.exact and found.own in own):
        return True
    again = same(own, [("", text)])
    return again is not None and again.exact


def _raised(manifest: str) -> str:
    """The manifest with its version's middle part raised; as it was where it has no such version.

    A skill that grew is a minor version (semver.org).
    """
    raised, count = _VERSION.subn(lambda m: f"{m[1]}{m[2]}.{int(m[3]) + 1}.0{m[5]}", manifest)
    if count != 1 or not isinstance(json.loads(raised), dict):
        return manifest
    return raised


def _end(text: str, added: str) -> str:
    """The text, a blank line, and what is added; nothing that is there is touched."""
    gap = "" if text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
    return f"{text}{gap}{added.strip()}\n"
