"""A server's library on the sandbox's page, as people use it there."""

import re
from collections.abc import Mapping

from playwright.async_api import FilePayload, Locator, Page, expect

PDF = "application/pdf"


def log(page: Page) -> Locator:
    """The messages of the channel."""
    return page.get_by_role("log").locator("article")


def newest(page: Page, words: str | re.Pattern[str]) -> Locator:
    """The newest message that has these words."""
    return log(page).filter(has_text=words).last


def message_box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Message #")


async def be(page: Page, person: str) -> None:
    """Go on as another person."""
    await page.get_by_label("You are").select_option(person)
    await expect(page.locator(".you")).to_contain_text(person)


async def go_to(page: Page, channel: str) -> None:
    """Go to a channel; in a narrow window by the list that opens for it."""
    place = page.get_by_role("button", name=re.compile(f"^{channel}"))
    if not await place.is_visible():
        await page.get_by_role("button", name="Channels").click()
    await place.click()
    await page.get_by_role("heading", level=1, name=channel).wait_for()


async def say(page: Page, text: str) -> None:
    await message_box(page).fill(text)
    await message_box(page).press("Enter")


async def give(
    page: Page,
    command: str,
    options: Mapping[str, str] | None = None,
    *,
    file: tuple[str, bytes] | None = None,
) -> None:
    """Type a slash command, fill its options in from what is suggested, and send it."""
    await message_box(page).press_sequentially(f"/{command} ")
    if file is not None:
        payload: FilePayload = {"name": file[0], "mimeType": PDF, "buffer": file[1]}
        await page.locator(".option-field input[type=file]").set_input_files(payload)
    for name, value in (options or {}).items():
        field = page.get_by_role("combobox", name=name, exact=True)
        required = page.get_by_role("combobox", name=re.compile(f"^{name}"))
        offer = page.get_by_role("button", name=name, exact=True)
        await required.or_(offer).first.wait_for()
        if not await required.is_visible():
            await offer.click()
        await (field if await field.is_visible() else required).press_sequentially(value)
        offered = page.get_by_role("listbox").get_by_role("option")
        if name in {"role", "channel", "private"}:
            await offered.filter(has_text=value).first.click()
    await page.get_by_role("button", name="Send").click()


async def remove(page: Page, document: str) -> None:
    """Ask for a document's removal, and press the button that does it."""
    await give(page, "library remove", {"document": document})
    await press(newest(page, "Remove this document?"), "Remove it for good")


async def press(message: Locator, label: str) -> None:
    await message.get_by_role("button", name=label, exact=True).click()
