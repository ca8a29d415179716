"""The sentence encoder as a command uses it: opened at once, its vectors brought up to date."""

from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from tacit.advise.index import Index
from tacit.advise.meaning import Meaning, folder_of, learn
from tacit.errors import EncoderError
from tacit.options import Config


def meaning(config: Config, index: Index | None, folder: Path) -> Meaning | None:
    """The configured model, with a vector for each skill of the index in `folder`.

    None where none is configured, or where it cannot be used: that is one line on stderr.
    """
    model = folder_of(config.advise.semantic_model)
    if model is None or index is None:
        return None
    try:
        _learnt(index, model, folder)
        return Meaning.open(model, folder)
    except EncoderError as refusal:
        click.echo(f"by words alone: {refusal}", err=True)
        return None


def _learnt(index: Index, model: Path, folder: Path) -> None:
    """Progress is shown on a terminal only."""
    with Progress(console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("encoding skills", total=None, visible=False)

        def say(done: int, of: int) -> None:
            shown.update(task, completed=done, total=of, visible=True)

        learn(index, model, folder, say=say)
