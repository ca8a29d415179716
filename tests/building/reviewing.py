"""A running review page, and a person with a keyboard before it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Error, Page

from building.deadline import until
from building.drafts import draft, shelved
from tacit.config import load
from tacit.draft.make import Draft
from tacit.paths import paths
from tacit.publish.drafts import DraftRow
from tacit.publish.publish import publish
from tacit.store import connect


def published(one: Draft | None = None) -> DraftRow:
    """The draft on its branch of the local registry."""
    where, config = paths(), load()
    db = connect(where.database)
    return publish(db, shelved(db, one or draft(), config, where), config, where)


@contextmanager
def web() -> Iterator[str]:
    """`tacit review --web` as a user runs it; its address. It ends with ^C, and with 0."""
    command = [sys.executable, "-m", "tacit", "review", "--web"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as running:
        assert running.stdout
        try:
            yield running.stdout.readline().strip()
        finally:
            running.send_signal(2)
            running.communicate(timeout=20)
    assert running.returncode == 0


# The page is there, its script has run, and the focus is where the page puts it.
_SHOWN = """document.readyState === "complete" && (
    document.activeElement !== document.body || !document.querySelector("[autofocus]"))"""


def shown(page: Page) -> bool:
    """Does a person see the page, and not one that is still on its way?"""
    try:
        return bool(page.evaluate(_SHOWN))
    except Error:  # the page went while it was asked
        return False


def press(page: Page, *keys: str) -> None:
    """One key after the other, by a person who waits for a page before typing on it."""
    until(lambda: shown(page))
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, id: str) -> None:
    """The Tab key until the element of that id has the focus."""
    for _ in range(60):
        if page.locator(f"#{id}:focus").count():
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to #{id}")
