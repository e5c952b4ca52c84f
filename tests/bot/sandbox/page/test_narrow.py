"""The keyboard's ways around where a thread has taken the place of its channel."""

import pytest
from playwright.async_api import Locator, Page, expect
from pytest_asyncio import fixture

from bot.sandbox.deeds.channels import add_channel
from bot.sandbox.world import Overwrite, Permission, Target
from tests.bot.sandbox.page.conftest import Stage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PART = "(document.activeElement.closest('nav, aside, form, [role=log]') ?? document.body).ariaLabel"


@fixture(loop_scope="session")
async def narrow(page: Page, show: Stage) -> Page:
    """A page that has no room for two conversations, with a thread open."""
    channel = show.channel("general")
    sent = await show.moderator.writer.send(channel, "start")
    await show.moderator.writer.start_thread(channel, "Side talk", message_id=int(sent["id"]))
    await page.set_viewport_size({"width": 900, "height": 800})
    await page.get_by_role("button", name="Side talk Open thread").click()
    await expect(page.get_by_role("region", name="Channel")).to_have_count(0)
    await expect(writing_in(page)).to_be_focused()
    return page


def writing_in(page: Page) -> Locator:
    """The message box of the thread."""
    return page.get_by_role("textbox", name="Message Side talk")


async def parts_by(page: Page, keys: list[str]) -> list[str]:
    """Return which part has the focus after each key."""
    seen = []
    for key in keys:
        await page.keyboard.press(key)
        seen.append(str(await page.evaluate(PART)))
    return seen


async def test_f6_goes_round_the_parts_that_can_be_seen_and_back(narrow: Page) -> None:
    round_trip = ["Servers and channels", "Messages in Side talk", "Write a message"]
    assert await parts_by(narrow, ["F6"] * 3) == round_trip
    await expect(writing_in(narrow)).to_be_focused()
    assert await parts_by(narrow, ["Shift+F6"] * 3) == [*round_trip[1::-1], round_trip[2]]
    await expect(writing_in(narrow)).to_be_focused()


@pytest.mark.parametrize(
    ("link", "part"),
    [
        ("Skip to the message box", "Write a message"),
        ("Skip to the messages", "Messages in Side talk"),
    ],
)
async def test_a_skip_link_leads_into_the_conversation_that_can_be_seen(
    narrow: Page, link: str, part: str
) -> None:
    await narrow.get_by_role("button", name=link).focus()
    assert await parts_by(narrow, ["Enter"]) == [part]


async def test_a_letter_typed_outside_goes_to_the_box_that_can_be_seen(narrow: Page) -> None:
    await narrow.evaluate("document.activeElement.blur()")
    await narrow.keyboard.type("a")
    await expect(writing_in(narrow)).to_have_value("a")


async def test_f6_passes_by_a_message_box_that_is_not_there(page: Page, show: Stage) -> None:
    guild = next(iter(show.double.world.population.guilds.values()))
    mute = Overwrite(guild.id, Target.ROLE, deny=Permission.SEND_MESSAGES)
    add_channel(show.double.world, guild.id, "notices", overwrites=[mute])
    await page.reload()
    await page.get_by_role("button", name="notices").click()
    await expect(page.get_by_text("You do not have permission to send messages")).to_be_visible()
    await page.get_by_role("log").focus()
    assert await parts_by(page, ["F6", "Shift+F6"]) == ["Members", "Messages in #notices"]
