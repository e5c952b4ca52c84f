"""Writing and what becomes of it: mentions, replies, edits, files, copies."""

from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests.bot.sandbox.page.conftest import Stage, box, menu_of_last, messages, say

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_written_mention_reaches_the_bot_and_its_answer_is_drawn(page: Page) -> None:
    await say(page, "@briefing bot **what** now")
    await expect(messages(page).nth(0).locator(".mention")).to_have_text("@Briefing bot")
    await expect(messages(page).nth(0).locator("strong")).to_have_text("what")
    answer = messages(page).nth(1)
    await expect(answer).to_contain_text("You said: what now")
    card = answer.get_by_role("group", name="Card: What the essay says")
    await expect(card.locator(".embed-field-name")).to_have_text(
        ["Section", "Paragraph", "Confidence", "Note"]
    )
    await expect(card.locator(".embed-row").first.locator(".embed-field")).to_have_count(3)
    await expect(card.locator("blockquote em")).to_have_text("alliance")
    await expect(card.locator(".embed-footer")).to_have_text("Doe 2024, ¶ 12")
    bar = await card.evaluate("node => getComputedStyle(node).borderInlineStartColor")
    assert bar == "rgb(42, 127, 98)"


@pytest.mark.parametrize("written", ["@bot", "@Bot", "@Brief", "@briefing"])
async def test_the_bot_is_meant_by_bot_and_by_the_beginning_of_its_name(
    page: Page, written: str
) -> None:
    await box(page).fill(f"{written} what now")
    await page.get_by_role("button", name="Send").click()
    await expect(messages(page).nth(0).locator(".mention")).to_have_text("@Briefing bot")
    await expect(messages(page).nth(1)).to_contain_text("You said: what now")


async def test_the_beginning_of_several_names_or_of_a_word_means_nobody(page: Page) -> None:
    for text in ("@mo hello", "@m hello", "@here hello", "to @brief hello"):
        await say(page, text)
    await expect(messages(page).locator(".content")).to_have_text(
        ["@Moderator hello", "@m hello", "@here hello", "to @brief hello"]
    )


@pytest.mark.parametrize("key", ["Enter", "Tab"])
async def test_the_offered_name_is_taken_by_a_key(page: Page, key: str) -> None:
    await box(page).press_sequentially("@bo")
    await page.get_by_role("option", name="Briefing bot").wait_for()
    await box(page).press(key)
    await expect(box(page)).to_have_value("@Briefing bot ")


async def test_a_mention_is_completed_from_its_first_letters(page: Page) -> None:
    await box(page).press_sequentially("hello @bri")
    option = page.get_by_role("option", name="Briefing bot")
    await expect(option).to_have_attribute("aria-selected", "true")
    await box(page).press("Tab")
    await expect(box(page)).to_have_value("hello @Briefing bot ")


async def test_a_channel_is_completed_and_its_mention_leads_there(page: Page) -> None:
    await box(page).press_sequentially("see #que")
    await page.get_by_role("option", name="questions").click()
    await box(page).press("Enter")
    await messages(page).last.get_by_role("button", name="#questions").click()
    await expect(page.get_by_role("heading", level=1).first).to_have_text("questions")


async def test_an_answer_quotes_what_it_answers_and_leads_back_to_it(page: Page) -> None:
    await say(page, "@Briefing bot first")
    reply = messages(page).nth(1).get_by_role("button", name="Replying to Member")
    await expect(reply).to_contain_text("@Briefing bot first")
    await reply.click()
    await expect(messages(page).nth(0)).to_be_focused()


async def test_a_file_is_attached_shown_and_downloaded_unchanged(
    page: Page, tmp_path: Path
) -> None:
    file = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"line\r\n\x00end"}
    await page.locator(".composer > input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]
    await expect(page.get_by_role("list", name="Files to send")).to_contain_text("notes.txt")
    await say(page, "here")
    link = messages(page).last.get_by_role("link", name="Download notes.txt, 10 bytes")
    async with page.expect_download() as download:
        await link.click()
    target = tmp_path / "got"
    await (await download.value).save_as(target)
    assert target.read_bytes() == b"line\r\n\x00end"


async def test_a_dropped_file_is_attached(page: Page) -> None:
    transfer = await page.evaluate_handle(
        """() => {
            const transfer = new DataTransfer();
            transfer.items.add(new File(["abc"], "dropped.txt", { type: "text/plain" }));
            return transfer;
        }"""
    )
    await page.dispatch_event(".place", "dragenter", {"dataTransfer": transfer})
    await expect(page.get_by_text("Drop to attach").first).to_be_visible()
    await page.dispatch_event(".place", "drop", {"dataTransfer": transfer})
    await expect(page.get_by_role("list", name="Files to send")).to_contain_text("dropped.txt")


async def test_one_replies_edits_reacts_and_deletes_by_the_menu(page: Page) -> None:
    await say(page, "a message")
    await menu_of_last(page)
    await page.get_by_role("menuitem", name="Reply").click()
    await say(page, "a reply")
    await box(page).press("ArrowUp")
    await expect(box(page)).to_have_value("a reply")
    reply = messages(page).last.get_by_role("button", name="Replying to Member")
    await expect(reply).to_contain_text("a message")
    await say(page, "an edited reply")
    await expect(messages(page).last.locator(".content")).to_have_text("an edited reply (edited)")
    await menu_of_last(page)
    await page.get_by_role("menuitem", name="React: Thumbs up").click()
    reaction = page.get_by_role("button", name="👍, 1")
    await expect(reaction).to_have_attribute("aria-pressed", "true")
    await reaction.click()
    await expect(reaction).to_have_count(0)
    await menu_of_last(page)
    await page.get_by_role("menuitem", name="Delete message").click()
    await page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    await expect(messages(page)).to_have_count(1)


async def test_the_arrow_takes_up_what_was_sent_last_though_it_be_on_its_way(page: Page) -> None:
    await say(page, "a message")
    await expect(messages(page)).to_have_count(1)
    # In one go: no answer can come in between.
    await box(page).evaluate(
        """field => {
            field.value = "a second";
            for (const key of ["Enter", "ArrowUp"])
                field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        }"""
    )
    await expect(box(page)).to_have_value("a second")
    await say(page, "an edited second")
    await expect(messages(page).locator(".content")).to_have_text(
        ["a message", "an edited second (edited)"]
    )


async def test_the_text_of_a_message_is_copied_as_it_was_written(
    page: Page, context: BrowserContext
) -> None:
    await context.grant_permissions(["clipboard-read", "clipboard-write"])
    await say(page, "**bold** words")
    await menu_of_last(page)
    await page.get_by_role("menuitem", name="Copy text").click()
    await expect(page.get_by_role("alert").filter(has_text="Copied")).to_be_visible()
    assert await page.evaluate("navigator.clipboard.readText()") == "**bold** words"


async def test_what_is_refused_is_said_and_what_was_written_is_kept(page: Page) -> None:
    await box(page).fill("x" * 2001)
    await expect(page.get_by_text("Too long by 1.")).to_be_visible()
    await box(page).press("Enter")
    await expect(box(page)).to_have_value("x" * 2001)
    await expect(messages(page)).to_have_count(0)
    await say(page, "x" * 2000)
    await expect(messages(page)).to_have_count(1)
    await expect(page.get_by_text("Too long by")).to_have_count(0)


async def test_a_message_may_be_sent_while_the_one_before_is_on_its_way(page: Page) -> None:
    await box(page).evaluate(
        """field => {
            for (const text of ["first", "second", "third"]) {
                field.value = text;
                field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
            }
        }"""
    )
    await expect(messages(page)).to_contain_text(["first", "second", "third"])
    await expect(box(page)).to_have_value("")


async def test_pressing_enter_twice_sends_a_message_with_a_file_once(page: Page) -> None:
    file = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"x" * 3_000_000}
    await page.locator(".composer > input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]
    await box(page).press("Enter")
    await box(page).press("Enter")
    await expect(messages(page)).to_have_count(1)
    await say(page, "after")
    await expect(messages(page)).to_have_count(2)


async def test_a_reply_with_a_file_that_does_not_get_through_is_given_back(page: Page) -> None:
    await say(page, "a message")
    await menu_of_last(page)
    await page.get_by_role("menuitem", name="Reply").click()
    file = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"x"}
    await page.locator(".composer > input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]
    await page.route("**/upload", lambda route: route.fulfill(json={"ids": ["gone"]}))
    await say(page, "a reply")
    await expect(box(page)).to_have_value("a reply")
    await expect(page.get_by_text("Replying to")).to_be_visible()
    await expect(page.get_by_role("list", name="Files to send")).to_contain_text("notes.txt")
    await page.unroute("**/upload")
    await box(page).press("Enter")
    await expect(messages(page).last).to_contain_text("a reply")
    await expect(messages(page).last).to_contain_text("notes.txt")
    await expect(page.get_by_text("Replying to")).to_have_count(0)


async def test_a_reply_without_a_mention_does_not_ping(page: Page, show: Stage) -> None:
    await show.moderator.writer.send(show.channel("general"), "a statement")
    await menu_of_last(page)
    await page.get_by_role("menuitem", name="Reply").click()
    await page.get_by_role("button", name="Mention the author").click()
    await say(page, "quietly")
    await expect(messages(page)).to_have_count(2)
    sent = show.member.viewer.messages(show.channel("general"))[-1]
    assert (sent["content"], sent["mentions"]) == ("quietly", [])


async def test_who_writes_what_the_bot_cannot_hear_is_told_by_the_page_what_it_hears(
    page: Page,
) -> None:
    hint = page.get_by_role("status").filter(has_text="The bot hears mentions")
    await say(page, "why?")
    await expect(hint).to_be_visible()
    await say(page, "@bot why?")
    await expect(messages(page).last).to_contain_text("You said: why?")
    await expect(hint).to_have_count(0)
    await menu_of_last(page)
    await page.get_by_role("menuitem", name="Reply").click()
    await say(page, "and then?")
    await expect(messages(page)).to_have_count(5)
    await expect(hint).to_have_count(0)
    await say(page, "thanks")
    await expect(hint).to_be_visible()
    await page.get_by_role("button", name="questions").click()
    await expect(hint).to_have_count(0)
