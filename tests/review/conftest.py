"""A browser, and the page open in it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from building.desk import Desk
from building.reviewing import web


# Not for the session: Playwright keeps a loop running in the thread of the tests.
@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    found = shutil.which("chromium")
    if not found:
        pytest.skip("no chromium on PATH; `tests/run --all` installs it")
    env: dict[str, str | float | bool] = {
        **os.environ,
        "HOME": str(tmp_path_factory.mktemp("browser")),
    }
    with sync_playwright() as started:
        running = started.chromium.launch(executable_path=found, args=["--no-sandbox"], env=env)
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that knows nothing yet."""
    made = browser.new_context()
    made.set_default_timeout(20_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, home: Path) -> Iterator[Page]:
    """The list of drafts; `tacit review --web` runs as long as the test."""
    with web() as address:
        made = context.new_page()
        made.goto(address)
        made.wait_for_url("**/")
        yield made


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A user with a store and nothing configured."""
    return Desk(tmp_path)
