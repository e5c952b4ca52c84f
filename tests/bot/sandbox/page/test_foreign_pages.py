"""A hostile page on another port, in the browser in which somebody uses the sandbox."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import BrowserContext, Page, expect

from bot.sandbox.deeds import Upload
from tests.bot.sandbox.page.conftest import Stage, box, messages, say

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

# Everything that a page may try. It is told more than it could ever find out: where the page lies,
# the token of an interaction that waits for its answer, and the address of a file.
ATTACK = """async ({ root, home, webhook, file }) => {
    const got = {};
    const heard = (address, ...frames) => new Promise((resolve) => {
        const seen = [];
        const socket = new WebSocket(address.replace("http", "ws"));
        socket.onopen = () => frames.forEach((frame) => socket.send(JSON.stringify(frame)));
        socket.onmessage = ({ data }) => seen.push(data);
        socket.onclose = () => resolve(seen);
        setTimeout(() => socket.close(), 2000);
    });
    const identify = { op: 2, d: { token: "made-up", intents: 4609, properties: {} } };
    got.gateway = await heard(`${root}/gateway`, identify);
    got.socket = await heard(`${home}socket`, { id: 1, op: "hello" });
    const told = async (address, options) => {
        try {
            const response = await fetch(address, options);
            return response.type === "opaque" ? [] : [await response.text()];
        } catch {
            return [];
        }
    };
    const answer = JSON.stringify({ content: "forged" });
    const plain = { method: "POST", mode: "no-cors", credentials: "include", body: answer };
    got.plain = await told(webhook, plain);
    const asked = { method: "POST", headers: { "Content-Type": "application/json" }, body: answer };
    got.asked = await told(webhook, asked);
    const form = new FormData();
    form.append("file", new File(["forged"], "forged.txt"));
    // Not told, whatever becomes of it: whether the file was kept is looked at where it would be.
    got.upload = await told(`${home}upload`, { ...plain, body: form });
    const token = { headers: { Authorization: "Bot made-up" } };
    got.api = await told(`${root}/api/v10/users/@me`, token);
    got.read = await told(home, { credentials: "include" });
    got.file = await told(file, { credentials: "include" });
    const loaded = (tag, source, key = "src") => new Promise((resolve) => {
        const node = Object.assign(document.createElement(tag), { [key]: source });
        node.onload = () => resolve([source]);
        node.onerror = () => resolve([]);
        document.body.append(node);
    });
    got.picture = await loaded("img", file);
    got.script = await loaded("script", `${home}script/early.js`);
    return got;
}"""
UPLOAD = """async (home) => {
    const form = new FormData();
    form.append("file", new File(["own"], "own.txt"));
    return (await fetch(`${home}upload`, { method: "POST", body: form })).status;
}"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de000"
    "0000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)


@dataclass(slots=True)
class Hostile:
    """A server on another port, and what browsers sent it."""

    url: str = ""
    cookies: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        self.cookies.append(request.headers.get("Cookie", ""))
        text = "<!doctype html><title>Harmless</title><body>Win a prize</body>"
        return web.Response(text=text, content_type="text/html")


@pytest_asyncio.fixture(loop_scope="session")
async def hostile() -> AsyncIterator[Hostile]:
    server = Hostile()
    app = web.Application()
    app.router.add_get("/{anything:.*}", server.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    yield server
    await runner.cleanup()


def waiting_files(show: Stage) -> list[str]:
    """Return the names of the files that were uploaded to the page and not yet sent."""
    return [upload.filename for upload in show.page._uploads.values()]


async def test_a_page_on_another_port_reads_nothing_and_does_nothing(
    page: Page, context: BrowserContext, show: Stage, hostile: Hostile
) -> None:
    assert show.parrot is not None
    assert page.url == show.home  # the token has left the address bar
    show.parrot.may_answer.clear()
    general = show.channel("general")
    call = await show.member.invoker.slash(general, "ask", {"question": "pine"})
    await call.acknowledged()
    thinking = show.double.world.interactions.find(call.id)
    assert thinking is not None
    picture = Upload("pixel.png", "image/png", PIXEL)
    sent = await show.moderator.writer.send(general, "between us", files=[picture])
    known = {
        "root": show.double.url,
        "home": show.home,
        "webhook": f"{show.double.api_url}/webhooks/{show.bot_id}/{thinking.token}",
        "file": sent["attachments"][0]["url"],
    }
    stranger = await context.new_page()
    await stranger.goto(hostile.url)
    got = await stranger.evaluate(ATTACK, known)
    assert {name: seen for name, seen in got.items() if seen} == {}
    assert set(hostile.cookies) == {""}
    assert [file.filename for file in show.double.world.files.all()] == ["pixel.png"]
    assert waiting_files(show) == []
    assert await page.evaluate(UPLOAD, show.home) == 200
    assert waiting_files(show) == ["own.txt"]
    show.parrot.may_answer.set()
    assert (await call.answer())["content"] == "Answer to: pine"
    await say(page, "@Briefing bot still there?")
    await expect(messages(page).last).to_contain_text("You said: still there?")
    shown = [message["content"] for message in show.member.viewer.messages(general)]
    assert "forged" not in shown
    own = messages(page).get_by_role("img", name="pixel.png")
    await expect(own).to_have_js_property("naturalWidth", 1)


async def test_a_page_on_another_port_cannot_frame_this_one(
    page: Page, context: BrowserContext, show: Stage, hostile: Hostile
) -> None:
    await expect(box(page)).to_be_visible()
    stranger = await context.new_page()
    await stranger.goto(hostile.url)
    await stranger.evaluate(
        """home => new Promise((resolve) => {
            const node = Object.assign(document.createElement("iframe"), { src: home });
            node.onload = resolve;
            document.body.append(node);
        })""",
        show.home,
    )
    framed = stranger.frames[1]
    assert await framed.evaluate("document.querySelector('#page')") is None


async def test_the_page_opens_again_where_it_lies_and_for_nobody_else(
    page: Page, context: BrowserContext, show: Stage
) -> None:
    second = await context.new_page()
    await second.goto(show.home)
    await expect(box(second)).to_be_visible()
    assert await second.evaluate("document.cookie") == ""
    assert context.browser is not None
    other = await context.browser.new_context()
    elsewhere = await other.new_page()
    await elsewhere.goto(show.home)
    await expect(elsewhere.get_by_text("by the address that the program printed")).to_be_visible()
    await other.close()
    await page.reload()
    await expect(box(page)).to_be_visible()
