"""A started double with its page, and a browser in which people use it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright, expect

from bot.chat.client import BriefingBot
from bot.config import ROOT, Config, DiscordSettings, LibrarySettings
from bot.library import Holdings, Library, Shelves, employed
from bot.sandbox.deeds.channels import add_channel, add_guild, add_member
from bot.sandbox.page import Example, Invitation, add_page
from bot.sandbox.page.page import Page as SandboxPage
from bot.sandbox.people.person import Person, people
from bot.sandbox.pointing import pointed_at
from bot.sandbox.seed import reading_group
from bot.sandbox.service.server import Double
from index import Collection, Settings
from index.lab.hashed_encoder import HashedEncoder
from tests.support.chromium import CHROMIUM, CHROMIUM_OPTIONS
from tests.support.stand_in.parrot import Parrot

# Generous: a test that passes does not wait, and a busy machine is no fault of the page.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WORDS = Invitation(
    "Ask about what the group reads.",
    (
        Example("What of the alliance?", text="What of the alliance?"),
        Example("Ask for pine", command="ask", options={"question": "pine"}),
    ),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """A started double with its page."""

    double: Double
    page: SandboxPage
    parrot: Parrot | None = None

    @property
    def home(self) -> str:
        """Where the page lies once it has been opened."""
        return self.double.url + self.page.path

    @property
    def bot_id(self) -> int:
        return self.double.world.application.bot_id

    @property
    def member(self) -> Person:
        return people(self.double.world)[0]

    @property
    def moderator(self) -> Person:
        return people(self.double.world)[1]

    def channel(self, name: str) -> int:
        channels = self.double.world.population.channels.values()
        return next(channel.id for channel in channels if channel.name == name)


async def opened() -> AsyncIterator[Stage]:
    world = reading_group()
    second = add_guild(world, "Second server", owner_id=world.application.owner_id)
    add_member(world, second.id, people(world)[0].id)
    add_channel(world, second.id, "lobby")
    double = Double(world)
    page = add_page(double, invitation=WORDS)
    async with double:
        yield Stage(double, page)
        await page.close()


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """A double and its page, without a bot."""
    async for one in opened():
        yield one


@pytest_asyncio.fixture(loop_scope="session")
async def show() -> AsyncIterator[Stage]:
    """A double and its page, with the parrot logged in; for tests in the browser."""
    async for one in opened():
        with pointed_at(one.double):
            async with Parrot() as parrot:
                running = asyncio.create_task(parrot.start(one.double.token))
                await parrot.registered.wait()
                await parrot.wait_until_ready()
                yield replace(one, parrot=parrot)
            await running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here: install Debian's package `chromium-headless-shell`")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="en-GB", timezone_id="Europe/Berlin"
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context
    await context.close()


@asynccontextmanager
async def visited(context: BrowserContext, stage: Stage) -> AsyncIterator[Page]:
    """A connected page as the member sees it; anything wrong in its console fails the test."""
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(stage.page.url)
    await page.get_by_role("heading", level=1, name="general").wait_for()
    await page.get_by_role("heading", level=2, name="beginning").wait_for()
    yield page
    assert complaints == []


@pytest_asyncio.fixture(loop_scope="session")
async def page(context: BrowserContext, show: Stage) -> AsyncIterator[Page]:
    """The page as the member sees it, with the parrot."""
    async with visited(context, show) as page:
        yield page


@pytest_asyncio.fixture(loop_scope="session")
async def phone(browser: Browser, show: Stage) -> AsyncIterator[Page]:
    """The page on a phone, as the member sees it, with the parrot."""
    context: BrowserContext = await browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, locale="en-GB"
    )
    context.set_default_timeout(PATIENCE_MS)
    page = await context.new_page()
    await page.goto(show.page.url)
    await page.get_by_role("heading", level=2, name="beginning").wait_for()
    yield page
    await context.close()


async def complaints(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA and good practice: rule, and the first element."""
    found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARDS}})
    violations = found.response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in violations]


def box(page: Page) -> Locator:
    """The message box."""
    return page.get_by_role("textbox", name="Message #")


def messages(page: Page) -> Locator:
    """The messages of the channel."""
    return page.get_by_role("log").locator("article")


async def say(page: Page, text: str) -> None:
    """Write a message and send it."""
    await box(page).fill(text)
    await box(page).press("Enter")


async def panel(page: Page) -> None:
    """Have the bot post its buttons."""
    await say(page, "@Briefing bot panel")
    await page.get_by_role("button", name="More", exact=True).wait_for()


async def menu_of_last(page: Page) -> None:
    await messages(page).last.click(button="right", position={"x": 300, "y": 10})
    await page.get_by_role("menu").wait_for()


@pytest.fixture(scope="module")
def essay(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """The essay, without a model."""
    settings = Settings(reader="none", answer_threshold=0.63)
    data = tmp_path_factory.mktemp("data")
    return Collection.open(ROOT / "knowledge", data, settings, encoder=HashedEncoder())


@asynccontextmanager
async def product_on(stage: Stage, collection: Collection, data: Path) -> AsyncIterator[None]:
    """The product's bot, logged in to a double."""
    discord, library = DiscordSettings(cooldown_s=0.0), LibrarySettings(workers=0)
    config = replace(Config(), data=data, discord=discord, library=library)
    holdings, shelves = Holdings(collection), Shelves(config)
    with pointed_at(stage.double):
        async with (
            employed(config, holdings, shelves),
            BriefingBot(config, Library(config, holdings, shelves)) as bot,
        ):
            running = asyncio.create_task(bot.start(stage.double.token))
            async with asyncio.timeout(PATIENCE_MS / 1000):
                await bot.wait_until_ready()
            yield
        await running
