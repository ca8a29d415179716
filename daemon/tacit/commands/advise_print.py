"""Advice as a person reads it: the best skills with why, then what a session would be told."""

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from tacit.advise.advice import Advice, Match
from tacit.terminal import safe_line

_INDENT = (0, 0, 0, 4)


def show(advice: Advice, console: Console | None = None) -> None:
    """Print the advice. Where it is no terminal that reads it, no line is wrapped."""
    console = console or Console(highlight=False)
    if not advice.skills:
        console.print("Nothing in the registries has anything to do with that.")
        return
    if advice.silent:
        console.print("Nothing here matters enough to tell a session. Nearest:")
    for number, match in enumerate(advice.skills, start=1):
        _match(console, number, match)
    if advice.text:
        title = f"A session would be told ({advice.confidence:.0%} sure):"
        console.print(Text(f"\n{title}\n", style="bold"))
        console.print(Text(advice.text), soft_wrap=True)


def _match(console: Console, number: int, match: Match) -> None:
    head = Text.assemble(
        (f"\n{number:>2}. ", "dim"),
        (safe_line(match.name, 80), "bold"),
        (f"  {safe_line(match.by, 160)}" if match.by else "", "dim"),
    )
    console.print(head, soft_wrap=True)
    wrapped = console.is_terminal
    for text, style in ((match.description, ""), (f"why: {match.why}", "cyan")):
        line = Text(safe_line(text, 300), style=style)
        if text and wrapped:
            console.print(Padding(line, _INDENT))
        elif text:
            console.print(Text("    ") + line, soft_wrap=True)
    # Whole on one line, so that it can be copied.
    console.print(Text(f"    {safe_line(match.file, 1000)}", style="dim"), soft_wrap=True)
