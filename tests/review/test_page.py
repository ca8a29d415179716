"""The review page in a real browser, by keyboard alone."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from building.command import tacit
from building.drafts import ERROR, draft
from building.gits import branches, commit, git
from building.registries import skill
from building.reviewing import press, published, tab_to, web
from tacit.config import load
from tacit.paths import paths
from tacit.publish import drafts
from tacit.publish.listing import find
from tacit.store import connect

ID = "0123456789"
Scheme = Literal["light", "dark"]


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
        page = browser.new_page(java_script_enabled=False)
        page.goto(address)
        page.get_by_role("link", name="ragged-rows").press("Enter")
        tab_to(page, "approve")
        press(page, "Enter")
        expect(page.get_by_role("status")).to_contain_text("Merged")


def test_keys_go_through_the_list_and_the_drafts(page: Page) -> None:
    published(draft("00000000bb", "narrow-columns"))
    page.reload()
    press(page, "j", "Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("narrow-columns")
    press(page, "k")
    expect(page.get_by_role("heading", level=1)).to_contain_text("ragged-rows")
    press(page, "j", "u")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 drafts wait")


def test_the_keys_are_told(page: Page) -> None:
    press(page, "?")
    expect(page.get_by_role("dialog")).to_contain_text("edit")
    press(page, "Escape")
    expect(page.get_by_role("dialog")).not_to_be_visible()


def test_a_reason_is_needed(page: Page) -> None:
    page.goto(f"{page.url}draft/{ID}")
    press(page, "r", "Enter")
    assert page.locator("#reason:invalid").count() == 1
    page.evaluate("document.querySelector('#reason').required = false")
    press(page, "Enter")
    expect(page.get_by_role("alert")).to_contain_text("give a reason")


def test_a_long_list_comes_in_pages(page: Page) -> None:
    where, db = paths(), connect(paths().database)
    row = find(db, ID, load(), where)
    for number in range(60):
        drafts.put(db, replace(row, id=f"{number:010x}", made=row.made + 1 + number))
    page.reload()
    expect(page.locator("a.draft")).to_have_count(50)
    page.get_by_role("link", name="Later").press("Enter")
    expect(page.locator("a.draft")).to_have_count(11)


def test_a_draft_that_is_none(page: Page) -> None:
    page.goto(f"{page.url}draft/ffffffffff")
    expect(page.get_by_role("alert")).to_contain_text("no single draft is called")


def test_the_registry_is_asked_again(page: Page) -> None:
    git(paths().local_registry, "branch", "-D", f"tacit/ragged-rows-{ID}")
    tab_to(page, "sync")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nothing waits")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_all_without_scrolling_sideways(page: Page, scheme: Scheme) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 740})
    for path in ("", f"draft/{ID}", f"draft/{ID}/edit"):
        page.goto(f"{page.url.split('/', 3)[0]}//{page.url.split('/', 3)[2]}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_skills_to_verify_anew_stand_below_the_drafts(page: Page, tmp_path: Path) -> None:
    made = skill(tmp_path / "made", "warmup", "Verified on: <b>A100</b> \u202e.")
    path = str(made.relative_to(tmp_path / "made"))
    text = made.read_text().replace("2026-01-31", "2020-01-31")
    commit(paths().local_registry, tmp_path / "clone", {path: text})
    tab_to(page, "sync")
    press(page, "Enter")
    stale = page.get_by_role("region", name="To be verified anew")
    expect(stale).to_contain_text("months ago on <b>A100</b> \\u{202e}")
    expect(stale).to_contain_text(path)
