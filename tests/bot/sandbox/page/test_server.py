"""What the page's server gives out, to whom, and which requests it refuses."""

import io
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from yarl import URL

from bot.sandbox.page.page import STATIC
from bot.sandbox.page.words import Example
from bot.sandbox.world.wire import Json
from tests.bot.sandbox.page.conftest import Stage
from tests.support.stand_in.page_tab import Tab


@pytest.fixture
async def session(stage: Stage) -> AsyncIterator[aiohttp.ClientSession]:
    """Somebody who has opened the address that the program printed."""
    jar = aiohttp.CookieJar(unsafe=True)  # which keeps the cookies of an address without a name
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        await (await session.get(stage.page.url)).read()
        yield session


def own_origin(stage: Stage) -> dict[str, str]:
    return {"Origin": str(URL(stage.double.url).origin())}


def form_with(data: bytes) -> aiohttp.FormData:
    form = aiohttp.FormData()
    form.add_field("file", io.BytesIO(data), filename="notes.txt", content_type="text/plain")
    return form


@pytest.fixture
async def tab(stage: Stage, session: aiohttp.ClientSession) -> AsyncIterator[Tab]:
    async with session.ws_connect(f"{stage.home}socket", headers=own_origin(stage)) as socket:
        yield Tab(socket)


async def test_the_page_comes_with_headers_that_let_it_load_only_itself(
    stage: Stage, session: aiohttp.ClientSession
) -> None:
    async with session.get(stage.home) as response:
        assert response.status == 200
        policy = dict(
            part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; ")
        )
        assert policy["default-src"] == "'self'"
        assert policy["script-src"] == "'self'"
        assert policy["frame-ancestors"] == "'none'"
        assert policy["connect-src"] == f"'self' ws://127.0.0.1:{stage.double.port}"
        assert "unsafe" not in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1:1", "localhost", "evil.example:{port}"]
)
async def test_a_request_under_a_foreign_host_is_refused(
    stage: Stage, session: aiohttp.ClientSession, host: str
) -> None:
    named = host.format(port=stage.double.port)
    async with session.get(stage.home, headers={"Host": named}) as response:
        assert response.status == 403


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://127.0.0.1:1"])
async def test_another_origin_can_neither_open_the_socket_nor_upload(
    stage: Stage, session: aiohttp.ClientSession, origin: str | None
) -> None:
    headers = {} if origin is None else {"Origin": origin}
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await session.ws_connect(f"{stage.home}socket", headers=headers)
    assert refused.value.status == 403
    form = form_with(b"x")
    async with session.post(f"{stage.home}upload", data=form, headers=headers) as response:
        assert response.status == 403


async def test_the_printed_address_gives_a_cookie_that_no_script_and_no_other_port_gets(
    stage: Stage,
) -> None:
    async with aiohttp.ClientSession() as stranger, stranger.get(stage.page.url) as response:
        assert response.status == 200
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Refresh"] == f"0; url={stage.page.path}"
        cookie = response.cookies["sandbox"]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
        assert cookie["path"] == stage.page.path
        token = URL(stage.page.url).query["token"]
        assert len({cookie.value, token, cookie["path"].strip("/")}) == 3
        assert token not in await response.text()


async def test_the_address_that_a_browser_is_started_with_opens_the_page_once(
    stage: Stage,
) -> None:
    address = stage.page.url_for_once()
    async with aiohttp.ClientSession() as stranger:
        statuses = [(await stranger.get(address)).status for _ in range(2)]
        assert statuses == [200, 403]
        assert (await stranger.get(stage.page.url)).status == 200


@pytest.mark.parametrize("path", ["/", "/?token=", "/?token=made-up", "/?token=%ED%A0%80"])
async def test_without_the_token_the_page_does_not_open(stage: Stage, path: str) -> None:
    address = URL(stage.double.url + path, encoded=True)
    async with aiohttp.ClientSession() as stranger, stranger.get(address) as response:
        assert response.status == 403
        assert "the address that the program printed" in await response.text()
        assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("cookie", [None, "", "made-up"])
@pytest.mark.parametrize("name", ["", "script/main.js", "socket", "nothing"])
async def test_where_the_page_lies_nobody_gets_anything_without_its_cookie(
    stage: Stage, name: str, cookie: str | None
) -> None:
    cookies = {} if cookie is None else {"sandbox": cookie}
    async with aiohttp.ClientSession() as stranger:
        page = stranger.get(stage.home + name, cookies=cookies, headers=own_origin(stage))
        assert (await page).status == 403
        upload = stranger.post(
            stage.home + "upload",
            data=form_with(b"x"),
            cookies=cookies,
            headers=own_origin(stage),
        )
        assert (await upload).status == 403


@pytest.mark.parametrize("path", ["/other/", "/other/socket", "/script/main.js"])
async def test_elsewhere_there_is_nothing(
    stage: Stage, session: aiohttp.ClientSession, path: str
) -> None:
    async with session.get(stage.double.url + path) as response:
        assert response.status == 404


@pytest.mark.parametrize(
    "name", ["../page.py", "..%2fpage.py", "script/../../page.py", "/etc/passwd"]
)
async def test_only_the_pages_own_files_are_served(
    stage: Stage, session: aiohttp.ClientSession, name: str
) -> None:
    async with session.get(URL(stage.home + name, encoded=True)) as response:
        assert response.status == 404


async def test_every_run_has_another_address(stage: Stage) -> None:
    from bot.sandbox.page.page import Page

    first, second = Page(stage.double), Page(stage.double)
    assert {first.url, first.path}.isdisjoint({second.url, second.path})
    assert len(URL(first.url).query["token"]) == 43  # 256 bits, in base64


async def test_what_a_request_did_is_told_before_its_answer(stage: Stage, tab: Tab) -> None:
    await tab.ask("hello")
    general = str(stage.channel("general"))
    sent = (await tab.ask("send", channel=general, content="first"))["data"]
    await tab.ask("edit", channel=general, message=sent["id"], content="changed")
    told = [(event["t"], event["d"]["content"]) for event in tab.events]
    assert told == [("MESSAGE_CREATE", "first"), ("MESSAGE_UPDATE", "changed")]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "nonsense", '{"id": 1}', '{"op": "hello"}', '{"id": "1", "op": "x"}', "[" * 100_000],
)
async def test_a_frame_that_is_no_request_is_answered_and_the_socket_lives_on(
    tab: Tab, text: str
) -> None:
    assert (await tab.raw(text))["error"]["status"] == 400
    assert "data" in await tab.ask("hello")


async def test_nothing_can_be_done_before_hello(stage: Stage, tab: Tab) -> None:
    answer = await tab.ask("send", channel=str(stage.channel("general")), content="hello")
    assert answer["error"]["status"] == 400


@pytest.mark.parametrize(
    ("op", "fields"),
    [
        ("rob", {}),
        ("__init__", {}),
        ("send", {"channel": 5, "content": "x"}),
        ("send", {"channel": "5", "content": 1}),
        ("send", {"channel": "-1", "content": "x"}),
        ("send", {"channel": "1" * 30, "content": "x"}),
        ("messages", {"channel": "{general}", "limit": 10_000}),
        ("messages", {"channel": "{general}", "limit": True}),
        ("send", {"channel": "{general}", "content": "x", "ping": "yes"}),
        ("send", {"channel": "{general}", "content": "x", "files": [1]}),
        ("slash", {"channel": "{general}", "name": "ask", "options": {"question": ["list"]}}),
        ("slash", {"channel": "{general}", "name": "ask", "options": []}),
        ("submit", {"modal": "1", "values": {"question": 5}}),
        ("submit", {"modal": "1", "values": {"question": [5]}}),
    ],
)
async def test_a_malformed_field_is_refused_and_named(
    stage: Stage, tab: Tab, op: str, fields: Json
) -> None:
    await tab.ask("hello")
    known = {"{general}": str(stage.channel("general"))}
    sent = {k: known.get(v, v) if isinstance(v, str) else v for k, v in fields.items()}
    assert (await tab.ask(op, **sent))["error"]["status"] == 400


async def test_the_state_is_what_that_person_sees_and_no_more(stage: Stage, tab: Tab) -> None:
    as_member = (await tab.ask("hello"))["data"]
    as_moderator = (await tab.ask("hello", person=str(stage.moderator.id)))["data"]
    hidden = str(stage.channel("moderators"))
    assert hidden not in json.dumps(as_member)
    assert hidden in json.dumps(as_moderator)
    assert as_member["invitation"] == {
        "text": "Ask about what the group reads.",
        "direct": "Just write, or type / to see the commands.",
        "examples": [
            {
                "label": "What of the alliance?",
                "text": "What of the alliance?",
                "command": "",
                "options": {},
            },
            {
                "label": "Ask for pine",
                "text": "",
                "command": "ask",
                "options": {"question": "pine"},
            },
        ],
    }


async def test_after_a_switch_only_the_new_persons_events_come(stage: Stage, tab: Tab) -> None:
    await tab.ask("hello")
    await tab.ask("hello", person=str(stage.moderator.id))
    await stage.moderator.writer.send(stage.channel("moderators"), "for moderators")
    event = await tab.event()
    assert (event["t"], event["as"]) == ("MESSAGE_CREATE", str(stage.moderator.id))
    await tab.ask("hello", person=str(stage.member.id))
    await stage.moderator.writer.send(stage.channel("moderators"), "for moderators again")
    await stage.moderator.writer.send(stage.channel("general"), "for all")
    event = await tab.event()
    assert (event["d"]["content"], event["as"]) == ("for all", str(stage.member.id))


async def test_a_message_is_sent_with_an_uploaded_file_once(
    stage: Stage, session: aiohttp.ClientSession, tab: Tab
) -> None:
    form = form_with(b"content")
    upload = f"{stage.home}upload"
    async with session.post(upload, data=form, headers=own_origin(stage)) as response:
        ids = (await response.json())["ids"]
    await tab.ask("hello")
    general = str(stage.channel("general"))
    sent = (await tab.ask("send", channel=general, content="see", files=ids))["data"]
    assert [file["filename"] for file in sent["attachments"]] == ["notes.txt"]
    again = await tab.ask("send", channel=general, content="see", files=ids)
    assert again["error"]["message"] == "The file was not uploaded. Attach it again."


async def test_a_file_beyond_the_limit_is_refused_in_words(
    stage: Stage, session: aiohttp.ClientSession
) -> None:
    form = form_with(b"0" * (10 * 1024 * 1024 + 1))
    upload = f"{stage.home}upload"
    async with session.post(upload, data=form, headers=own_origin(stage)) as response:
        assert response.status == 413
        assert "too large" in (await response.json())["error"]["message"]


async def test_an_upload_that_is_no_form_is_refused(
    stage: Stage, session: aiohttp.ClientSession
) -> None:
    upload = f"{stage.home}upload"
    async with session.post(upload, data=b"raw", headers=own_origin(stage)) as response:
        assert response.status == 400


async def test_refusals_are_said_as_a_member_reads_them(stage: Stage, tab: Tab) -> None:
    await tab.ask("hello")
    general, hidden = str(stage.channel("general")), str(stage.channel("moderators"))
    long = await tab.ask("send", channel=general, content="x" * 2001)
    empty = await tab.ask("send", channel=general, content="")
    unseen = await tab.ask("send", channel=hidden, content="x")
    unknown = await tab.ask("slash", channel=general, name="nothing of the kind")
    assert "2000 or fewer" in str(long["error"]["message"])
    assert empty["error"] == {
        "message": "Cannot send an empty message.",
        "code": 50006,
        "status": 400,
    }
    assert unseen["error"]["message"] == "You do not have access to this channel."
    assert unknown["error"]["code"] == 10063


@pytest.mark.parametrize(
    "fields",
    [{"label": "x"}, {"label": "", "text": "x"}, {"label": "x", "text": "y", "command": "z"}],
)
def test_an_example_does_one_thing(fields: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="needs a label"):
        Example(**fields)  # type: ignore[arg-type]


# --- the files of the page ---------------------------------------------------------------------

SCRIPTS = sorted(STATIC.glob("script/*.js"))
TEXTS = [path for path in STATIC.rglob("*") if path.is_file()]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_file_of_the_page_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_turns_text_into_markup_or_code(path: Path) -> None:
    markup = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc|DOMParser"
    assert re.findall(rf"{markup}|\beval\(|new Function", path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_file_of_the_page_names_an_address_elsewhere(path: Path) -> None:
    found = re.findall(r"https?://[\w.-]+", path.read_text("utf-8"))
    assert set(found) <= {"http://www.w3.org"}  # the name space of SVG, which nothing loads


def test_the_index_has_no_script_or_style_within_it() -> None:
    index = (STATIC / "index.html").read_text("utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\bon\w+=|style=", index) == []


def test_the_chosen_dark_colours_are_those_of_a_dark_system() -> None:
    css = (STATIC / "style/base.css").read_text("utf-8")
    of_system = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\n  \}', css, re.S)
    chosen = re.search(r':root\[data-theme="dark"\] \{(.*?)\n\}', css, re.S)
    assert of_system is not None
    assert chosen is not None
    assert of_system[1].split() == chosen[1].split()
