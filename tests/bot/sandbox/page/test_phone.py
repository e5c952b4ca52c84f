"""What is read and filled in on a phone: replies, buttons, the fields of commands."""

import io

import pytest
from PIL import Image
from playwright.async_api import Page, expect

from bot.sandbox.deeds import Upload
from tests.bot.sandbox.page.conftest import Stage, box, messages, say

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

FROM_THE_TOP = """node => node.getBoundingClientRect().top
    - node.closest(".log").getBoundingClientRect().top"""
HIGH = "\n".join(f"line {number}" for number in range(60))
BUTTONS = """async (body) => {
    const { componentBlock } = await import(new URL("script/components.js", location.href));
    const rows = [["More", "In context", "Cite", "Follow up"], ["Delete"]].map((labels) => ({
        type: 1,
        components: labels.map((label) => ({ type: 2, style: 2, label, custom_id: label })),
    }));
    body.append(componentBlock(rows, null, {}));
}"""


async def test_a_reply_higher_than_the_window_is_shown_from_its_beginning(
    phone: Page, show: Stage
) -> None:
    for number in range(12):
        await say(phone, f"message {number}")
    await expect(messages(phone)).to_have_count(12)
    reply = await show.moderator.writer.send(show.channel("general"), "short")
    await expect(messages(phone).last).to_be_in_viewport(ratio=1)
    await show.moderator.writer.edit(show.channel("general"), int(reply["id"]), HIGH)
    await expect(messages(phone).last).to_contain_text("line 59")
    await expect(messages(phone).last.locator(".author")).to_be_in_viewport()
    await expect(messages(phone).nth(10)).not_to_be_in_viewport()
    await show.moderator.writer.send(show.channel("general"), HIGH)
    below = phone.get_by_role("button", name="New messages below")
    await below.click()
    await expect(below).to_be_hidden()
    assert 0 <= await messages(phone).last.evaluate(FROM_THE_TOP) < 40
    await say(phone, "and then?")
    await expect(messages(phone).last).to_contain_text("and then?")
    await expect(messages(phone).last).to_be_in_viewport(ratio=1)


async def test_what_a_button_brings_is_followed_wherever_one_reads(
    phone: Page, show: Stage
) -> None:
    await say(phone, "@Briefing bot panel")
    await phone.get_by_role("button", name="Private").wait_for()
    await show.moderator.writer.send(show.channel("general"), HIGH)
    await expect(messages(phone)).to_have_count(3)
    await phone.get_by_role("button", name="Private").scroll_into_view_if_needed()
    await phone.get_by_role("button", name="Private").tap()
    await expect(messages(phone).last).to_contain_text("Between you and me")
    await expect(messages(phone).last).to_be_in_viewport(ratio=1)
    await expect(phone.get_by_role("button", name="New messages below")).to_be_hidden()


async def test_the_buttons_of_an_answer_take_two_rows_and_can_be_hit(phone: Page) -> None:
    await say(phone, "an answer")
    await messages(phone).last.locator(".message-body").evaluate(BUTTONS)
    boxes = [
        await button.bounding_box() for button in await phone.locator(".component-button").all()
    ]
    assert len(boxes) == 5
    assert len({place["y"] for place in boxes if place}) == 2
    assert min(place["height"] for place in boxes if place) >= 44


async def test_a_commands_field_is_as_wide_as_its_box_with_the_cross_at_its_end(
    phone: Page,
) -> None:
    await box(phone).press_sequentially("/ask ")
    field = await phone.get_by_role("combobox", name="question").bounding_box()
    cross = await phone.get_by_role("button", name="Leave the command").bounding_box()
    send = await phone.get_by_role("button", name="Send").bounding_box()
    whole = await phone.locator(".composer-box").first.bounding_box()
    assert field
    assert cross
    assert send
    assert whole
    end = whole["x"] + whole["width"]
    assert field["width"] > whole["width"] - 32
    assert end - cross["x"] - cross["width"] < 16
    assert send["y"] >= field["y"] + field["height"]
    await expect(phone.get_by_role("button", name="private")).to_be_visible()


async def test_enter_sends_a_command_whose_suggestion_was_written_out(phone: Page) -> None:
    await box(phone).press_sequentially("/ask ")
    field = phone.get_by_role("combobox", name="question")
    await field.press_sequentially("Pine")
    suggestions = phone.get_by_role("listbox", name="Suggestions")
    await expect(suggestions.get_by_role("option")).to_have_text(["pine"])
    await field.press("Enter")
    await expect(messages(phone).last).to_contain_text("Answer to: colour pine")


async def test_enter_sends_what_is_written_while_its_suggestions_are_on_their_way(
    phone: Page, show: Stage
) -> None:
    assert show.parrot
    await box(phone).press_sequentially("/ask ")
    field = phone.get_by_role("combobox", name="question")
    await phone.get_by_role("option", name="amber").wait_for()
    show.parrot.may_suggest.clear()
    await field.press_sequentially("Pine")
    await field.press("Enter")
    await expect(messages(phone).last).to_contain_text("Answer to: Pine")
    show.parrot.may_suggest.set()


async def test_a_wide_picture_and_its_file_stay_within_the_window(phone: Page, show: Stage) -> None:
    wide = io.BytesIO()
    Image.new("RGB", (1600, 300), "white").save(wide, "PNG")
    name = f"{'deadly-cooperation-' * 3}timeline.png"
    picture = Upload(name, "image/png", wide.getvalue())
    await show.moderator.writer.send(show.channel("general"), "look", files=[picture])
    shown = messages(phone).last.get_by_role("img", name=name)
    await expect(shown).to_have_js_property("complete", value=True)
    log = phone.get_by_role("log")
    assert await log.evaluate("log => log.scrollWidth - log.clientWidth") == 0
    right = await shown.evaluate("image => image.getBoundingClientRect().right")
    assert 0 < right <= 390
