"""`tacit registry lint`: what is wrong with a registry, and how to mend it."""

from dataclasses import asdict
from pathlib import Path

import click
import orjson

from tacit.registry.lint import lint
from tacit.registry.mend import mend
from tacit.terminal import safe_line


@click.command("lint")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="A JSON line a finding.")
@click.option("--fix", is_flag=True, help="First mend what is mechanical, and say what was done.")
def lint_(folder: Path, as_json: bool, fix: bool) -> None:
    """Check the registry in DIR; exit code 1 where there is an error."""
    for path, done in mend(folder) if fix and folder.is_dir() else ():
        click.echo(f"mended {safe_line(path)}: {safe_line(done)}", err=as_json)
    counts = {"error": 0, "warning": 0}
    for finding in lint(folder):
        counts[finding.severity] += 1
        if as_json:
            form = {k: v.encode("utf-8", "replace").decode() if isinstance(v, str) else v
                    for k, v in asdict(finding).items()}  # fmt: skip
            click.echo(orjson.dumps(form))
        else:
            place = safe_line(f"{finding.path}:{finding.line}" if finding.line else finding.path)
            click.echo(f"{place}: {finding.severity} {finding.rule}: {safe_line(finding.message)}")
    if not as_json:
        click.echo(f"{counts['error']} errors, {counts['warning']} warnings")
    if counts["error"]:
        raise click.exceptions.Exit(1)
