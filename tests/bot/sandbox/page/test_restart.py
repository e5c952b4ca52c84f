"""A page that stays open while the sandbox ends and another is started in its place."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import BrowserContext, expect

from bot.sandbox.page import add_page
from bot.sandbox.seed import reading_group
from bot.sandbox.service.server import Double
from tests.bot.sandbox.page.conftest import Stage, box

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ANEW = "The sandbox was started anew: open the address that it printed."
LOST = "The connection to the sandbox is lost."


@asynccontextmanager
async def running(port: int = 0) -> AsyncIterator[Stage]:
    """A sandbox without a bot, at a port that it leaves when it ends."""
    double = Double(reading_group(), port=port)
    page = add_page(double)
    async with double:
        yield Stage(double, page)
        await page.close()


async def test_a_page_that_outlives_its_sandbox_says_that_another_was_started(
    context: BrowserContext,
) -> None:
    page = await context.new_page()
    async with running() as first:
        await page.goto(first.page.url)
        await box(page).fill("a draft")
        await page.evaluate("window.setTimeout = () => 0")  # it tries again at a press alone
    await expect(page.get_by_text(LOST)).to_be_visible()
    async with running(first.double.port) as second:
        await page.get_by_role("button", name="Try now").click()
        await expect(page.get_by_text(ANEW)).to_be_visible()
        await expect(page.get_by_role("button", name="Try now")).to_have_count(0)
        await expect(box(page)).to_have_value("a draft")
        reloaded = await page.reload()
        assert reloaded is not None
        assert reloaded.status == 404
        await expect(page.get_by_text("by the address that the program printed")).to_be_visible()
        await page.goto(second.page.url)
        await expect(page.get_by_role("heading", level=1, name="general")).to_be_visible()


async def test_without_a_press_a_page_finds_by_itself_that_another_was_started(
    context: BrowserContext,
) -> None:
    page = await context.new_page()
    async with running() as first:
        await page.goto(first.page.url)
        await box(page).wait_for()
    async with running(first.double.port):
        await expect(page.get_by_text(ANEW)).to_be_visible()


async def test_a_page_whose_cookie_is_gone_says_by_which_address_it_opens(
    context: BrowserContext,
) -> None:
    page = await context.new_page()
    async with running() as first:
        await page.goto(first.page.url)
        await box(page).wait_for()
        await context.clear_cookies()
        await first.page.close()
        await expect(page.get_by_text(ANEW)).to_be_visible()
