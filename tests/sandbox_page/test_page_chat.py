"""What a member can do with a bot, done on the page, against the double and a real client."""

from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Page, expect

from bot.sandbox.events import Audience, Event
from tests.sandbox_page.conftest import Stage, box, messages, say

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def panel(page: Page) -> None:
    """Have the bot post its buttons."""
    await say(page, "@Briefing bot panel")
    await page.get_by_role("button", name="More", exact=True).wait_for()


async def menu_of_last(page: Page) -> None:
    await messages(page).last.click(button="right", position={"x": 300, "y": 10})
    await page.get_by_role("menu").wait_for()


async def test_a_written_mention_reaches_the_bot_and_its_answer_is_drawn(page: Page) -> None:
    await say(page, "@briefing bot **what** now")
    await expect(messages(page).nth(0).locator(".mention")).to_have_text("@Briefing bot")
    await expect(messages(page).nth(0).locator("strong")).to_have_text("what")
    answer = messages(page).nth(1)
    await expect(answer).to_contain_text("You said: what now")
    card = answer.get_by_role("region", name="Card: What the essay says")
    await expect(card.locator(".embed-field-name")).to_have_text(
        ["Section", "Paragraph", "Confidence", "Note"]
    )
    await expect(card.locator(".embed-row").first.locator(".embed-field")).to_have_count(3)
    await expect(card.locator("blockquote em")).to_have_text("alliance")
    await expect(card.locator(".embed-footer")).to_have_text("Doe 2024, ¶ 12")
    bar = await card.evaluate("node => getComputedStyle(node).borderInlineStartColor")
    assert bar == "rgb(42, 127, 98)"


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


async def test_a_slash_command_is_filled_in_with_the_bots_own_suggestions(page: Page) -> None:
    await box(page).press_sequentially("/as")
    option = page.get_by_role("option", name="/ask")
    await expect(option).to_contain_text("Ask the documents a question")
    await expect(option).to_contain_text("question")
    await box(page).press("Enter")
    field = page.get_by_role("combobox", name="question")
    await expect(field).to_be_focused()
    await field.press_sequentially("o")
    await expect(page.get_by_role("listbox").get_by_role("option")).to_have_text(["ochre", "olive"])
    await field.press("ArrowDown")
    await field.press("Enter")
    await expect(field).to_have_value("olive")
    await field.press("Enter")
    thinking = messages(page).last
    await expect(thinking).to_contain_text("Briefing bot is thinking…")
    await expect(thinking).to_contain_text("Member")
    await expect(thinking).to_contain_text("/ask")
    await expect(messages(page).last).to_contain_text("Answer to: colour olive")
    await expect(messages(page)).to_have_count(1)
    await expect(box(page)).to_be_focused()


async def test_a_required_option_left_empty_is_said_and_nothing_is_sent(page: Page) -> None:
    await box(page).press_sequentially("/ask ")
    field = page.get_by_role("combobox", name="question")
    await page.get_by_role("listbox").get_by_role("option").first.wait_for()
    await field.press("Escape")  # the suggestions
    await field.press("Enter")
    await expect(page.get_by_role("alert").filter(has_text="required")).to_be_visible()
    await expect(field).to_have_attribute("aria-invalid", "true")
    await field.press("Escape")  # the command
    await expect(box(page)).to_be_focused()
    await expect(messages(page)).to_have_count(0)


async def test_every_kind_of_option_arrives_as_its_kind(page: Page) -> None:
    await box(page).press_sequentially("/options ")
    await page.get_by_role("combobox", name="style").press_sequentially("fan")
    await page.get_by_role("option", name="Fancy").click()
    times = page.get_by_role("combobox", name="times")
    await times.fill("9")
    await times.press("Enter")
    await expect(page.get_by_role("alert").filter(has_text="5 or less")).to_be_visible()
    await times.fill("3")
    for name, query, choice in [
        ("who", "mod", "Moderator"),
        ("where", "gen", "general"),
        ("loud", "f", "False"),
    ]:
        await page.get_by_role("button", name=name, exact=True).click()
        await page.get_by_role("combobox", name=name).press_sequentially(query)
        await page.get_by_role("listbox").get_by_role("option", name=choice).click()
    await page.get_by_role("button", name="Send").click()
    await expect(messages(page).last).to_contain_text("f | 3 | Moderator | general | False")


async def test_a_file_goes_in_by_a_command_and_its_bytes_arrive(page: Page) -> None:
    await box(page).press_sequentially("/library add ")
    file = {"name": "paper.txt", "mimeType": "text/plain", "buffer": b"12345"}
    await page.get_by_label("paper").set_input_files(file)  # type: ignore[arg-type]
    await page.get_by_role("button", name="Send").click()
    await expect(messages(page).last).to_contain_text("Added paper.txt: 5 bytes")


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


async def test_a_button_changes_its_message_and_keeps_the_focus(page: Page) -> None:
    await panel(page)
    await page.get_by_role("button", name="More", exact=True).focus()
    await page.keyboard.press("Enter")
    await expect(messages(page).last).to_contain_text("More was pressed")
    await expect(messages(page).last.locator(".edited")).to_have_text("(edited)")
    await expect(page.get_by_role("button", name="More", exact=True)).to_be_focused()


async def test_buttons_show_their_style_and_state(page: Page) -> None:
    await panel(page)
    await expect(page.get_by_role("button", name="Off", exact=True)).to_be_disabled()
    link = page.get_by_role("link", name="Source")
    await expect(link).to_have_attribute("href", "https://example.org/source")
    await expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
    styles = page.locator(".component-button").evaluate_all(
        "nodes => nodes.map(node => node.className.split(' ')[1])"
    )
    assert await styles == ["primary", "secondary", "success", "danger", "link", "secondary"]


async def test_an_ephemeral_answer_is_marked_and_can_be_dismissed(page: Page) -> None:
    await panel(page)
    await page.get_by_role("button", name="Private").click()
    answer = messages(page).filter(has_text="Between you and me")
    await expect(answer).to_contain_text("Only you can see this")
    await answer.get_by_role("button", name="Dismiss").click()
    await expect(answer).to_have_count(0)


async def test_an_ephemeral_answer_is_seen_by_its_addressee_alone(
    page: Page, context: BrowserContext, show: Stage
) -> None:
    other = await context.new_page()
    await other.goto(show.page.url)
    await other.get_by_label("You are").select_option("Moderator")
    await expect(other.locator(".you")).to_contain_text("Moderator")
    await panel(page)
    await other.get_by_role("button", name="More", exact=True).wait_for()
    await page.get_by_role("button", name="Private").click()
    await expect(page.get_by_text("Between you and me")).to_be_visible()
    await say(page, "a later message")
    await expect(messages(other).last).to_contain_text("a later message")
    await expect(other.get_by_text("Between you and me")).to_have_count(0)
    await page.get_by_label("You are").select_option("Moderator")
    await expect(messages(page).last).to_contain_text("a later message")
    await expect(page.get_by_text("Between you and me")).to_have_count(0)
    await page.get_by_label("You are").select_option("Member")
    await expect(page.get_by_text("Between you and me")).to_be_visible()


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


async def test_a_silent_bot_is_said_to_have_failed_after_three_seconds(page: Page) -> None:
    await panel(page)
    silent = page.get_by_role("button", name="Silent")
    await silent.click()
    await expect(silent).to_have_attribute("aria-busy", "true")
    await expect(page.get_by_text("This interaction failed")).to_be_visible()
    await expect(page.get_by_role("button", name="Silent")).not_to_have_attribute(
        "aria-busy", "true"
    )
    await box(page).press_sequentially("/nothing ")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("/nothing: The application did not respond")).to_be_visible()


async def test_a_choice_from_a_menu_reaches_the_bot(page: Page) -> None:
    await panel(page)
    picker = page.get_by_role("combobox", name="Choose a style")
    await picker.focus()
    await page.keyboard.press("ArrowDown")
    options = page.get_by_role("listbox").get_by_role("option")
    await expect(options).to_have_count(3)
    await expect(options.first).to_contain_text("In Chicago style")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(messages(page).last).to_contain_text("Chosen: apa")


async def test_a_form_checks_lengths_keeps_the_focus_inside_and_is_sent(page: Page) -> None:
    await panel(page)
    await page.get_by_role("button", name="Form").click()
    form = page.get_by_role("dialog", name="Ask a follow-up")
    question = form.get_by_role("textbox", name="Question")
    await expect(question).to_be_focused()
    await question.fill("no")
    await form.get_by_role("button", name="Submit").click()
    await expect(form.get_by_text("Must be 3 or more in length.")).to_be_visible()
    for _ in range(12):
        await page.keyboard.press("Tab")
        inside = (
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
        assert await page.evaluate(inside)
    await question.fill("why so")
    await form.get_by_role("textbox", name="Notes").fill("two\nlines")
    await question.press("Enter")
    await expect(form).to_have_count(0)
    await expect(messages(page).last).to_contain_text("You asked: why so / two")


async def test_a_form_left_by_escape_is_not_sent(page: Page) -> None:
    await panel(page)
    await page.get_by_role("button", name="Form").click()
    await page.get_by_role("dialog").wait_for()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.get_by_role("button", name="Form")).to_be_focused()


async def test_the_bots_message_menu_stands_under_apps(page: Page) -> None:
    await say(page, "words to quote")
    await menu_of_last(page)
    apps = page.get_by_role("group", name="Apps")
    await apps.get_by_role("menuitem", name="Quote this").click()
    await expect(messages(page).last).to_contain_text("Quoted: words to quote")


async def test_a_members_menu_offers_the_bots_command(page: Page) -> None:
    await page.get_by_role("complementary").get_by_role("button", name="Moderator").click()
    await page.get_by_role("menuitem", name="Greet").click()
    await expect(messages(page).last).to_contain_text("Hello Moderator")


async def test_one_replies_edits_reacts_and_deletes_by_the_menu(page: Page) -> None:
    await say(page, "a message")
    await menu_of_last(page)
    await page.get_by_role("menuitem", name="Reply").click()
    await say(page, "a reply")
    await expect(messages(page).last).to_contain_text("a message")
    await box(page).press("ArrowUp")
    await expect(box(page)).to_have_value("a reply")
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


async def test_the_text_of_a_message_is_copied_as_it_was_written(
    page: Page, context: BrowserContext
) -> None:
    await context.grant_permissions(["clipboard-read", "clipboard-write"])
    await say(page, "**bold** words")
    await menu_of_last(page)
    await page.get_by_role("menuitem", name="Copy text").click()
    await expect(page.get_by_role("alert").filter(has_text="Copied")).to_be_visible()
    assert await page.evaluate("navigator.clipboard.readText()") == "**bold** words"


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


async def test_servers_are_switched_and_unread_messages_are_marked(page: Page, show: Stage) -> None:
    await show.moderator.send(show.channel("questions"), f"<@{show.member.id}> look")
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
        await show.moderator.send(questions, f"number {number}")
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
    await show.page.close()
    await expect(page.get_by_text("The connection to the sandbox is lost.")).to_be_visible()
    await show.moderator.send(show.channel("general"), "while away")
    await expect(messages(page).last).to_contain_text("while away")
    await expect(page.get_by_text("The connection to the sandbox is lost.")).to_be_hidden()
    await say(page, "after")
    await expect(messages(page).last).to_contain_text("after")


async def test_what_is_refused_is_said_and_what_was_written_is_kept(page: Page) -> None:
    await box(page).fill("x" * 2001)
    await expect(page.get_by_text("Too long by 1.")).to_be_visible()
    await box(page).press("Enter")
    await expect(box(page)).to_have_value("x" * 2001)
    await expect(messages(page)).to_have_count(0)
    await say(page, "x" * 2000)
    await expect(messages(page)).to_have_count(1)
    await expect(page.get_by_text("Too long by")).to_have_count(0)


async def test_somebody_typing_is_shown_until_they_wrote(page: Page, show: Stage) -> None:
    await show.moderator.type(show.channel("general"))
    await expect(page.get_by_text("Moderator is typing…")).to_be_visible()
    await show.moderator.send(show.channel("general"), "done")
    await expect(page.get_by_text("Moderator is typing…")).to_have_count(0)


async def test_a_bot_that_went_away_is_shown_as_such(page: Page, show: Stage) -> None:
    await expect(page.get_by_role("button", name="Briefing bot Online")).to_be_visible()
    away = Event("BOT_STATUS", {"online": False}, Audience.PEOPLE)
    show.double.world.events.publish(away)
    await expect(page.get_by_text("The bot is not online")).to_be_visible()
    await expect(page.get_by_role("button", name="Briefing bot Offline")).to_be_visible()


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


async def test_pressing_enter_twice_sends_a_message_with_a_file_once(page: Page) -> None:
    file = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"x" * 3_000_000}
    await page.locator(".composer > input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]
    await box(page).press("Enter")
    await box(page).press("Enter")
    await expect(messages(page)).to_have_count(1)
    await say(page, "after")
    await expect(messages(page)).to_have_count(2)


async def test_a_reply_without_a_mention_does_not_ping(page: Page, show: Stage) -> None:
    await show.moderator.send(show.channel("general"), "a statement")
    await menu_of_last(page)
    await page.get_by_role("menuitem", name="Reply").click()
    await page.get_by_role("button", name="Mention the author").click()
    await say(page, "quietly")
    sent = show.member.messages(show.channel("general"))[-1]
    assert (sent["content"], sent["mentions"]) == ("quietly", [])
