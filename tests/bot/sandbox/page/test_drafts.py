"""What is being written: how long it is, what goes with it, and that nothing of it is lost."""

import asyncio

import pytest
from playwright.async_api import FilePayload, Page, Route, expect

from tests.bot.sandbox.page.conftest import Stage, box, menu_of_last, messages, say

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LONGEST = 2_000
PICKER = ".composer > input[type=file]"


def notes(name: str = "notes.txt") -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": b"x"}


async def go_to(page: Page, channel: str) -> None:
    await page.get_by_role("button", name=channel).click()
    await expect(page.get_by_role("heading", level=1).first).to_have_text(channel)


async def test_a_text_is_as_long_as_what_is_sent_for_it(page: Page, show: Stage) -> None:
    mention = f"<@{show.bot_id}> "
    room = LONGEST - len(mention)
    await box(page).fill("@Briefing bot " + "x" * (room + 1))
    await expect(page.get_by_text("Too long by 1.")).to_be_visible()
    await say(page, "@Briefing bot " + "x" * room)
    await expect(messages(page)).to_have_count(2)


async def test_spaces_around_a_text_are_not_counted_as_they_are_not_sent(page: Page) -> None:
    await box(page).fill(" " + "x" * LONGEST + "  ")
    await expect(page.get_by_text("Too long by")).to_have_count(0)
    await box(page).press("Enter")
    await expect(messages(page).last.locator(".content")).to_have_text("x" * LONGEST)


async def test_the_eleventh_file_is_left_out_and_that_is_said(page: Page) -> None:
    await page.locator(PICKER).first.set_input_files([notes(f"{n}.txt") for n in range(11)])
    files = page.get_by_role("list", name="Files to send").get_by_role("listitem")
    await expect(files).to_have_count(10)
    told = page.get_by_role("alert").filter(has_text="A message takes 10 files at most.")
    await expect(told).to_be_visible()
    await page.get_by_role("button", name="Remove 3.txt").click()
    await expect(told).to_have_count(0)


async def test_files_stay_with_the_channel_that_they_were_attached_in(page: Page) -> None:
    await page.locator(PICKER).first.set_input_files(notes())
    files = page.get_by_role("list", name="Files to send")
    await expect(files).to_contain_text("notes.txt")
    await go_to(page, "questions")
    await expect(files).to_have_count(0)
    await go_to(page, "general")
    await expect(files).to_contain_text("notes.txt")
    await box(page).press("Enter")
    await expect(messages(page).last).to_contain_text("notes.txt")


async def test_a_command_half_filled_in_waits_in_its_channel(page: Page) -> None:
    await box(page).press_sequentially("/options ")
    await page.get_by_role("combobox", name="style").press_sequentially("fan")
    await page.get_by_role("option", name="Fancy").click()
    await page.get_by_role("combobox", name="times").fill("3")
    await go_to(page, "questions")
    await expect(page.get_by_role("group", name="Command options")).to_have_count(0)
    await go_to(page, "general")
    await expect(page.get_by_role("combobox", name="style")).to_have_value("Fancy")
    times = page.get_by_role("combobox", name="times")
    await expect(times).to_have_value("3")
    await page.get_by_role("button", name="loud", exact=True).click()
    await page.get_by_role("listbox").get_by_role("option", name="False").click()
    await page.get_by_role("button", name="Send").click()
    await expect(messages(page).last).to_contain_text("f | 3 | None | None | False")
    await go_to(page, "questions")
    await go_to(page, "general")
    await expect(page.get_by_role("group", name="Command options")).to_have_count(0)


async def test_what_a_message_was_taken_up_for_is_kept_with_it(page: Page) -> None:
    await say(page, "a first")
    await expect(messages(page)).to_have_count(1)
    await box(page).press("ArrowUp")
    await expect(page.get_by_text("Editing your message")).to_be_visible()
    await go_to(page, "questions")
    await expect(page.get_by_text("Editing your message")).to_have_count(0)
    await go_to(page, "general")
    await say(page, "a second")
    await expect(messages(page).locator(".content")).to_have_text(["a second (edited)"])


async def test_what_is_refused_comes_back_where_it_was_written(page: Page) -> None:
    may_answer = asyncio.Event()

    async def refused(route: Route) -> None:
        await may_answer.wait()
        await route.fulfill(json={"ids": ["gone"]})

    await page.route("**/upload", refused)
    await page.locator(PICKER).first.set_input_files(notes())
    await say(page, "with a file")
    await go_to(page, "questions")
    may_answer.set()
    await expect(page.get_by_text("Attach it again.")).to_be_visible()
    await expect(box(page)).to_have_value("")
    await go_to(page, "general")
    await expect(box(page)).to_have_value("with a file")
    await expect(page.get_by_role("list", name="Files to send")).to_contain_text("notes.txt")


async def test_the_name_that_a_thread_is_offered_ends_with_a_whole_character(page: Page) -> None:
    await say(page, "a" * 59 + "😀 and more")
    await menu_of_last(page)
    await page.get_by_role("menuitem", name="Create thread").click()
    await expect(page.get_by_role("textbox", name="Name of the thread")).to_have_value(
        "a" * 59 + "😀"
    )


async def test_the_preview_of_a_reply_ends_with_a_whole_character(page: Page) -> None:
    await say(page, "a" * 159 + "😀 and more")
    await menu_of_last(page)
    await page.get_by_role("menuitem", name="Reply").click()
    await say(page, "yes")
    await expect(messages(page).last.locator(".preview")).to_have_text("a" * 159 + "😀")


async def test_a_message_emptied_while_it_is_edited_may_be_deleted(page: Page) -> None:
    await say(page, "a first")
    await expect(messages(page)).to_have_count(1)
    for answer, left in [("Cancel", 1), ("Delete", 0)]:
        await box(page).press("ArrowUp")
        await expect(page.get_by_text("Editing your message")).to_be_visible()
        await say(page, "")
        dialog = page.get_by_role("dialog", name="Delete this message?")
        await dialog.get_by_role("button", name=answer).click()
        await expect(messages(page)).to_have_count(left)
        await box(page).press("Escape")
        await expect(page.get_by_text("Editing your message")).to_have_count(0)


async def test_a_message_with_a_file_may_lose_its_words(page: Page) -> None:
    await page.locator(PICKER).first.set_input_files(notes())
    await say(page, "words")
    await expect(messages(page)).to_have_count(1)
    await box(page).press("ArrowUp")
    await expect(box(page)).to_have_value("words")
    await say(page, "")
    await expect(messages(page).last.locator(".content")).to_have_text(" (edited)")
    await expect(messages(page).last).to_contain_text("notes.txt")
