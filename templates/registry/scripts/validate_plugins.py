#!/usr/bin/env python3
"""Check this registry: `python3 scripts/validate_plugins.py --help`. Python 3.9 or later, no more.

Made by tacit from the modules behind `tacit registry lint`, which has the same rules: do not edit
it, a newer tacit brings a newer one. The patterns of "service-key" are those of gitleaks
(https://github.com/gitleaks/gitleaks), Copyright (c) 2019 Zachary Rice, MIT License.
"""

from __future__ import annotations

import argparse
import ipaddress
import json
import os
import posixpath
import re
import stat
import subprocess
import sys
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import groupby, islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, Protocol
from urllib.parse import unquote

# ── errors.py
# What can go wrong and is expected, each with one clear line for the user.
#
# TacitError
# ├── ConfigError        a configuration file that cannot be used
# ├── SettingsError      the client's settings file is broken or of a foreign shape
# ├── TranscriptError    a transcript that cannot be found or opened
# ├── RegistryError      a registry that cannot be read, joined or written
# │   └── ForgeError     a forge that cannot be asked, or refuses
# ├── DraftRefused       a draft in doubt; it stays on this machine
# ├── ModelError         no draft from the model; the writer without one takes over
# ├── EncoderError       a sentence encoder's folder that cannot be used; words alone do
# └── DaemonError        the daemon does not answer, or does not leave
#
# The message says what happened, where, and how to mend it. Anything else that is raised is a
# fault of ours: the boundary of the process (`cli.main`, the worker, the daemon's loop) logs it.

class TacitError(Exception):
    """An expected refusal: one line on stderr, exit code 1."""


class RegistryError(TacitError):
    """A registry that cannot be read, joined or written."""


# ── slug.py
# What a plugin, a skill and a category may be called: see also `registry.form.slug`.

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")

# Words that the client takes for a plugin of its own maker, alone or between dashes: with one in
# front it refuses the plugin, with one elsewhere it warns (2.1.329, `plugin validate`).
_RESERVED = frozenset({"claude", "anthropic", "anthropics"})


def reserved(name: str) -> bool:
    """Would the client take a plugin of this name for its maker's own?"""
    return unreserved(name) != name or name.startswith("cc-plugin-")


def unreserved(name: str) -> str:
    """The name without the words that are the client's maker's; "" where it had no others."""
    return "-".join(word for word in name.split("-") if word not in _RESERVED)


# ── registry/form.py
# The names of a registry's form: what a plugin may be called, and what its manifest says.

# The bundle of the whole registry has this name, so no plugin may.
BUNDLE = "all-skills"


def slug(name: str) -> bool:
    """Is this a name for a plugin, a skill or a category?"""
    return SLUG.fullmatch(name) is not None and "--" not in name


def manifest_of(text: str) -> dict[str, object] | None:
    """What a manifest says; None where it is no JSON object."""
    try:
        manifest = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return manifest if isinstance(manifest, dict) else None


# ── registry/finding.py
# What lint finds, and how bad each kind of it is; `docs/lint.md` has an example of each rule.

Severity = Literal["error", "warning"]

# What breaks the installation, misleads or harms a reader, or loses what was learned.
ERRORS = (
    *("bidi-unicode", "control-character", "exfiltration", "hidden-unicode", "instruction"),
    *("remote-code", "runs-on-install", "secret"),
    *("link", "name", "name-twice", "skill-elsewhere", "skill-missing"),
    *("manifest", "manifest-field", "manifest-missing", "manifest-name", "manifest-path"),
    *("frontmatter", "frontmatter-missing", "key-twice", "name-differs", "value-cut"),
    *("description-length", "description-missing", "description-vague", "placeholder"),
    *("failed-attempts-cells", "failed-attempts-columns", "failed-attempts-form"),
    *("section-missing", "table-rule"),
    *("link-dead", "link-outside", "link-unsafe", "marketplace"),
)
# What makes a skill worse to find, to read or to trust.
WARNINGS = (
    *(
        "allowed-tools",
        "example-secret",
        "html-comment",
        "instruction-quoted",
        "mixed-script",
        "permission-bypass",
        "personal",
    ),
    *("zero-width", "misplaced", "not-text", "reference-missing"),
    *("manifest-key", "manifest-version", "author-missing", "date-form", "date-missing"),
    *("unquoted", "description-error", "description-long", "description-verified"),
    *("description-when", "failed-attempts-why", "section-empty", "section-expected"),
    *("section-twice", "unfinished", "table-cells", "value-adjective", "value-number"),
    *("anchor-dead", "file-missing", "fix-missing", "troubles-unread"),
    *("near-duplicate", "same-error"),
    *("marketplace-copy", "marketplace-missing", "marketplace-stale"),
)
_ERRORS = frozenset(ERRORS)


@dataclass(frozen=True, order=True)
class Finding:
    """What lint found, and how to mend it. `line` counts from 1, 0 where it is the whole file."""

    path: str
    line: int
    rule: str
    severity: Severity
    message: str


def finding(path: str, line: int, rule: str, message: str) -> Finding:
    """The finding, with the rule's own severity. `message`: what is wrong; how to mend it."""
    return Finding(path, line, rule, "error" if rule in _ERRORS else "warning", message)


def counted(found: Collection[Finding]) -> str:
    """How many of each severity: `1 error, 2 warnings`."""
    errors = sum(one.severity == "error" for one in found)
    return f"{_many(errors, 'error')}, {_many(len(found) - errors, 'warning')}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


# ── registry/places.py
# What a path in a registry is: which plugin it lies in, whether it is a skill's main file.

# A dot in a flat skill's name is a version's: NAME.notes.md is beside a skill, and none itself.
_FLAT = re.compile(r"skills/(?!README\b)[^/.]+(?:\.\d[^/.]*)*\.md", re.I)


def plugin_of(path: str) -> str:
    """The plugin's folder, `plugins/CATEGORY/NAME`, that a path lies in, "" where in none."""
    parts = path.split("/", 3)
    return "/".join(parts[:3]) if parts[0] == "plugins" and len(parts) == 4 else ""


def is_skill(path: str) -> bool:
    """Is this the path of a skill's main file, in one of the layouts?"""
    if path.startswith(("templates/", ".github/")):
        return False
    return path.rsplit("/", 1)[-1] == "SKILL.md" or _FLAT.fullmatch(path) is not None


def called(path: str) -> str:
    """What the folder or the file of a skill calls it; "" for a SKILL.md at the top."""
    folders, _, name = path.rpartition("/")
    return folders.rsplit("/", 1)[-1] if name == "SKILL.md" else name[: -len(".md")]


# ── registry/tree.py
# Walk and read a registry's files, whatever somebody put there: links, pipes, huge files.
#
# Nothing here raises on what it meets; what cannot be read safely is not there.

# A SKILL.md is a few kilobytes; what is larger is data that nobody reads as advice.
LARGEST = 1_000_000
# The largest known team registry has about 5,000 files.
MOST = 500_000

_SKIPPED = frozenset({"node_modules", "__pycache__"})
_HIDDEN_BUT_OURS = frozenset({".claude", ".claude-plugin", ".github"})


def files(root: Path, below: str = "") -> Iterator[str]:
    """Paths of the regular files below `root`, relative and sorted folder by folder.

    Links are neither listed nor followed; hidden folders are left out but those that a registry
    needs; at most `MOST` come back. `below`: of this folder only, or this file alone.
    """
    if not below:
        return islice(_walk(str(root), ""), MOST)
    kind = _kind_of(root, below.split("/"))
    if kind == stat.S_IFREG:
        return iter((below,))
    return islice(_walk(str(root), f"{below}/"), MOST) if kind == stat.S_IFDIR else iter(())


def links(root: Path) -> Iterator[str]:
    """Paths of the symbolic links below `root`, relative."""
    for folder, folders, names in _folders(root):
        for name in sorted((*folders, *names)):
            path = os.path.join(folder, name)  # a Path for each name costs seconds
            if os.path.islink(path):  # the same
                yield os.path.relpath(path, root)


def read(path: Path) -> str | None:
    """The text of a regular file of at most `LARGEST` bytes; None where it is anything else.

    Bytes that are no UTF-8 come back as U+FFFD.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError):
        return None
    with open(descriptor, "rb") as opened:  # a descriptor, opened without following
        try:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
                return None
            return opened.read(LARGEST).decode("utf-8", "replace").replace("\r\n", "\n")
        except OSError:
            return None


def plugins(root: Path) -> tuple[str, ...]:
    """The plugins of a registry in our own layout, `plugins/CATEGORY/NAME`, sorted."""
    tops = (path.split("/", 3) for path in files(root / "plugins"))
    return tuple(sorted({f"plugins/{top[0]}/{top[1]}" for top in tops if len(top) > 2}))


def has(other: Path, root: Path, top: str) -> bool:
    """Has the registry `other` all files of the folder `top` of the one at `root`, to the byte?"""
    return all(
        (text := read(root / top / path)) is not None and text == read(other / top / path)
        for path in files(root / top)
    )


def _walk(root: str, inside: str) -> Iterator[str]:
    """Folder by folder: its files, then its folders. What a listing tells is not asked again."""
    todo = [inside]
    while todo:
        inside = todo.pop()
        folders, names = [], []
        with suppress(OSError), os.scandir(f"{root}/{inside}") as listed:
            for entry in listed:
                with suppress(OSError):
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(f"{inside}{entry.name}/")
                    elif entry.is_file(follow_symlinks=False):
                        names.append(inside + entry.name)
        yield from sorted(names)
        todo += sorted((f for f in folders if _entered(f.split("/")[-2])), reverse=True)


def _kind_of(root: Path, parts: list[str]) -> int:
    """What the parts lead to without a link or a folder that is left out; 0 where to nothing."""
    kind = 0
    for place, part in enumerate(parts, start=1):
        try:
            kind = stat.S_IFMT(os.lstat(f"{root}/{'/'.join(parts[:place])}").st_mode)
        except (OSError, ValueError):
            return 0
        folder = kind == stat.S_IFDIR
        if part in {"", ".", ".."} or (folder and not _entered(part)):
            return 0
        if not folder and place < len(parts):
            return 0
    return kind


def _entered(folder: str) -> bool:
    return folder not in _SKIPPED and (folder[0] != "." or folder in _HIDDEN_BUT_OURS)


def _folders(root: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(filter(_entered, folders))
        yield folder, folders, names


# ── registry/markdown.py
# As much of Markdown as a registry needs: headings outside code fences, tables, fenced blocks.

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*)")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_LEADS = frozenset("#`~ ")
_CELLS = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:-]+")


@dataclass(frozen=True)
class Section:
    """A heading, its depth (1 to 6), its line (from 1) and the lines up to the next one."""

    title: str
    level: int
    line: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The section without its heading."""
        return "\n".join(self.lines).strip()


def sections(text: str) -> Iterator[Section]:
    """The sections of a text, flat and in order; what precedes the first heading has level 0."""
    title, level, line = "", 0, 0
    lines: list[str] = []
    fence = ""
    for number, content in enumerate(text.split("\n"), start=1):
        if content[:1] not in _LEADS:  # most lines: neither heading nor fence
            lines.append(content)
            continue
        mark = _FENCE.match(content)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        heading = None if fence or mark else _HEADING.match(content[:500])
        if heading:
            yield Section(title, level, line, tuple(lines))
            title, level, line = heading[2].rstrip(" #"), len(heading[1]), number
            lines = []
        else:
            lines.append(content)
    yield Section(title, level, line, tuple(lines))


def fenced(text: str) -> str:
    """What the first fenced block of the text holds, "" where there is none."""
    fence = ""
    kept: list[str] = []
    for content in text.split("\n"):
        mark = _FENCE.match(content)
        if fence and mark and mark[1].startswith(fence):
            return "\n".join(kept)
        if fence:
            kept.append(content)
        elif mark:
            fence = mark[1]
    return ""


def table(text: str) -> list[list[str]]:
    """The rows of the first table of the text, its header first, cells stripped; [] if none."""
    rows: list[list[str]] = []
    if "|" not in text:
        return rows
    for content in text.split("\n"):
        line = content.strip()
        if line.startswith("|"):
            if not _RULE.fullmatch(line):
                inner = line.removeprefix("|").removesuffix("|")
                rows.append([cell.replace("\\|", "|").strip() for cell in _CELLS.split(inner)])
        elif rows:
            break
    return rows


# ── registry/skill.py
# A skill as a registry holds it: what the index reads, whatever the layout.

@dataclass(frozen=True)
class TroubleEntry:
    """One entry of a troubleshooting file: the error it is for, and the text that mends it."""

    error: str
    text: str
    signature: str = ""


# ── registry/troubles.py
# Read troubleshooting.md: which exact error is mended by which text.
#
# Two forms are read: a section an error (its heading or its first fenced block is the error), and a
# table whose first column names errors.

_troubles_MOST = 500
_SIGNATURE = re.compile(r"<!--[ \t]*signature:[ \t]*([^\n]*?)[ \t]*-->")
_troubles_ERRORS = re.compile(r"error|symptom|message|problem|exception", re.I)
# Headings below an entry that are parts of it rather than entries of their own.
_PART = re.compile(
    r"(the )?(error|symptoms?|cause|root cause|why|fix|solution|lesson|example)s?\b", re.I
)


def troubles(text: str) -> tuple[TroubleEntry, ...]:
    """The entries of a troubleshooting file, at most `_troubles_MOST`."""
    found: list[TroubleEntry] = []
    for entry in _entries(list(sections(text))):
        found += _rows(entry) or _one(entry)
        if len(found) >= _troubles_MOST:
            break
    return tuple(found[:_troubles_MOST])


def _entries(parts: list[Section]) -> Iterator[Section]:
    """Sections with those that are their parts joined to them."""
    held: Section | None = None
    for part in parts:
        if held and part.level > held.level > 1 and (_PART.match(part.title) or held.text == ""):
            if held.text == "" and not _PART.match(part.title):  # a group: its members are entries
                held = part
                continue
            heading = f"{'#' * part.level} {part.title}"
            held = Section(held.title, held.level, held.line, (*held.lines, heading, *part.lines))
            continue
        if held:
            yield held
        held = part
    if held:
        yield held


def _rows(entry: Section) -> list[TroubleEntry]:
    rows = table(entry.text)
    if len(rows) < 2 or not _troubles_ERRORS.search(rows[0][0]):
        return []
    header = rows[0]
    return [
        TroubleEntry(
            _bare(row[0]), "\n".join(f"{h}: {c}" for h, c in zip(header, row, strict=False))
        )
        for row in rows[1:]
        if row[0]
    ]


def _one(entry: Section) -> list[TroubleEntry]:
    if entry.level < 2 or not entry.text:
        return []
    signature = _SIGNATURE.search(entry.text)
    text = _SIGNATURE.sub("", entry.text).strip()
    error = fenced(text).strip() or _bare(entry.title)
    if not error or not text:
        return []
    return [TroubleEntry(error, text, signature[1] if signature else "")]


def _bare(text: str) -> str:
    return text.strip().strip("`").strip()


# ── registry/scalars.py
# One value of a frontmatter: quoted, plain, a block or nested; as `header` reads them.

_BLOCK = re.compile(r"([|>])([+-]?[1-9]?|[1-9][+-])[ ]*(?:[ ]#.*)?")
_SPECIAL = re.compile(r"[\]},&*!%@`]|[-?:](?:[ ]|$)")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))")
_ESCAPED = dict(
    zip(  # the registry's own check runs on Python 3.9, which has no strict
        '0abt\tnvfre "/\\N_LP', '\0\a\b\t\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029'
    )
)
_NOTHING = re.compile(r"(?i)~|null|true|false|yes|no|on|off|\Z")
_MAP = re.compile(r"\{\s*(?:[\w.-]+:\s+(?:_|[\w./ -]+)\s*(?:,\s*)?)*\}\s*")


class Value(NamedTuple):
    """A value and the number of lines that it takes; see `header.Key`."""

    value: str = ""
    style: str = "plain"
    lines: int = 1
    problem: str = ""
    cut: str = ""


def value(first: str, after: list[str]) -> Value:
    """The value that begins with `first`; `after`: the lines below its key."""
    below = _below(after)
    if first[:1] in ("|", ">"):
        return _block(first, below)
    if first[:1] in ('"', "'"):
        return _quoted(first, below)
    if first[:1] in ("[", "{"):
        return _flow(first, below)
    if not first or first.startswith("#"):
        text = next((line.strip() for line in below if line.strip()), "")
        # A text that begins on the next line is as good; a list or keys are no text.
        if not text or re.match(r"- |-$|#|[\w.-]+[ ]*:(?:\s|$)|[\"'\[{|>]", text):
            return _nested(below)
        first = ""
    return _plain(first, below)


def _below(after: list[str]) -> list[str]:
    """The lines that belong to a value: indented, blank, or the items of a list."""
    taken = 0
    for number, line in enumerate(after, start=1):
        if line.startswith((" ", "\t", "- ")) or line == "-":
            taken = number
        elif line.strip():
            break
    return after[:taken]


def _nested(below: list[str]) -> Value:
    problem = next(filter(None, map(_item, below)), "")
    margins = {len(line) - len(line.lstrip(" ")) for line in below if line.strip()}
    lists = {line.lstrip().startswith("-") for line in below if line.strip()}
    if len(margins) == 1 and len(lists) > 1:
        problem = problem or "a list and keys in one; write one of them"
    return Value(style="nested", lines=1 + len(below), problem=problem)


def _item(line: str) -> str:
    """What is wrong with one line of a list or of keys below a key; "" if nothing is."""
    text = line.strip(" ")
    if not text or text.startswith("#"):
        return ""
    text = re.sub(r"\A(?:- +)*(?:-$)?", "", text)
    key = re.match(r"(?:[\w.-]+|\"[^\"\\]*\"|'[^']*')[ ]*:(?:[ ]+|$)", text)
    return value(text[key.end() :] if key else text, []).problem


def _block(first: str, below: list[str]) -> Value:
    found = _BLOCK.fullmatch(first)
    text = [line.strip() for line in below]
    margin = next((len(line) - len(line.lstrip(" ")) for line in below if line.strip()), 0)
    uneven = any(line.strip() and len(line) - len(line.lstrip(" ")) < margin for line in below)
    problem = "" if found and not uneven else "no good block; put the text in quotes"
    if any(line.startswith("-") for line in below):
        problem = "no good block; indent its lines"
    return Value("\n".join(text).strip(), "block", 1 + len(below), problem)


def _quoted(first: str, below: list[str]) -> Value:
    quote = first[0]
    style = "double" if quote == '"' else "single"
    ends = re.compile(r"(?:[^\"\\]|\\[\s\S])*\"" if quote == '"' else r"(?:[^']|'')*'(?!')")
    end = None
    for used in range(len(below) + 1):
        text = "\n".join([first[1:], *below[:used]])
        if end := ends.match(text):
            break
    if end is None:
        return Value(style=style, lines=1, problem=f"a {quote} without its end; close the quotes")
    behind = text[end.end() :].strip()
    problem = f"text behind the closing {quote}; put it inside" if behind else ""
    if behind.startswith("#"):
        problem = ""
    inner, bad = _unescaped(end[0][:-1]) if quote == '"' else (end[0][:-1].replace("''", "'"), "")
    return Value(inner, style, 1 + used, bad or problem)


def _unescaped(text: str) -> tuple[str, str]:
    bad = [m[0] for m in _ESCAPE.finditer(text) if m[4] and m[4] not in _ESCAPED and m[4] != "\n"]
    bad += [m[0] for m in _ESCAPE.finditer(text) if m[3] and int(m[3], 16) > 0x10FFFF]
    if bad:
        return text, f"{bad[0]!r} is no escape; write \\\\ for a backslash"

    def plain(found: re.Match[str]) -> str:
        code = found[1] or found[2] or found[3]
        return chr(int(code, 16)) if code else _ESCAPED.get(found[4], "")

    return _ESCAPE.sub(plain, text), ""


def _flow(first: str, below: list[str]) -> Value:
    text = "\n".join([first, *below])
    bare = re.sub(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'", "_", text)
    closed = re.fullmatch(r"\[[^\[\]{}:&*!%@`#|>\"']*\]\s*", bare) or _MAP.fullmatch(bare)
    problem = (
        "" if closed else f"begins with {first[0]} and is no plain list or map; quote the value"
    )
    return Value(style="nested", lines=1 + len(below), problem=problem)


def _plain(first: str, below: list[str]) -> Value:
    parts = [first] if first else []
    cut = problem = ""
    for line in [*([first] if first else []), *below]:
        text, hash_, comment = f" {line.strip()}".partition(" #")
        cut = cut or (f"#{comment}" if hash_ else "")
        if re.search(r":(?:[ ]|$)", text):
            problem = "a colon in a value without quotes; quote the value"
    parts = [f" {line}".partition(" #")[0].strip() for line in [*parts, *below]]
    text = " ".join(filter(None, parts))
    if _SPECIAL.match(text):
        problem = f"begins with {text[0]}; quote the value"
    if cut and below:
        problem = problem or "a # within a value without quotes; quote the value"
    if any(line.startswith("-") for line in below):
        problem = problem or "a dash at the margin; quote the value"
    return Value("" if _NOTHING.fullmatch(text) else text, "plain", 1 + len(below), problem, cut)


# ── registry/header.py
# The YAML before a skill's body as lint reads it: with the lines and quotes of each value.
#
# The plain part of YAML that frontmatter is written in, and without a library, so that a registry's
# own check needs none. What is outside of it is a problem that says how to write it instead; what
# is read without a problem means the same in YAML.

# The end of a frontmatter is near, or it is none.
_LARGEST = 20_000
_KEY = re.compile(r"(?:([A-Za-z_][\w.-]*)|\"([^\"\\\n]+)\"|'([^'\n]+)')[ ]*:(?:[ \t]+(.*)|[ \t]*$)")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


class Key(NamedTuple):
    """A key of the frontmatter. `style`: double, single, plain, block, or nested for no text.

    `lines`: how many lines it takes. `cut`: what YAML takes for a comment behind the value.
    """

    name: str
    line: int
    lines: int
    value: str
    style: str
    cut: str = ""


class Header(NamedTuple):
    """The frontmatter, and how many lines come before the body; 0 where there is none."""

    keys: tuple[Key, ...] = ()
    lines: int = 0
    problems: tuple[tuple[int, str], ...] = ()

    def key(self, name: str) -> Key | None:
        """The key, None where it is not there; the last of equal ones, as YAML has it."""
        return next((key for key in reversed(self.keys) if key.name == name), None)

    def text(self, name: str) -> str:
        """The key's value on one line, "" where there is none."""
        key = self.key(name)
        return " ".join(key.value.split()) if key else ""


def header(text: str) -> Header | None:
    """The frontmatter of a Markdown text; None where it has none. Never raises."""
    first, _, rest = text.partition("\n")
    end = re.search(r"^---[ \t]*$", rest[: _LARGEST + 4], re.M)
    if first.rstrip() != "---" or end is None:
        return None
    lines = rest[: end.start()].split("\n")[:-1]
    keys: list[Key] = []
    problems: list[tuple[int, str]] = []
    at = 0
    while at < len(lines):
        line, number = lines[at], at + 2
        found = _KEY.match(line)
        if not line.strip() or line.lstrip().startswith("#"):
            at += 1
        elif found is None:
            problems.append((number, "no `key: value` at the margin; write one"))
            at += 1
        else:
            read = value((found[4] or "").strip(), lines[at + 1 :])
            name = found[1] or found[2] or found[3]
            keys.append(Key(name, number, read.lines, read.value, read.style, read.cut))
            problems += [(number, read.problem)] if read.problem else []
            at += read.lines
    if tabs := [n for n, line in enumerate(lines, start=2) if "\t" in line]:
        problems.append((tabs[0], "a tab; use spaces"))
    if bad := _UNPRINTABLE.search("\n".join(lines)):
        problems.append((1, f"U+{ord(bad[0]):04X} may not stand in YAML; delete it"))
    return Header(tuple(keys), len(lines) + 2, tuple(problems))


# ── registry/page.py
# A Markdown file as lint sees it: its frontmatter, its sections and its prose, by the line.

_page_FENCE = re.compile(r"\s{0,12}(?:[-*+]|\d+\.)?\s{0,4}(```+|~~~+)")
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")

Line = tuple[int, str]


class Page(NamedTuple):
    """A file's path, its frontmatter (None without one), its sections and its lines.

    `prose`: number and text of the lines outside fenced blocks and the frontmatter.
    """

    path: str
    text: str
    header: "Header | None"
    sections: tuple[Section, ...]
    prose: tuple[Line, ...]


def page(path: str, text: str) -> Page:
    """The file as a page; lines count from 1 in the whole file."""
    text = text[1:] if text.startswith("\ufeff") else text
    head = header(text)
    skipped = head.lines if head else 0
    body = "\n" * skipped + "\n".join(text.split("\n")[skipped:])
    return Page(path, text, head, tuple(sections(body)), tuple(_prose(body)))


def titled(found: Page, title: str) -> list[Section]:
    """The sections whose title begins with this, of those the ones of the highest level."""
    named = [p for p in found.sections if p.level and p.title.lower().startswith(title.lower())]
    return [part for part in named if part.level == min(other.level for other in named)]


def below(found: Page, title: str) -> tuple[Section, ...]:
    """The first section of that title, and the deeper ones in it; () if none."""
    inner = titled(found, title)[:1]
    if inner:
        place = found.sections.index(inner[0])
        for other in found.sections[place + 1 :]:
            if other.level <= inner[0].level:
                break
            inner.append(other)
    return tuple(inner)


def numbered(parts: "tuple[Section, ...]") -> Iterator[Line]:
    """Number and text of the sections' lines, their headings left out."""
    for part in parts:
        yield from enumerate(part.lines, start=part.line + 1)


def bare(line: str) -> str:
    """The line with each code span blanked: what is in one is no link and no cell."""
    return _SPAN.sub(lambda span: "`" * len(span.group()), line)


def spans(line: str) -> Iterator[str]:
    """What the line's code spans hold."""
    return (found[2].strip() for found in _SPAN.finditer(line))


def _prose(body: str) -> Iterator[Line]:
    fence = ""
    for number, line in enumerate(body.split("\n"), start=1):
        mark = _page_FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and line.strip() == mark[1]:
            fence = ""
        elif not fence and line.strip():
            yield number, line


# ── redact/rule.py
# What a rule is: which texts it concerns, what it finds there and what it puts in its place.

class Pattern(Protocol):
    """What finds, in the notation of `re` or of RE2."""

    def sub(self, replace: Callable[[re.Match[str]], str], text: str, /) -> str:
        """The text with what `replace` makes of each match."""


@dataclass(frozen=True)
class Rule:
    """A table of `rules.toml`, whose head says what each field means, or a rule of gitleaks.

    `group`: what of a match is the secret.
    """

    kind: str
    keywords: tuple[str, ...]
    gates: tuple[str, ...]
    pattern: Pattern
    within: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    put: str
    lines: bool
    group: str | int


# ── redact/addresses.py
# Which dotted numbers name a machine.

# Addresses that mean the same everywhere: resolvers, a cloud's metadata, the bridge of Docker, and
# the private ranges themselves.
_EVERYWHERE = {
    *("8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "100.100.100.100"),
    *("169.254.169.254", "172.17.0.1", "10.0.0.0", "172.16.0.0", "192.168.0.0"),
}
_VERSION = re.compile(r"(?i)(?:[=<>~!]=|\bversion|\bver|\brelease|-cu\d+)[\"']?[ \t]*[:=]?[ \t]*$")


def names_a_host(match: re.Match[str]) -> bool:
    """Is it an address of some machine, and not a version, a netmask or one that all machines have?

    Versions of four parts are common in ML (`nvidia-cublas-cu12==12.1.3.1`): what stands behind a
    comparison or the word version is one, and so is a public address of small numbers alone.
    """
    secret = match.group("secret")
    try:
        address = ipaddress.ip_address(secret)
    except ValueError:
        return False
    before = match.string[max(0, match.start() - 40) : match.start()]
    if address.version == 6:
        return any(letter.isdigit() for letter in secret)
    small = address.is_global and all(part < 32 for part in address.packed)
    return not (
        address.is_loopback
        or address.is_unspecified
        or address.packed[0] in (0, 255)
        or secret in _EVERYWHERE
        or small
        or _VERSION.search(before)
    )


# ── redact/people.py
# Who a session names: people by their commits, their e-mail addresses and their mentions.

@lru_cache(maxsize=8)
def pattern(names: frozenset[str]) -> re.Pattern[str]:
    """What finds these names as whole words, whatever their case; the longest first."""
    choices = "|".join(map(re.escape, sorted(names, key=lambda n: (-len(n), n))))
    return re.compile(rf"(?i)(?:(?<![A-Za-z0-9_])|(?<=\\[nrt]))(?:{choices})(?![A-Za-z0-9_])")


# ── redact/gitleaks.py
# The public rule set of gitleaks, as data: keys that only a provider's name beside them tells.
#
# `gitleaks.toml` is `config/gitleaks.toml` of gitleaks 8.16.0 to the letter; its licence lies beside
# it. RE2 runs it, the engine that it was written for, so that hostile text costs linear time.

_BEHIND = r"\\[nrt]|%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}"


_BEFORE = re.compile(rf"(?:\A|[^A-Za-z0-9]|{_BEHIND})\Z")


@dataclass(frozen=True)
class _Re2:
    """A pattern of RE2, for any text that a transcript can hold. `whole`: it matches a token, and
    none in the middle of a longer word (RE2 cannot look behind)."""

    compiled: Any
    whole: bool

    def sub(self, replace: Callable[[re.Match[str]], str], text: str) -> str:
        """The text with what `replace` makes of each match; a lone surrogate becomes `?`."""

        def heeded(match: re.Match[str]) -> str:
            return match.group() if self.whole and _inside(match) else replace(match)

        try:
            return str(self.compiled.sub(heeded, text))
        except UnicodeEncodeError:
            return str(self.compiled.sub(heeded, text.encode(errors="replace").decode()))


def _inside(match: re.Match[str]) -> bool:
    return _BEFORE.search(match.string[max(0, match.start() - 6) : match.start()]) is None


# ── the table of redact/rules.toml and redact/gitleaks.toml

_START = '(?:(?<![A-Za-z0-9_])|(?<=[nrt0-9A-Fa-f+-])(?:(?<=\\\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\u[0-9A-Fa-f]{4})|(?m:(?<=^[+-]))|(?<=\\\\n[+-])))'
_PATTERNS = (
    ('private-key', ('private key',), (), '-----BEGIN[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\\s\\S]*?(?:-----END[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\\Z)', None, None, '', False, 0, None),
    ('private-key', ('private key',), (), '(?m)^(?:[A-Za-z0-9+/=]{1,80}[ \\t\\r]{0,2}\\n){1,120}-----END[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----', None, None, '', False, 0, None),
    ('private-key', ('ls0tls1crudjti', 'eyj0exblijogin', 'eyj0exblijoic2vy', 'ewogicj0exblijogin'), (), '(?:(?<![A-Za-z0-9+/])|(?<=[nrt0-9A-Fa-f+-])(?:(?<=\\\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\u[0-9A-Fa-f]{4})|(?m:(?<=^[+-]))|(?<=\\\\n[+-])))(?:LS0tLS1CRUdJTi|eyJ0eXBlIjogInNlcnZpY2|eyJ0eXBlIjoic2VydmljZ|ewogICJ0eXBlIjogInNlcnZpY2)[A-Za-z0-9+/]{20,}={0,2}(?:(?:\\n|\\\\n)[A-Za-z0-9+/]{60,}={0,2})*(?:(?:\\n|\\\\n)[A-Za-z0-9+/]{1,76}={1,2})?', None, None, '', False, 0, None),
    ('anthropic-key', ('sk-ant-',), (), '(?#word)sk-ant-[A-Za-z0-9_-]{16,}', None, None, '', True, 0, None),
    ('openai-key', ('sk-',), (), '(?#word)sk-(?:(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{20,}|or-v1-[0-9a-f]{40,}|[A-Za-z0-9]{32,})', None, None, '', True, 0, None),
    ('github-token', ('ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'), (), '(?#word)(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{22,})', None, None, '', True, 0, None),
    ('gitlab-token', ('glpat-', 'gldt-', 'glrt-', 'glcbt-', 'glptt-', 'glft-', 'glsoat-', 'gloas-'), (), '(?#word)gl(?:pat|dt|rt|cbt|ptt|ft|soat|oas)-[A-Za-z0-9_.-]{16,}', None, None, '', True, 0, None),
    ('aws-key', ('akia', 'asia', 'abia', 'acca'), (), '(?#word)(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])', None, None, '', True, 0, None),
    ('google-key', ('aiza', 'gocspx-', 'ya29.', '1//0'), (), '(?#word)(?:AIza[A-Za-z0-9_-]{35}|GOCSPX-[A-Za-z0-9_-]{20,}|ya29\\.[A-Za-z0-9_-]{20,}|1//0[A-Za-z0-9_-]{30,})', None, None, '', True, 0, None),
    ('slack-token', ('xox', 'xapp-', 'hooks.slack.com'), (), '(?#word)(?:xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{16,}|https://hooks\\.slack\\.com/[A-Za-z0-9/]{20,})', None, None, '', True, 0, None),
    ('discord-webhook', ('discord',), (), '(?#word)https://(?:[a-z]{1,10}\\.)?discord(?:app)?\\.com/api/webhooks/[A-Za-z0-9/_-]{20,}', None, None, '', True, 0, None),
    ('huggingface-token', ('hf_', 'api_org_'), (), '(?#word)(?:hf|api_org)_[A-Za-z0-9]{30,}', None, None, '', True, 0, None),
    ('npm-token', ('npm_',), (), '(?#word)npm_[A-Za-z0-9]{36}(?![A-Za-z0-9_])', None, None, '', True, 0, None),
    ('pypi-token', ('pypi-',), (), '(?#word)pypi-[A-Za-z0-9_-]{50,}', None, None, '', True, 0, None),
    ('stripe-key', ('_live_', '_test_', 'whsec_'), (), '(?#word)(?:[spr]k_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{20,})', None, None, '', True, 0, None),
    ('sendgrid-key', ('sg.',), (), '(?#word)SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}', None, None, '', True, 0, None),
    ('twilio-key', (), ('(?:sk|ac)[0-9a-f]{8}',), '(?#word)(?:SK|AC)[0-9a-fA-F]{32}(?![A-Za-z0-9])', None, None, '', False, 0, None),
    ('telegram-token', (), ('[0-9]:a[a-z0-9_-]{8}',), '(?#word)[0-9]{5,16}:A[A-Za-z0-9_-]{34}(?![A-Za-z0-9_-])', None, None, '', False, 0, None),
    ('azure-key', ('accountkey=', 'sharedaccesskey=', 'sig='), (), '(?:(?:Account|SharedAccess)Key=|[?&]sig=)(?P<secret>[A-Za-z0-9+/%=]{20,})', None, None, '', False, 'secret', None),
    ('model-service-key', ('gsk_', 'xai-', 'pplx-', 'r8_', 'nvapi-', 'tgp_v1_', 'lsv2_', 'wandb_v1_', 'dapi'), (), '(?#word)(?:gsk_[A-Za-z0-9]{30,}|xai-[A-Za-z0-9]{40,}|pplx-[A-Za-z0-9]{40,}|r8_[A-Za-z0-9]{30,}|nvapi-[A-Za-z0-9_-]{40,}|tgp_v1_[A-Za-z0-9_-]{30,}|lsv2_(?:pt|sk)_[A-Za-z0-9_]{30,}|wandb_v1_[A-Za-z0-9_]{30,}|dapi[0-9a-f]{32})', None, None, '', True, 0, None),
    ('service-token', ('do_v1_', 'doo_v1_', 'dop_v1_', 'dor_v1_', 'shpat_', 'shpca_', 'shppa_', 'shpss_', 'lin_api_', 'ntn_', 'sbp_', 'sb_secret_', 'hvs.', 'tskey-', 'glc_', 'glsa_', 'nrak-', 'pmak-', 'sntrys_', 'dckr_pat_', 'rubygems_', 'atatt3', 'age-secret-key-1', '.atlasv1.', 'pul-', 'dp.pt.', 'key-'), (), '(?#word)(?:do[opr]_v1_[a-f0-9]{64}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}|lin_api_[A-Za-z0-9]{30,}|ntn_[A-Za-z0-9]{40,}|sbp_[a-f0-9]{40}|sb_secret_[A-Za-z0-9_-]{20,}|hvs\\.[A-Za-z0-9_-]{24,}|tskey-[a-z]{2,10}-[A-Za-z0-9-]{16,}|gl(?:c|sa)_[A-Za-z0-9+/=_]{30,}|NRAK-[A-Z0-9]{27}|PMAK-[a-f0-9-]{50,}|sntrys_[A-Za-z0-9+/=_]{40,}|dckr_pat_[A-Za-z0-9_-]{20,}|rubygems_[a-f0-9]{48}|ATATT3[A-Za-z0-9_=-]{40,}|AGE-SECRET-KEY-1[A-Z0-9]{50,}|[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{40,}|pul-[a-f0-9]{40}|dp\\.pt\\.[A-Za-z0-9]{40,}|key-[0-9a-f]{32}(?![A-Za-z0-9]))', None, None, '', True, 0, None),
    ('azure-key', ('q~',), (), '(?#word)[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~])', None, None, '', True, 0, None),
    ('webhook', ('webhook.office.com', 'hooks.zapier.com', 'chat.googleapis.com'), (), '(?#word)https://(?:[a-z0-9-]{1,60}\\.webhook\\.office\\.com/webhookb2|hooks\\.zapier\\.com/hooks/catch|chat\\.googleapis\\.com/v1/spaces)/[A-Za-z0-9@/?&=_%-]{16,}', None, None, '', True, 0, None),
    ('model-service-key', ('pcsk_', 'sk-lf-', 'eyjhcglfywrkcmvzcyi6', 'fw_', 'vck_', 'jina_'), (), '(?#word)(?:pcsk_[A-Za-z0-9_]{30,}|sk-lf-[0-9a-f-]{36}|eyJhcGlfYWRkcmVzcyI6[A-Za-z0-9+/=_-]{20,}|fw_[A-Za-z0-9]{20,}(?![A-Za-z0-9_])|vck_[A-Za-z0-9]{40,}|jina_[A-Za-z0-9_-]{40,})', None, None, '', True, 0, None),
    ('service-token', ('dt0c01.', 'ezak', 'eztk', 'figd_', 'fo1_', 'fm2_', 'hrku-', 'ltai', 'pscale_', 'phx_', 'pnu_', 'rdme_', 'sntryu_', 'sgp_', 'sq0', 'tfp_', 'ops_eyj', 'a3-', 'nfp_', 'shippo_', 'p8e-', 'akcp'), (), '(?#word)(?:dt0c01\\.[A-Za-z0-9]{24}\\.[A-Za-z0-9]{64}|EZ[AT]K[A-Za-z0-9]{54}|figd_[A-Za-z0-9_-]{36,}|fo1_[A-Za-z0-9_-]{43}|fm2_[A-Za-z0-9+/=_-]{40,}|HRKU-[A-Za-z0-9_-]{30,}|LTAI[A-Za-z0-9]{20}(?![A-Za-z0-9])|pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.=-]{32,}|phx_[A-Za-z0-9]{40,}|pnu_[A-Za-z0-9]{36}|rdme_[a-z0-9]{70}|sntryu_[a-f0-9]{64}|sgp_[A-Za-z0-9_]{40,}|sq0(?:atp|csp)-[A-Za-z0-9_-]{22,}|tfp_[A-Za-z0-9_.=-]{44,}|ops_eyJ[A-Za-z0-9+/]{80,}|A3-[A-Z0-9]{6}-[A-Z0-9]{6,11}(?:-[A-Z0-9]{5}){3,4}|nfp_[A-Za-z0-9]{36}|shippo_(?:live|test)_[a-f0-9]{40}|p8e-[a-z0-9]{32}|AKCp[A-Za-z0-9]{60,})', None, None, '', True, 0, None),
    ('service-token', (), ('[0-9a-f]{8}-us[0-9]', 'secret_[a-z0-9]{8}', '[a-z0-9]{8}\\.[0-9a-f]{8}', 'eaa[a-z0-9]{8}', 'sl\\.[a-z0-9_-]{8}'), '(?#word)(?:[0-9a-f]{32}-us[0-9]{1,2}(?![A-Za-z0-9])|secret_[A-Za-z0-9]{43}(?![A-Za-z0-9])|pat[A-Za-z0-9]{14}\\.[a-f0-9]{64}|EAA[A-Za-z0-9]{80,}|sl\\.[A-Za-z0-9_-]{120,})', None, None, '', False, 0, None),
    ('jwt', ('eyj',), (), '(?#word)eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)?', None, None, '', True, 0, None),
    ('url-credentials', ('://',), (), '://(?P<secret>[^\\s/:@\'"`<>\\\\$]{0,128}:[^\\s/\'"`<>\\\\]{1,256}|[A-Za-z0-9_-]{16,256})@', None, '(?i)user(?:name)?:pass(?:word)?|[^:]{0,128}:redacted|[^:]{0,128}:(?:\\$\\{?[A-Za-z0-9_]+\\}?|\\{[A-Za-z0-9_.]+\\}|%s|\\*+)', '', False, 'secret', None),
    ('authorization', ('authorization',), (), '(?i)authorization["\'\\\\]{0,5}[ \\t]{0,4}[:=][ \\t]{0,4}["\'\\\\]{0,5}(?:basic|token|digest|apikey|bearer)[ \\t]{1,4}(?P<secret>[A-Za-z0-9._~+/=-]{6,})', None, '(?i)[a-z_]+\\.[a-z_.]+|your[_-].*|.*\\.\\.\\..*', '', False, 'secret', None),
    ('authorization', ('authorization',), (), '(?i)authorization["\'\\\\]{0,5}[:=][ \\t]{0,4}["\'\\\\]{0,5}(?P<secret>[A-Za-z0-9._~+/=-]{8,})', None, '(?i)[a-z_.]+', '', False, 'secret', None),
    ('authorization', ('bearer',), (), '(?i)(?#word)bearer[ \\t]{1,4}(?P<secret>[A-Za-z0-9._~+/=-]{16,})', None, '(?i)[a-z_.-]+|your[_-].*|.*\\.\\.\\..*', '', False, 'secret', None),
    ('cookie', ('cookie',), (), '(?i)(?#word)cookie["\']?[ \\t]{0,4}:[ \\t]{0,4}["\']?(?P<secret>[A-Za-z0-9_.-]{1,64}=[^\\s"\']{8,})', None, None, '', False, 'secret', None),
    ('password', ('passw', 'pwd', 'passphrase', 'secret', 'token', 'key', 'credential'), (), '(?i)(?:passw(?:or)?d|passphrase|pwd|secret(?:string|[_-]?key)?|(?<!_)(?<!page)token|(?:auth|access|refresh|bot|api|id|session|csrf|hf|hub|github|gitlab|gh|npm|pypi|wandb|slack|user|service|deploy|bearer)_token|(?:api|access|auth|account|encryption|signing|private|license)[_-]?key|credentials?)(?:_id)?["\'\\\\]{0,5}\\]?[ \\t]{0,8}(?:=>|:=|[:=])[ \\t]{0,8}[bBfFrRuU]{0,2}\\\\{0,7}["\'](?P<secret>[^\\s"\'`\\\\<>${}]{6,256})\\\\{0,7}["\']', None, '(?i)(?-i:(?:[A-Z]?[a-z]+(?:[A-Z][a-z]+)*|[A-Z]+|[A-Za-z]{1,12})(?:[ _-](?:[A-Z]?[a-z]+(?:[A-Z][a-z]+)*|[A-Z]+|[A-Za-z]{1,12}))*)|[a-z_]+\\.[a-z_.]+|\\*+|x+|\\.+|[0-9]{1,5}|your[_-].*|.*redacted|.*\\.\\.\\.|(?-i:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)', '', True, 'secret', None),
    ('password', ('passw', 'pwd', 'passphrase', 'pass"', "pass'", 'pass\\', '_pass', '_pw', 'pw"', "pw'"), (), '(?i)(?:passw(?:or)?d|passphrase|pwd|(?<=[_"\'])(?:pass|pw))["\'\\\\]{0,5}\\]?[ \\t]{0,8}(?:=>|:=|[:=])[ \\t]{0,8}[bBfFrRuU]{0,2}\\\\{0,7}["\'](?P<secret>[^\\s"\'`\\\\<>${}]{4,256})\\\\{0,7}["\']', None, '(?i)(?:string|password|passwd|text|required|none|null|true|false|hidden|object|number|your[_-].*|.*redacted)|\\*+|\\.+|[~/].*|(?-i:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)', '', True, 'secret', None),
    ('password', ('passw', 'pwd', 'passphrase', 'secret', 'token', 'key', 'credential'), (), '(?i)(?:passw(?:or)?d|passphrase|pwd|secret(?:string|[_-]?key)?|(?<!_)(?<!page)token|(?:auth|access|refresh|bot|api|id|session|csrf|hf|hub|github|gitlab|gh|npm|pypi|wandb|slack|user|service|deploy|bearer)_token|(?:api|access|auth|account|encryption|signing|private|license)[_-]?key|credentials?)(?:_id)?[ \\t]{0,8}[:=][ \\t]{0,8}(?P<secret>[^\\s"\'`\\\\,;(){}\\[\\]<>$|&*~/.-][^\\s"\'`\\\\,;(){}\\[\\]<>$|&*]{7,256})(?![(\\[{])', None, '(?i)(?-i:[a-z]+(?:[_.:/-]+[a-z0-9]*[a-z])*|[A-Z]+(?:_[A-Z0-9]+)*|[A-Z]?[a-z]+(?:[A-Z][a-z]+)*)|[a-z]{1,15}|[a-z_]\\w*(?:[?!]?\\.\\w+)+\\??|your[_-].*|.*redacted|.*\\.\\.\\.|[a-z]+\\d{1,2}|[0-9_.]{1,9}|x+|get-credential|[\\w./-]+\\.(?:py|ts|js|json|ya?ml|toml|env|pem|txt|md|go|rs)(?::\\d+)*', '', True, 'secret', None),
    ('password', ('_pass', '_pw', 'pass=', 'pw='), (), '(?i)(?#word)(?:[a-z0-9]{1,30}_){0,5}(?:(?<=_)(?:pass|pw)[ \\t]{0,2}[:=]|(?-i:PASS|PW)=)[ \\t]{0,2}(?P<secret>[^\\s"\'`\\\\,;(){}\\[\\]<>$|&*~/.-][^\\s"\'`\\\\,;(){}\\[\\]<>$|&*]{5,256})(?![(\\[{])', None, '(?i)[a-z_]+|[0-9_.%]+|.*redacted|your[_-].*|.*[_-]here', '', True, 'secret', None),
    ('password', ('_token', '_key', '_secret', '_pat', '_auth', '_credential'), (), '(?#word)[A-Z][A-Z0-9]{0,30}(?:_[A-Z0-9]{1,30}){0,6}_(?:TOKEN|KEY|SECRET|PAT|AUTH|CREDENTIALS?)["\'\\\\]{0,5}\\]?[ \\t]{0,4}[:=][ \\t]{0,4}[b\\\\"\']{0,5}(?P<secret>(?=[A-Za-z+/=_-]{0,256}[0-9])[A-Za-z0-9+/=_-]{20,256})(?![A-Za-z0-9(\\[.])', None, '(?i:your[_-].*|.*[_-]here)|[a-z]+(?:[-_][a-z0-9]+)+|[A-Z]+(?:_[A-Z0-9]+)+|/.*|[a-z_]+(?:/[a-z0-9._-]+)+', '', True, 'secret', None),
    ('password', ('password is', 'passphrase is'), (), '(?i)pass(?:word|phrase) is:? {1,2}["\'`]?(?P<secret>(?=[^\\s0-9]{0,60}[0-9])[^\\s"\'`<>]{6,64})', None, '.*redacted.*|[0-9.,]+', '', True, 'secret', None),
    ('password', ('password>', 'passwd>', 'secret>', 'token>', 'apikey>', 'api_key>'), (), '(?i)<[a-z0-9_:.-]{0,40}(?:passw(?:or)?d|secret|token|api_?key)>(?P<secret>[^<>\\s{}$]{6,256})</', None, '(?i)[a-z_.-]+|[*.]+', '', False, 'secret', None),
    ('password', ('key=', 'token=', 'signature=', 'credential=', 'auth=', 'secret=', 'code='), (), '(?i)(?:[?&;]|%26|%3F)(?:amp;)?[a-z_-]{0,40}(?:key|token|signature|credential|auth|secret|code)(?:=|%3D)(?P<secret>(?=[^0-9\\s]{0,256}[0-9])[A-Za-z0-9_~.+/%=-]{16,2048})', None, '(?i)[a-z]+(?:[-_][a-z0-9]+)+', '', False, 'secret', None),
    ('cookie', ('--cookie', ' -b '), (), '(?:--cookie[ =]|curl [^\\n]{0,400}?(?<= )-b )["\']?(?P<secret>[A-Za-z0-9_.-]{1,64}=[^\\s"\']{8,})', None, '.*[$].*', '', True, 'secret', None),
    ('password', ('env ', 'setx ', 'configure set', 'config set'), (), '(?i)(?#word)(?:(?-i:ENV)|setx|configure set|config set)[ \\t]{1,4}[a-z0-9_.:/-]{0,80}(?:passw(?:or)?d|secret|token|key|pass)[a-z_]{0,20}[ \\t]{1,4}["\']?(?P<secret>[^\\s"\'`\\\\<>${}]{6,256})', None, '(?i)[a-z_]+|\\S*redacted\\S*', '', True, 'secret', None),
    ('password', ('sudo -s', 'password-stdin', 'with-token'), (), '(?:echo|printf)(?: -n| %s)?[ ]["\']?(?P<secret>[^\\s"\'`\\\\<>$|]{4,256})["\']?[ ]{0,2}\\|[^\\n|]{0,120}?(?:sudo[ ]-S|--password-stdin|--with-token)', None, None, '', True, 'secret', None),
    ('password', ('with-token', 'password-stdin'), (), '--(?:with-token|password-stdin)[ ]{0,2}<<<[ ]{0,2}["\']?(?P<secret>[^\\s"\'`\\\\<>$|]{4,256})', None, None, '', True, 'secret', None),
    ('password', ('auth"', 'auth\\', '_auth'), (), '(?:(?<=["])auth|(?<![A-Za-z0-9])_auth(?:Token)?)["\'\\\\]{0,5}[ ]{0,2}[:=][ ]{0,2}["\'\\\\]{0,5}(?P<secret>(?=[A-Za-z+/=_-]{0,256}[0-9])[A-Za-z0-9+/=_-]{16,256})', None, '[a-z]+(?:[-_][a-z0-9]+)+', '', True, 'secret', None),
    ('password', ('login(',), (), 'login\\([^)\\n]{0,120}?(?:["\'\\\\]|(?:key|token)[ ]{0,2}=[ ]{0,2}\\\\{0,3}["\'])(?P<secret>(?=[A-Za-z_-]{0,100}[0-9])[A-Za-z0-9_-]{20,256})', None, None, '', True, 'secret', None),
    ('password', ('unzip ', '7z', 'pass:', 'smbclient '), (), '(?#word)(?:unzip [^\\n|;&]{0,200}?(?<= )-P ?|7z[az]? [^\\n|;&]{0,200}?(?<= )-p|-pass(?:in|out)? pass:|smbclient [^\\n|;&]{0,200}?(?<= )-U ?[A-Za-z0-9_.-]{1,64}%)["\']?(?P<secret>[^\\s"\'`\\\\<>$;|&]{4,256})', None, None, '', True, 'secret', None),
    ('password', ('passw', 'pwd', 'passphrase'), (), '(?im)(?:passw(?:or)?d|passphrase|pwd)[ \\t]{0,8}=[ \\t]{0,8}(?P<secret>[^\\s"\'`\\\\,;(){}\\[\\]<>$|&*~/.=][^\\s"\'`\\\\,;(){}\\[\\]<>$|&*.]{3,256})(?=[ \\t\\r]{0,8}$|\\\\n)', None, '(?i)none|null|true|false|string|undefined|your[_-].*|(?:\\w*_)?password|(?:\\w*_)?passwd|pwd', '', True, 'secret', None),
    ('password', ('--pass', '--token', '--secret', '--api-key', '--access-key', '--auth-token', 'sshpass'), (), '(?i)(?:--(?:[a-z]{1,16}-)?(?:password|passwd|passphrase|token|secret|api-key|access-key|auth-token)[ =]|(?#word)sshpass +-p *)["\']?(?P<secret>[^\\s"\'`\\\\<>${}()|;&=-][^\\s"\'`\\\\<>${}()|;&]{4,256})', None, '(?i)[0-9]{1,6}|[a-z]{1,12}|(?:is|and|or|the|must)|.*\\.\\.\\.|your[_-].*', '', False, 'secret', None),
    ('password', ('-u ', '-user ', '-user=', 'curl ', '--auth', 'http -a ', 'https -a '), (), '(?:(?:^|[\\s\'"])(?:-u|--user|--proxy-user|--auth)[ =]|(?#word)https? -a |(?#word)curl [^\\n|;&]{0,200}?(?<= )-u)["\']?(?P<secret>[A-Za-z0-9_.@-]{1,64}:[^\\s"\'`\\\\<>${}()|;&]{3,128})', None, '[0-9]+:[0-9]+|[a-z_-]+:[a-z_-]+|[a-z0-9+.-]+://.*', '', True, 'secret', None),
    ('password', ('pgpassword', 'mysql_pwd', 'rediscli_auth', 'sshpass=', 'restic_password', 'borg_passphrase'), (), '(?#word)(?:PGPASSWORD|MYSQL_PWD|REDISCLI_AUTH|SSHPASS|RESTIC_PASSWORD|BORG_PASSPHRASE)=["\']?(?P<secret>[^\\s"\'`\\\\<>$;|&]{3,256})', None, None, '', True, 'secret', None),
    ('password', ('identified by', "password '"), (), "(?i)(?#word)(?:identified by|with(?: encrypted)? password|set password)[ \\t]{1,4}'(?P<secret>[^'\\n<>]{3,256})'", None, '[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[*.x]+|your[_-].*', '', True, 'secret', None),
    ('password', ('wandb login', 'mysql', 'redis-cli', 'docker login', 'podman login'), (), '(?#word)(?:wandb login(?: --[a-z-]{1,20}){0,4} |mysql(?:dump|admin)? [^\\n|;&]{0,200}?(?<= )-p|redis-cli [^\\n|;&]{0,200}?(?<= )-a ?|(?:docker|podman) login [^\\n|;&]{0,200}?(?<= )-p ?)["\']?(?P<secret>[A-Za-z0-9_!@#%^*+=:.,/~?][^\\s"\'`\\\\<>$;|&]{3,256})', None, None, '', True, 'secret', None),
    ('password', ('key"', 'key\\'), (), '\\\\{0,7}"key\\\\{0,7}"[ \\t]{0,4}:[ \\t]{0,4}\\\\{0,7}"(?P<secret>[0-9a-f]{32,64})\\\\{0,7}"', None, None, '', True, 'secret', None),
    ('password', ('machine',), (), '(?#word)password[ \\t\\r\\n]{1,4}(?P<secret>[^\\s<]{4,256})', '(?#word)machine[ \\t]+\\S{1,256}\\s{1,8}login\\s{1,4}\\S{1,256}\\s{1,8}password\\s{1,4}\\S{1,256}', None, '', False, 'secret', None),
    ('ssh-target', ('ssh', 'scp', 'rsync', 'sftp', 'mosh'), (), '(?=[A-Za-z_])(?:(?<![A-Za-z0-9_.@/+-])|(?<=[nrt0-9A-Fa-f+-])(?:(?<=\\\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\u[0-9A-Fa-f]{4})|(?m:(?<=^[+-]))|(?<=\\\\n[+-])))(?P<secret>[A-Za-z_][A-Za-z0-9_.-]{0,63}@(?!v?[0-9]+(?:[.][0-9]+){0,2}(?![.0-9])|latest\\b|next\\b|sha(?:256|512)\\b|npm\\b|workspace\\b)\\[?[A-Za-z0-9][A-Za-z0-9.-]{0,252})', '(?i)(?#word)(?:ssh|scp|rsync|sftp|mosh|sshfs|sshpass|ssh-copy-id)\\b[^\\n]*', 'git@(?:github\\.com|gitlab\\.com|bitbucket\\.org|codeberg\\.org|hf\\.co|ssh\\.dev\\.azure\\.com)\\.?', '', False, 'secret', None),
    ('ssh-target', ('@',), (), '(?=[A-Za-z_])(?:(?<![A-Za-z0-9_.@/+-])|(?<=[nrt0-9A-Fa-f+-])(?:(?<=\\\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\u[0-9A-Fa-f]{4})|(?m:(?<=^[+-]))|(?<=\\\\n[+-])))(?P<secret>[A-Za-z_][A-Za-z0-9_.-]{0,63}@(?!sha(?:256|512):|npm:|workspace:|patch:|file:|link:|v?[0-9.]{1,12}:)[A-Za-z0-9][A-Za-z0-9.-]{0,252})(?=:[/~]|:\\S{1,100}[$#] )', None, 'git@(?:github\\.com|gitlab\\.com|bitbucket\\.org|codeberg\\.org|hf\\.co|ssh\\.dev\\.azure\\.com)', '', True, 'secret', None),
    ('ssh-target', ('@',), (), '(?=[A-Za-z_])(?:^|(?<=[nrt0-9A-Fa-f+-])(?:(?<=\\\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\u[0-9A-Fa-f]{4})|(?m:(?<=^[+-]))|(?<=\\\\n[+-]))|(?<=[\\[("\'`]))(?P<secret>[A-Za-z_][A-Za-z0-9_.-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,252})(?=\\)? [^\\]\\s]{1,64}(?:\\][$#%]| [$#%])(?: |$|\\\\n))', None, None, '', True, 'secret', None),
    ('host', ('nodelist', 'nodename', 'batchhost', 'srun '), (), '(?i)(?:(?:[a-z_]{0,20}node(?:list|name)s?|batchhost)["\'\\\\]{0,5}[ ]{0,2}[=:][ ]{0,2}|--nodelist[ =]|srun [^\\n|;&]{0,200}?(?<= )-w ?)["\'\\\\]{0,5}(?P<secret>[a-z][a-z0-9-]{0,60}?[0-9\\[][a-z0-9\\[\\],-]{0,100})', None, None, '', True, 'secret', None),
    ('ssh-target', ('ssh ',), (), '(?:^|(?<=[nrt0-9A-Fa-f+-])(?:(?<=\\\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\u[0-9A-Fa-f]{4})|(?m:(?<=^[+-]))|(?<=\\\\n[+-]))|(?<=[\\s;&|`"\'$(]))ssh(?: {1,3}-(?:[46AaCfGgKkMNnqsTtVvXxYy]{1,16}|[BbcDEeFIiJLlmOopQRSWw] {0,2}[^\\s"\']{1,128})){0,8} {1,3}(?P<secret>(?=[A-Za-z-]{0,60}[0-9.])[A-Za-z][A-Za-z0-9-]{0,62}(?:\\.[A-Za-z0-9-]{1,62}){0,6})(?=[\\s"\'`;|&\\\\:)]|$)', None, '(?i)(?:.*\\.)?(?:github\\.com|gitlab\\.com|bitbucket\\.org|hf\\.co)|.*\\.(?:py|sh|md|txt|json|ya?ml)|v?[0-9.]+|.*\\.', '', True, 'secret', None),
    ('ssh-target', ('scp ', 'rsync '), (), '(?<=[\\s"])(?P<secret>[A-Za-z][A-Za-z0-9-]{1,62}(?:\\.[A-Za-z0-9-]{1,62}){0,6})(?=:[/~.A-Za-z])(?!:[/]{2})', '(?#word)(?:scp|rsync) [^\\n]{1,2000}', None, '', True, 'secret', None),
    ('host', ('.corp', '.lan', '.intranet', '.localdomain', '.internal', '.cluster.local', '.office.local', '.home.local', '.lab.local', '.home.arpa', '.intra'), (), '(?i)(?:(?<![a-z0-9_.@-])|(?<=[nrt0-9A-Fa-f+-])(?:(?<=\\\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\u[0-9A-Fa-f]{4})|(?m:(?<=^[+-]))|(?<=\\\\n[+-])))(?P<secret>(?:[a-z0-9](?:[a-z0-9-]{0,62})\\.){1,6}(?:corp|lan|intranet|intra|localdomain|home\\.arpa|(?:compute|ec2|c\\.[a-z0-9-]{1,40}|google|vpc)\\.internal|(?:[a-z0-9-]{1,60}\\.)?(?:cluster|office|home|lab)\\.local))(?![a-z0-9_(-]|\\.[a-z_])', None, '(?i)metadata\\.google\\.internal|host\\.(?:docker|containers)\\.internal|(?:localhost|ip6-localhost)\\.localdomain', '', False, 'secret', None),
    ('host', ('.corp.', '.internal.', '.intranet.', '.intra.', '.vpn.'), (), '(?i)(?:(?<=://)|(?<=@)|(?<=host[=: ])|(?<=[\\s"]))(?P<secret>(?:[a-z0-9][a-z0-9-]{0,62}\\.){1,4}(?:corp|internal|intranet|intra|vpn)(?:\\.[a-z0-9-]{1,62}){1,3})(?=[:/\\s"]|$)', None, '(?i)(?:torch|tf|tensorflow|jax|keras|google|py|_?[a-z]+)\\.internal\\.[a-z_.]+', '', False, 'secret', None),
    ('host', ('://', 'host', '_addr', 'ping ', 'nslookup ', 'dig ', 'resolve'), (), '(?i)(?:(?<![a-z0-9])(?:https?|wss?|ftp|tcp|postgres(?:ql)?|mysql|redis|mongodb|amqp|kafka|ssh|nfs|s3a?|grpc)://(?:[^\\s/@\'"`<>]{1,200}@)?|(?#word)(?:master_addr|(?:[a-z]{1,12}_)?host(?:name)?)[\\"\']{0,3} ?[=:] ?[\\"\']{0,3}|--(?:[a-z]{1,12}-)?host(?:name)?[ =]|(?#word)(?:could not resolve host|unknown host|name or service not known):? |(?#word)ping (?:-c ?[0-9]{1,4} )?|(?#word)nslookup |(?#word)dig )(?P<secret>[a-z][a-z0-9]{0,20}(?:-?[a-z0-9]{1,20}){0,4}?-?[0-9]{1,5}|[a-z0-9][a-z0-9-]{0,62}(?:\\.[a-z0-9-]{1,62}){0,4}\\.(?:local|internal|private|lan|corp))(?=[:/\\s"\'`,;)\\\\<]|$)', None, '(?i)localhost[0-9]?|ip6|host[0-9]?|node[0-9]?|server[0-9]?|foo[0-9]?|test[0-9]?|example[0-9]?|db[0-9]?|x[0-9]?|[a-z]|v[0-9]+|utf-?8|0x[0-9a-f]+|host\\.(?:docker|containers)\\.internal|metadata\\.google\\.internal|s3|(?:python|redis|postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|elastic(?:search)?|kafka)-?[0-9]{0,2}|(?:test|app|example|my-?app|site)\\.local', '', True, 'secret', None),
    ('person', ('author:', 'committer:', '-by:'), (), '(?im)(?:^|(?<=[nrt0-9A-Fa-f+-])(?:(?<=\\\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\u[0-9A-Fa-f]{4})|(?m:(?<=^[+-]))|(?<=\\\\n[+-]))|(?<=\\u2192))[ \\t>|*]{0,16}(?:author|committer|co-authored-by|signed-off-by|reviewed-by|reported-by|tested-by):[ \\t]{1,8}(?P<secret>[^\\s<>][^\\n<>]{0,100}?)(?=[ \\t]{1,4}<)', None, '(?i)(?:claude|codex|copilot|cursor|gemini)\\b.{0,60}', '', False, 'secret', None),
    ('person', (' @', '(@'), (), '(?i)(?#word)(?:cc|thanks|thank you|ping|assign(?:ed)? to|reviewers?:?|assignees?:?|credits? to|kudos to|reported by|reviewed by|written by|requested by)[ \\t]{1,3}@(?P<secret>[A-Za-z][A-Za-z0-9-]{1,38})(?![\\w/.(@-])', None, '(?i)claude|codex|copilot|cursor|dependabot|mention|username|user|everyone|here|channel', '', True, 'secret', None),
    ('email', ('@',), (), '(?=[A-Za-z0-9_])(?:(?<![A-Za-z0-9._%+-])|(?<=[nrt0-9A-Fa-f+-])(?:(?<=\\\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\u[0-9A-Fa-f]{4})|(?m:(?<=^[+-]))|(?<=\\\\n[+-])))(?P<secret>[A-Za-z0-9_][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\\.){1,6}[A-Za-z]{2,24})(?![A-Za-z0-9_(/-]|\\.[A-Za-z0-9])', None, '(?i)git@(?:github\\.com|gitlab\\.com|bitbucket\\.org|codeberg\\.org|hf\\.co|ssh\\.dev\\.azure\\.com)|(?:[a-z0-9_+-]{1,20}|(?:your|john|jane|first)[._-](?:name|email|doe|last))@example\\.(?:com|org|net|edu)|(?:user|username|name|test|your[._-]?name|your[._-]?email|someone)[0-9]{0,2}@(?:gmail|email|mail|domain|company|test|yahoo|outlook|hotmail|your-?(?:domain|company))\\.(?:com|org|net|io)|no-?reply@.*|.*\\.(?:png|jpe?g|gif|webp|svg|avif|service|socket|timer|target|mount|weights?|grad|data|shape|detach|mt|values|numpy|inv|imag|real|py|js|ts|tsx|mjs|css|json)', '', True, 'secret', None),
    ('email', ('%40',), (), '(?=[A-Za-z0-9_])(?:(?<![A-Za-z0-9._%+-])|(?<=[nrt0-9A-Fa-f+-])(?:(?<=\\\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\u[0-9A-Fa-f]{4})|(?m:(?<=^[+-]))|(?<=\\\\n[+-])))(?P<secret>[A-Za-z0-9_][A-Za-z0-9._+-]{0,63}%40(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\\.){1,6}[A-Za-z]{2,24})(?![A-Za-z0-9_-])', None, '(?i).*%40example\\.(?:com|org|net)|no-?reply%40.*', '', False, 'secret', None),
    ('home-path', ('/home/', '/users/'), (), '(?=/)(?:(?<![A-Za-z0-9_.~-])|(?<=[nrt0-9A-Fa-f+-])(?:(?<=\\\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\u[0-9A-Fa-f]{4})|(?m:(?<=^[+-]))|(?<=\\\\n[+-])))(?:/(?:mnt|nfs|data|lustre|gpfs|scratch|export|srv|net|shared|vol|volumes|cluster|private|host|[a-z]|System/Volumes)[A-Za-z0-9_-]{0,16}){0,3}/(?:home|Users)/(?!Shared\\b)[^\\s/\\\\:;,\'"`<>|()\\[\\]{}$*?&=!#]{1,64}', None, None, '~', True, 0, None),
    ('home-path', ('/root',), (), '(?:(?<![A-Za-z0-9_.~/-])|(?<=[nrt0-9A-Fa-f+-])(?:(?<=\\\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\u[0-9A-Fa-f]{4})|(?m:(?<=^[+-]))|(?<=\\\\n[+-])))/root(?![A-Za-z0-9_.-])', None, None, '~', False, 0, None),
    ('home-path', (':\\users\\', ':\\\\users\\\\', ':\\\\\\\\users', ':\\documents and'), (), '(?i)(?:(?<![a-z0-9])|(?<=[nrt0-9A-Fa-f+-])(?:(?<=\\\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\u[0-9A-Fa-f]{4})|(?m:(?<=^[+-]))|(?<=\\\\n[+-])))[a-z]:\\\\{1,4}(?:Users|Documents and Settings)\\\\{1,4}[^\\s/\\\\:;,\'"`<>|()]{1,64}', None, None, '~', False, 0, None),
    ('home-path', ('%2fhome%2f', '%2fusers%2f'), (), '(?i)%2F(?:home|Users)%2F(?P<secret>[^\\s%/\\\\&?#"]{1,64})', None, None, '', False, 'secret', None),
    ('home-path', ('-home-', '-users-'), (), '(?<=[/\\\\])-(?:home|Users)-(?P<secret>[A-Za-z0-9_]{1,64})', None, None, '', False, 'secret', None),
    ('ip', (), ('[0-9]\\.[0-9]{1,3}\\.[0-9]',), '(?=[0-9]{1,3}\\.)(?:(?<![A-Za-z0-9_.+-])|(?<=[nrt0-9A-Fa-f+-])(?:(?<=\\\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\u[0-9A-Fa-f]{4})|(?m:(?<=^[+-]))|(?<=\\\\n[+-])))(?P<secret>[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3})(?![A-Za-z0-9_+-]|\\.[A-Za-z0-9])', None, None, '', False, 'secret', None),
    ('ip', ('::', 'fe80:', '2001:', '2a0'), (), '(?i)(?:(?<![a-z0-9_:.])|(?<=[nrt0-9A-Fa-f+-])(?:(?<=\\\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\u[0-9A-Fa-f]{4})|(?m:(?<=^[+-]))|(?<=\\\\n[+-])))(?P<secret>(?:fe80|f[cd][0-9a-f]{2}|2[0-9a-f]{3}):(?:[0-9a-f]{0,4}:){1,6}[0-9a-f]{1,4})(?![a-z0-9_:])', None, None, '', False, 'secret', None),
    ('service-key', ('adafruit',), (), '(?i)(?:adafruit)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9_-]{32})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('adobe',), (), '(?i)(?:adobe)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-f0-9]{32})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('p8e-',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})((p8e-)(?i:[a-z0-9]{32}))(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('age-secret-key-1',), (), 'AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('airtable',), (), '(?i)(?:airtable)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{17})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('algolia',), (), '(?i)(?:algolia)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{32})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('ltai',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})((LTAI)(?i:[a-z0-9]{20}))(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('alibaba',), (), '(?i)(?:alibaba)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{30})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('asana',), (), '(?i)(?:asana)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([0-9]{16})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('asana',), (), '(?i)(?:asana)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{32})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('atlassian', 'confluence', 'jira'), (), '(?i)(?:atlassian|confluence|jira)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{24})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('akia', 'agpa', 'aida', 'aroa', 'aipa', 'anpa', 'anva', 'asia'), (), '(A3T[A-Z0-9]|AKIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA|ASIA)[A-Z0-9]{16}', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('beamer',), (), '(?i)(?:beamer)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}(b_[a-z0-9=_\\-]{44})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('bitbucket',), (), '(?i)(?:bitbucket)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{32})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('bitbucket',), (), '(?i)(?:bitbucket)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9=_\\-]{64})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('bittrex',), (), '(?i)(?:bittrex)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{32})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('bittrex',), (), '(?i)(?:bittrex)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{32})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('clojars',), (), '(?i)(CLOJARS_)[a-z0-9]{60}', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('codecov',), (), '(?i)(?:codecov)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{32})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('coinbase',), (), '(?i)(?:coinbase)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9_-]{64})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('confluent',), (), '(?i)(?:confluent)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{16})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('confluent',), (), '(?i)(?:confluent)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{64})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('contentful',), (), '(?i)(?:contentful)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9=_\\-]{43})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('dapi',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(dapi[a-h0-9]{32})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('datadog',), (), '(?i)(?:datadog)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{40})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('doo_v1_',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(doo_v1_[a-f0-9]{64})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('dop_v1_',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(dop_v1_[a-f0-9]{64})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('dor_v1_',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(dor_v1_[a-f0-9]{64})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('discord',), (), '(?i)(?:discord)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-f0-9]{64})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('discord',), (), '(?i)(?:discord)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([0-9]{18})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('discord',), (), '(?i)(?:discord)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9=_\\-]{32})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('doppler',), (), '(dp\\.pt\\.)(?i:[a-z0-9]{43})', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('droneci',), (), '(?i)(?:droneci)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{32})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('dropbox',), (), '(?i)(?:dropbox)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{15})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('dropbox',), (), '(?i)(?:dropbox)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{11}(AAAAAAAAAA)[a-z0-9\\-_=]{43})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('dropbox',), (), '(?i)(?:dropbox)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}(sl\\.[a-z0-9\\-=_]{135})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('duffel',), (), 'duffel_(test|live)_(?i:[a-z0-9_\\-=]{43})', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('dynatrace',), (), 'dt0c01\\.(?i:[a-z0-9]{24}\\.[a-z0-9]{64})', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('ezak',), (), 'EZAK(?i:[a-z0-9]{54})', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('eztk',), (), 'EZTK(?i:[a-z0-9]{54})', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('etsy',), (), '(?i)(?:etsy)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{24})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('facebook',), (), '(?i)(?:facebook)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-f0-9]{32})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('fastly',), (), '(?i)(?:fastly)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9=_\\-]{32})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('finicity',), (), '(?i)(?:finicity)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-f0-9]{32})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('finicity',), (), '(?i)(?:finicity)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{20})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('finnhub',), (), '(?i)(?:finnhub)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{20})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('flickr',), (), '(?i)(?:flickr)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{32})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('flwseck_test',), (), 'FLWSECK_TEST-(?i:[a-h0-9]{12})', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('flwpubk_test',), (), 'FLWPUBK_TEST-(?i:[a-h0-9]{32}-X)', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('flwseck_test',), (), 'FLWSECK_TEST-(?i:[a-h0-9]{32}-X)', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('fio-u-',), (), 'fio-u-(?i:[a-z0-9\\-_=]{64})', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('freshbooks',), (), '(?i)(?:freshbooks)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{64})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('aiza',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(AIza[0-9A-Za-z\\\\-_]{35})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('ghu_', 'ghs_'), (), '(ghu|ghs)_[0-9a-zA-Z]{36}', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('github_pat_',), (), 'github_pat_[0-9a-zA-Z_]{82}', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('gho_',), (), 'gho_[0-9a-zA-Z]{36}', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('ghp_',), (), 'ghp_[0-9a-zA-Z]{36}', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('ghr_',), (), 'ghr_[0-9a-zA-Z]{36}', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('glpat-',), (), 'glpat-[0-9a-zA-Z\\-\\_]{20}', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('glptt-',), (), 'glptt-[0-9a-f]{40}', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('gr1348941',), (), 'GR1348941[0-9a-zA-Z\\-\\_]{20}', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('gitter',), (), '(?i)(?:gitter)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9_-]{40})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('live_', 'gocardless'), (), '(?i)(?:gocardless)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}(live_(?i:[a-z0-9\\-_=]{40}))(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('eyjrijoi',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(eyJrIjoi[A-Za-z0-9]{70,400}={0,2})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('glc_',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(glc_[A-Za-z0-9+/]{32,400}={0,2})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('glsa_',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('atlasv1',), (), '(?i)[a-z0-9]{14}\\.atlasv1\\.[a-z0-9\\-_=]{60,70}', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('heroku',), (), '(?i)(?:heroku)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('hubspot',), (), '(?i)(?:hubspot)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('intercom',), (), '(?i)(?:intercom)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9=_\\-]{60})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('kraken',), (), '(?i)(?:kraken)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9\\/=_\\+\\-]{80,90})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('kucoin',), (), '(?i)(?:kucoin)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-f0-9]{24})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('kucoin',), (), '(?i)(?:kucoin)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('launchdarkly',), (), '(?i)(?:launchdarkly)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9=_\\-]{40})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('lin_api_',), (), 'lin_api_(?i:[a-z0-9]{40})', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('linear',), (), '(?i)(?:linear)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-f0-9]{32})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('linkedin', 'linked-in'), (), '(?i)(?:linkedin|linked-in)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{14})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('linkedin', 'linked-in'), (), '(?i)(?:linkedin|linked-in)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{16})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('test_', 'live_'), (), '(?i)(?:lob)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}((live|test)_[a-f0-9]{35})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('test_pub', 'live_pub', '_pub'), (), '(?i)(?:lob)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}((test|live)_pub_[a-f0-9]{31})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('mailchimp',), (), '(?i)(?:mailchimp)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-f0-9]{32}-us20)(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('mailgun',), (), '(?i)(?:mailgun)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}(key-[a-f0-9]{32})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('mailgun',), (), '(?i)(?:mailgun)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}(pubkey-[a-f0-9]{32})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('mailgun',), (), '(?i)(?:mailgun)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-h0-9]{32}-[a-h0-9]{8}-[a-h0-9]{8})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('mapbox',), (), '(?i)(?:mapbox)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}(pk\\.[a-z0-9]{60}\\.[a-z0-9]{22})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('mattermost',), (), '(?i)(?:mattermost)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{26})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('messagebird', 'message-bird', 'message_bird'), (), '(?i)(?:messagebird|message-bird|message_bird)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{25})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('messagebird', 'message-bird', 'message_bird'), (), '(?i)(?:messagebird|message-bird|message_bird)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('webhook.office.com', 'webhookb2', 'incomingwebhook'), (), 'https:\\/\\/[a-z0-9]+\\.webhook\\.office\\.com\\/webhookb2\\/[a-z0-9]{8}-([a-z0-9]{4}-){3}[a-z0-9]{12}@[a-z0-9]{8}-([a-z0-9]{4}-){3}[a-z0-9]{12}\\/IncomingWebhook\\/[a-z0-9]{32}\\/[a-z0-9]{8}-([a-z0-9]{4}-){3}[a-z0-9]{12}', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('netlify',), (), '(?i)(?:netlify)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9=_\\-]{40,46})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('nrjs-',), (), '(?i)(?:new-relic|newrelic|new_relic)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}(NRJS-[a-f0-9]{19})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('new-relic', 'newrelic', 'new_relic'), (), '(?i)(?:new-relic|newrelic|new_relic)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{64})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('nrak',), (), '(?i)(?:new-relic|newrelic|new_relic)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}(NRAK-[a-z0-9]{27})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('npm_',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(npm_[a-z0-9]{36})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('nytimes', 'new-york-times', 'newyorktimes'), (), '(?i)(?:nytimes|new-york-times,|newyorktimes)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9=_\\-]{32})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('okta',), (), '(?i)(?:okta)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9=_\\-]{42})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('plaid',), (), '(?i)(?:plaid)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}(access-(?:sandbox|development|production)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('plaid',), (), '(?i)(?:plaid)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{24})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('plaid',), (), '(?i)(?:plaid)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{30})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('pscale_tkn_',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(pscale_tkn_(?i:[a-z0-9=\\-_\\.]{32,64}))(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('pscale_oauth_',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(pscale_oauth_(?i:[a-z0-9=\\-_\\.]{32,64}))(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('pscale_pw_',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(pscale_pw_(?i:[a-z0-9=\\-_\\.]{32,64}))(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('pmak-',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(PMAK-(?i:[a-f0-9]{24}\\-[a-f0-9]{34}))(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('pnu_',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(pnu_[a-z0-9]{36})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('pul-',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(pul-[a-f0-9]{40})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('pypi-ageichlwas5vcmc',), (), 'pypi-AgEIcHlwaS5vcmc[A-Za-z0-9\\-_]{50,1000}', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('rapidapi',), (), '(?i)(?:rapidapi)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9_-]{50})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('rdme_',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(rdme_[a-z0-9]{70})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('rubygems_',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(rubygems_[a-f0-9]{48})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('sendbird',), (), '(?i)(?:sendbird)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('sendbird',), (), '(?i)(?:sendbird)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-f0-9]{40})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('sg.',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(SG\\.(?i:[a-z0-9=_\\-\\.]{66}))(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('xkeysib-',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(xkeysib-[a-f0-9]{64}\\-(?i:[a-z0-9]{16}))(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('sentry',), (), '(?i)(?:sentry)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-f0-9]{64})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('shippo_',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(shippo_(live|test)_[a-f0-9]{40})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('shpat_',), (), 'shpat_[a-fA-F0-9]{32}', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('shpca_',), (), 'shpca_[a-fA-F0-9]{32}', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('shppa_',), (), 'shppa_[a-fA-F0-9]{32}', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('shpss_',), (), 'shpss_[a-fA-F0-9]{32}', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('bundle_enterprise__contribsys__com', 'bundle_gems__contribsys__com'), (), '(?i)(?:BUNDLE_ENTERPRISE__CONTRIBSYS__COM|BUNDLE_GEMS__CONTRIBSYS__COM)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-f0-9]{8}:[a-f0-9]{8})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('gems.contribsys.com', 'enterprise.contribsys.com'), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(http(?:s??):\\/\\/)([a-f0-9]{8}:[a-f0-9]{8})@(?:gems.contribsys.com|enterprise.contribsys.com)(?:[\\/|\\#|\\?|:]|$)', None, '[A-Za-z_.=-]*', '', False, 2, False),
    ('service-key', ('xoxb', 'xoxa', 'xoxp', 'xoxr', 'xoxs'), (), 'xox[baprs]-([0-9a-zA-Z]{10,48})', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('hooks.slack.com',), (), 'https:\\/\\/hooks.slack.com\\/(services|workflows)\\/[A-Za-z0-9+\\/]{44,46}', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('sq0atp-',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(sq0atp-[0-9A-Za-z\\-_]{22})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('squarespace',), (), '(?i)(?:squarespace)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('sk_test', 'pk_test', 'sk_live', 'pk_live'), (), '(?i)(sk|pk)_(test|live)_[0-9a-z]{10,32}', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('sumo',), (), '(?i)(?:sumo)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{14})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('sumo',), (), '(?i)(?:sumo)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{64})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('travis',), (), '(?i)(?:travis)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{22})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('twilio',), (), 'SK[0-9a-fA-F]{32}', None, '[A-Za-z_.=-]*', '', False, 0, True),
    ('service-key', ('twitch',), (), '(?i)(?:twitch)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{30})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('twitter',), (), '(?i)(?:twitter)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{45})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('twitter',), (), '(?i)(?:twitter)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([0-9]{15,25}-[a-zA-Z0-9]{20,40})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('twitter',), (), '(?i)(?:twitter)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{25})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('twitter',), (), '(?i)(?:twitter)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{50})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('twitter',), (), '(?i)(?:twitter)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}(A{22}[a-zA-Z0-9%]{80,100})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('tfp_',), (), '(?i)(?:typeform)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}(tfp_[a-z0-9\\-_\\.=]{59})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('hvb',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(hvb\\.[a-z0-9_-]{138,212})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('hvs',), (), '(?i)(?:\\b|\\\\[nrt]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})(hvs\\.[a-z0-9_-]{90,100})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('yandex',), (), '(?i)(?:yandex)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}(t1\\.[A-Z0-9a-z_-]+[=]{0,2}\\.[A-Z0-9a-z_-]{86}[=]{0,2})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('yandex',), (), '(?i)(?:yandex)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}(AQVN[A-Za-z0-9_\\-]{35,38})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('yandex',), (), '(?i)(?:yandex)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}(YC[a-zA-Z0-9_\\-]{38})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
    ('service-key', ('zendesk',), (), '(?i)(?:zendesk)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s\'"\\\\]){0,6}(?:=|>|:=|\\|\\|:|<=|=>|:)[=\'"\\s\\x60\\\\]{0,8}([a-z0-9]{40})(?:[^\\w-]|$)', None, '[A-Za-z_.=-]*', '', False, 1, False),
)


@lru_cache(maxsize=None)
def _rule(number):
    """The rule of that row, compiled when a text first concerns it."""
    kind, keywords, gates, source, within, unless, put, lines, group, whole = _PATTERNS[number]
    compiled = _expanded(source, re.ASCII if whole is not None else 0)
    return Rule(
        kind,
        keywords,
        gates,
        compiled if whole is None else _Re2(compiled, whole),
        within and _expanded(within),
        unless and _expanded(unless),
        put,
        lines,
        group,
    )


def _expanded(source, flags=0):
    return re.compile(source.replace("(?#word)", _START), flags)


def concerned(text):
    """The rules of which a keyword occurs in the text, whatever its case, in their order."""
    raw = text.encode("utf-8", "surrogatepass").lower()
    for number, row in enumerate(_PATTERNS):
        if any(word.encode() in raw for word in row[1]) or any(
            re.search(gate.encode(), raw) for gate in row[2]
        ):
            yield _rule(number)


# ── redact/text.py
# A text without what must not leave the machine, and what was found in it.

# Redacting may bring words together that form a new find; this many passes have always sufficed.
_PASSES = 8
# A terminal's colours: their last letter would begin the word behind them.
_COLOUR = re.compile(r"(?:\x1b|\\u001[bB])\[[0-9;?]{0,32}[A-Za-z]")
_PERSON = "<redacted:person>"
# A kind, and the text that was found.
Find = tuple[str, str]


@dataclass(frozen=True)
class Redacted:
    """A text without its secrets, and how many of each kind it held."""

    text: str
    counts: Mapping[str, int]


def redact(text: str, *, author: str = "", people: frozenset[str] = frozenset()) -> Redacted:
    """The text with each find replaced by `<redacted:kind>` (a home folder by `~`), and counts.
    A terminal's colours are left out.

    Redacting what was redacted changes nothing. `author`: a name that may stay where it signs.
    `people`: names, lower case, that may stand nowhere.
    """
    text, found = _all(text, author, people)
    return Redacted(text, MappingProxyType(dict(Counter(kind for kind, _ in found))))


def finds(text: str, *, author: str = "") -> tuple[Find, ...]:
    """What `redact` would take out: kind and text of each find, in the order of the rules."""
    return tuple(_all(text, author, frozenset())[1])


def _all(text: str, author: str, people: frozenset[str]) -> tuple[str, list[Find]]:
    found: list[Find] = []
    text = _COLOUR.sub("", text) if "[" in text else text
    for _ in range(_PASSES):
        made = _once(text, author, people, found)
        if made == text:
            break
        text = made
    return text, found


def residual(
    text: str, *, author: str = "", people: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The kinds that `redact` would still find, sorted; empty where the text may leave."""
    return tuple(sorted(redact(text, author=author, people=people).counts))


def _once(text: str, author: str, people: frozenset[str], found: list[Find]) -> str:
    text = _home(text, found)
    for rule in concerned(text):
        text = _applied(rule, _replacer(rule, author, found), text)
    if people:
        text, count = pattern(people).subn(_PERSON, text)
        found += [("person", "")] * count
    return text


def _applied(rule: Rule, replace: Callable[[re.Match[str]], str], text: str) -> str:
    if rule.within is not None:
        return rule.within.sub(lambda match: rule.pattern.sub(replace, match.group()), text)
    if not rule.lines or "\n" not in text:
        return rule.pattern.sub(replace, text)
    lines = text.split("\n")
    for place, line in enumerate(lines):
        low = line.lower()
        if any(keyword in low for keyword in rule.keywords):
            lines[place] = rule.pattern.sub(replace, line)
    return "\n".join(lines)


def _replacer(rule: Rule, author: str, found: list[Find]) -> Callable[[re.Match[str]], str]:
    def replace(match: re.Match[str]) -> str:
        whole, secret = match.group(), match.group(rule.group)
        if (
            secret.startswith(("<redacted:", "\\<redacted:"))
            or (rule.unless and rule.unless.fullmatch(secret))
            or (rule.kind == "person" and author and secret.strip() == author)
            or (rule.kind == "ip" and not names_a_host(match))
        ):
            return whole
        found.append((rule.kind, secret))
        start, end = (place - match.start() for place in match.span(rule.group))
        return whole[:start] + (rule.put or f"<redacted:{rule.kind}>") + whole[end:]

    return replace


def _home(text: str, found: list[Find]) -> str:
    """The user's own home folder as `~`, wherever it lies (clusters have it in odd places)."""
    home = os.path.expanduser("~")  # "~" where there is none, and no exception
    if home.count("/") < 2 or home not in text:
        return text
    text, count = re.subn(rf"{re.escape(home)}(?![A-Za-z0-9_.-])", "~", text)
    found += [("home-path", home)] * count
    return text


# ── registry/likeness.py
# Are two errors one, or nearly, by their signatures and by what is told of them?
#
# Equal signatures are one error where they say enough: `exit code 1` is nobody's in particular. Else
# Jaccard's index of the pairs of neighbouring words decides; errors of another type, or that name
# another thing, are never alike.

def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of what both hold in what either holds; 0 where both are empty."""
    return len(one & other) / len(one | other) if one or other else 0.0


# ── registry/rules/manifest.py
# A plugin's manifest, as Claude Code wants it: `.claude-plugin/plugin.json`.

# What `claude plugin validate --strict` knows in a manifest; it warns of anything else.
_KNOWN = frozenset(
    re.findall(
        r"\S+",
        "name version description author homepage repository license keywords skills commands"
        " agents hooks mcpServers lspServers outputStyles userConfig dependencies monitors"
        " channels $schema displayName icon settings experimental defaultEnabled",
    )
)
_manifest_VERSION = re.compile(r"\d+\.\d+\.\d+(?:[-+][\w.+-]+)?")
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_RUN = ("hooks", "mcpServers", "lspServers", "monitors", "channels", "settings")
_PATHS = ("skills", "commands", "agents", "outputStyles")


def manifest(top: str, files: Mapping[str, str]) -> Iterator[Finding]:
    """What is wrong with the manifest of the plugin in folder `top`."""
    path = f"{top}/.claude-plugin/plugin.json"
    if path not in files:
        yield finding(path, 0, "manifest-missing", "the plugin has no manifest; add it")
        return
    text = files[path]
    found = manifest_of(text)
    if found is None:
        yield finding(path, 1, "manifest", "not a JSON object; mend it")
        return
    name = top.rsplit("/", 1)[1]
    if found.get("name") != name:
        message = f"name is not the folder's, {name!r}; make them equal"
        yield finding(path, _line(text, "name"), "manifest-name", message)
    yield from _fields(path, text, found)
    yield from _keys(path, text, found)


def _fields(path: str, text: str, found: Mapping[str, object]) -> Iterator[Finding]:
    for key in ("description", "version"):
        value = found.get(key)
        if not isinstance(value, str) or not value.strip():
            yield finding(path, _line(text, key), "manifest-field", f"no text as {key}; add it")
        elif key == "version" and not _manifest_VERSION.fullmatch(value):
            message = f"version {value[:40]!r} has not three numbers; write one such as 1.0.0"
            yield finding(path, _line(text, key), "manifest-version", message)
    author = found.get("author")
    if not isinstance(author, dict) or not isinstance(author.get("name"), str):
        message = 'author is no object with a name; write {"name": "…"}'
        yield finding(path, _line(text, "author"), "manifest-field", message)
    for key in ("homepage", "repository", "license"):
        if key in found and not isinstance(found[key], str):
            message = f"{key} is no text; the client refuses the plugin, write a text"
            yield finding(path, _line(text, key), "manifest-field", message)


def _keys(path: str, text: str, found: Mapping[str, object]) -> Iterator[Finding]:
    experimental = found.get("experimental")
    inner = list(experimental) if isinstance(experimental, dict) else []
    for key in (*found, *(key for key in inner if key in _RUN)):
        if key in _RUN:
            message = f"{key} would run by itself wherever the plugin is installed; take it out"
            yield finding(path, _line(text, key), "runs-on-install", message)
        elif key not in _KNOWN:
            message = f"{key[:60]!r} is no field of a manifest, the client warns; take it out"
            yield finding(path, _line(text, key), "manifest-key", message)
    for key in _PATHS:
        value = found.get(key, [])
        for one in value if isinstance(value, list) else [value]:
            if not isinstance(one, str) or not one.startswith("./") or ".." in one.split("/"):
                message = f"{key} must be paths that begin with ./ and stay inside; mend it"
                yield finding(path, _line(text, key), "manifest-path", message)
                break


def _line(text: str, key: str) -> int:
    """The line of a top key, 1 where it is not there."""
    for at in re.finditer(rf'"{re.escape(key)}"\s*:', text):
        before = _STRING.sub("", text[: at.start()])
        if before.count("{") + before.count("[") - before.count("}") - before.count("]") == 1:
            return text.count("\n", 0, at.start()) + 1
    return 1


# ── registry/rules/structure.py
# Folders and files of a plugin: names, what must be there, and what must not.

_BESIDE = ("references/experiment-log.md", "references/troubleshooting.md")
_NOT_OURS = frozenset({".gitkeep", ".gitignore", "README.md"})
# What the client runs or starts by itself once a plugin is installed.
_structure_RUN = ("hooks/", ".mcp.json", ".lsp.json", "monitors/")


def structure(top: str, files: Mapping[str, str]) -> Iterator[Finding]:
    """What is wrong with the folders of one plugin. `top`: `plugins/CATEGORY/NAME`."""
    _, category, name = top.split("/")
    for part in (category, name):
        if not slug(part):
            message = f"{part!r} is no name; use lower-case letters, digits and single dashes"
            yield finding(top, 0, "name", message)
    if name == BUNDLE:
        yield finding(top, 0, "name", f"{BUNDLE} is the bundle's own name; choose another")
    if reserved(name):
        message = "the client takes a plugin of this name for Anthropic's own; name what it does"
        yield finding(top, 0, "name", message)
    main = f"{top}/skills/{name}/SKILL.md"
    if main not in files:
        yield finding(main, 0, "skill-missing", "the plugin has no such file; add it")
    for beside in _BESIDE:
        if not any(f"{place}/{beside}" in files for place in (top, f"{top}/skills/{name}")):
            message = f"the plugin has no {beside}; take it from the template"
            yield finding(top, 0, "reference-missing", message)
    for path in files:
        yield from _misplaced(path, path[len(top) + 1 :])


def _misplaced(path: str, inside: str) -> Iterator[Finding]:
    parts = inside.split("/")
    if parts[-1] == "SKILL.md" and (len(parts) != 3 or parts[0] != "skills"):
        message = "the client finds no skill here; move it to skills/NAME/SKILL.md"
        yield finding(path, 0, "skill-elsewhere", message)
    if inside.startswith(_structure_RUN):
        message = "would run by itself on every machine that installs the plugin; take it out"
        yield finding(path, 0, "runs-on-install", message)


def strays(paths: Iterable[str]) -> Iterator[Finding]:
    """Files below `plugins/` that lie in no plugin."""
    for path in paths:
        name = path.rsplit("/", 1)[-1]
        if path.startswith("plugins/") and not plugin_of(path) and name not in _NOT_OURS:
            message = "lies in no plugin; move it to plugins/CATEGORY/NAME"
            yield finding(path, 0, "misplaced", message)


def twice(tops: Iterable[str]) -> Iterator[Finding]:
    """Plugins of one name in two categories."""
    seen: dict[str, str] = {}
    for top in tops:
        name = top.rsplit("/", 1)[1]
        if name in seen:
            message = f"{seen[name]} has the same name; a marketplace lists a name once, rename it"
            yield finding(top, 0, "name-twice", message)
        else:
            seen[name] = top


# ── registry/rules/frontmatter.py
# The frontmatter of a SKILL.md: there, good YAML, quoted, and of the folder's name.

_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


def frontmatter(page: Page, called: str) -> Iterator[Finding]:
    """What is wrong with the frontmatter of a skill that its folder or file calls `called`."""
    head = page.header
    if head is None:
        message = "no frontmatter; begin with --- and name, description, author and date, then ---"
        yield finding(page.path, 1, "frontmatter-missing", message)
        return
    for line, problem in head.problems:
        yield finding(page.path, line, "frontmatter", f"no good YAML: {problem}")
    yield from _ends(page)
    yield from _frontmatter_keys(page.path, head)
    if head.text("name") != called and called:
        message = f"name is {head.text('name')[:80]!r}, the folder's is {called!r}; make them equal"
        yield finding(page.path, _frontmatter_line(head, "name"), "name-differs", message)
    for key in ("author", "date"):
        if not head.text(key):
            message = f"no {key} in the frontmatter; add it"
            yield finding(page.path, _frontmatter_line(head, key), f"{key}-missing", message)
    if (date := head.text("date")) and not _DATE.fullmatch(date):
        message = f"date is {date[:40]!r}; write it as 2026-01-31"
        yield finding(page.path, _frontmatter_line(head, "date"), "date-form", message)


def _ends(page: Page) -> Iterator[Finding]:
    for number, line in enumerate(page.text.split("\n")[1:], start=2):
        if line.rstrip() == "---":
            return
        if "---" in line:
            message = (
                "the client takes --- for the frontmatter's end; write it as \\x2d-- in quotes"
            )
            yield finding(page.path, number, "frontmatter", message)


def _frontmatter_keys(path: str, head: Header) -> Iterator[Finding]:
    seen = set()
    for key in head.keys:
        if key.name in seen:
            message = f"{key.name} stands here twice, and the last one counts; keep one"
            yield finding(path, key.line, "key-twice", message)
        seen.add(key.name)
        if key.cut and key.name in ("name", "description", "author"):
            message = f"what follows {key.cut[:40]!r} is a comment to YAML; quote the value"
            yield finding(path, key.line, "value-cut", message)
        if key.name == "description" and key.value and key.style in ("plain", "block"):
            message = "the description has no quotes, and one colon would break it; quote it"
            yield finding(path, key.line, "unquoted", message)
        if key.name in ("allowed-tools", "hooks"):
            message = f"{key.name} lets the skill act without asking its reader; take it out"
            yield finding(path, key.line, "allowed-tools", message)


def _frontmatter_line(head: Header, name: str) -> int:
    key = head.key(name)
    return key.line if key else 1


# ── registry/rules/description.py
# A skill's description decides whether anybody finds it: what, when, which error, verified on.

# Claude Code cuts a listed description at 1,024 characters and drops it whole when many skills
# compete for the listing's room; short ones survive.
LONGEST = 1024
LONG = 500
# Words of a description that say something, below which nobody can tell what it is for.
_LEAST = 5

_WHEN = re.compile(
    r"(?i)\b(?:when|whenever|if (?:you|a|an|the|your|there)|triggers?|in case|applies to"
    r"|use[ds]? (?:this|it|for|to|on|after|before|during|as|in)|for use)\b"
)
_VERIFIED = re.compile(
    r"(?i)\b(?:verified|tested|measured|confirmed|validated|ran|run|seen) (?:on|with|in)\b"
)
_WORD = re.compile(r"[^\W_][\w.+-]*")
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "a about all also an and any are as at be best better build by can code common create"
        " do etc every everything fix for from general good guide has have help helper helpful"
        " helps how in is issue issues it its knowledge learn lesson lessons make many more my"
        " of on or other our practice practices problem problems project provides skill skills"
        " some something stuff such task tasks that the their them these thing things this"
        " tips to tool use used useful user users using various we what when with work working"
        " works you your",
    )
)
_TELLING = re.compile(r"[A-Za-z_][\w.]{3,}")


def description(page: Page, troubles: Sequence[TroubleEntry]) -> Iterator[Finding]:
    """What is wrong with the description. `troubles`: the errors that the skill mends."""
    if page.header is None:
        return
    key = page.header.key("description")
    line = key.line if key else 1
    text = page.header.text("description")
    if not text:
        message = 'no description; say what, when ("Use when: …") and "Verified on …"'
        yield finding(page.path, line, "description-missing", message)
        return
    if len(text) > LONGEST:
        message = f"{len(text)} characters, and the client reads {LONGEST}; shorten it"
        yield finding(page.path, line, "description-length", message)
    elif len(text) > LONG:
        message = f"{len(text)} characters; above {LONG} it often drops out of the listing"
        yield finding(page.path, line, "description-long", message)
    yield from (finding(page.path, line, rule, why) for rule, why in _said(text, troubles))


def _said(text: str, troubles: Sequence[TroubleEntry]) -> Iterator["tuple[str, str]"]:
    words = {word.lower() for word in _WORD.findall(text)} - _EMPTY
    if len(words) < _LEAST and _latin(text):
        yield "description-vague", "says next to nothing; name the task, the tools and the error"
    if not _WHEN.search(text) and _latin(text):
        yield "description-when", 'does not say when it helps; add "Use when: …"'
    if not _VERIFIED.search(text) and _latin(text):
        yield "description-verified", 'does not say where it held; add "Verified on: …"'
    if troubles and not any(_description_quoted(trouble.error, text) for trouble in troubles):
        yield "description-error", "quotes none of the errors that it mends; add the exact one"


def _latin(text: str) -> bool:
    """Is it of letters of which these rules know the words? Some scripts have no spaces, too."""
    letters = [letter for letter in text if letter.isalpha()]
    return 10 * sum(not letter.isascii() for letter in letters) <= len(letters)


def _description_quoted(error: str, text: str) -> bool:
    """Does the description hold the error, or half of the words of one of its lines?"""
    low = text.lower()
    for line in error.lower().split("\n")[:40]:
        words = set(_TELLING.findall(line))
        if words and 2 * sum(word in low for word in words) >= len(words):
            return True
    return False


# ── registry/rules/parts.py
# The sections of a SKILL.md in the registry's form, and what was left of the template in them.

REQUIRED = ("Experiment Overview", "Verified Workflow", "Failed Attempts")
EXPECTED = ("Hyperparameters", "Results", "Environment", "Next Steps")
_UNFINISHED = re.compile(
    r"(?:TODO|TBD|FIXME|XXX)(?=\s*(?::|\.|\(|\||$))|(?i:to be (?:done|written|filled|added)\b"
    r"|fill (?:me|this) in\b|lorem ipsum|coming soon\W*$)"
)
_LEAD = re.compile(r"[\s>|*_-]*(?:\d+[.)]\s+)?")
# A line of the template with fewer words may well be a line of a skill.
_WORDS = 4


def parts(page: Page) -> Iterator[Finding]:
    """Required sections that are missing, doubled or empty."""
    for wanted in (*REQUIRED, *EXPECTED):
        titles = titled(page, wanted)
        if not titles:
            rule = "section-missing" if wanted in REQUIRED else "section-expected"
            message = f'no section "{wanted}"; add it, with "None." where there is nothing to say'
            yield finding(page.path, 0, rule, message)
            continue
        if len(titles) > 1:
            message = f'the section "{wanted}" stands here twice; join them'
            yield finding(page.path, titles[1].line, "section-twice", message)
        if not any(text.strip() for _, text in numbered(below(page, wanted))):
            message = f'nothing in "{wanted}"; say what there is, or "None."'
            yield finding(page.path, titles[0].line, "section-empty", message)


def unfinished(page: Page) -> Iterator[Finding]:
    """Lines that promise a text instead of being one."""
    for number, line in page.prose:
        lead = _LEAD.match(line)
        if _UNFINISHED.match(line, lead.end() if lead else 0):
            message = "is not written yet; write it, or take the line out"
            yield finding(page.path, number, "unfinished", message)


def placeholders(page: Page, template: "frozenset[str]") -> Iterator[Finding]:
    """Lines that are the template's still."""
    for number, line in enumerate(page.text.split("\n"), start=1):
        if _told(line) in template:
            message = "is the template's text still; write what happened, or take the line out"
            yield finding(page.path, number, "placeholder", message)


def template_lines(text: str) -> "frozenset[str]":
    """The lines of a template's page that a skill must not have: no headings, no table heads."""
    lines = text.split("\n")
    after = (*lines[1:], "")
    told = (
        _told(line)
        for line, below_it in zip(lines, after)  # Python 3.9 has no strict
        if not line.startswith("#")
        and "references/" not in line
        and not re.fullmatch(r"[\s|:-]+", below_it.strip() or "x")
    )
    return frozenset(line for line in told if len(re.findall(r"[^\W\d_]{2,}", line)) >= _WORDS)


def _told(line: str) -> str:
    return " ".join(line.split())


# ── registry/rules/tables.py
# Tables that lose nothing, and Failed Attempts with its columns and a lesson in each row.

_tables_CELLS = re.compile(r"(?<!\\)\|")
_DELIMITER = re.compile(r"[\s|]*:?-+:?[\s|:-]*")
_NONE = re.compile(
    r"(?i)\W*(?:none|nothing|no (?:failed|earlier|other|failures?)|n/a|na\b|not any)"
)
_COLUMNS = (
    ("what was tried", r"attempt|tried|approach|experiment|strategy|method|change|what"),
    ("why it failed", r"why|reason|result|outcome|cause|happened|problem|wrong|failed|issue|error"),
    ("the lesson", r"lesson|learn|instead|takeaway|insight|fix|resol|solution|better|do |note"),
)
_SAYS_NOTHING = re.compile(
    r"(?i)\W*(?:it |this |that )?(?:just |simply )?(?:did(?: not|n't) work|does(?: not|n't) work"
    r"|not working|failed|failure|errors?|broken|crash(?:ed)?|bad|no luck|same(?: error)?|unknown"
    r"|nope|no|\?+|-+|\.+|\u2026|tbd|todo|n/?a)\W*"
)


class Table(NamedTuple):
    """A table: its rows with their lines, the header first; the delimiter row is left out."""

    header: "tuple[int, tuple[str, ...]]"
    rows: "tuple[tuple[int, tuple[str, ...]], ...]"
    ruled: bool


def tables(lines: "tuple[Line, ...]") -> Iterator[Table]:
    """The tables in these numbered lines: lines that begin with a bar, one below the other."""
    block: list[Line] = []
    for number, line in (*lines, (0, "")):
        if line.lstrip().startswith("|") and (not block or number == block[-1][0] + 1):
            block.append((number, line))
            continue
        if len(block) > 1:
            yield _table(block)
        block = [(number, line)] if line.lstrip().startswith("|") else []


def _table(block: "list[Line]") -> Table:
    ruled = _DELIMITER.fullmatch(block[1][1].strip()) is not None
    rows = tuple((number, cells(line)) for number, line in block[2 if ruled else 1 :])
    return Table((block[0][0], cells(block[0][1])), rows, ruled)


def cells(line: str) -> "tuple[str, ...]":
    """The cells of a table's row, as GitHub cuts them: a bar in a code span cuts too."""
    inner = line.strip()
    inner = inner[1:] if inner.startswith("|") else inner
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return tuple(cell.replace("\\|", "|").strip() for cell in _tables_CELLS.split(inner))


def table_form(page: Page) -> Iterator[Finding]:
    """Tables that no reader shows as such, or of which a cell is lost."""
    failed = {number for number, _ in numbered(below(page, "Failed Attempts"))}
    for table in tables(page.prose):
        if not table.ruled:
            message = "no |---| row under the header, so this is shown as text; add it"
            yield finding(page.path, table.header[0], "table-rule", message)
        wide = len(table.header[1])
        for number, row in table.rows:
            if len(row) != wide:
                rule = "failed-attempts-cells" if number in failed else "table-cells"
                message = f"{len(row)} cells under {wide} headers; write a bar within a cell as \\|"
                yield finding(page.path, number, rule, message)


def failed_attempts(page: Page) -> Iterator[Finding]:
    """Failed Attempts: a table of three columns, or that there was none; each row says why."""
    parts = below(page, "Failed Attempts")
    lines = {number for number, _ in numbered(parts)}
    inside = tuple(line for line in page.prose if line[0] in lines)
    if not parts or not inside:
        return
    found = [table for table in tables(inside) if table.rows or len(table.header[1]) > 1]
    if not found:
        if not _NONE.match(inside[0][1]):
            message = 'no table of attempts; write | Attempt | Why it failed | Lesson |, or "None."'
            yield finding(page.path, parts[0].line, "failed-attempts-form", message)
        return
    for table in found[:1]:
        yield from _columns(page.path, table)


def _columns(path: str, table: Table) -> Iterator[Finding]:
    header = [cell.lower() for cell in table.header[1]]
    why = _at(header, _COLUMNS[1][1])
    # A column serves once: "Why it failed" is not what was tried as well.
    free = [c for place, c in enumerate(header) if place != why]
    for (named, words), have in ((_COLUMNS[0], free), (_COLUMNS[1], header), (_COLUMNS[2], free)):
        if _at(have, words) < 0:
            message = f"no column for {named}; write | Attempt | Why it failed | Lesson |"
            yield finding(path, table.header[0], "failed-attempts-columns", message)
    if not table.rows:
        yield finding(path, table.header[0], "failed-attempts-form", 'no row; add one, or "None."')
    for number, row in table.rows:
        if len(row) == len(header) and not all(row):
            message = "an empty cell; say what was tried, why it failed and what to do instead"
            yield finding(path, number, "failed-attempts-cells", message)
        elif _NONE.match(row[0]):  # a row that says that there was none
            continue
        elif 0 <= why < len(row) and _SAYS_NOTHING.fullmatch(row[why]):
            message = f"{row[why][:40]!r} is no reason; give the error or the number"
            yield finding(path, number, "failed-attempts-why", message)


def _at(header: "list[str]", words: str) -> int:
    return next((n for n, cell in enumerate(header) if re.search(rf"\b(?:{words})", cell)), -1)


# ── registry/rules/numbers.py
# Hyperparameters are numbers: a teammate cannot copy and paste "a small learning rate".

_ADJECTIVE = (
    r"(?:(?:very|quite|rather|fairly|relatively|reasonably|sufficiently|as|a bit|slightly)\s+)?"
    r"(?:small(?:er)?|large(?:r)?|high(?:er)?|low(?:er)?|big(?:ger)?|tiny|huge|moderate|medium"
    r"|appropriate|suitable|reasonable|sensible|adequate|enough|sufficient|typical|usual|normal"
    r"|standard|long(?:er)?|short(?:er)?|many|few|some|several|more|less|varies|tuned|aggressive"
    r"|conservative|gentle|needed|optimal|good)"
)
# Parameters that are nothing but a number.
_NUMERIC = (
    r"(?:(?:initial|base|peak|max|min|final|start|end|encoder|decoder|global|micro|train|eval|per.device)"
    r"[\s_-]+)*(?:learning[\s_-]*rate|lr|batch[\s_-]*size|(?:num[\s_-]*)?epochs|weight[\s_-]*decay"
    r"|dropout|warm[\s_-]*up[\s_-]*(?:steps|ratio)|momentum|temperature|top[\s_-]*[pk]"
    r"|hidden[\s_-]*(?:size|dim)|n(?:um)?[\s_-]*(?:layers|heads)|gradient[\s_-]*accumulation[\s_-]*steps"
    r"|max[\s_-]*(?:steps|tokens|length)|seq(?:uence)?[\s_-]*len(?:gth)?|label[\s_-]*smoothing)"
)
_MARKS = r"[\s|*_`'\"-]*"
_SET = re.compile(rf"(?i){_MARKS}([\w .-]{{1,60}}?){_MARKS}(?::|=|\||\bis\b){_MARKS}(\S.*)")
_IS_ADJECTIVE = re.compile(rf"(?i){_ADJECTIVE}\b")
_IS_NUMERIC = re.compile(rf"(?i)(?:--)?{_NUMERIC}")
_OF = re.compile(rf"(?i)\b(?:an?|the)?\s*{_ADJECTIVE}\s+({_NUMERIC})\b")
# A value that is read from elsewhere, or made by an expression, is exact without a number.
_ELSEWHERE = re.compile(r"(?i)[$(\[{<]|args|cfg|config|none\b|null\b|auto\b|default|same|not ")


def numbers(page: Page) -> Iterator[Finding]:
    """Values in the section Hyperparameters that are an adjective, or no number."""
    for number, line in numbered(below(page, "Hyperparameters")):
        if any(c.isdigit() for c in line):
            continue
        found = _SET.match(line)
        name, value = (found[1].strip(), found[2]) if found else ("", "")
        if (name and _IS_ADJECTIVE.match(value)) or _OF.search(line):
            message = "an adjective is no value; give the number"
            yield finding(page.path, number, "value-adjective", message)
        elif _IS_NUMERIC.fullmatch(name) and not _ELSEWHERE.search(value):
            message = f"{name[:40]} without a number; give it"
            yield finding(page.path, number, "value-number", message)


# ── registry/rules/links.py
# Links and mentions lead to files that are there, inside the registry, and nowhere unsafe.

_LINK = re.compile(
    r"!?\[[^\[\]\n]{0,400}\]\(\s*<?([^()\s<>]{1,500})>?(?:\s+[\"'(][^\n]{0,200})?\s*\)"
)
_DEFINED = re.compile(r"\s{0,3}\[[^\[\]\n^]{1,200}\]:\s+<?([^\s<>]{1,500})>?")
_SCHEME = re.compile(r"(?i)([a-z][a-z0-9+.-]{1,20}):")
_UNSAFE = frozenset({"javascript", "data", "vbscript", "file"})
_MENTION = re.compile(r"(?:\./)?(references/[\w./-]{1,200}\.md)")
_ROOT = re.compile(r"\$\{CLAUDE_(?:PLUGIN|SKILL)_(?:ROOT|DIR)\}/([\w./-]{1,200}[\w-])")

# A line about another skill or plugin, that is named.
_links_ELSEWHERE = re.compile(
    r"(?i)`[\w/-]{2,80}`(?:'s)? (?:skill|plugin|repositor(?:y|ies)|repo)\b"
    r"|\b(?:skill|plugin) `[\w/-]{2,80}`"
)


def page_links(page: Page, files: Collection[str], top: str) -> Iterator[Finding]:
    """Dead and unsafe links. `files`: all files and folders that are there.

    `top`: the plugin that the page lies in, "" in none.
    """
    anchors = None
    for number, line in page.prose:
        text = bare(line)
        found = [match[1] for match in _LINK.finditer(text)]
        found += [match[1] for match in _DEFINED.finditer(text)]
        for target in found:
            if target.startswith("#"):
                anchors = anchors if anchors is not None else set(_anchors(page))
                if unquote(target[1:]).lower() not in anchors:
                    message = f"no heading {target[:80]!r} here; mend the link"
                    yield finding(page.path, number, "anchor-dead", message)
            else:
                yield from _link(page.path, number, target, files)
        for mentioned in () if _links_ELSEWHERE.search(line) else spans(line):
            yield from _mention(page.path, number, mentioned, files, top)


def _link(path: str, number: int, target: str, files: Collection[str]) -> Iterator[Finding]:
    scheme = _SCHEME.match(target)
    if scheme and scheme[1].lower() in _UNSAFE:
        message = f"a {scheme[1].lower()}: link; name the source in words, or link to a file here"
        yield finding(path, number, "link-unsafe", message)
    elif scheme or target.startswith("//"):
        return
    else:
        name = unquote(re.split(r"[?#]", target)[0])
        at = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
        if name.startswith("/") or at.startswith(".."):
            message = f"{target[:80]!r} leads out of the registry; link to what is in it"
            yield finding(path, number, "link-outside", message)
        elif not _there(at, files):
            message = f"{target[:80]!r} is not there; add the file, or mend the link"
            yield finding(path, number, "link-dead", message)


def _mention(
    path: str, line: int, text: str, files: Collection[str], top: str
) -> Iterator[Finding]:
    if not top:
        return
    here = posixpath.dirname(path)
    if found := _MENTION.fullmatch(text):
        places = [here, posixpath.dirname(here), top]
    elif found := _ROOT.search(text):
        places = [top, here]
    else:
        return
    if not any(_there(posixpath.normpath(f"{place}/{found[1]}"), files) for place in places):
        message = f"the plugin has no {found[1][:80]}; add it, or take the mention out"
        yield finding(path, line, "file-missing", message)


def _there(path: str, files: Collection[str]) -> bool:
    return path in files or path == "."


def _anchors(page: Page) -> Iterator[str]:
    """The anchors of the headings, as GitHub makes them, and those that HTML sets."""
    seen: dict[str, int] = {}
    for part in page.sections:
        text = re.sub(r"[^\w\s-]", "", part.title.strip().lower()).replace(" ", "-")
        count = seen.get(text, 0)
        seen[text] = count + 1
        yield f"{text}-{count}" if count else text
    yield from (m[1].lower() for m in re.finditer(r"(?:id|name)=[\"']([^\"'\s]{1,80})", page.text))


# ── registry/rules/mends.py
# troubleshooting.md: entries that can be read when their error appears, each with its fix.

_FIX = re.compile(
    r"(?i)\b(?:fix(?:ed|es)?|solution|solve[ds]?|resol(?:ve[ds]?|ution)|instead|workaround|mend"
    r"|remedy|correct(?:ed|ion)?|use|set|add|remove|replace|install|upgrade|downgrade|change|run"
    r"|pin|pass)\b"
)
_mends_NONE = re.compile(r"(?i)\W*(?:none|nothing|no (?:known )?(?:errors?|issues?|problems?))\b")


def mends(page: Page, troubles: Sequence[TroubleEntry]) -> Iterator[Finding]:
    """What keeps the entries of a troubleshooting file from helping."""
    if not troubles:
        said = [line for _, line in page.prose if not line.startswith("#")]
        if said and not _mends_NONE.match(said[0]):
            message = "no entry can be read; write a section an error: ## title, its text fenced"
            yield finding(page.path, 1, "troubles-unread", message)
        return
    for trouble in troubles:
        if not _FIX.search(trouble.text.replace(trouble.error, "")):
            first = trouble.error.strip().split("\n")[0]
            message = f"no fix for {first[:60]!r}; say what mends it"
            yield finding(page.path, _mends_line(page, first), "fix-missing", message)


def _mends_line(page: Page, first: str) -> int:
    lines = page.text.split("\n")
    return next((number for number, line in enumerate(lines, start=1) if first in line), 1)


# ── registry/rules/duplicates.py
# Skills that say nearly the same, and errors that two skills mend.

# Share of the runs of three words that two skills must have in common.
ALIKE = 0.5
# The smallest numbers of a text's runs stand for it: two texts share as many of them, in
# proportion, as of all their runs (Broder 1997). The exact look is for pairs that share these.
_SKETCH = 64
_ENOUGH = 12
_LONGEST = 20_000
# Runs of words below which likeness says nothing.
_duplicates_LEAST = 30
# A run of words that so many skills have is the form's, not theirs.
_COMMON = 20
_duplicates_WORD = re.compile(r"\w+")
_VARIES = re.compile(r"(?:~?/|\./)[\w./-]+|\b0x[0-9a-f]+\b|\d+")


def alike(bodies: Mapping[str, str]) -> Iterator[Finding]:
    """Pairs of skills of nearly the same text. `bodies`: path of a SKILL.md → its body."""
    holders: dict[int, list[str]] = {}
    for path, text in bodies.items():
        runs = _runs(text)
        for run in sorted(map(_number, runs))[:_SKETCH] if len(runs) >= _duplicates_LEAST else ():
            holders.setdefault(run, []).append(path)
    shared: dict[tuple[str, str], int] = {}
    for paths in holders.values():
        for place, later in enumerate(paths if len(paths) <= _COMMON else ()):
            for earlier in paths[:place]:
                shared[earlier, later] = shared.get((earlier, later), 0) + 1
    for (earlier, later), count in sorted(shared.items()):
        if count >= _ENOUGH:
            share = jaccard(_runs(bodies[earlier]), _runs(bodies[later]))
            if share >= ALIKE:
                message = f"{share:.0%} the same as {earlier}; join them, or say how they differ"
                yield finding(later, 0, "near-duplicate", message)


def same_errors(entries: Mapping[str, Sequence[TroubleEntry]]) -> Iterator[Finding]:
    """Errors that an earlier skill mends too. `entries`: path of a troubleshooting file → its."""
    first: dict[str, str] = {}
    for path, troubles in entries.items():
        for sign in dict.fromkeys(map(_sign, troubles)):
            if len(set(_duplicates_WORD.findall(sign))) >= 4 and first.setdefault(sign, path) != path:
                message = f"{first[sign]} mends the same error; join them, or say how they differ"
                yield finding(path, 0, "same-error", message)


def _sign(trouble: TroubleEntry) -> str:
    """What stays of an error from run to run: the signature that is written down, or its line."""
    text = trouble.signature or trouble.error.strip().split("\n")[-1][:400]
    return " ".join(_VARIES.sub("#", text.lower()).split())


def _runs(text: str) -> frozenset[str]:
    words = _duplicates_WORD.findall(text.lower())[:_LONGEST]
    return frozenset(map(" ".join, zip(words, words[1:], words[2:])))  # they do differ


def _number(run: str) -> int:
    """The same for the same run in every process, which `hash` is not."""
    return zlib.crc32(run.encode("utf-8", "replace"))


# ── registry/rules/unseen.py
# What a page does not show to the people who review it, and shows to agents.

_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.S)
# Words from which a comment may tell an agent something; marks of tools and our own are none.
_SAYS = 3
_TOOLS = re.compile(r"(?i)signature:|markdownlint|prettier|eslint|textlint|vale |toc\b|spdx|cspell")


def comments(page: Page) -> Iterator[Finding]:
    """HTML comments outside code that say something."""
    shown = dict(page.prose)
    last = max(shown, default=0)
    text = "\n".join(bare(shown.get(number, "")) for number in range(1, last + 1))
    for comment in _COMMENT.finditer(text):
        said = comment[1].strip()
        if len(said.split()) >= _SAYS and not _TOOLS.match(said):
            line = text.count("\n", 0, comment.start()) + 1
            message = "a comment is read by agents and shown to nobody; write it out, or delete it"
            yield finding(page.path, line, "html-comment", message)


# ── registry/rules/examples.py
# Is what reads as a secret none: the name of a place where one lies, or a value that was made up?
#
# Made up is what nobody's generator makes: words that examples are made of, runs of neighbouring
# letters or digits, and the keys of the providers' own documentation. All parts of a value have to be
# of that kind; `hunter2!x` is a password.

_examples_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
    a abc access acme admin alice an anon anything api app apps attacker auth authorization aws
    bar baz bearer bob bot change changeme code cookie credential credentials db default demo
    dev dummy else example fake field file foo from generated github guest hash header here id
    in input insert invalid it jwt key keys live localhost login long manager me mock my name
    new none not of old or our pass passphrase passwd password passwords path pk placeholder
    please postgres prod pw pwd random real redacted redis replace root safe sample secret
    secrets secure session shared signature sk some something staging strong super team test
    testing tests the this token tokens unsafe use user username users valid value very victim
    weak webhook with wrong your yours
    """,
    )
)
# Printed in documentation that everybody copies from: a bot's token of Telegram's, the signature
# of jwt.io's first page.
_PRINTED = frozenset(
    {
        "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11",
        "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
    }
)
_examples_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+|[A-Z]")
# A sign or digit that many passwords of examples have for a letter.
_LEET = re.compile(r"(?<=[A-Za-z])[@013$5](?=[A-Za-z])")
_LETTERS = dict(zip("@013$5", "aoless"))  # pairs
_PLACE = re.compile(
    r"""(?x)[A-Za-z_.]*\benv(?:iron)?[.\[(][\w.!?\[\]()"']*  # process.env.TOKEN!
    |:\w.*  # token::elevate, a name in a namespace
    |(?:~|\.{1,3})?(?:/[\w.-]+)+\.[a-z]{2,6}  # the path of a file
    |[a-z_-]+(?:/[a-z_-]+){2,}  # a name in a vault: production/database/password
    |\[[^\[\]]*\]  # [REDACTED]
    |[A-Z]{2,}(?:_[A-Z]{2,})+\d{0,2}  # AUTH_TOKEN
    |\w{0,24}[*\u2022]{3,}|\u00a7\w+\u00a7.*"""
)
# An HMAC of 256 bits is longer, and so is each other signature of a JWT.
_examples_SIGNATURE = 40
_examples_BLOCK = re.compile(r"[A-Za-z0-9+/=]{24,}")
_HEADER = 300


def place(kind: str, value: str) -> bool:
    """Does the value only say where a secret lies, or is it masked?"""
    if kind == "private-key":  # the line that begins one, without one below it
        return "BEGIN" in value and not _examples_BLOCK.search(value[:_HEADER])
    return kind == "password" and bool(_PLACE.fullmatch(value))


def made_up(kind: str, value: str) -> bool:
    """Was the value made up for an example?"""
    if "EXAMPLE" in value or value in _PRINTED:
        return True
    if kind == "jwt":
        end = value.rsplit(".", 1)[-1]
        return end in _PRINTED or (value.count(".") == 2 and 0 < len(end) < _examples_SIGNATURE)
    if kind == "url-credentials":
        user, _, value = value.rpartition(":")
        if user and user == value:
            return True
    if kind == "cookie":
        value = value.partition("=")[2]
    spelt = _LEET.sub(lambda one: _LETTERS[one[0]], value)
    return kind != "private-key" and (_examples_plain(value) or _examples_plain(spelt))


def _examples_plain(value: str) -> bool:
    """Are all parts words of examples, or runs? A `your` or `example` speaks for the whole."""
    parts = _examples_PART.findall(value)
    low = {part.lower() for part in parts}
    return bool(parts) and (bool(low & {"your", "example", "placeholder", "changeme"})
                            or all(_examples_one(part.lower()) for part in parts))  # fmt: skip


def _examples_one(part: str) -> bool:
    return part in _examples_WORDS or _compound(part) or _run(part) or (part.isdecimal() and len(part) < 4)


def _compound(part: str) -> bool:
    """Two words without a sign between them: `testpass`, `mypassword`."""
    return any(part[:at] in _examples_WORDS and part[at:] in _examples_WORDS for at in range(2, len(part) - 1))


def _run(part: str) -> bool:
    """One letter or digit again and again, or each the next of the one before: `xxxx`, `1234`."""
    pairs = zip(part, part[1:])  # noqa: B905, RUF007 - a registry's script runs on Python 3.9
    steps = {ord(later) - ord(earlier) for earlier, later in pairs}
    return len(part) > 2 and len(steps) == 1 and steps <= {-1, 0, 1}


# ── registry/rules/secrets.py
# What must not be in a registry that others read: secrets, and who or where somebody is.
#
# What `redact` would take out of a session, with two differences: a page teaches by examples, so that
# an address that is everybody's (`you@email.com`, `/home/user`) is nobody's, and a value that was
# made up is told from a key that opens something (see `examples`).

# Kinds of `redact` that name a person or a machine without opening anything.
_PERSONAL = frozenset({"email", "home-path", "host", "ip", "person", "ssh-target"})
_NOBODYS = re.compile(
    r"""(?ix)(?<![\w.~/-])/root(?![\w.-])
    |/(?:home|Users)/(?:you|user(?:name)?|(?:your|my)[-_]?(?:user)?name|me|name|ubuntu|runner|\.\.\.)
        (?![\w-])
    |(?<![\w.])(?:192\.168|10\.0|10\.10|169\.254)\.\d{1,3}\.\d{1,3}(?![\w.])
    |(?<![\w.+-])(?:you(?:r\w{0,20})?|users?(?:name)?|name|e?mail|john|jane|alice|bob|test\w{0,20}|mock
        |hello|someone)(?:[.+][\w.-]{1,20})?@[\w.-]{1,60}
    |(?<![\w.+-])[\w.+-]{1,60}@[\w-]{0,30}(?:example|domain|company|university|yourorg|myorg)[\w.-]{0,60}"""
)


def secrets(path: str, text: str, author: str) -> Iterator[Finding]:
    """What `redact` would take out of the text, a finding a kind. `author`: who may be named."""
    plain = _NOBODYS.sub("~", text)
    found: dict[str, list[Find]] = {}
    for kind, value in finds(plain, author=author):
        if not place(kind, value):
            found.setdefault(kind, []).append((kind, value))
    for kind, there in sorted(found.items()):
        real = [value for _, value in there if not made_up(kind, value)]
        value = real[0] if real else there[0][1]
        line = plain.count("\n", 0, plain.find(value)) + 1 if value and value in plain else 0
        if kind in _PERSONAL:
            message = f"names a person or a machine ({kind}); put a placeholder"
            yield finding(path, line, "personal", message)
        elif not real:
            message = f"reads as a secret ({kind}), if one that is made up; put a placeholder"
            yield finding(path, line, "example-secret", message)
        else:
            message = f"looks like a secret ({kind}); revoke it, then put a placeholder"
            yield finding(path, line, "secret", message)


# ── registry/danger.py
# Text that could harm whoever reads it, person or agent: what quarantines a skill.
#
# Each rule is tried only where one of its keywords occurs, and each pattern takes bounded time per
# place: 26 MB of real skills take about a second. Precision was looked at on 2,658 public skills:
# what is left are skills *about* attacks, which quote them.

class _Rule(NamedTuple):
    id: str
    keywords: tuple[str, ...]
    pattern: re.Pattern[str]
    message: str


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I | re.X)


_SHELL = r"(?:(?:ba|z|da|k|fi)?sh|python[\d.]*|perl|ruby|node|php)"
_RULES = (
    _Rule(
        "remote-code",
        ("curl", "wget", "iwr", "irm", "invoke-"),
        # To a shell with whatever options, to an interpreter only where stdin is its program:
        # `curl … | python3 -m json.tool` reads data. Without an address it is only talked of.
        _compiled(
            rf"""\b(?:curl|wget)\b(?=[^\n|]{{0,300}}(?:\w[./:]\w|\$|:/))[^\n|]{{0,300}}
                 \|\s*(?:sudo\s+(?:-\w+\s+){{0,4}})?(?:/\w+){{0,3}}/?
                 (?:(?:ba|z|da|k|fi)?sh\b(?!\.)|{_SHELL}\s*(?:-\s*)?(?:$|[;&|)`'"\n]))
            |\b(?:(?:ba|z|da|k)?sh|source|eval|\.)\s+(?:-c\s+)?["']?(?:\$\(|<\(|`)\s*(?:curl|wget)\b
            |\b(?:iwr|irm|invoke-webrequest|invoke-restmethod)\b[^\n|]{{0,300}}
                 \|\s*(?:iex|invoke-expression)\b"""
        ),
        "runs code from the network unseen; name the package or pin and check what is downloaded",
    ),
    _Rule(
        "exfiltration",
        ("curl", "wget", "nc "),
        _compiled(
            r"""\b(?:(?:env|printenv)\s*
                |cat\s+[^\n|]{0,80}(?:\.ssh/|\.aws/|\.netrc|\.env\b|id_rsa|credentials)[^\n|]{0,20})
                \|\s*(?:\w[^\n|]{0,30}\|\s*)?(?:curl|wget|nc)\b
            |\b(?:curl|wget)\b[^\n]{0,200}(?:-d|-F|-T|--data\S{0,12}|--form|--upload-file|--post-file)
                [=\s][^\n]{0,80}(?:\$\((?:env|printenv)|\.ssh/|\.aws/|id_rsa|\.netrc)"""
        ),
        "sends secrets of the reader's machine away; take it out",
    ),
    _Rule(
        "instruction",
        ("ignore", "disregard", "forget", "override"),
        _compiled(
            r"""\b(?:ignore|disregard|forget|override)\s+(?:(?:all|any|the|your|every|of|these|my)\s+)
                {0,3}(?:previous|prior|above|earlier|preceding|existing|system|original|safety)\s+
                (?:\w+\s+)?(?:instruction|prompt|rule|direction|guideline|directive|message)s?\b"""
        ),
        "speaks to the reader's agent, not about the work; take it out",
    ),
    _Rule(
        "instruction",
        ("tell", "inform", "notify", "alert", "reveal", "disclos", "mention"),
        _compiled(
            r"""\b(?:do\s+not|don['\u2019]?t|never|without)\s+(?:ever\s+)?
                (?:tell|inform|notify|alert|reveal|disclos|mention)(?:e|ing|ying)?\s+
                (?:(?:this|that|it|any|anything|of|about|what|the\s+above)\s+){0,3}(?:to\s+)?
                (?:the\s+|your\s+)?(?:users?|humans?|operators?|reviewers?)\b(?!['\u2019])"""
        ),
        "asks the reader's agent to hide something from its user; take it out",
    ),
    _Rule(
        "instruction",
        ("system prompt", "hidden instructions"),
        _compiled(
            r"""\b(?:reveal|print|repeat|output|send|leak)\s+(?:\w+\s+){0,2}
                your\s+(?:\w+\s+)?(?:system\s+prompt|hidden\s+instructions)"""
        ),
        "asks the reader's agent for what is not the reader's; take it out",
    ),
    _Rule(
        "instruction",
        ("system-reminder", "im_start", "im_end", "function_calls", "antml:", "tool_result>"),
        _compiled(
            r"""</?(?:system-reminder|function_calls|antml:\w{1,40}|tool_result)\b[^>\n]{0,80}>
            |<\|im_(?:start|end)\|>"""
        ),
        "imitates the markup of an agent's own conversation; write it in words",
    ),
    _Rule(
        "permission-bypass",
        ("--dangerously", "bypasspermissions", "--yolo"),
        _compiled(r"--dangerously-[\w-]{4,40}|\bbypassPermissions\b|--yolo\b"),
        "switches off the reader's permission prompts; say why, or take it out",
    ),
)

_BIDI = "\u202a-\u202e\u2066-\u2069"
# Characters that carry text nobody sees: tags, invisible operators, the supplementary variation
# selectors, interlinear marks, and runs of zero-width characters.
_HIDDEN = re.compile(
    "[\u2061-\u2064\u180e\ufff9-\ufffb\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
    "|[\u200b-\u200d\u2060\ufeff\u00ad]{3,}"
)
_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a\U000e0030-\U000e0039]{2,6}\U000e007f")
_ZERO = re.compile("[\u200b\u200e\u200f\u2060\ufeff\u00ad]")
# A line with none of these is not looked at character by character.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_MIXED = re.compile(
    r"\b(?=\w{0,60}[A-Za-z])(?=\w{0,60}[\u0400-\u04ff])[A-Za-z\u0400-\u04ff]{2,60}\b"
)

# What no branch is merged with.
DANGEROUS = frozenset(
    {"remote-code", "exfiltration", "instruction", "hidden-unicode", "bidi-unicode"}
    | {"runs-on-install"}
)
# What no skill is advised from: a quote can be the attack itself, and nobody looks at that moment.
QUARANTINED = DANGEROUS | {"instruction-quoted"}
# Where attacks are the subject, within so many lines before or in the line itself.
_ABOUT = re.compile(
    r"(?i)injection|jailbreak|guardrail|adversar|\battack|malicious|red.?team|prompt.?guard|untrusted"
)
_NEAR = 12
_QUOTES = {'"': '"', "'": "'", "`": "`", "\u201c": "\u201d", "\u2018": "\u2019", "\u00ab": "\u00bb"}
# The quote may begin with a few words: `"[System]: Override …"`.
_danger_BEFORE = 24
# A line that speaks against what it names.
_AGAINST = re.compile(
    r"(?i)\b(?:remov|avoid|never|not\b|no\b|without|prohibit|forbid|forbidden|stop|replac|instead|ban"
    r"|block|den(?:y|ied|ies)|refus|disallow|prevent|unsafe|reject|danger)\w*(?<!dangerously)"
)


def dangers(path: str, text: str) -> Iterator[Finding]:
    """What in the text could harm its reader, and what is suspect; see DANGEROUS."""
    low = text.lower()
    for rule in _RULES:
        if any(keyword in low for keyword in rule.keywords):
            for match in rule.pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                yield from _looked(path, line, rule, match)
    if _SUSPECT.search(text):
        for number, line_text in enumerate(text.split("\n"), start=1):
            if _SUSPECT.search(line_text):
                yield from _characters(path, number, line_text)
    if path.endswith(".md"):
        yield from _mixed(path, text)


def dangerous(text: str) -> bool:
    """Does the text hold what quarantines a skill?"""
    return any(finding.rule in QUARANTINED for finding in dangers("", text))


def _looked(path: str, line: int, rule: _Rule, match: re.Match[str]) -> Iterator[Finding]:
    """The finding, in the light of the lines that it stands in."""
    lines = match.string[: match.end()].split("\n")
    here = lines[-1] + match.string[match.end() :].partition("\n")[0]
    if rule.id == "permission-bypass" and _AGAINST.search(here.replace(match[0], "")):
        return
    about = "\n".join([*lines[-1 - _NEAR : -1], here])
    if rule.id == "instruction" and _danger_quoted(here, match[0]) and _ABOUT.search(about):
        message = "quotes an instruction to an agent; nobody is advised from it by itself"
        yield finding(path, line, "instruction-quoted", message)
    else:
        yield finding(path, line, rule.id, rule.message)


def _danger_quoted(line: str, text: str) -> bool:
    """Does the text stand in quotes in the line, near their beginning?"""
    start = line.find(text)
    end = start + len(text)
    for at in range(max(0, start - _danger_BEFORE), start):
        mark = line[at]
        closing = _QUOTES.get(mark, "")
        ends = mark == closing and line[: at + 1].count(mark) % 2 == 0
        apostrophe = mark == "'" and line[at - 1 : at].isalnum()
        if closing and not ends and not apostrophe and closing not in line[at + 1 : end]:
            return closing in line[end:]
    return False


def _characters(path: str, number: int, line: str) -> Iterator[Finding]:
    line = _FLAG.sub("", line)
    if bidi := re.search(f"[{_BIDI}]", line):
        yield finding(path, number, "bidi-unicode", f"{_named(bidi)} turns text around; delete it")
    if hidden := _HIDDEN.search(line):
        yield finding(path, number, "hidden-unicode", f"{_named(hidden)} hides text; delete it")
    elif zero := _ZERO.search(line):
        yield finding(path, number, "zero-width", f"{_named(zero)} is not seen; delete it")
    if any(unicodedata.category(c) == "Cc" and c != "\t" for c in line):
        message = "a control character, which a terminal may obey; delete it"
        yield finding(path, number, "control-character", message)


def _mixed(path: str, text: str) -> Iterator[Finding]:
    """Text that reads as another."""
    for mixed in _MIXED.finditer(text) if _CYRILLIC.search(text) else ():
        line = text.count("\n", 0, mixed.start()) + 1
        message = "a word of Latin and Cyrillic letters reads as another; write it in one script"
        yield finding(path, line, "mixed-script", message)


def _named(match: re.Match[str]) -> str:
    first = match.group()[0]
    return f"U+{ord(first):04X} {unicodedata.name(first, '')}".strip()


# ── registry/rules/spelt.py
# Dangers that only show once escapes are read: `"\u0049gnore …"` in YAML or JSON.

def spelt(path: str, text: str) -> Iterator[Finding]:
    """Dangers in what the quoted values of the frontmatter stand for."""
    text = text.removeprefix("\ufeff")
    head = header(text) if "\\" in text else None
    lines = text.split("\n")
    for key in head.keys if head else ():
        raw = "\n".join(lines[key.line - 1 : key.line - 1 + key.lines])
        if key.style == "double" and "\\" in raw:
            yield from _spelt_told(path, key.line, raw, key.value)


def spelt_manifest(path: str, text: str) -> Iterator[Finding]:
    """The same in a manifest."""
    found = manifest_of(text) if "\\" in text else None
    yield from _spelt_told(path, 1, text, "\n".join(_strings(found)))


def _spelt_told(path: str, line: int, raw: str, text: str) -> Iterator[Finding]:
    seen = {one.rule for one in dangers(path, raw)}
    for rule, message in {one.rule: one.message for one in dangers(path, text)}.items():
        if rule not in seen:
            yield finding(path, line, rule, f"spelt by escapes: {message}")


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        parts = value if isinstance(value, list) else [*value, *value.values()]
        for part in parts:
            yield from _strings(part)


# ── registry/marketplace.py
# Make `.claude-plugin/marketplace.json` from the plugins that are there.
#
# Each plugin is an entry of its own, and the bundle `all-skills` lists every skill, so that one
# `/plugin install` takes them all. What the team wrote in the file by hand stays: its name, owner
# and description, and entries that point elsewhere. Claude Code refuses a list at the top of the
# repository; a copy that lies there, for readers and other tools, is kept the same.
#
# A registry's own `scripts/generate_marketplace.py` writes the same bytes; a test holds the two
# together.

FILE = ".claude-plugin/marketplace.json"
COPY = "marketplace.json"
_NEW = {
    "name": "team-skills",
    "owner": {"name": "The team"},
    "metadata": {"description": "What our sessions learned."},
}


def listings(root: Path, changed: Mapping[str, str | None] | None = None) -> dict[str, bytes]:
    """Path → new content of the list, and of its copy at the top where there is one.

    As for `marketplace`.
    """
    made = marketplace(root, changed)
    return {path: made for path in (FILE, COPY) if path == FILE or read(root / path) is not None}


def marketplace(root: Path, changed: Mapping[str, str | None] | None = None) -> bytes:
    """The file's new content for the registry in folder `root`.

    `changed`: path → text that the file will have, None where it will be gone: a merge is
    described before it is written. Raises RegistryError where the present file is broken.
    """
    changed = changed or {}
    paths = (set(files(root)) | {p for p, text in changed.items() if text is not None}) - {
        p for p, text in changed.items() if text is None
    }

    def text_of(path: str) -> str:
        return changed.get(path) or read(root / path) or ""

    present = _present(text_of(FILE) or text_of(COPY))
    foreign = [entry for entry in present.get("plugins", []) if _foreign(entry)]
    taken = {entry["name"] for entry in foreign} | {BUNDLE}
    entries = []
    for top in _plugins(paths):
        name = top.rsplit("/", 1)[1]
        if name not in taken:  # a name twice is refused by the client; lint says which
            taken.add(name)
            entries.append(_entry(top, manifest_of(text_of(f"{top}/.claude-plugin/plugin.json"))))
    made = {**_NEW, **present, "plugins": [_bundle(paths), *entries, *foreign]}
    return (json.dumps(made, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def _present(text: str) -> dict[str, Any]:
    if not text:
        return {}
    present = manifest_of(text)
    if present is None or not isinstance(present.get("plugins", []), list):
        raise RegistryError(f"{FILE} is no good JSON; mend it by hand first")
    return present


def _foreign(entry: object) -> bool:
    """An entry that somebody wrote by hand, for a plugin that does not lie here."""
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        return False
    source = entry.get("source")
    ours = isinstance(source, str) and (source in ("./", ".") or source.startswith("./plugins/"))
    return not ours and entry["name"] != BUNDLE


def _plugins(paths: Iterable[str]) -> list[str]:
    """Folders of plugins that can be listed: a manifest, and names that are names."""
    found = {
        tuple(parts[1:3]) for path in paths if len(parts := path.split("/")) > 3 and _in(parts)
    }
    return [f"plugins/{category}/{name}" for category, name in sorted(found)]


def _in(parts: list[str]) -> bool:
    return parts[0] == "plugins" and all(map(slug, parts[1:3])) and parts[3:] == _MANIFEST


_MANIFEST = [".claude-plugin", "plugin.json"]


def _bundle(paths: Iterable[str]) -> dict[str, Any]:
    skills = sorted(
        f"./{path.removesuffix('/SKILL.md')}"
        for path in paths
        if len(parts := path.split("/")) == 6
        and (parts[0], parts[3], parts[5]) == ("plugins", "skills", "SKILL.md")
        and all(map(slug, (parts[1], parts[2], parts[4])))
    )
    return {
        "name": BUNDLE,
        "source": "./",
        "description": "Every skill of this registry.",
        "version": "1.0.0",
        "strict": False,
        "skills": skills,
    }


def _entry(top: str, manifest: Mapping[str, object] | None) -> dict[str, Any]:
    _, category, name = top.split("/")
    entry: dict[str, Any] = {"name": name, "source": f"./{top}"}
    for key in ("description", "version"):
        if isinstance(value := (manifest or {}).get(key), str):
            entry[key] = value
    return {**entry, "category": category}


# ── registry/lint.py
# Check a registry, or a draft before it leaves. The rules lie in `rules` and `danger`.

_TEMPLATES = "templates/"
_TROUBLES = "references/troubleshooting.md"
# These rules as a script: it holds the signs of all that they look for.
_ITSELF = "scripts/validate_plugins.py"


def lint(root: Path) -> Iterator[Finding]:
    """All findings on the registry in folder `root`, plugin by plugin.

    Raises RegistryError where `root` is no folder.
    """
    if not root.is_dir():
        raise RegistryError(f"{root} is no folder; name a checkout of a registry")
    for path in links(root):
        yield finding(path, 0, "link", "a link; put the file itself there")
    paths = list(files(root))
    yield from strays(paths)
    yield from twice(sorted({top for top in map(plugin_of, paths) if top}))
    known, template = _with_folders(paths), _template(root, paths)
    bodies: dict[str, str] = {}
    entries: dict[str, tuple[TroubleEntry, ...]] = {}
    for _, group in groupby(paths, key=plugin_of):
        texts: dict[str, str] = {}
        for path in group:
            text = read(root / path)
            if text is None or "\0" in text:
                message = "larger than 1 MB, or no text; nobody reviews it, keep it elsewhere"
                yield finding(path, 0, "not-text", message)
            else:
                texts[path] = text
        bodies.update((path, text) for path, text in texts.items() if is_skill(path))
        entries.update((p, troubles(t)) for p, t in texts.items() if _is_troubles(p))
        yield from _checked(texts, known, template)
    yield from alike(bodies)
    yield from same_errors(entries)
    yield from _marketplace(root, paths)


def lint_files(texts: Mapping[str, str]) -> Iterator[Finding]:
    """Findings on some files of a registry: path inside it → text."""
    return _checked(texts, _with_folders(texts), frozenset())


def _checked(
    texts: Mapping[str, str], known: Collection[str], template: frozenset[str]
) -> Iterator[Finding]:
    plugins: dict[str, dict[str, str]] = {}
    for path, text in texts.items():
        if top := plugin_of(path):
            plugins.setdefault(top, {})[path] = text
    for top, inside in plugins.items():
        yield from structure(top, inside)
        yield from manifest(top, inside)
        described = f"{top}/.claude-plugin/plugin.json"
        yield from spelt_manifest(described, inside.get(described, ""))
    for path, text in texts.items():
        author = ""
        if path.endswith(".md"):
            found = page(path, text)
            author = found.header.text("author") if found.header else ""
            yield from _page(found, texts, known, template)
            yield from spelt(path, text)
        if path != _ITSELF:
            yield from dangers(path, text)
            yield from secrets(path, text, author)


def _page(
    found: Page, texts: Mapping[str, str], known: Collection[str], template: frozenset[str]
) -> Iterator[Finding]:
    path, top = found.path, plugin_of(found.path)
    if path.startswith(_TEMPLATES):
        return
    if is_skill(path):
        beside = f"{path.rpartition('/')[0]}/{_TROUBLES}"
        yield from frontmatter(found, called(path))
        yield from description(found, troubles(texts.get(beside, "")))
        yield from numbers(found)
    if top and is_skill(path):
        yield from parts(found)
        yield from failed_attempts(found)
    if top and _is_troubles(path):
        yield from mends(found, troubles(found.text))
    if top or is_skill(path):
        yield from table_form(found)
        yield from unfinished(found)
        yield from comments(found)
        yield from placeholders(found, template)
    yield from page_links(found, known, top)


def _is_troubles(path: str) -> bool:
    return path.endswith(f"/{_TROUBLES}") and not path.startswith(_TEMPLATES)


def _template(root: Path, paths: list[str]) -> frozenset[str]:
    """What the pages of the registry's own templates say."""
    inside = (p for p in paths if p.startswith(_TEMPLATES) and p.endswith(".md"))
    return frozenset().union(*(template_lines(read(root / path) or "") for path in inside))


def _with_folders(paths: Collection[str]) -> frozenset[str]:
    folders = {path[:at] for path in paths for at, c in enumerate(path) if c == "/"}
    return frozenset(folders | set(paths))


def _marketplace(root: Path, paths: list[str]) -> Iterator[Finding]:
    if not any(map(plugin_of, paths)):
        return
    there = read(root / FILE)
    if there is None:
        message = "missing, so Claude Code cannot install from here; `tacit registry marketplace`"
        yield finding(FILE, 0, "marketplace-missing", message)
        return
    try:
        current = marketplace(root)
    except RegistryError as error:
        yield finding(FILE, 1, "marketplace", str(error))
        return
    if current != there.encode():
        message = "does not list what is here; the next merge mends it"
        yield finding(FILE, 0, "marketplace-stale", message)
    copy = read(root / COPY)
    if copy is not None and copy != there:
        message = f"is not the same as {FILE}; the next merge mends it"
        yield finding(COPY, 0, "marketplace-copy", message)


# ── registry/comment.py
# Findings as a comment on a pull request, in which no text of a skill is anything but text.

# By it the workflow finds its own comment again.
MARK = "<!-- validate-plugins -->"
# GitHub takes 65,536 characters.
_comment_LONGEST = 60_000
_MOST = 200


def comment(found: Sequence[Finding], changed: Collection[str], there: Collection[str]) -> str:
    """The Markdown of the comment. `changed`: changed paths; `there`: plugins that are there."""
    tops = sorted({plugin_of(path) for path in changed} - {""})
    lines = [MARK, f"### Registry check: {counted(found)}", ""]
    lines += [_plugin(top, found, top in there) for top in tops[:_MOST]] or ["No plugin changed."]
    lines += [f"- and {len(tops) - _MOST} more"] if len(tops) > _MOST else []
    lines += [""]
    size = sum(map(len, lines))
    for told, one in enumerate(sorted(found, key=lambda f: (f.severity, f))):
        line = _comment_line(one)
        size += len(line) + 1
        if told >= _MOST or size > _comment_LONGEST:
            lines.append(f"- and {len(found) - told} more: run `scripts/validate_plugins.py`")
            break
        lines.append(line)
    return "\n".join(lines).rstrip() + "\n"


def _plugin(top: str, found: Sequence[Finding], there: bool) -> str:
    inside = [one for one in found if f"{one.path}/".startswith(f"{top}/")]
    if not there:
        return f"- {code(top)}: removed"
    return f"- {code(top)}: {counted(inside)}"


def _comment_line(one: Finding) -> str:
    place = f"{one.path}:{one.line}" if one.line else one.path
    return f"- **{one.severity}** `{one.rule}` in {code(place)}: {code(one.message)}"


def code(text: str) -> str:
    """The text as a code span that nothing in it can leave, and in which nothing is hidden."""
    text = " ".join(plain(text).split())[:1_000]
    ticks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    space = " " if len(ticks) > 1 else ""
    return f"{ticks}{space}{text or ' '}{space}{ticks}"


def plain(text: str) -> str:
    """The text with what nobody sees, or a terminal obeys, by its number."""
    return "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in text)


# ── registry/validator.py
# The check that a registry carries with it: `scripts/validate_plugins.py`, made from this.
#
# It is `tacit registry lint` for whoever has no tacit, such as the registry's continuous integration:
# the modules that it takes part of use the standard library alone.

def main(given: "Sequence[str] | None" = None) -> int:
    """Check a registry as the command line says: 0 no error, 1 an error, 2 it cannot be checked."""
    options = _options(given)
    root = Path(options.folder)
    try:
        found = list(lint(root))
        changed = _changed(root, options.changed_since) if options.changed_since else None
    except RegistryError as error:
        print(plain(str(error)), file=sys.stderr)
        return 2
    if changed is not None:
        found = [one for one in found if concerns(one, changed)]
    for one in found:
        print(_json(one) if options.json else _validator_line(one))
    if not options.json:
        print(counted(found))
    if options.comment:
        paths = list(files(root))
        text = comment(found, paths if changed is None else changed, set(map(plugin_of, paths)))
        Path(options.comment).write_text(text, encoding="utf-8")
    return int(any(one.severity == "error" for one in found))


def _options(given: "Sequence[str] | None") -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Check a registry of skills.")
    parser.add_argument("folder", nargs="?", default=".", help="the registry; default: here")
    parser.add_argument("--json", action="store_true", help="a JSON line a finding")
    parser.add_argument("--changed-since", metavar="REF", help="only plugins that changed since")
    parser.add_argument("--comment", metavar="FILE", help="write Markdown for the pull request")
    return parser.parse_args(given)


def concerns(found: Finding, changed: Collection[str]) -> bool:
    """Is the finding about a plugin or a file that changed? A broken list concerns everybody."""
    top = plugin_of(f"{found.path}/") or plugin_of(found.path)
    return (
        found.rule == "marketplace"
        or found.path in changed
        or (top != "" and any(path.startswith(f"{top}/") for path in changed))
    )


def _changed(root: Path, since: str) -> "frozenset[str]":
    """The paths, inside the registry, that differ from where the branch began."""
    if since.startswith("-"):
        raise RegistryError(f"{since} is no revision; name a branch or a commit")
    # Paths are those of the folder, which may be a part of a repository.
    command = ["git", "diff", "--name-only", "--no-renames", "--relative", "-z", f"{since}...HEAD"]
    try:
        done = subprocess.run([*command, "--", "."], cwd=root, capture_output=True, check=False)
    except OSError as error:
        raise RegistryError(f"git cannot be run: {error.strerror}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
        raise RegistryError(f"git cannot say what changed since {since}: {said}")
    paths = done.stdout.decode("utf-8", "surrogateescape").split("\0")
    return frozenset(path for path in paths if path)


def _json(found: Finding) -> str:
    text = json.dumps(asdict(found), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode()


def _validator_line(found: Finding) -> str:
    place = f"{found.path}:{found.line}" if found.line else found.path
    return plain(f"{place}: {found.severity} {found.rule}: {found.message}")


if __name__ == "__main__":
    sys.exit(main())
