"""The page by keyboard alone, by screen reader, on a phone, and in both themes."""

import pytest
from playwright.async_api import Page, expect

from tests.bot.sandbox.page.conftest import (
    Stage,
    box,
    complaints,
    messages,
    panel,
    say,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_an_empty_channel_and_every_kind_of_message_pass_axe(
    page: Page, show: Stage, scheme: str
) -> None:
    await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    assert await complaints(page) == []
    for text in ("rich", "panel", "a card"):
        await say(page, f"@Briefing bot {text}")
    await expect(messages(page)).to_have_count(6)
    await page.get_by_role("button", name="Private").click()
    await show.moderator.writer.send(show.channel("questions"), f"<@{show.member.id}>")
    await expect(messages(page)).to_have_count(7)
    assert await complaints(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_suggestions_commands_menus_and_forms_pass_axe(page: Page, scheme: str) -> None:
    await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    await box(page).press_sequentially("/")
    await page.get_by_role("option", name="/options").wait_for()
    assert await complaints(page) == []
    await page.get_by_role("option", name="/options").click()
    await page.get_by_role("combobox", name="style").wait_for()
    assert await complaints(page) == []
    await page.get_by_role("button", name="Leave the command").click()
    await say(page, "@Briefing bot panel")
    await page.get_by_role("button", name="Form").click()
    await page.get_by_role("dialog").wait_for()
    assert await complaints(page) == []
    await page.keyboard.press("Escape")
    await messages(page).last.focus()
    await page.keyboard.press("Shift+F10")
    await page.get_by_role("menu").wait_for()
    assert await complaints(page) == []


async def test_the_page_has_its_landmarks(page: Page) -> None:
    for role, name in [
        ("banner", None),
        ("navigation", "Servers and channels"),
        ("main", None),
        ("complementary", "Members"),
        ("form", "Write a message"),
        ("log", "Messages in #general"),
    ]:
        await expect(page.get_by_role(role, name=name)).to_be_visible()  # type: ignore[arg-type]
    log = page.get_by_role("log")
    await expect(log).to_have_attribute("aria-live", "polite")
    await expect(page.get_by_role("banner")).to_contain_text("A local stand-in")


async def focused(page: Page) -> str:
    script = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText"
    text: str = await page.evaluate(script)
    return text


async def test_one_asks_presses_and_reads_without_a_pointer(page: Page) -> None:
    await expect(box(page)).to_be_focused()
    await page.keyboard.type("@bri")
    await page.get_by_role("option", name="Briefing bot").wait_for()
    await page.keyboard.press("Enter")
    await page.keyboard.type("panel")
    await page.keyboard.press("Enter")
    await expect(messages(page)).to_have_count(2)
    await page.keyboard.press("Shift+F6")  # to the messages, at the newest
    assert (await focused(page)).startswith("Briefing bot")
    await page.keyboard.press("ArrowUp")
    assert (await focused(page)).startswith("Member")
    await page.keyboard.press("ArrowDown")
    for wanted in ("Replying to Member", "More", "Private"):
        await page.keyboard.press("Tab")
        assert wanted in await focused(page)
    await page.keyboard.press("Enter")
    await expect(messages(page).last).to_contain_text("Between you and me")
    await page.keyboard.press("F6")
    await expect(box(page)).to_be_focused()


async def test_the_message_menu_opens_by_key_is_walked_and_gives_the_focus_back(
    page: Page,
) -> None:
    await say(page, "a message")
    await messages(page).last.focus()
    await page.keyboard.press("Shift+F10")
    await expect(page.get_by_role("menuitem", name="React: Thumbs up")).to_be_focused()
    await page.keyboard.press("c")
    await expect(page.get_by_role("menuitem", name="Create thread")).to_be_focused()
    await page.keyboard.press("End")
    await expect(page.get_by_role("menuitem", name="Delete message")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("menuitem", name="React: Thumbs up")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("menu")).to_have_count(0)
    await expect(messages(page).last).to_be_focused()


PARTS = ["Members", "Servers and channels", "Messages in #general", "Write a message"]


async def part(page: Page) -> str:
    """The name of the part of the page that has the focus."""
    script = "document.activeElement.closest('nav, aside, form, [role=log]').ariaLabel"
    return str(await page.evaluate(script))


async def test_f6_goes_round_all_parts_and_back(page: Page) -> None:
    await say(page, "one")
    seen = []
    for key in ["F6"] * 4 + ["Shift+F6"] * 4:
        await page.keyboard.press(key)
        seen.append(await part(page))
    assert seen == [*PARTS, *PARTS[-2::-1], PARTS[-1]]


async def test_from_outside_of_all_parts_f6_goes_to_the_first_or_back_to_the_last(
    page: Page,
) -> None:
    for key, name in [("F6", "Servers and channels"), ("Shift+F6", "Members")]:
        await page.get_by_label("You are").focus()
        await page.keyboard.press(key)
        assert await part(page) == name


async def test_an_example_that_gives_way_to_the_first_message_leaves_the_focus_in_the_log(
    page: Page, show: Stage
) -> None:
    await page.locator(".example").first.focus()
    await show.moderator.writer.send(show.channel("general"), "first")
    await expect(messages(page)).to_have_count(1)
    assert await part(page) == "Messages in #general"
    await page.keyboard.press("F6")
    assert await part(page) == "Write a message"


async def test_a_focused_message_that_is_deleted_leaves_the_focus_in_the_log(
    page: Page, show: Stage
) -> None:
    writer, channel = show.moderator.writer, show.channel("general")
    sent = await writer.send(channel, "soon gone")
    await messages(page).last.focus()
    await writer.delete(channel, int(sent["id"]))
    await expect(messages(page)).to_have_count(0)
    assert await part(page) == "Messages in #general"


async def test_the_first_tab_offers_to_skip_to_the_message_box(page: Page) -> None:
    await page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    await page.keyboard.press("Tab")
    assert await focused(page) == "Skip to the message box"
    await page.keyboard.press("Enter")
    await expect(box(page)).to_be_focused()


async def test_the_focus_can_be_seen(page: Page) -> None:
    await page.keyboard.press("Shift+Tab")
    outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


async def test_suggestions_are_announced_and_tied_to_the_box(page: Page) -> None:
    await box(page).press_sequentially("@m")
    await expect(page.get_by_role("status")).to_have_text("3 suggestions. Use the arrows.")
    await box(page).press("ArrowDown")
    active = await box(page).get_attribute("aria-activedescendant")
    option = page.locator(f"#{active}")
    await expect(option).to_have_attribute("aria-selected", "true")
    await expect(option).to_contain_text("Moderator")
    await box(page).press("Escape")
    await expect(page.get_by_role("listbox")).to_have_count(0)
    await expect(box(page)).to_be_focused()


async def test_a_chosen_theme_outlives_a_reload_and_the_system(page: Page) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = await page.evaluate(ground)
    await page.get_by_role("button", name="Use dark colours").click()
    dark = await page.evaluate(ground)
    assert dark != light
    await page.reload()
    await page.get_by_role("heading", level=1, name="general").wait_for()
    assert await page.evaluate(ground) == dark
    await page.get_by_role("button", name="Use light colours").click()
    await page.emulate_media(color_scheme="dark")
    assert await page.evaluate(ground) == light


async def test_a_reload_comes_back_to_the_same_person_and_channel(page: Page) -> None:
    await page.get_by_label("You are").select_option("Moderator")
    await page.get_by_role("button", name="moderators").click()
    await page.get_by_role("heading", level=1, name="moderators").wait_for()
    await page.reload()
    await expect(page.get_by_role("heading", level=1).first).to_have_text("moderators")
    await expect(page.get_by_label("You are").locator("option:checked")).to_have_text("Moderator")


async def test_nothing_moves_for_those_who_ask_for_less_motion(page: Page) -> None:
    await page.emulate_media(reduced_motion="reduce")
    script = """() => {
        const node = document.createElement("div");
        node.className = "message flash";
        document.body.append(node);
        return parseFloat(getComputedStyle(node).animationDuration);
    }"""
    assert await page.evaluate(script) < 0.001


async def outlines(page: Page, places: str) -> set[str]:
    """Return how those of a kind are outlined."""
    style = "nodes => nodes.map(node => getComputedStyle(node).outlineStyle)"
    return set(await page.locator(places).evaluate_all(style))


async def test_where_the_system_sets_the_colours_what_a_ground_told_is_told_by_an_outline(
    page: Page,
) -> None:
    await page.emulate_media(forced_colors="active")
    await say(page, "@Briefing bot rich")
    await page.locator(".spoiler").wait_for()
    await panel(page)
    await page.get_by_role("combobox", name="Choose a style").click()
    for kind in (".picker-option", ".channel", ".server"):
        told = ".active" if kind == ".picker-option" else "[aria-current]"
        assert await outlines(page, kind + told) == {"solid"}, kind
        assert await outlines(page, f"{kind}:not({told})") == {"none"}, kind
    assert await outlines(page, ".spoiler:not(.open)") == {"solid"}
    await page.keyboard.press("Escape")
    await box(page).press_sequentially("/")
    await page.get_by_role("option", name="/options").wait_for()
    assert await outlines(page, ".completion [aria-selected=true]") == {"solid"}
    assert await outlines(page, ".completion [aria-selected=false]") == {"none"}


# --- a phone -------------------------------------------------------------------------------------


async def test_on_a_phone_servers_and_members_are_drawers(phone: Page) -> None:
    sidebar = phone.get_by_role("navigation")
    await expect(sidebar).to_have_count(0)  # out of the accessibility tree as well
    await phone.get_by_role("button", name="Servers and channels").tap()
    await phone.get_by_role("navigation").get_by_role("button", name="questions").tap()
    await expect(phone.get_by_role("heading", level=1).first).to_have_text("questions")
    await expect(sidebar).to_have_count(0)
    members = phone.get_by_role("button", name="Members")
    await members.tap()
    await expect(phone.get_by_role("complementary")).to_be_visible()
    await phone.keyboard.press("Escape")
    await expect(phone.get_by_role("complementary")).to_have_count(0)
    await expect(members).to_be_focused()


async def test_on_a_phone_nothing_is_wider_than_the_screen_and_targets_are_large(
    phone: Page,
) -> None:
    await say(phone, "@Briefing bot panel")
    await phone.get_by_role("button", name="More", exact=True).wait_for()
    await say(phone, "@Briefing bot rich")
    await expect(messages(phone)).to_have_count(4)
    assert await phone.evaluate("document.documentElement.scrollWidth") == 390
    assert await phone.evaluate("visualViewport.scale") == 1
    script = """nodes => nodes
        .filter(node => node.checkVisibility() && !node.closest("[inert]"))
        .map(node => [node.innerText || node.ariaLabel, node.getBoundingClientRect().height])"""
    for place in (".component-button", ".icon-button", ".picker"):
        sizes = await phone.locator(place).evaluate_all(script)
        small = [(name, height) for name, height in sizes if height and height < 36]
        assert small == [], place


async def test_on_a_phone_a_long_press_opens_the_message_menu(phone: Page) -> None:
    await say(phone, "press me")
    await phone.locator(".content").last.wait_for()
    spot = await phone.locator(".content").last.bounding_box()
    assert spot is not None
    client = await phone.context.new_cdp_session(phone)
    point = {"x": spot["x"] + 5, "y": spot["y"] + 5}
    await client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    await phone.get_by_role("menuitem", name="Reply").wait_for()
    await client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await phone.get_by_role("menuitem", name="Reply").tap()
    await expect(phone.get_by_text("Replying to Member")).to_be_visible()


async def test_on_a_phone_a_thread_takes_the_place_of_its_channel(phone: Page, show: Stage) -> None:
    channel = show.channel("general")
    sent = await show.moderator.writer.send(channel, "start")
    await show.moderator.writer.start_thread(channel, "Side talk", message_id=int(sent["id"]))
    await phone.get_by_role("button", name="Side talk Open thread").tap()
    await expect(phone.get_by_role("region", name="Thread")).to_be_visible()
    await expect(phone.get_by_role("region", name="Channel")).to_have_count(0)
    await phone.get_by_role("button", name="Close the thread").tap()
    await expect(phone.get_by_role("region", name="Channel")).to_be_visible()


async def test_on_a_phone_the_page_passes_axe_with_its_drawers(phone: Page) -> None:
    assert await complaints(phone) == []
    await phone.get_by_role("button", name="Servers and channels").tap()
    await phone.get_by_role("navigation").wait_for()
    assert await complaints(phone) == []


async def test_an_opened_channel_is_not_read_out_but_what_comes_later_is(
    page: Page, show: Stage
) -> None:
    await show.moderator.writer.send(show.channel("questions"), "from before")
    log = page.get_by_role("log")
    await expect(log).to_have_attribute("aria-live", "polite")
    await page.evaluate(
        """() => {
            window.states = [];
            const log = document.querySelector(".log");
            new MutationObserver((changes) => {
                const added = ({ target, addedNodes }) =>
                    target.className === "messages" && addedNodes.length > 0;
                for (const _ of changes.filter(added)) {
                    window.states.push(log.getAttribute("aria-live"));
                }
            }).observe(log, { childList: true, subtree: true });
        }"""
    )
    await page.get_by_role("button", name="questions, 1 unread").click()
    await expect(messages(page).last).to_contain_text("from before")
    await expect(log).to_have_attribute("aria-live", "polite")
    await show.moderator.writer.send(show.channel("questions"), "new")
    await expect(messages(page).last).to_contain_text("new")
    states = await page.evaluate("window.states")
    assert set(states[:-1]) == {"off"}
    assert states[-1] == "polite"
