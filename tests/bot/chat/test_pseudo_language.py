"""Nothing that members read of the bot is English, but what is quoted and what is typed."""

import asyncio
import re
from pathlib import Path

import pytest

from bot.chat.buttons.brief_buttons import files_of
from bot.languages import catalogues, speaking
from bot.sandbox.people.invocation import Invocation
from bot.sandbox.people.person import Person
from bot.sandbox.world.wire import Json
from index import Brief, Collection, Style
from tests.support.patience import WAIT_S
from tests.support.pseudo_language import PSEUDO, pseudo, pseudo_folder
from tests.support.stand_in.canary import upload
from tests.support.stand_in.desk import EVIDENCE, QUESTION, Desk, labels

NEVER = "What is the speed of light in furlongs per fortnight?"
TOPIC = "negotiations"
USED: dict[str, dict[str, str | bool]] = {
    "ask": {"question": QUESTION, "private": True},
    "brief": {"topic": TOPIC, "private": True},
    "cite": {"claim": "Al-Qaeda has been weakened.", "private": True},
    "verify": {"quotation": EVIDENCE.replace("44", "45"), "private": True},
    "topics": {},
    "sources": {},
    "about": {},
    "help": {},
    "privacy show": {},
    "privacy export": {},
    "privacy delete": {},
    "display": {"form": "cards"},
}
MANAGED: dict[str, dict[str, str | bool]] = {
    "library list": {},
    "library jobs": {},
    "library settings": {},
    "library gaps": {},
    "library history": {},
    "library show": {"document": "nothing"},
    "library export": {},
}
# Quotes, code, mentions, addresses of links, and times.
NOT_SAID = re.compile(r"^> .*$|```.*?```|`[^`]*`|<[^>]*>|\(https?:[^)]*\)|/[a-z]+", re.M | re.S)
ENDINGS = re.compile(r"\.[a-z]+")  # of files
WORD = re.compile(r"[A-Za-z]{2,}")
TYPED = {"MB", "Discord", "BibTeX", "CSL", "JSON", "APA", "MLA", "IEEE", "apa", "chicago"}


@pytest.fixture
def pseudo_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "catalogues"
    folder.mkdir()
    monkeypatch.setattr(catalogues, "FOLDER", pseudo_folder(folder))


def known(collection: Collection) -> set[str]:
    """The words by which documents are named, and of what may be asked of them."""
    brief = collection.brief(TOPIC)
    assert isinstance(brief, Brief)
    names = [*brief.questions, *(name.name for name in brief.names)]
    names += [date.quote.text for date in brief.dates]
    for topic in collection.topics:
        names += [topic.title, *topic.questions]
    for document in collection.documents.values():
        metadata = document.metadata
        names += [document.title, document.id, metadata.container_title or "", document.holder]
        names += [author.display for author in metadata.author]
        names += [section.title for section in document.sections]
    return {word for name in names for word in WORD.findall(str(name))}


def said(message: Json) -> str:
    """What a message says in the bot's own words."""
    parts = [message["content"], *labels(message)]
    for embed in message["embeds"]:
        parts += [embed.get("title", ""), embed.get("description", "")]
        parts += [(embed.get("footer") or {}).get("text", "")]
        parts += [text for one in embed.get("fields", ()) for text in (one["name"], one["value"])]
    return "\n".join(NOT_SAID.sub(" ", part or "") for part in parts)


async def english_of(
    desk: Desk, collection: Collection, person: Person, command: str, options: dict[str, str | bool]
) -> set[str]:
    """The English words of an answer that neither a document nor the member has said."""
    desk.stage.world.locales[person.id] = PSEUDO
    message = await desk.use(command, options, person)
    typed = {word for value in options.values() for word in WORD.findall(str(value))}
    return set(WORD.findall(said(message))) - typed - known(collection) - TYPED


@pytest.mark.usefixtures("pseudo_language")
@pytest.mark.parametrize("command", USED)
async def test_a_member_reads_no_english_of_the_bots(
    desk: Desk, collection: Collection, command: str
) -> None:
    left = await english_of(desk, collection, desk.stage.member, command, USED[command])
    assert left == set()


@pytest.mark.usefixtures("pseudo_language")
@pytest.mark.parametrize("command", MANAGED)
async def test_nor_does_who_manages_a_server(
    desk: Desk, collection: Collection, command: str
) -> None:
    left = await english_of(desk, collection, desk.stage.moderator, command, MANAGED[command])
    assert left == set()


@pytest.mark.usefixtures("pseudo_language")
async def test_nor_does_who_is_not_answered(desk: Desk, collection: Collection) -> None:
    refused: dict[str, str | bool] = {"question": NEVER, "private": True}
    assert await english_of(desk, collection, desk.stage.member, "ask", refused) == set()


@pytest.mark.usefixtures("pseudo_language")
@pytest.mark.parametrize(
    ("name", "raw"),
    [("kept.exe", b"x"), ("kept.pdf", b"no pdf"), ("kept.txt", b" "), ("kept.zip", b"no zip")],
)
async def test_nor_does_who_brings_a_file_that_cannot_be_read(
    desk: Desk, name: str, raw: bytes
) -> None:
    moderator = desk.stage.moderator
    desk.stage.world.locales[moderator.id] = PSEUDO
    command = "library import" if name.endswith(".zip") else "library add"
    call = await moderator.invoker.slash(desk.general, command, {"file": upload(raw, name)})
    told = await ended(call)
    assert pseudo("Nothing was added") in said(told) or command == "library import"
    for message in (told, await desk.use("library jobs", {}, moderator)):
        assert set(WORD.findall(ENDINGS.sub(" ", said(message)))) - {"kept"} == set()


async def ended(call: Invocation) -> Json:
    """The answer once nothing more becomes of what was brought."""
    async with asyncio.timeout(5 * WAIT_S):
        while True:
            answer = await call.answer(WAIT_S)
            if pseudo("Being taken in") not in said(answer):
                return answer
            await asyncio.sleep(0.05)


@pytest.mark.usefixtures("pseudo_language")
@pytest.mark.parametrize("kind", ["md", "html"])
def test_nor_does_who_hands_a_brief_in(collection: Collection, kind: str) -> None:
    brief = collection.brief(TOPIC)
    assert isinstance(brief, Brief)
    with speaking(PSEUDO):
        (file,) = files_of(collection, TOPIC, kind, Style.CHICAGO).files
    text = file.fp.read().decode()
    headings = re.findall(r"^## (.*)$|<h2>(.*)</h2>|aria-label=\"(.*?)\"", text, re.M)
    titles = {group.section for group in brief.groups}
    own = {heading for found in headings for heading in found} - titles
    assert {pseudo("Bibliography"), pseudo("Who and what is named")} <= own
    assert WORD.findall(" ".join(own)) == []
    assert pseudo("From") in text


@pytest.mark.usefixtures("pseudo_language")
def test_nor_does_who_looks_at_the_pictures_of_a_brief(collection: Collection) -> None:
    brief = collection.brief(TOPIC)
    assert isinstance(brief, Brief)
    with speaking(PSEUDO):
        files = files_of(collection, TOPIC, "png", Style.CHICAGO).files
    levels = re.findall(r"(?:— |; )(\w[\w ]*): ¶", files[0].description or "")
    assert levels
    assert WORD.findall(" ".join(levels)) == []
