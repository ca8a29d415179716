"""A draft, and other pages, that want more than to be read."""

import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from building.gits import commit, git
from building.reviewing import published
from tacit.paths import paths

ID = "0123456789"
SKILL = "plugins/data/ragged-rows/skills/ragged-rows/SKILL.md"
HOSTILE = """---
name: "ragged-rows"
description: "x</title><script>document.title='owned'</script>"
---
# </pre><script>document.title='owned'</script>

<img src=x onerror="document.title='owned'"> [click](javascript:document.title='owned')

reversed \u202etxet and \u200bnothing </textarea><script>document.title='owned'</script>
{{ 7 * 7 }} {% raw %} <style>body{display:none}</style> <base href="http://evil.example/">
"""


@pytest.fixture(autouse=True)
def hostile(home: Path, tmp_path: Path) -> None:
    """A draft on its branch, then made hostile there."""
    row = published()
    commit(paths().local_registry, tmp_path / "clone", {SKILL: HOSTILE}, row.branch)


@pytest.mark.parametrize("path", ["", "/edit"])
def test_a_draft_shows_as_text(page: Page, path: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{page.url}draft/{ID}{path}")
    shown = page.locator("main").inner_text() + "".join(
        box.input_value() for box in page.locator("textarea").all()
    )
    for text in (
        "<script>document.title='owned'</script>",
        "[click](javascript:document.title='owned')",
        "reversed \\u{202e}txet and \\u{200b}nothing </textarea>",
        "{{ 7 * 7 }} {% raw %} <style>",
    ):
        assert text in shown
    assert "owned" not in page.title().replace("'owned'", "")
    assert page.locator("main script, main img, main style, base").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert len(asked) == 1


def test_it_cannot_be_approved(page: Page) -> None:
    page.goto(f"{page.url}draft/{ID}")
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("mend the branch, or reject it")


def test_what_changed_since_it_was_seen_is_not_approved(page: Page, tmp_path: Path) -> None:
    page.goto(f"{page.url}draft/{ID}")
    branch = git(paths().local_registry, "branch", "--list", "tacit/*").split()[-1]
    commit(paths().local_registry, tmp_path / "clone", {SKILL: "other"}, branch)
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("changed since you looked")


def test_another_pages_form_is_turned_away(page: Page) -> None:
    target = f"{page.url}draft/{ID}/approve"
    theirs = f'<form method="post" action="{target}"><button>win</button></form>'
    page.route(
        "http://evil.example/",
        lambda route: route.fulfill(body=theirs, content_type="text/html"),
    )
    page.goto("http://evil.example/")
    page.locator("button").click()
    expect(page.get_by_role("alert")).to_contain_text("another page")


def test_a_form_without_its_key_is_turned_away(page: Page) -> None:
    page.goto(f"{page.url}draft/{ID}")
    page.evaluate("document.querySelectorAll('[name=key]').forEach((one) => one.remove())")
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("the form is not of this page")


def test_a_stranger_on_this_machine_is_turned_away(page: Page) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(page.url)
    assert refused.value.code == 403
    assert "no-store" in refused.value.headers["cache-control"]
    refused.value.close()


def test_the_cookie_is_out_of_reach_of_scripts_and_sites(page: Page) -> None:
    (cookie,) = page.context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
    assert page.evaluate("document.cookie") == ""
