"""What is said to git and what it answers, as bytes; nothing here runs anything.

Commits are made with `git fast-import`: one process for blobs, trees and the commit, nothing
touches the work tree or its index, and no git identity is needed.
"""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f<>]")


class Change(NamedTuple):
    """A path that differs between two trees. `sha` and `mode` are the newer ones, zeros if gone."""

    path: str
    mode: str
    sha: str

    @property
    def gone(self) -> bool:
        """The newer tree has no such path."""
        return self.mode == "000000"


class Author(NamedTuple):
    """Who signs a commit."""

    name: str
    mail: str


def commit(
    ref: str,
    author: Author,
    message: str,
    *,
    parents: Sequence[str],
    put: Mapping[str, bytes],
    changes: Sequence[Change] = (),
) -> bytes:
    """The fast-import stream of one commit on `ref`, over the tree of its first parent.

    `put`: path → content of new files; `changes`: paths taken over from another tree, or removed.
    Paths must have been checked: they stand unquoted.
    """
    signed = f"{author.name} <{author.mail}> {int(time.time())} +0000"
    lines = [f"commit {ref}", "mark :1", f"author {signed}", f"committer {signed}"]
    stream = [_line("\n".join(lines)), _data(message.encode("utf-8", "replace"))]
    stream += [_line(f"{'merge' if n else 'from'} {parent}") for n, parent in enumerate(parents)]
    for change in changes:
        said = f"D {change.path}" if change.gone else f"M {change.mode} {change.sha} {change.path}"
        stream.append(_line(said))
    for path, content in put.items():
        stream += [_line(f"M 100644 inline {path}"), _data(content)]
    return b"".join([*stream, b"done\n"])


def _line(text: str) -> bytes:
    return text.encode("utf-8", "replace") + b"\n"


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def author(configuration: str) -> Author:
    """The identity that `git config --get-regexp ^user` printed, or one that names nobody."""
    pairs = dict(line.partition(" ")[::2] for line in configuration.splitlines())
    name = _NOT_IN_NAMES.sub("", pairs.get("user.name", "")).strip()[:200]
    mail = _NOT_IN_NAMES.sub("", pairs.get("user.email", "")).strip()[:200]
    return Author(name, mail) if name and mail else Author("tacit", "noreply@localhost")


def is_commit(text: str) -> bool:
    """Is this a full object name?"""
    return _COMMIT.fullmatch(text) is not None


def changes(raw: bytes) -> tuple[Change, ...]:
    """The answer of `git diff-tree -r -z --no-renames A B`."""
    fields = raw.decode("utf-8", "surrogateescape").split("\0")
    return tuple(_change(*pair) for pair in zip(fields[::2], fields[1::2], strict=False))


def changes_of_each(raw: bytes) -> list[tuple[str, Change]]:
    """The answer of `git diff-tree --stdin -r -z --no-renames`: each commit with each change."""
    found = []
    commit, fields = "", iter(raw.decode("utf-8", "surrogateescape").split("\0"))
    for field in fields:
        if field.startswith(":"):
            found.append((commit, _change(field, next(fields))))
        else:
            commit = field
    return found


def _change(meta: str, path: str) -> Change:
    _, mode, _, sha, _ = meta.lstrip(":").split(" ")
    return Change(path, mode, sha)


def blobs(batch: bytes) -> Iterator[bytes]:
    """The contents in the answer of `git cat-file --batch`; b"" for what is missing."""
    at = 0
    while at < len(batch):
        end = batch.index(b"\n", at)
        header = batch[at:end].split(b" ")
        size = int(header[2]) if len(header) == 3 else -1
        yield batch[end + 1 : end + 1 + max(size, 0)]
        at = end + 1 + size + 1
