"""The check that a registry carries with it: `scripts/validate_plugins.py`, made from this.

It is `tacit registry lint` for whoever has no tacit, such as the registry's continuous integration:
the modules that it takes part of use the standard library alone.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Collection, Sequence
from dataclasses import asdict
from pathlib import Path

from tacit.errors import RegistryError
from tacit.registry.comment import comment, plain
from tacit.registry.finding import Finding, counted
from tacit.registry.lint import lint
from tacit.registry.places import plugin_of
from tacit.registry.tree import files


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
        print(_json(one) if options.json else _line(one))
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


def _line(found: Finding) -> str:
    place = f"{found.path}:{found.line}" if found.line else found.path
    return plain(f"{place}: {found.severity} {found.rule}: {found.message}")


if __name__ == "__main__":
    sys.exit(main())
