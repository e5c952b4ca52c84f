"""Who one is and where: members, servers, threads, direct messages, a lost connection."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.bot.sandbox.page.conftest import Stage, box, menu_of_last, messages, say

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HOLD_TIMERS = """() => {
    const begin = window.setTimeout, held = [];
    window.setTimeout = (...what) => held.push(what);
    window.letGo = () => {
        window.setTimeout = begin;
        held.forEach((what) => begin(...what));
    };
}"""


async def test_members_see_what_their_permissions_let_them(page: Page) -> None:
    await expect(page.get_by_role("button", name="moderators")).to_have_count(0)
    await box(page).press_sequentially("/")
    await expect(page.get_by_role("option", name="/ask")).to_be_visible()
    await expect(page.get_by_role("option", name="/manage")).to_have_count(0)
    await page.get_by_label("You are").select_option("Moderator")
    await expect(page.get_by_role("button", name="moderators")).to_be_visible()
    await box(page).fill("")
    await box(page).press_sequentially("/")
    await expect(page.get_by_role("option", name="/manage")).to_be_visible()
    await page.get_by_role("button", name="moderators").click()
    await page.get_by_label("You are").select_option("Member")
    await expect(page.get_by_role("heading", level=1).first).to_have_text("general")


async def test_a_thread_opens_beside_its_channel_and_the_bot_answers_in_it(page: Page) -> None:
    await say(page, "worth a thread")
    await menu_of_last(page)
    await page.get_by_role("menuitem", name="Create thread").click()
    await page.get_by_role("textbox", name="Name of the thread").fill("Side talk")
    await page.keyboard.press("Enter")
    thread = page.get_by_role("region", name="Thread")
    await expect(thread.get_by_role("heading", level=1)).to_have_text("Side talk")
    await expect(thread.locator("article").first).to_contain_text("worth a thread")
    inner = thread.get_by_role("textbox", name="Message Side talk")
    await expect(inner).to_be_focused()
    await inner.fill("@Briefing bot inside")
    await inner.press("Enter")
    await expect(thread.locator("article").last).to_contain_text("You said: inside")
    await expect(page.locator(".place").first.locator("article")).to_have_count(1)
    await page.keyboard.press("Escape")
    await expect(thread).to_be_hidden()
    await page.get_by_role("button", name="Side talk Open thread").click()
    await expect(thread.locator("article").last).to_contain_text("You said: inside")


async def test_the_bot_answers_in_direct_messages_without_a_mention(page: Page) -> None:
    await page.get_by_role("button", name="Direct messages").click()
    await expect(page.get_by_role("heading", level=1).first).to_have_text("Briefing bot")
    await page.get_by_role("textbox", name="Message Briefing bot").fill("privately")
    await page.keyboard.press("Enter")
    await expect(messages(page).last).to_contain_text("You said: privately")


async def test_in_direct_messages_nobody_is_told_to_mention_the_bot(page: Page) -> None:
    await expect(page.get_by_text("Ask about what the group reads.")).to_be_visible()
    await page.get_by_role("button", name="Direct messages").click()
    await expect(page.get_by_text("Just write, or type / to see the commands.")).to_be_visible()
    await expect(page.get_by_text("Ask about what the group reads.")).to_have_count(0)
    await expect(page.get_by_role("list", name="Examples")).to_be_visible()


async def test_a_threads_card_counts_what_is_written_in_it(page: Page, show: Stage) -> None:
    writer, channel = show.moderator.writer, show.channel("general")
    sent = await writer.send(channel, "start")
    thread = await writer.start_thread(channel, "Side talk", message_id=int(sent["id"]))
    card = page.get_by_role("button", name="Side talk Open thread")
    await expect(card).to_have_text(re.compile("Open thread$"))
    first = await writer.send(int(thread["id"]), "one")
    await expect(card).to_contain_text("1 message")
    await writer.send(int(thread["id"]), "two")
    await expect(card).to_contain_text("2 messages")
    await writer.delete(int(thread["id"]), int(first["id"]))
    await expect(card).to_have_text(re.compile("1 message$"))
    await page.reload()
    await expect(card).to_have_text(re.compile("1 message$"))


async def test_servers_are_switched_and_unread_messages_are_marked(page: Page, show: Stage) -> None:
    await show.moderator.writer.send(show.channel("questions"), f"<@{show.member.id}> look")
    questions = page.get_by_role("button", name="questions, 1 unread")
    await expect(questions.locator(".badge")).to_have_text("1")
    await questions.click()
    await expect(messages(page).last).to_contain_text("look")
    await expect(page.get_by_role("button", name="questions, 1 unread")).to_have_count(0)
    await page.get_by_role("button", name="Second server").click()
    await expect(page.get_by_role("heading", level=1).first).to_have_text("lobby")
    await page.get_by_role("button", name="Reading group").click()
    await expect(page.get_by_role("heading", level=1).first).to_have_text("questions")


async def test_an_example_is_asked_by_one_press(page: Page) -> None:
    await expect(page.get_by_text("Ask about what the group reads.")).to_be_visible()
    await page.get_by_role("button", name="What of the alliance?").click()
    await expect(messages(page).last).to_contain_text("You said: What of the alliance?")
    await expect(page.get_by_text("Ask about what the group reads.")).to_be_hidden()
    await page.get_by_role("button", name="questions").click()
    await page.get_by_role("button", name="Ask for pine").click()
    await expect(messages(page).last).to_contain_text("Answer to: pine")


async def test_older_messages_are_loaded_and_the_place_is_kept(page: Page, show: Stage) -> None:
    questions = show.channel("questions")
    for number in range(70):
        await show.moderator.writer.send(questions, f"number {number}")
    await page.get_by_role("button", name="questions, 70 unread").click()
    await expect(messages(page)).to_have_count(50)
    await expect(messages(page).last).to_be_in_viewport()
    await page.get_by_role("button", name="Load earlier messages").click()
    await expect(messages(page)).to_have_count(70)
    await expect(messages(page).nth(20)).to_be_in_viewport()
    await expect(page.get_by_role("button", name="Load earlier messages")).to_be_hidden()


async def test_a_lost_connection_is_shown_and_mended(page: Page, show: Stage) -> None:
    await say(page, "before")
    await expect(messages(page)).to_have_count(1)
    await page.evaluate(HOLD_TIMERS)  # else it is connected anew before anybody has looked
    await show.page.close()
    await expect(page.get_by_text("The connection to the sandbox is lost.")).to_be_visible()
    await page.evaluate("window.letGo()")
    await show.moderator.writer.send(show.channel("general"), "while away")
    await expect(messages(page).last).to_contain_text("while away")
    await expect(page.get_by_text("The connection to the sandbox is lost.")).to_be_hidden()
    await say(page, "after")
    await expect(messages(page).last).to_contain_text("after")


async def test_somebody_typing_is_shown_until_they_wrote(page: Page, show: Stage) -> None:
    await show.moderator.writer.type(show.channel("general"))
    await expect(page.get_by_text("Moderator is typing…")).to_be_visible()
    await show.moderator.writer.send(show.channel("general"), "done")
    await expect(page.get_by_text("Moderator is typing…")).to_have_count(0)


async def test_what_is_being_written_stays_with_its_channel_and_member(page: Page) -> None:
    await box(page).fill("half a thought")
    await page.get_by_role("button", name="questions").click()
    await expect(page.get_by_role("textbox", name="Message #questions")).to_have_value("")
    await page.get_by_role("button", name="general").click()
    await expect(page.get_by_role("textbox", name="Message #general")).to_have_value(
        "half a thought"
    )
    await page.get_by_label("You are").select_option("Moderator")
    await expect(page.locator(".you")).to_contain_text("Moderator")
    await expect(box(page)).to_have_value("")
    await page.get_by_label("You are").select_option("Member")
    await expect(box(page)).to_have_value("half a thought")


async def test_an_open_command_is_left_when_another_member_goes_on(page: Page) -> None:
    await box(page).press_sequentially("/ask ")
    await page.get_by_role("combobox", name="question").wait_for()
    await page.get_by_label("You are").select_option("Moderator")
    await expect(page.get_by_role("combobox", name="question")).to_have_count(0)
    await expect(box(page)).to_have_value("")
