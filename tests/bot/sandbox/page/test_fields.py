"""The fields of commands and forms, as a screen reader has them."""

import pytest
from playwright.async_api import Page, expect

from tests.bot.sandbox.page.conftest import box, messages

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

OPEN_FORM = """async (required) => {
    const { openForm } = await import(new URL("script/dialog.js", location.href));
    const options = [{ label: "One", value: "1" }, { label: "Two", value: "2" }];
    const component = { type: 3, custom_id: "pick", options, required, min_values: +required };
    const label = { type: 18, label: "Places", description: "Where it holds", component };
    const submit = async () => null;
    openForm({ title: "A form", components: [label] }, { act: {}, submit, dismiss() {} });
}"""


async def test_a_select_in_a_form_has_its_hint_and_its_error_tied_to_it(page: Page) -> None:
    await page.evaluate(OPEN_FORM, True)
    select = page.get_by_role("combobox", name="Places")
    await expect(select).to_have_attribute("aria-required", "true")
    await expect(select).to_have_accessible_description("Where it holds")
    await page.get_by_role("button", name="Submit").click()
    await expect(select).to_be_focused()
    await expect(select).to_have_attribute("aria-invalid", "true")
    await expect(select).to_have_accessible_description("This field is required. Where it holds")
    for key in ("ArrowDown", "Enter"):
        await select.press(key)
    await page.get_by_role("button", name="Submit").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_a_select_that_may_be_left_says_so(page: Page) -> None:
    await page.evaluate(OPEN_FORM, False)
    await expect(page.get_by_role("combobox", name="Places")).to_have_attribute(
        "aria-required", "false"
    )
    await expect(page.locator("dialog label")).to_have_text("Places optional")


async def test_that_no_option_fits_is_said_to_those_who_do_not_see_it(page: Page) -> None:
    await box(page).press_sequentially("/options ")
    status = page.get_by_role("status")
    await expect(status).to_have_text("2 suggestions. Use the arrows.")
    style = page.get_by_role("combobox", name="style")
    await style.press_sequentially("zz")
    await expect(page.locator(".completion")).to_contain_text(["No option fits"])
    await expect(status).to_have_text("No option fits")
    await expect(style).to_have_attribute("aria-expanded", "false")
    assert await style.get_attribute("aria-activedescendant") is None


async def test_a_lookup_without_a_hit_is_shown_and_said(page: Page) -> None:
    await box(page).press_sequentially("/ask ")
    question = page.get_by_role("combobox", name="question")
    await question.press_sequentially("zzz")
    await expect(page.get_by_text("No option fits").first).to_be_visible()
    await expect(page.get_by_role("status")).to_have_text("No option fits")


async def test_a_command_takes_the_role_that_everybody_has(page: Page) -> None:
    await box(page).press_sequentially("/options ")
    await page.get_by_role("combobox", name="style").fill("Plain")
    await page.get_by_role("combobox", name="times").fill("1")
    await page.get_by_role("button", name="whom", exact=True).click()
    await page.get_by_role("combobox", name="whom").press_sequentially("ev")
    await page.get_by_role("option", name="@everyone").click()
    await page.get_by_role("button", name="Send").click()
    await expect(messages(page).last).to_contain_text("| @everyone")


BEGIN_COMMAND = """async () => {
    const { CommandBar } = await import(new URL("script/command.js", location.href));
    const choices = [{ name: "Taliban", value: "t" }, { name: "Pakistan", value: "p" }];
    const options = [{ type: 3, name: "topic", description: "What it is on", choices }];
    const send = async (given) => ((window.given = given), null);
    const host = document.querySelector(".completion-host");
    const services = { host, announce() {}, leave() {}, send };
    const bar = new CommandBar({ path: "brief", description: "A brief", options }, services);
    document.querySelector(".composer-box").replaceChildren(bar.node);
    bar.focus();
}"""


@pytest.mark.parametrize(
    ("keys", "given"), [(["Enter"], {}), (["ArrowDown", "Enter", "Enter"], {"topic": "p"})]
)
async def test_enter_sends_a_command_whose_only_field_may_be_left_and_takes_what_was_moved_to(
    page: Page, keys: list[str], given: dict[str, str]
) -> None:
    await page.evaluate(BEGIN_COMMAND)
    await page.get_by_role("option", name="Pakistan").wait_for()
    for key in keys:
        await page.keyboard.press(key)
    sent = await page.wait_for_function("window.given")
    assert await sent.json_value() == given
