"""`tacit registry lint`: what is wrong with a registry, and how to mend it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import click
import orjson

from tacit.commands.registry_folders import checkout
from tacit.registry.finding import Finding, counted
from tacit.registry.lint import lint
from tacit.registry.mend import mend
from tacit.registry.places import is_skill
from tacit.registry.tree import files
from tacit.terminal import safe_line

# Further lines with the same finding that are named; --json has each.
_LINES = 8


@click.command("lint", short_help="Check a registry, and mend what is mechanical.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="A JSON line a finding.")
@click.option("--fix", is_flag=True, help="First mend what is mechanical, and say what was done.")
def lint_(folder: Path, as_json: bool, fix: bool) -> None:
    """Check the registry in DIR; exit code 1 where there is an error."""
    checkout(folder)
    for path, done in mend(folder) if fix else ():
        click.echo(f"mended {safe_line(path)}: {safe_line(done)}", err=as_json)
    found = tuple(lint(folder))
    errors = sum(one.severity == "error" for one in found)
    if as_json:
        for one in found:
            form = {k: v.encode("utf-8", "replace").decode() if isinstance(v, str) else v
                    for k, v in asdict(one).items()}  # fmt: skip
            click.echo(orjson.dumps(form))
    else:
        for line in _told(found):
            click.echo(line)
        count = sum(map(is_skill, files(folder)))
        click.echo(f"{counted(found)} in {count} {'skill' if count == 1 else 'skills'}")
    if errors:
        raise click.exceptions.Exit(1)


def _told(found: Sequence[Finding]) -> Iterator[str]:
    """A line a finding; what a file has in several lines, like the template's text, is one."""
    for (path, rule, message), group in groupby(found, lambda f: (f.path, f.rule, f.message)):
        first, *more = group
        place = safe_line(f"{path}:{first.line}" if first.line else path)
        lines = ", ".join(str(one.line) for one in more[:_LINES])
        rest = f" and {len(more) - _LINES} more" if len(more) > _LINES else ""
        also = f" (also in {'lines' if more[1:] else 'line'} {lines}{rest})" if more else ""
        yield f"{place}: {first.severity} {rule}: {safe_line(message)}{also}"
