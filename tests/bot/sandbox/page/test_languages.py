"""The page speaks the browser's language, whichever way that runs, and so does the bot on it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, expect

from bot.languages import catalogues, say_count, speaking
from bot.sandbox.page.browser_language import BrowserLanguage
from index import Collection
from tests.bot.sandbox.page.conftest import (
    PATIENCE_MS,
    Stage,
    complaints,
    messages,
    opened,
    product_on,
)
from tests.support.pseudo_language import PSEUDO, pseudo, pseudo_folder
from tests.support.stand_in.desk import QUESTION

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 375, "height": 667}
# Of servers, channels and members, and what channels are for.
NAMES = (
    "general",
    "questions",
    "Reading group",
    "Second server",
    "Member",
    "Moderator",
    "Talk about what we read",
    "RG",
    "SS",
)
COUNTS = (0, 1, 2, 3, 11, 100, 1_000)


@asynccontextmanager
async def seen(
    browser: Browser, stage: Stage, locale: str, size: ViewportSize
) -> AsyncIterator[Page]:
    """The page in a browser of some language."""
    context = await browser.new_context(viewport=size, locale=locale, timezone_id="Europe/Berlin")
    context.set_default_timeout(PATIENCE_MS)
    page = await context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    await page.goto(stage.page.url)
    await page.get_by_role("heading", level=1, name="general").wait_for()
    yield page
    assert wrong == []
    await context.close()


@pytest.fixture
def pseudo_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "FOLDER", pseudo_folder(tmp_path))


@pytest_asyncio.fixture(loop_scope="session")
async def stage() -> AsyncIterator[Stage]:
    async for one in opened():
        yield one


@pytest_asyncio.fixture(loop_scope="session")
async def product(essay: Collection, tmp_path: Path) -> AsyncIterator[Stage]:
    async for stage in opened():
        async with product_on(stage, essay, tmp_path):
            yield stage


async def is_within(page: Page) -> bool:
    """Return whether nothing on a page runs out of its window, on either side."""
    return bool(
        await page.evaluate("""() => {
            const root = document.documentElement;
            const shifted = [...document.querySelectorAll("*")].filter((node) => node.scrollLeft);
            return root.scrollWidth <= root.clientWidth && shifted.length === 0;
        }""")
    )


async def english_on(page: Page) -> list[str]:
    """Return what a page says in Latin letters that is no name, and that nobody wrote."""
    found = await page.evaluate("""() => {
        const english = [];
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
            const { parentElement: around, data } = walk.currentNode;
            const written = around.closest("bdi, [dir=auto], option, script, textarea, .avatar");
            if (!written) english.push(data);
        }
        for (const node of document.querySelectorAll("*"))
            for (const name of ["aria-label", "title", "placeholder", "data-short"])
                if (node.hasAttribute(name)) english.push(node.getAttribute(name));
        return [...english, document.title];
    }""")
    names = re.compile(rf"\u2068.*?\u2069|#?\b({'|'.join(NAMES)})\b")
    said = {names.sub("", text).strip() for text in found}
    return sorted(text for text in said if re.search("[A-Za-z]{2}", text))


@pytest.mark.usefixtures("pseudo_language")
async def test_a_language_from_right_to_left_has_the_page_the_other_way_round(
    browser: Browser, stage: Stage
) -> None:
    async with seen(browser, stage, PSEUDO, DESK) as page:
        root = page.locator("html")
        await expect(root).to_have_attribute("dir", "rtl")
        await expect(root).to_have_attribute("lang", PSEUDO)
        sidebar = await page.locator("#sidebar").bounding_box()
        main = await page.locator("#main").bounding_box()
        members = await page.locator("#members").bounding_box()
        assert sidebar
        assert main
        assert members
        assert members["x"] < main["x"] < sidebar["x"]
        assert sidebar["x"] + sidebar["width"] == DESK["width"]
        label = pseudo("Message {name}").replace("{name}", "\u2068#general\u2069")
        box = page.get_by_role("textbox", name=label)
        await box.fill("to be, in English")
        await box.press("Enter")
        await expect(messages(page).last).to_contain_text("to be, in English")
        await messages(page).last.click(button="right")
        await page.get_by_role("menu").wait_for()
        assert await english_on(page) == []
        assert await is_within(page)
        assert await complaints(page) == []


@pytest.mark.usefixtures("pseudo_language")
async def test_a_drawer_comes_from_the_side_where_one_begins_to_read(
    browser: Browser, stage: Stage
) -> None:
    async with seen(browser, stage, PSEUDO, PHONE) as page:
        sidebar = page.locator("#sidebar")
        await expect(sidebar).not_to_be_in_viewport()
        await page.get_by_role("button", name=pseudo("Servers and channels")).click()
        await page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
        box = await sidebar.bounding_box()
        assert box
        assert box["x"] + box["width"] == PHONE["width"]
        assert await is_within(page)


@pytest.mark.usefixtures("pseudo_language")
async def test_the_page_counts_in_every_form_that_a_language_has(
    browser: Browser, stage: Stage
) -> None:
    async with seen(browser, stage, PSEUDO, DESK) as page:
        told = await page.evaluate(
            """async (counts) => {
                const { sayCount } = await import(new URL("script/words.js", location.href));
                const forms = ["{count} message", "{count} messages"];
                return counts.map((count) => sayCount(...forms, count));
            }""",
            COUNTS,
        )
    forms = [one[-1] for one in told]
    with speaking(PSEUDO):
        expected = [say_count("{count} message", "{count} messages", count) for count in COUNTS]
    assert forms == [one[-1] for one in expected] == ["⁰", "¹", "²", "³", "⁴", "⁵", "⁵"]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_page_and_bot_speak_the_language_of_the_browser(
    browser: Browser, product: Stage, size: ViewportSize
) -> None:
    async with seen(browser, product, "de-AT", size) as page:
        await expect(page.locator("html")).to_have_attribute("lang", "de")
        await expect(page.get_by_role("heading", level=2, name="Hier beginnt")).to_be_visible()
        box = page.get_by_role("textbox", name="Nachricht an #general")
        await box.press_sequentially("/ask ")
        await page.get_by_role("combobox", name="question").fill(QUESTION)
        await page.get_by_role("button", name="private", exact=True).click()
        await page.get_by_role("combobox", name="private").press_sequentially("Ja")
        await page.get_by_role("option", name="Ja").click()
        await page.get_by_role("button", name="Senden").click()
        reply = messages(page).last
        await expect(reply).to_contain_text("zitiert auf Englisch")
        await expect(reply).to_contain_text("Nur du siehst das")
        await reply.get_by_role("button", name="Im Zusammenhang").click()
        await expect(messages(page).last).to_contain_text("¶9")
        assert await is_within(page)
        assert await complaints(page) == []


async def test_commands_are_described_in_the_language_of_the_browser(
    browser: Browser, product: Stage
) -> None:
    async with seen(browser, product, "fr", DESK) as page:
        await page.get_by_role("textbox", name="Message à #general").press_sequentially("/he")
        suggestion = page.get_by_role("option", name="/help")
        await expect(suggestion).to_contain_text("Ce que tu peux demander, et comment")


@pytest.mark.parametrize(
    ("accepted", "language", "locale"),
    [
        ("", "en", "en-US"),
        ("de-DE,de;q=0.9,en;q=0.8", "de", "de"),
        ("en-GB,en;q=0.9,de;q=0.1", "en", "en-GB"),
        ("es-MX,fr;q=0.5", "fr", "es-ES"),
        ("fr;q=0.2, de;q=0.7", "de", "de"),
        ("de;q=0,fr", "fr", "fr"),
        ("xx,*;q=0.1", "en", "en-US"),
        ("de;q=much,fr;q=0.1", "fr", "fr"),
        ("pt", "en", "pt-BR"),
    ],
)
async def test_a_browser_says_which_languages_it_takes_and_how_gladly(
    accepted: str, language: str, locale: str
) -> None:
    assert BrowserLanguage.of(accepted) == BrowserLanguage(language, locale)
