"""What a bot offers, used on the page: commands, buttons, menus, forms, private answers."""

import pytest
from playwright.async_api import BrowserContext, Page, expect

from bot.sandbox.world.events import Audience, Event
from tests.bot.sandbox.page.conftest import Stage, box, menu_of_last, messages, panel, say

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_slash_command_is_filled_in_with_the_bots_own_suggestions(
    page: Page, show: Stage
) -> None:
    assert show.parrot is not None
    show.parrot.may_answer.clear()
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
    show.parrot.may_answer.set()
    await expect(messages(page).last).to_contain_text("Answer to: colour olive")
    await expect(messages(page)).to_have_count(1)
    await expect(box(page)).to_be_focused()


async def test_whoever_types_at_bot_is_offered_the_bot_before_its_role(page: Page) -> None:
    await box(page).press_sequentially("@bot")
    options = page.get_by_role("listbox").get_by_role("option")
    await expect(options.first).to_contain_text("Briefing bot")
    await expect(options.nth(1)).to_contain_text("@Bots")
    await box(page).press("Enter")
    await expect(box(page)).to_have_value("@Briefing bot ")


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


async def test_an_ephemeral_answer_outlives_a_lost_connection_but_not_a_new_page(
    page: Page, show: Stage
) -> None:
    await panel(page)
    await page.get_by_role("button", name="Private").click()
    private = page.get_by_text("Between you and me")
    await expect(private).to_be_visible()
    await show.page.close()
    await show.moderator.writer.send(show.channel("general"), "while away")
    await expect(messages(page).last).to_contain_text("while away")
    await expect(private).to_be_visible()
    await page.reload()
    await page.get_by_role("button", name="More", exact=True).wait_for()
    await expect(private).to_have_count(0)


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


@pytest.mark.parametrize("button", ["Cancel", "Submit"])
async def test_what_is_typed_once_a_form_is_closed_arrives(page: Page, button: str) -> None:
    await panel(page)
    await page.get_by_role("button", name="Form").click()
    form = page.get_by_role("dialog")
    await form.get_by_role("textbox", name="Question").fill("why so")
    await form.get_by_role("button", name=button).click()
    await expect(form).to_have_count(0)
    await page.keyboard.type("a word more")
    await expect(box(page)).to_have_value("a word more")
    await expect(box(page)).to_be_focused()


async def test_escape_leaves_a_command_without_options(page: Page) -> None:
    await box(page).press_sequentially("/library list ")
    command = page.get_by_role("group", name="Command library list")
    await command.wait_for()
    await page.keyboard.press("Escape")
    await expect(command).to_have_count(0)
    await expect(box(page)).to_be_focused()


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


async def test_a_bot_that_went_away_is_shown_as_such(page: Page, show: Stage) -> None:
    await expect(page.get_by_role("button", name="Briefing bot Online")).to_be_visible()
    away = Event("BOT_STATUS", {"online": False}, Audience.PEOPLE)
    show.double.world.events.publish(away)
    await expect(page.get_by_text("The bot is not online")).to_be_visible()
    await expect(page.get_by_role("button", name="Briefing bot Offline")).to_be_visible()


async def test_enter_right_after_the_space_uses_the_command(page: Page) -> None:
    await panel(page)  # the bot is there
    await box(page).evaluate(
        """(box) => {
            box.value = "/nothing ";
            box.dispatchEvent(new Event("input", { bubbles: true }));
            box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
        }"""
    )
    await expect(page.get_by_text("/nothing: The application did not respond")).to_be_visible()
