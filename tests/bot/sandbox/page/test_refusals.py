"""What a member reads where something is refused: the page's words, in the member's language."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, Page, Route, expect

from bot.languages import catalogues, speaking
from bot.sandbox.page.words import refusal
from bot.sandbox.world import ApiError, Fault, Form
from tests.bot.sandbox.page.conftest import PATIENCE_MS, Stage
from tests.support.pseudo_language import PSEUDO, pseudo_folder

PICKER = ".composer > input[type=file]"
# What a form says that a human's deed can fail, as `deeds` and `people` raise it.
FORM_FAULTS = [
    ("BASE_TYPE_REQUIRED", "This field is required", "This field is required."),
    (
        "BASE_TYPE_MAX_LENGTH",
        "Must be 2000 or fewer in length.",
        "Must be 2000 or fewer in length.",
    ),
    ("BASE_TYPE_MIN_LENGTH", "Must be 3 or more in length.", "Must be 3 or more in length."),
    (
        "BASE_TYPE_BAD_LENGTH",
        "Must be between 1 and 100 in length.",
        "Must be between 1 and 100 in length.",
    ),
    (
        "BASE_TYPE_BAD_TYPE",
        "Must be of type INTEGER",
        "The value of an option is of the wrong kind.",
    ),
    (
        "NUMBER_TYPE_RANGE",
        "Must be between None and 5 in value",
        "The value of an option is out of its range.",
    ),
    (
        "APPLICATION_COMMAND_OPTION_CHOICE_INVALID",
        "Not one of the choices",
        "Select one of the options.",
    ),
    ("REPLIES_UNKNOWN_MESSAGE", "Unknown message", "The message that you reply to is gone."),
    ("REFUSED", "Not a choice of this select", "This can be used or chosen no longer."),
    ("UPLOAD_GONE", "no file 'x' was uploaded", "The file was not uploaded. Attach it again."),
    ("ANY_OTHER", "Some more English", "Something in this is not as it has to be."),
]


def told(error: ApiError) -> str:
    return str(refusal(error)["message"])


def of_form(code: str, message: str) -> ApiError:
    form = Form()
    form.add("components.question", code, message)
    with pytest.raises(ApiError) as raised:
        form.check()
    return raised.value


@pytest.mark.parametrize(("code", "discords", "words"), FORM_FAULTS)
def test_a_fault_of_a_form_is_told_in_the_pages_own_words(
    code: str, discords: str, words: str
) -> None:
    assert told(of_form(code, discords)) == words


def test_no_refusal_is_told_in_english_to_who_reads_another_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogues, "FOLDER", pseudo_folder(tmp_path))
    errors = [ApiError(fault) for fault in Fault]
    errors += [of_form(code, discords) for code, discords, _ in FORM_FAULTS]
    with speaking(PSEUDO):
        said = [told(error) for error in errors]
    assert [words for words in said if re.search("[A-Za-z]", words)] == []


def test_a_refusal_without_words_of_its_own_is_told_with_its_code() -> None:
    assert told(ApiError(Fault.UNKNOWN_GUILD)) == "The sandbox refused this (code 10004)."


async def attached(context: BrowserContext, stage: Stage) -> Page:
    """A page with a file that is about to be sent."""
    page = await context.new_page()
    await page.goto(stage.page.url)
    # What is attached before the channel is open belongs to none.
    await page.get_by_role("heading", level=1, name="general").wait_for()
    await page.get_by_role("log").get_by_role("heading", level=2).wait_for()
    notes = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"x"}
    await page.locator(PICKER).first.set_input_files(notes)  # type: ignore[arg-type]
    return page


async def cut_off(route: Route) -> None:
    await route.abort()


async def of_another_run(route: Route) -> None:
    await route.fulfill(status=404, content_type="text/plain", body="404: Not Found")


async def broken(route: Route) -> None:
    await route.fulfill(status=500, content_type="text/html", body="<p>500</p>")


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (cut_off, "Die Sandbox ist gerade nicht erreichbar."),
        (broken, "Die Sandbox ist gerade nicht erreichbar."),
        (
            of_another_run,
            "Die Sandbox wurde neu gestartet: Öffne die Adresse, die sie ausgegeben hat.",
        ),
    ],
)
async def test_why_a_file_did_not_get_through_is_told_in_the_members_language(
    browser: Browser, show: Stage, answer: object, words: str
) -> None:
    context = await browser.new_context(locale="de-DE")
    context.set_default_timeout(PATIENCE_MS)
    page = await attached(context, show)
    await page.route("**/upload", answer)  # type: ignore[arg-type]
    await page.get_by_role("button", name="Senden").first.click()
    await expect(page.locator(".composer > .problem").first).to_have_text(words)
    await context.close()
