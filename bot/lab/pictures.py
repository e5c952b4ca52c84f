"""The pictures of the README, taken of the sandbox as it is: `python -m bot.lab.pictures`.

A member asks in the sandbox, in a headless Chromium, and what the page shows is written to
`bot/sandbox/pictures`. Look at them before they are committed.
"""

import argparse
import asyncio
import re
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from playwright.async_api import Browser, Locator, Page, ViewportSize, async_playwright

from bot.chat.client import BriefingBot
from bot.chat.serving import invitation
from bot.config import Config, read_config
from bot.library import Holdings, Library, open_collection
from bot.meanwhile import doing
from bot.sandbox.page import add_page
from bot.sandbox.pointing import pointed_at
from bot.sandbox.seed import reading_group
from bot.sandbox.service import Double
from index import Collection

_PICTURES = Path(__file__).parents[1] / "sandbox" / "pictures"
_QUESTION = "How does al-Qaeda help the Taliban?"
_CHANGED = (
    "The essay says: “it controls or contests at least 14 percent of Afghanistan’s districts”"
)
_DESK = ViewportSize(width=1280, height=860)
OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu")
_PATIENCE_MS = 60_000

Use: TypeAlias = Callable[[Page], Awaitable[None]]
"""What is done in the page before its picture is taken."""


@asynccontextmanager
async def sandbox(config: Config, collection: Collection) -> AsyncIterator[str]:
    """A sandbox that nobody has used, with the bot in it.

    Yields:
        The address that opens its page.
    """
    bot = BriefingBot(config, Library(config, Holdings(collection)))
    double = Double(reading_group())
    page = add_page(double, invitation=invitation(collection))
    async with double:
        with pointed_at(double):
            async with bot, doing(lambda: bot.start(double.token)):
                await bot.wait_until_ready()
                yield page.url
        await page.close()


async def say(page: Page, text: str) -> None:
    """Write a message."""
    await _box(page).fill(text)
    await _box(page).press("Enter")


def _box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Message #")


def messages_in(page: Page) -> Locator:
    """Return the messages of the channel."""
    return page.get_by_role("log").locator("article")


async def _ask(page: Page) -> None:
    """Ask, and wait for the answer."""
    await say(page, f"@Briefing bot {_QUESTION}")
    answered = messages_in(page).filter(has_text=re.compile("(likely|perhaps) an answer"))
    await answered.get_by_role("button", name="Cite").wait_for()


async def _check(page: Page) -> None:
    """Say something with a changed quotation in it, and have it checked from its menu."""
    await say(page, _CHANGED)
    last = messages_in(page).filter(has_text="The essay says").last
    await last.click(button="right", position={"x": 60, "y": 10})
    await page.get_by_role("menuitem", name="Check quotations").click()
    await messages_in(page).filter(has_text="Altered").wait_for()


async def _take(browser: Browser, address: str, use: Use, path: Path) -> None:
    """Take a picture of the page when it has been used."""
    page = await opened_page(browser, address, _DESK)
    await use(page)
    await _box(page).click()
    await page.screenshot(path=path)
    await page.context.close()


async def opened_page(browser: Browser, address: str, window: ViewportSize) -> Page:
    """Return the sandbox's page in a window of its own, once it is there."""
    context = await browser.new_context(viewport=window, locale="en-GB")
    context.set_default_timeout(_PATIENCE_MS)
    page = await context.new_page()
    await page.goto(address)
    await page.get_by_role("heading", level=2, name="beginning").wait_for()
    return page


async def _pictures(folder: Path, chromium: str) -> None:
    with tempfile.TemporaryDirectory() as data:
        config = replace(read_config(), data=Path(data))
        collection = open_collection(config)
        collection.warm()
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
            for name, use in (("answer", _ask), ("verify", _check)):
                async with sandbox(config, collection) as address:
                    await _take(browser, address, use, folder / f"{name}.png")
            await browser.close()


def chromium_here() -> str:
    """Return where the browser is; end with what to do where there is none."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("no Chromium here: install Debian's package `chromium`")
    return chromium


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(prog="python -m bot.lab.pictures", description=__doc__)
    parser.add_argument("--folder", type=Path, default=_PICTURES, help="where they are written")
    folder: Path = parser.parse_args().folder
    chromium = chromium_here()
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(_pictures(folder, chromium))


if __name__ == "__main__":
    main()
