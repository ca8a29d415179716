"""The `tacit` command: one file a verb under `commands/`, one net for all that goes wrong."""

import importlib
import logging
import sys
import traceback
from datetime import datetime
from pathlib import Path

import click

from tacit import __version__
from tacit.errors import TacitError
from tacit.paths import ensure_private, paths

# verb: (module under tacit.commands, its line in --help). Modules are imported when they are asked
# for: `tacit advise` must not pay for GitPython.
VERBS: dict[str, tuple[str, str]] = {
    "status": ("status", "What is on, for this folder, and what waits."),
    "install": ("install", "Merge hooks, skills and a permission into Claude Code's settings."),
    "uninstall": ("uninstall", "Put the settings back as they were."),
    "doctor": ("doctor", "Check each link of the chain by using it."),
    "demo": ("demo", "The whole loop once, in a scratch registry."),
    "advise": ("advise", "The advice that a session would get."),
    "retrospective": ("retrospective", "Mine a session and publish its drafts, by hand."),
    "mine": ("mine", "Show the episodes of transcripts; changes nothing."),
    "draft": ("draft", "Write the plugin folders of a transcript, or of a filled draft."),
    "backfill": ("backfill", "Mine all past sessions; draft the best of what they teach."),
    "review": ("review", "List, show, approve or reject drafts."),
    "stats": ("stats", "What advice came to: given, followed, errors met again."),
    "registry": ("registry", "Join, synchronise or check registries."),
    "on": ("switch_on", "Take part again in a project."),
    "off": ("switch_off", "Take no part in a project."),
    "daemon": ("daemon", "Run, start or stop the daemon, or show its log."),
}


class _Verbs(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in VERBS:
            return None
        command = importlib.import_module(f"tacit.commands.{VERBS[name][0]}").command
        assert isinstance(command, click.Command)  # noqa: S101 - a fault of ours if not
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(verb, line) for verb, (_, line) in VERBS.items()])


@click.group(cls=_Verbs, invoke_without_command=True)
@click.version_option(__version__, prog_name="tacit")
@click.pass_context
def tacit(ctx: click.Context) -> None:
    """A team memory for Claude Code. Alone: what is on, for this folder."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(importlib.import_module("tacit.commands.status").command)


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 refused, 2 usage, 3 a fault, 130 interrupted."""
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    try:
        # What a verb ends with by click's Exit comes back as a number, and is raised no further.
        sys.exit(tacit.main(prog_name="tacit", standalone_mode=False) or 0)
    except click.ClickException as usage:
        usage.show()
        sys.exit(usage.exit_code)
    except (click.Abort, KeyboardInterrupt):
        print("interrupted", file=sys.stderr)
        sys.exit(130)
    except TacitError as refusal:
        print(f"tacit: {refusal}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(141)
    except Exception as fault:  # noqa: BLE001 - the one boundary of this process
        print(f"tacit: a fault of ours: {type(fault).__name__}: {fault}", file=sys.stderr)
        print(f"tacit: the log to report is {_write_log()}", file=sys.stderr)
        sys.exit(3)


def _write_log() -> Path | str:
    text = f"tacit {__version__}, Python {sys.version.split()[0]}\n{traceback.format_exc()}"
    file = paths().host_state / f"fault-{datetime.now():%Y%m%d-%H%M%S}.log"
    try:
        ensure_private(file.parent)
        file.write_text(text, encoding="utf-8")
    except (OSError, TacitError):
        return f"below:\n{text}"
    return file
