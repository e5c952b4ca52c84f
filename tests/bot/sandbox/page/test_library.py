"""The whole way of a server's own document on the page: brought, limited, asked, replaced, gone."""

import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.sandbox.deeds import add_member, add_role, add_user
from bot.sandbox.world import MEMBER_PERMISSIONS
from index import Collection
from tests.bot.sandbox.page.conftest import (
    PATIENCE_MS,
    Stage,
    complaints,
    opened,
    product_on,
    visited,
)
from tests.support.documents.report_pdfs import FILE, FIRST, LATER, QUESTION, TITLE, report
from tests.support.stand_in.library_page import be, give, go_to, log, newest, press, say

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
NAME = FILE.removesuffix(".pdf")
REFUSED = "The documents do not answer this."


@pytest_asyncio.fixture(loop_scope="session")
async def desk(essay: Collection, tmp_path: Path) -> AsyncIterator[Stage]:
    """A double whose member has a role that a guest has not, with the product's bot logged in."""
    async for stage in opened():
        world = stage.double.world
        guild = next(iter(world.population.guilds))
        readers = add_role(world, guild, "Readers", MEMBER_PERMISSIONS)
        add_member(world, guild, stage.member.id, [readers.id])
        add_member(world, guild, add_user(world, "Guest").id)
        async with product_on(stage, essay, tmp_path):
            yield stage


@pytest_asyncio.fixture(loop_scope="session", params=[DESK, PHONE], ids=["desk", "phone"])
async def page(
    request: pytest.FixtureRequest, browser: Browser, desk: Stage
) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport=request.param, locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    async with visited(context, desk) as page:
        yield page
    await context.close()


async def picture(page: Page, name: str) -> None:
    """Keep a picture of the window where the environment names a folder for them."""
    if folder := os.environ.get("PICTURES"):
        width = page.viewport_size["width"] if page.viewport_size else 0
        await page.screenshot(path=Path(folder) / f"{name}-{width}.png")


async def text_of_refusal(page: Page) -> str:
    """Return the last refusal that one member alone sees, without when that was."""
    private = page.get_by_role("button", name="Dismiss")
    refusal = log(page).filter(has_text=REFUSED).filter(has=private).last
    await expect(refusal).to_be_visible()
    buttons = await refusal.get_by_role("button").all_inner_texts()
    return f"{await refusal.locator('.embed').inner_text()} {buttons}"


async def test_who_may_see_a_report_is_answered_with_its_page_and_nobody_else_has_a_hint(
    page: Page,
) -> None:
    await be(page, "Guest")
    await give(page, "ask", {"question": QUESTION, "private": "True"})
    before = await text_of_refusal(page)
    await be(page, "Moderator")
    await give(page, "library add", {"role": "Readers"}, file=(FILE, report()))
    added = newest(page, "1 document added")
    await expect(added).to_contain_text(TITLE)
    await expect(added).to_contain_text("3 pages")
    await picture(page, "added")
    await be(page, "Member")
    await give(page, "ask", {"question": QUESTION, "private": "True"})
    answer = newest(page, FIRST)
    await expect(answer).to_contain_text(re.compile(r"p\. 2"))
    await expect(answer.locator("strong").first).to_contain_text("1833")
    await picture(page, "answered")
    assert await complaints(page) == []
    await say(page, f"@Briefing bot {QUESTION}")  # where others read it, too
    await expect(newest(page, REFUSED)).to_be_visible()
    await be(page, "Guest")
    await give(page, "ask", {"question": QUESTION, "private": "True"})
    assert await text_of_refusal(page) == before
    await give(page, "sources")
    sources = newest(page, "Deadly Cooperation")
    await expect(sources).to_be_visible()
    await expect(sources).not_to_contain_text("Dorn")


async def test_who_sees_a_report_is_chosen_in_a_form_that_shows_who_does_now(page: Page) -> None:
    await add_report(page, {"role": "Readers"}, "@Readers")
    await give(page, "library scope", {"document": NAME})
    form = page.get_by_role("dialog")
    await expect(form.get_by_role("combobox", name="Roles")).to_have_text("Readers")
    await form.get_by_role("combobox", name="Channels").click()
    await form.get_by_role("option", name="questions").click()
    await page.keyboard.press("Tab")
    await picture(page, "scope")
    assert await complaints(page) == []
    await form.get_by_role("button", name="Submit").click()
    await expect(newest(page, "Found in it")).to_contain_text(
        "@Readers, in private answers, in #questions only"
    )


async def add_report(page: Page, scope: dict[str, str], told: str) -> None:
    """Add the report as the moderator, and limit it; what is limited at once has another name."""
    await be(page, "Moderator")
    await give(page, "library add", {}, file=(FILE, report()))
    await expect(newest(page, "1 document added")).to_be_visible()
    await give(page, "library scope", {"document": NAME, **scope})
    await expect(newest(page, "Found in it")).to_contain_text(told)


async def replace_report(page: Page) -> None:
    """Put the next version in the report's place, as the moderator."""
    await be(page, "Moderator")
    await give(page, "library replace", {"document": NAME}, file=("second.pdf", report(LATER)))
    await expect(newest(page, "1 document replaced")).to_contain_text(LATER)
    await picture(page, "replaced")


async def test_a_report_is_replaced_under_an_earlier_answer_and_taken_out(page: Page) -> None:
    await add_report(page, {"channel": "questions"}, "#questions")
    await be(page, "Member")
    await go_to(page, "questions")
    await say(page, f"@Briefing bot {QUESTION}")
    answer = log(page).filter(has_text=FIRST).filter(has=page.get_by_role("button", name="Delete"))
    await expect(answer).to_contain_text(re.compile(r"p\. 2"))
    await press(answer, "In context")
    await expect(newest(page, "Only you can see this")).to_contain_text("The coast was dark")
    await replace_report(page)
    await be(page, "Member")
    await press(answer, "In context")
    changed = newest(page, "this passage changed")
    await expect(changed).to_contain_text(LATER)
    await picture(page, "changed")
    assert await complaints(page) == []
    await be(page, "Moderator")
    await give(page, "library remove", {"document": NAME})
    await expect(newest(page, "Remove this document?")).to_contain_text("With it go its file")
    await picture(page, "removal")
    await press(newest(page, "Remove this document?"), "Remove it for good")
    await expect(newest(page, "has no documents of its own")).to_be_visible()
    await be(page, "Member")
    await press(answer, "In context")
    await expect(newest(page, "this button no longer leads anywhere")).to_be_visible()
    await say(page, f"@Briefing bot {QUESTION}")
    await expect(newest(page, REFUSED)).to_be_visible()
    await picture(page, "removed")
