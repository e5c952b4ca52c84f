"""The program is killed in the middle of each thing that is done with a document, and goes on.

The stand-in dies with it, and is there again: so are its messages, and the buttons under them.
"""

import asyncio
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from bot.config import Config
from bot.library import Shelves
from tests.bot.sandbox.page.conftest import PATIENCE_MS
from tests.support.documents.report_pdfs import FILE, FIRST, LATER, QUESTION, TITLE, report
from tests.support.stand_in.gated_sandbox import ASKED, CATALOGUED, REMOVED, reached
from tests.support.stand_in.library_page import be, give, log, newest, press, remove, say

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NAME = FILE.removesuffix(".pdf")
REFUSED = "The documents do not answer this."
HERE = f"{TITLE} is in the library now: ask about it."
_LONG_S = 4 * PATIENCE_MS / 1000  # a process is started, on a machine that has other things to do


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the program, with its page in a browser.

    Args:
        folder: Of its data, and its gates.
        process: The program.
        page: As the member sees it.
    """

    folder: Path
    process: Process
    page: Page

    def close(self, gate: str) -> None:
        """Have the program go no further than to a gate."""
        (self.folder / gate).touch()

    async def killed_at(self, gate: str) -> None:
        """Kill the program once it is at a gate, which is open for the next one."""
        async with asyncio.timeout(_LONG_S):
            while True:
                if reached(self.folder, gate).exists():
                    break
                await asyncio.sleep(0.02)
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()
        (self.folder / gate).unlink()
        reached(self.folder, gate).unlink()


@asynccontextmanager
async def started(browser: Browser, folder: Path) -> AsyncIterator[Run]:
    """The program and its page; it is killed at the end, if it was not before."""
    with (folder / "log").open("ab") as errors:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.support.stand_in.gated_sandbox", str(folder)),
            stdout=PIPE,
            stderr=errors,
        )
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    try:
        yield Run(folder, process, await opened_page(process, await context.new_page()))
    finally:
        await context.close()
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def opened_page(process: Process, page: Page) -> Page:
    assert process.stdout
    async with asyncio.timeout(_LONG_S):
        line = (await process.stdout.readline()).decode()
    address = re.search(r"http://127\.0\.0\.1:\d+\S*", line)
    assert address, line
    await page.goto(address.group())
    await page.get_by_role("heading", level=1, name="general").wait_for()
    await expect(page.get_by_label("Members").get_by_text("Online")).to_be_visible()
    return page


def answer(page: Page, words: str) -> Locator:
    """The newest answer that everybody can see and that has these words."""
    deletable = log(page).filter(has=page.get_by_role("button", name="Delete"))
    return deletable.filter(has_text=words).last


async def add(browser: Browser, folder: Path) -> None:
    async with started(browser, folder) as run:
        run.close(CATALOGUED)
        await be(run.page, "Moderator")
        await give(run.page, "library add", file=(FILE, report()))
        await run.killed_at(CATALOGUED)


async def ask_and_replace(browser: Browser, folder: Path) -> None:
    async with started(browser, folder) as run:
        await expect(newest(run.page, HERE)).to_be_visible()
        await say(run.page, f"@Briefing bot {QUESTION}")
        await expect(answer(run.page, FIRST)).to_contain_text("p. 2")
        run.close(CATALOGUED)
        await be(run.page, "Moderator")
        later = ("second.pdf", report(LATER))
        await give(run.page, "library replace", {"document": NAME}, file=later)
        await run.killed_at(CATALOGUED)


async def press_and_ask(browser: Browser, folder: Path) -> None:
    async with started(browser, folder) as run:
        await expect(log(run.page).filter(has_text=HERE)).to_have_count(2)
        await press(answer(run.page, FIRST), "In context")
        await expect(newest(run.page, "this passage changed")).to_contain_text(LATER)
        run.close(ASKED)
        await say(run.page, f"@Briefing bot {QUESTION}")
        await run.killed_at(ASKED)


async def ask_again_and_remove(browser: Browser, folder: Path) -> None:
    async with started(browser, folder) as run:
        await say(run.page, f"@Briefing bot {QUESTION}")
        await expect(answer(run.page, LATER)).to_contain_text("p. 2")
        run.close(REMOVED)
        await be(run.page, "Moderator")
        await remove(run.page, NAME)
        await run.killed_at(REMOVED)


async def remove_again(browser: Browser, folder: Path) -> None:
    async with started(browser, folder) as run:
        await press(answer(run.page, LATER), "In context")
        context = newest(run.page, "Only you can see this")
        await expect(context).to_contain_text("The coast was dark")
        await be(run.page, "Moderator")
        await remove(run.page, NAME)
        await expect(newest(run.page, "has no documents of its own")).to_be_visible()
        await be(run.page, "Member")
        await say(run.page, f"@Briefing bot {QUESTION}")
        await expect(newest(run.page, REFUSED)).to_be_visible()


def files_of(folder: Path) -> list[tuple[str, str]]:
    """Return the name and file of each document of whichever server has any."""
    shelves = Shelves(replace(Config(), data=folder / "data"), answers=False)
    documents = [one for guild in shelves.limits() for one in shelves.documents(guild)]
    return [(one.name, one.filename) for one in documents]


async def test_the_program_is_killed_in_the_middle_of_each_deed_and_nothing_is_lost(
    browser: Browser, tmp_path: Path
) -> None:
    await add(browser, tmp_path)
    assert files_of(tmp_path) == []
    await ask_and_replace(browser, tmp_path)
    assert files_of(tmp_path) == [(NAME, FILE)]
    await press_and_ask(browser, tmp_path)
    assert files_of(tmp_path) == [(NAME, "second.pdf")]
    await ask_again_and_remove(browser, tmp_path)
    assert files_of(tmp_path) == [(NAME, "second.pdf")]
    await remove_again(browser, tmp_path)
    assert files_of(tmp_path) == []
    assert "Traceback" not in (tmp_path / "log").read_text("utf-8")
