"""The review page in a real browser, by keyboard alone."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from building.command import tacit
from building.drafts import ERROR
from building.gits import branches, git
from building.reviewing import press, published, tab_to, web
from tacit.paths import paths

ID = "0123456789"


@pytest.fixture(autouse=True)
def pushed(home: Path) -> str:
    """A draft of ours on the local registry; its branch."""
    return published().branch


def test_a_draft_beside_its_evidence(page: Page) -> None:
    press(page, "Enter")
    passage = page.locator(".passage", has_text="Pad each row").first
    expect(passage.locator(".side pre")).to_have_text(ERROR)
    expect(page.locator("main")).to_contain_text("email 1")


def test_approve(page: Page) -> None:
    press(page, "Enter")
    expect(page).to_have_url(re.compile("/draft/"))
    press(page, "a", "Enter")
    expect(page.get_by_role("status")).to_contain_text("Merged ragged-rows")
    assert "ragged-rows" in git(paths().local_registry, "ls-tree", "-r", "main")


def test_reject(page: Page) -> None:
    press(page, "Enter")
    expect(page).to_have_url(re.compile("/draft/"))
    press(page, "r")
    page.keyboard.type("only true for our old cluster")
    press(page, "Enter")
    expect(page.get_by_role("status")).to_contain_text("Rejected ragged-rows")
    assert branches(paths().local_registry) == []
    (row,) = map(json.loads, tacit("review", "list", "--all", "--json").splitlines())
    assert row["note"] == "only true for our old cluster"


def test_edit(page: Page, pushed: str) -> None:
    press(page, "Enter")
    expect(page).to_have_url(re.compile("/draft/"))
    press(page, "e")
    expect(page).to_have_url(re.compile("/edit"))
    press(page, "Control+End")
    page.keyboard.type("## Notes\n\nAlso on two machines.\n")
    press(page, "Tab", "Enter")
    expect(page.get_by_role("status")).to_contain_text("Changed")
    assert "Also on two machines." in tacit("review", "show", ID)
    assert "edited in review" in git(paths().local_registry, "log", "-1", pushed)


def test_a_secret_in_an_edit_is_refused_and_the_text_is_kept(page: Page, pushed: str) -> None:
    page.goto(f"{page.url}draft/{ID}/edit")
    press(page, "Control+End")
    page.keyboard.type("password = hunter2hunter2\n")
    press(page, "Tab", "Enter")
    expect(page.get_by_role("alert")).to_contain_text("holds what must not leave (password)")
    expect(page.get_by_role("textbox")).to_contain_text("hunter2hunter2")
    assert "edited in review" not in git(paths().local_registry, "log", "-1", pushed)


def test_without_scripts_the_tab_key_leads_everywhere(browser: Browser) -> None:
    with web() as address:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(address)
        page.get_by_role("link", name="ragged-rows").press("Enter")
        tab_to(page, "approve")
        press(page, "Enter")
        expect(page.get_by_role("status")).to_contain_text("Merged")
