"""Texts that would harm a page which trusted them. Each is shown, none takes effect."""

import pytest
from playwright.async_api import BrowserContext, Page, expect

from bot.sandbox.deeds.uploads import Upload
from bot.sandbox.world.wire import Json
from tests.bot.sandbox.page.conftest import Stage, box, messages

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MARKUP = [
    "<script>window.harmed = 1</script>",
    "</script><script>window.harmed = 1</script>",
    '<img src=x onerror="window.harmed = 1">',
    "<svg onload=window.harmed=1>",
    '<a href="javascript:window.harmed=1">press</a>',
    "<iframe src=javascript:parent.harmed=1></iframe>",
    "<style>body { display: none }</style>",
    "<!-- comment --> <b>bold</b> &lt;i&gt; &amp;",
    "{{7+7}} ${7+7} <%= 7+7 %>",
]


async def unharmed(page: Page) -> None:
    assert await page.evaluate("window.harmed") is None
    await expect(box(page)).to_be_visible()


@pytest.mark.parametrize("text", MARKUP)
async def test_markup_in_a_message_is_shown_as_it_was_written(
    page: Page, show: Stage, text: str
) -> None:
    await show.moderator.writer.send(show.channel("general"), text)
    await expect(messages(page).last.locator(".content")).to_have_text(text)
    await unharmed(page)


@pytest.mark.parametrize("text", MARKUP)
async def test_markup_in_every_part_of_a_card_is_shown_as_it_was_written(
    page: Page, show: Stage, text: str
) -> None:
    embed: Json = {
        "type": "rich",
        "title": text,
        "description": text,
        "author": {"name": text, "url": "javascript:window.harmed=1"},
        "footer": {"text": text},
        "fields": [{"name": text, "value": text, "inline": True}],
        "url": "javascript:window.harmed=1",
        "color": 'red" onload="window.harmed=1',
        "image": {"url": "javascript:window.harmed=1"},
        "thumbnail": {"url": 'https://evil.example/x.png" onerror="window.harmed=1'},
    }
    await drawn(page, show, {"embeds": [embed]})
    card = messages(page).last.locator(".embed")
    for part in (
        ".embed-title",
        ".embed-description",
        ".embed-author",
        ".embed-footer",
        ".embed-field-name",
        ".embed-field-value",
    ):
        await expect(card.locator(part)).to_have_text(text)
    hrefs = await card.locator("a").evaluate_all("nodes => nodes.map(node => node.protocol)")
    assert set(hrefs) <= {"https:"}
    await expect(card.locator("img")).to_have_count(0)
    await unharmed(page)


async def drawn(page: Page, show: Stage, parts: Json) -> None:
    """Draw a message with parts that no server would let through, as if one had."""
    channel_id = show.channel("general")
    message = await show.moderator.writer.send(channel_id, "placeholder")
    script = """async ([message]) => {
        const { messageNode } = await import(new URL("script/message.js", location.href));
        const { Scene } = await import(new URL("script/scene.js", location.href));
        const nobody = () => null;
        const store = { me: { id: "1" }, guild: nobody, member: nobody, channels: new Map() };
        const scene = new Scene({ store }, "1");
        const deeds = { act: { press() {}, choose() {}, entities: () => [] } };
        const node = messageNode(message, { scene, grouped: false, deeds });
        document.querySelector(".messages").append(node);
    }"""
    await messages(page).last.wait_for()
    await page.evaluate(script, [message | parts])


@pytest.mark.parametrize(
    "url",
    [
        "javascript:window.harmed=1",
        "JAVASCRIPT:window.harmed=1",
        " javascript:window.harmed=1",
        "java\tscript:window.harmed=1",
        "data:text/html,<script>parent.harmed=1</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "",
    ],
)
async def test_a_link_button_leads_to_the_web_or_nowhere(page: Page, show: Stage, url: str) -> None:
    button = {"type": 2, "style": 5, "label": "Go", "url": url}
    await drawn(page, show, {"components": [{"type": 1, "components": [button]}]})
    await expect(messages(page).last.get_by_role("button", name="Go")).to_be_disabled()
    await expect(messages(page).last.get_by_role("link")).to_have_count(0)


async def test_links_to_the_web_give_the_other_side_nothing(page: Page, show: Stage) -> None:
    text = "[masked](https://example.org/a) https://example.com/b"
    await show.moderator.writer.send(show.channel("general"), text)
    links = messages(page).last.get_by_role("link")
    await expect(links).to_have_count(2)
    for link in await links.all():
        await expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
        await expect(link).to_have_attribute("target", "_blank")
    await expect(links.first).to_have_attribute("title", "https://example.org/a")


async def test_pictures_elsewhere_are_named_and_not_loaded(page: Page, show: Stage) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    embed = {"type": "rich", "image": {"url": "https://tracker.example/pixel.png"}}
    await drawn(page, show, {"embeds": [embed]})
    link = messages(page).last.get_by_role("link", name="Picture at tracker.example")
    await expect(link).to_contain_text("not loaded here")
    assert [url for url in asked if "tracker" in url] == []


@pytest.mark.parametrize("name", ["innocent\u202egnp.exe", "a\u2066b\u2069.txt"])
async def test_a_files_name_cannot_be_turned_round(page: Page, show: Stage, name: str) -> None:
    file = {"id": "1", "filename": name, "size": 3, "url": f"{show.double.url}/attachments/1/1/x"}
    await drawn(page, show, {"attachments": [file]})
    shown = await messages(page).last.locator(".file-name").text_content()
    assert shown is not None
    assert not {"\u202e", "\u2066", "\u2069"} & set(shown)
    assert "\ufffd" in shown


async def test_text_that_runs_from_right_to_left_stays_in_its_own_line(
    page: Page, show: Stage
) -> None:
    await show.moderator.writer.send(show.channel("general"), "before \u202e reversed")
    await show.moderator.writer.send(show.channel("general"), "plain")
    content = messages(page).first.locator(".content")
    assert await content.evaluate("node => getComputedStyle(node).unicodeBidi") == "isolate"
    tools = (
        await messages(page)
        .last.locator(".content")
        .evaluate("node => getComputedStyle(node).direction")
    )
    assert tools == "ltr"


async def test_a_word_without_end_is_broken_and_widens_nothing(page: Page, show: Stage) -> None:
    word = "W" * 1900
    await show.moderator.writer.send(show.channel("general"), word)
    embed = {"type": "rich", "title": word[:250], "description": word, "footer": {"text": word}}
    await drawn(page, show, {"embeds": [embed]})
    wide = await page.evaluate(
        """() => {
            const log = document.querySelector(".log");
            return log.scrollWidth > log.clientWidth || document.body.scrollWidth > innerWidth;
        }"""
    )
    assert not wide


async def test_a_web_page_that_was_uploaded_is_handed_out_as_a_download(
    page: Page, show: Stage
) -> None:
    upload = Upload("x.html", "text/html", b"<script>opener.harmed = 1</script>")
    sent = await show.moderator.writer.send(show.channel("general"), "see", files=[upload])
    response = await page.request.get(sent["attachments"][0]["url"])
    assert response.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"


async def test_a_covered_text_is_not_reachable_until_it_is_opened(page: Page, show: Stage) -> None:
    await show.moderator.writer.send(show.channel("general"), "||[secret](https://example.org)||")
    cover = messages(page).last.get_by_role("button", name="Spoiler, press to show")
    await cover.wait_for()
    await expect(messages(page).last.get_by_role("link")).to_have_count(0)
    await cover.focus()
    await page.keyboard.press("Enter")
    await expect(messages(page).last.get_by_role("link", name="secret")).to_be_visible()


async def test_an_attribute_that_runs_code_cannot_be_set_at_all(page: Page) -> None:
    script = """async () => {
        const { element } = await import(new URL("script/dom.js", location.href));
        const refused = [];
        const wrong = [{ onclick: "x" }, { href: "javascript:x" }, { src: "data:x" }];
        wrong.push({ style: "x" });
        for (const attributes of wrong) {
            try { element("a", attributes); } catch (error) { refused.push(error.name); }
        }
        return refused;
    }"""
    assert await page.evaluate(script) == ["TypeError"] * 4


async def test_the_browser_itself_refuses_markup_from_text(
    context: BrowserContext, show: Stage
) -> None:
    page = await context.new_page()  # its console may complain: that is the point
    await page.goto(show.page.url)
    await page.wait_for_url(show.home)
    script = "() => { try { document.body.innerHTML = '<b>x</b>'; } catch (e) { return e.name; } }"
    assert await page.evaluate(script) == "TypeError"
