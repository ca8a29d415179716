"""The page of what advice came to, in a real browser."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from building.advice import NAME, held, met, on_skill
from building.reviewing import web
from building.transcripts import Transcript, in_config, session_id
from tacit.advise.build import build
from tacit.advise.entry import Source
from tacit.paths import paths

YEAR = "stats?days=365"


@pytest.fixture(autouse=True)
def past(home: Path) -> None:
    """Two sessions that met the error, one of them with advice, and the skill in the index."""
    root = held(paths().host_checkouts / "registry-0123abcd")
    build([Source("", root, "")], paths().index)
    cwd = str(home / "lab")
    for number, told in enumerate((True, False), 1):
        lab = met(told=told, session=session_id(number), cwd=cwd)
        lab.write(in_config(home / ".claude", cwd))


def test_from_the_list_by_keyboard(page: Page) -> None:
    page.get_by_role("link", name="What advice came to").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What advice came to")
    page.get_by_role("link", name="365 days").press("Enter")
    expect(page.get_by_role("table", name="Skills")).to_contain_text(NAME)


def test_charts_without_scripts_and_within_the_policy(browser: Browser) -> None:
    said: list[str] = []
    with web() as address:
        page = browser.new_page(java_script_enabled=False)
        page.on("console", lambda one: said.append(one.text))
        page.goto(address)
        page.goto(f"{address.split('/enter')[0]}/{YEAR}")
        expect(page.get_by_role("img")).to_have_count(2)
        expect(page.get_by_role("img").first).to_contain_text("01-05")
        expect(page.get_by_text("repeated: met without it")).to_be_visible()
    assert [one for one in said if "data:," not in one] == []  # the empty icon


def test_a_hostile_name_is_text(page: Page, home: Path) -> None:
    lab = Transcript(session=session_id(3), cwd=str(home / "lab"))
    text = on_skill("x", "/skills/x.md")
    lab.advised(text.replace("## x", "## <img src=x onerror=alert(1)>"))
    lab.write(in_config(home / ".claude", lab.cwd))
    page.goto(page.url + YEAR)
    expect(page.get_by_role("table", name="Skills")).to_contain_text("<img src=x")
    assert page.locator("img").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_all(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(page.url + YEAR)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_no_session_of_the_period(page: Page) -> None:
    page.goto(page.url + "stats?days=7")
    expect(page.locator("main")).to_contain_text("No session of this period")
