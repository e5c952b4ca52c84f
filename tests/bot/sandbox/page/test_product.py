"""The product's own bot on the page, as a member uses it: without a model, on the essay."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from index import Collection
from tests.bot.sandbox.page.conftest import (
    PATIENCE_MS,
    Stage,
    box,
    complaints,
    messages,
    opened,
    product_on,
    say,
    visited,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

QUESTION = "Does it control or contest at least 44 percent of the districts?"
NEAR = "Which bishop and which penguin made a pledge to Mullah Omar?"
SENTENCE = "it controls or contests at least 44 percent of Afghanistan’s districts"
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 375, "height": 667}
SUGGESTED = {"topic", "style", "form"}


@pytest_asyncio.fixture(loop_scope="session")
async def desk(essay: Collection, tmp_path: Path) -> AsyncIterator[Stage]:
    """A double and its page, with the product's bot logged in."""
    async for stage in opened():
        async with product_on(stage, essay, tmp_path):
            yield stage


@pytest_asyncio.fixture(loop_scope="session", params=[DESK, PHONE], ids=["desk", "phone"])
async def page(
    request: pytest.FixtureRequest, browser: Browser, desk: Stage
) -> AsyncIterator[Page]:
    """The page in a wide window and in a phone's; nothing on it may run out of the window."""
    context = await browser.new_context(viewport=request.param, locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    async with visited(context, desk) as page:
        yield page
        shifted = "[...document.querySelectorAll('*')].filter(node => node.scrollLeft).length"
        assert await page.evaluate(shifted) == 0
    await context.close()


def answer(page: Page, words: str | re.Pattern[str]) -> Locator:
    """The newest message of the bot that has these words."""
    return messages(page).filter(has_text=words).last


async def press(message: Locator, label: str) -> None:
    await message.get_by_role("button", name=label, exact=True).click()


async def use(page: Page, command: str, **options: str) -> None:
    """Type a slash command with its options, take what the bot suggests for them, and send it."""
    await box(page).press_sequentially(f"/{command} ")
    for name, value in options.items():
        field = page.get_by_role("combobox", name=name)
        offer = page.get_by_role("button", name=name, exact=True)
        await field.or_(offer).first.wait_for()
        if not await field.is_visible():
            await offer.click()
        await field.press_sequentially(value)
        place = await field.bounding_box()
        assert place
        assert page.viewport_size
        assert 0 <= place["x"] <= page.viewport_size["width"] - place["width"]
        if name in SUGGESTED:
            offered = page.get_by_role("listbox").get_by_role("option")
            await offered.filter(has_text=re.compile(value, re.IGNORECASE)).first.click()
    await page.get_by_role("button", name="Send").click()


async def test_a_mention_is_answered_with_the_words_in_bold_and_a_link_to_them(page: Page) -> None:
    await say(page, f"@Briefing bot {QUESTION}")
    reply = answer(page, "¶10")
    await expect(reply.locator("blockquote strong").first).to_contain_text("44 percent")
    link = reply.get_by_role("link", name="open at these words").first
    await expect(link).to_have_attribute("href", re.compile("#:~:text=It%20has%20ample"))
    await press(reply, "In context")
    context = answer(page, "Only you can see this")
    await expect(context).to_contain_text("¶9")
    await press(context, "Later ▶")
    await expect(answer(page, "¶12")).to_contain_text("Only you can see this")


async def test_a_follow_up_by_form_and_by_reply_knows_what_it_follows(page: Page) -> None:
    await say(page, "@Briefing bot Where was the training facility?")
    first = answer(page, "open at these words")
    await press(first, "Follow up")
    form = page.get_by_role("dialog", name="Follow up")
    await form.get_by_role("textbox", name="Your question").fill("And who destroyed it?")
    await form.get_by_role("button", name="Submit").click()
    await expect(answer(page, "And who destroyed it?")).to_contain_text(
        "destroyed by the United States"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_refusal_is_read_and_its_nearest_passages_called_up_without_a_pointer(
    page: Page, scheme: str
) -> None:
    await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    await say(page, "@Briefing bot Do penguins nest?")
    off = answer(page, "The documents do not answer this.")
    await expect(off.get_by_role("button", name="Follow up")).to_be_visible()
    await expect(off.get_by_role("button", name="Nearest passages")).to_have_count(0)
    await say(page, f"@Briefing bot {NEAR}")
    near = answer(page, "The documents do not answer this.").filter(has_text="bishop")
    await expect(near.locator("blockquote")).to_have_count(0)
    await near.get_by_role("button", name="Nearest passages").press("Enter")
    called_up = answer(page, "Only you can see this")
    await expect(called_up).to_contain_text("These come nearest, and do not settle it:")
    await expect(called_up.locator("blockquote")).to_contain_text("additional benefits")
    assert await complaints(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_further_excerpts_are_paged_through_by_the_keyboard_alone(
    page: Page, scheme: str
) -> None:
    await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    await say(page, f"@Briefing bot {QUESTION}")
    await answer(page, "¶10").get_by_role("button", name="More", exact=True).press("Enter")
    more = answer(page, "More · 1 of 4")
    await expect(more.locator("blockquote strong")).to_have_count(1)
    await more.get_by_role("button", name="Next ▶").press("Enter")
    turned = answer(page, "More · 2 of 4")
    await expect(turned.get_by_role("button", name="◀ Previous")).to_be_visible()
    await expect(answer(page, "More · 1 of 4")).to_have_count(0)
    assert await complaints(page) == []


async def test_a_brief_is_found_by_its_topic_handed_in_and_asked_further(
    page: Page, tmp_path: Path
) -> None:
    await use(page, "brief", topic="haqq")
    brief = messages(page).filter(has=page.get_by_role("button", name="Markdown")).last
    await expect(brief).to_contain_text("Haqqani")
    await press(brief, "The rest of the brief")
    await expect(answer(page, "Who and where")).to_contain_text("Only you can see this")
    await press(brief, "Pictures")
    drawn = answer(page, "Implications for Negotiations").get_by_role("img").first
    await expect(drawn).to_have_attribute("alt", re.compile("¶"))
    await expect(drawn).to_have_js_property("complete", True)
    assert await drawn.evaluate("image => image.naturalWidth") > 0
    assert await complaints(page) == []
    await press(brief, "Markdown")
    async with page.expect_download() as started:
        await page.get_by_role("link", name=re.compile(r"^Download \S*haqqani\S*\.md")).click()
    handed = tmp_path / "brief.md"
    await (await started.value).save_as(handed)
    text = handed.read_text("utf-8")
    assert "[^1]" in text
    assert "Tricia Bacon" in text
    question = brief.get_by_role("button", name=re.compile(r"\?$")).first
    asked = (await question.inner_text()).strip()
    await question.click()
    further = answer(page, "Only you can see this").filter(has_text=asked)
    await expect(further.get_by_role("button", name="In context")).to_be_visible()


async def test_a_paragraph_is_cited_in_the_style_that_a_member_chose_last(page: Page) -> None:
    await use(page, "cite", claim="12")
    await expect(answer(page, "Tricia Bacon, “Deadly Cooperation")).to_contain_text("para. 12")
    await use(page, "cite", claim="12", style="apa")
    await expect(answer(page, "Bacon, T. (2018, September 11)")).to_be_visible()
    await say(page, f"@Briefing bot {QUESTION}")
    await press(answer(page, re.compile("(likely|perhaps) an answer")), "Cite")
    await expect(answer(page, "Citations · APA")).to_contain_text("Bacon, T. (2018")


async def test_one_changed_word_of_a_posted_quotation_is_struck_and_the_right_one_bold(
    page: Page, desk: Stage
) -> None:
    posted = f"She wrote: “{SENTENCE.replace('44', '14')}”"
    await desk.moderator.writer.send(desk.channel("general"), posted)
    await expect(messages(page)).to_have_count(1)
    await messages(page).last.click(button="right", position={"x": 60, "y": 10})
    await page.get_by_role("menuitem", name="Check quotations").click()
    check = answer(page, "Altered")
    await expect(check.locator("blockquote s")).to_have_text("14")
    await expect(check.locator("blockquote strong")).to_have_text("44")
    await expect(check).to_contain_text("¶10")
    await expect(check).to_contain_text("Only you can see this")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_who_chose_plain_text_gets_no_cards_and_all_the_same_buttons(
    page: Page, scheme: str
) -> None:
    await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    await use(page, "display", form="plain text")
    await expect(answer(page, "Replies to you are plain text")).to_be_visible()
    await say(page, f"@Briefing bot {QUESTION}")
    reply = answer(page, "¶10")
    await expect(reply.locator(".embed")).to_have_count(0)
    await expect(reply.locator("blockquote strong").first).to_contain_text("44 percent")
    await reply.get_by_role("button", name="In context").press("Enter")
    await expect(answer(page, "Only you can see this")).to_contain_text("¶9")
    assert await complaints(page) == []


async def test_an_exact_quotation_is_shown_in_its_sentence(page: Page) -> None:
    await use(page, "verify", quotation=SENTENCE)
    check = answer(page, "Exact")
    await expect(check.locator("blockquote")).to_contain_text("ample Afghan personnel")
    await expect(check.locator("blockquote strong")).to_have_text(SENTENCE)
    link = check.get_by_role("link", name="open")
    await expect(link).to_have_attribute("href", re.compile("#:~:text=it%20controls"))


LIGHT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."


async def be(page: Page, person: str) -> None:
    """Go on as another person."""
    await page.get_by_label("You are").select_option(person)
    await expect(page.locator(".you")).to_contain_text(person)


async def test_a_moderator_adds_a_document_and_takes_it_out_again(page: Page) -> None:
    question = "@Briefing bot Who lit the lighthouse at Cape Dorn?"
    await be(page, "Moderator")
    await box(page).press_sequentially("/library add ")
    file = {"name": "light.txt", "mimeType": "text/plain", "buffer": LIGHT}
    await page.get_by_role("button", name="file", exact=True).set_input_files(file)  # type: ignore[arg-type]
    await page.get_by_role("button", name="Send").click()
    await expect(answer(page, "1 document added")).to_contain_text("Only you can see this")
    await be(page, "Member")
    await say(page, question)
    await expect(answer(page, "Elsa Quarrington").locator("strong").first).to_contain_text("1833")
    await be(page, "Moderator")
    await use(page, "library remove", document="light")
    await page.get_by_role("button", name="Remove it for good").click()
    await expect(answer(page, "has no documents of its own")).to_be_visible()
    await be(page, "Member")
    await say(page, question)
    await expect(answer(page, "The documents do not answer this.")).to_be_visible()
