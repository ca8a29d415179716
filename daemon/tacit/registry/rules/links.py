"""Links and mentions lead to files that are there, inside the registry, and nowhere unsafe."""

import posixpath
import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from tacit.registry.finding import Finding, finding
from tacit.registry.page import Page, bare, spans

_LINK = re.compile(
    r"!?\[[^\[\]\n]{0,400}\]\(\s*<?([^()\s<>]{1,500})>?(?:\s+[\"'(][^\n]{0,200})?\s*\)"
)
_DEFINED = re.compile(r"\s{0,3}\[[^\[\]\n^]{1,200}\]:\s+<?([^\s<>]{1,500})>?")
_SCHEME = re.compile(r"(?i)([a-z][a-z0-9+.-]{1,20}):")
_UNSAFE = frozenset({"javascript", "data", "vbscript", "file"})
_MENTION = re.compile(r"(?:\./)?(references/[\w./-]{1,200}\.md)")
_ROOT = re.compile(r"\$\{CLAUDE_(?:PLUGIN|SKILL)_(?:ROOT|DIR)\}/([\w./-]{1,200}[\w-])")

# A line about another skill or plugin, that is named.
_ELSEWHERE = re.compile(
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
        for mentioned in () if _ELSEWHERE.search(line) else spans(line):
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
