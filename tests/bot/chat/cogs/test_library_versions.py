"""A server's document in a new version: what its earlier answers say, on the wire."""

from bot.sandbox.world.wire import Json
from tests.support.stand_in.desk import Desk, press, shown
from tests.support.stand_in.shelving import library, said, text_file

LIT = "The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."
PAID = "The keeper of the lighthouse at Cape Dorn was paid by the harbour at Wend."
ROWED = "Keepers of the lighthouse at Cape Dorn rowed ashore whenever the reef was calm."
LAST = "The lighthouse at Cape Dorn has had no keeper since 1971, when its lamp turned by itself."
WHO = "Who lit the lighthouse at Cape Dorn?"


def light(*paragraphs: str) -> bytes:
    return "\n\n".join(("The Light at Cape Dorn", *paragraphs)).encode()


async def answer_before(desk: Desk, *paragraphs: str) -> Json:
    """Add a document, and return an answer from it."""
    await library(desk, "add", file=text_file(light(*paragraphs), "light.txt"))
    answer = await desk.tell(f"{desk.mention} {WHO}")
    assert "Quarrington" in shown(answer)
    return answer


async def test_an_earlier_answer_is_followed_to_where_its_passage_stands_now(desk: Desk) -> None:
    answer = await answer_before(desk, LIT, PAID, ROWED)
    await library(desk, "add", file=text_file(light(LAST, PAID, LIT, ROWED), "light.txt"))
    pressed = await press(desk, answer, "In context")
    assert "Quarrington" in shown(pressed)
    assert "light:3" in said(pressed) or "¶3" in said(pressed)
    assert "since" not in str(pressed.get("content", ""))


async def test_an_earlier_answer_says_that_its_passage_changed_and_shows_it_as_it_is(
    desk: Desk,
) -> None:
    answer = await answer_before(desk, LIT, PAID, ROWED)
    anew = LIT.replace("Elsa Quarrington", "Tilda Vossberg")
    await library(desk, "add", file=text_file(light(anew, PAID, ROWED), "light.txt"))
    pressed = await press(desk, answer, "In context")
    assert "this passage changed" in said(pressed)
    assert "Vossberg" in shown(pressed)
    assert "Quarrington" not in said(pressed)
    assert "this passage changed" in said(await press(desk, answer, "Cite"))


async def test_an_earlier_answer_says_that_its_passage_is_gone(desk: Desk) -> None:
    answer = await answer_before(desk, LIT, PAID, ROWED)
    await library(desk, "add", file=text_file(light(PAID, ROWED), "light.txt"))
    for label in ("In context", "Cite"):
        pressed = said(await press(desk, answer, label))
        assert "no longer in it" in pressed
        assert "Quarrington" not in pressed


async def test_a_replaced_document_is_told_with_what_changed_and_keeps_its_name(
    desk: Desk,
) -> None:
    await library(desk, "add", file=text_file(light(LIT, PAID, ROWED), "light.txt"))
    anew = light(LIT.replace("1833", "1834"), ROWED, LAST)
    told = said(await library(desk, "replace", document="light", file=text_file(anew, "new.txt")))
    assert "1 document replaced" in told
    assert "paragraphs: 1 altered, 1 added, 1 removed, 1 as before" in told
    assert "¶1 altered" in told
    assert "~~1833~~ **1834**" in told
    assert "¶2 removed: ~~The keeper of the lighthouse" in told
    listed = said(await library(desk, "list"))
    assert "new.txt" in listed
    assert "light.txt" not in listed
    assert "`light`" in said(await library(desk, "add", file=text_file(anew, "new.txt")))


async def test_what_is_added_and_what_is_replaced_are_counted_apart(desk: Desk) -> None:
    await library(desk, "add", file=text_file(light(LIT, PAID), "light.txt"))
    files = {"file": text_file(light(LIT, LAST), "light.txt")}
    files["file2"] = text_file(b"The ferry at Ebbing was launched in 1901.", "ferry.txt")
    told = said(await library(desk, "add", **files))
    assert told.startswith("\n1 document added · 1 document replaced\n")


async def test_a_refused_file_is_named_once_as_it_was_brought(desk: Desk) -> None:
    await library(desk, "add", file=text_file(light(LIT), "light.txt"))
    draft = text_file(b"no document", "my_broken_draft.docx")
    told = said(await library(desk, "replace", document="light", file=draft))
    assert "my\\_broken\\_draft.docx** was not put in its place: it is " in told
    assert told.count(".docx") == 2  # in what to save it as
    assert "light.docx" not in told


async def test_many_changes_are_attached_with_all_their_words(desk: Desk) -> None:
    before = [f"In the year {1800 + n} the boat of keeper {n} came ashore." for n in range(9)]
    await library(desk, "add", file=text_file(light(*before), "boats.txt"))
    after = [line.replace("boat", "ship") for line in before]
    told = await library(desk, "add", file=text_file(light(*after), "boats.txt"))
    assert "9 altered" in said(told)
    (attached,) = told["attachments"]
    assert attached["filename"] == "changes-boats.txt"


async def test_a_document_is_replaced_only_where_it_is(desk: Desk) -> None:
    await library(desk, "add", file=text_file(light(LIT), "light.txt"))
    await library(desk, "add", file=text_file(light(PAID), "paid.txt"))
    for name, file, why in (("dark", "new.txt", "no document"), ("light", "paid.txt", "paid")):
        told = await library(desk, "replace", document=name, file=text_file(light(LAST), file))
        assert "Nothing was replaced" in said(told)
        assert why in said(told)


async def test_all_that_is_known_of_a_document_is_shown_to_who_manages_the_server(
    desk: Desk,
) -> None:
    channel = desk.stage.channel("questions")
    file = text_file(light(LIT, PAID, ROWED), "light.txt")
    await library(desk, "add", file=file, title="The Light")
    await library(desk, "scope", document="light", channel=channel)
    told = said(await library(desk, "show", document="light"))
    assert "**Title**: The Light" in told
    assert "**Found in it**: 3 paragraphs · 3 passages" in told
    assert f"<#{channel}> only" in told
    (shelved,) = desk.bot.library.shelves.documents(int(desk.stage.guild()["id"]))
    day = f"1 kB · added <t:{int(shelved.added.timestamp())}:D>"
    assert f"**File**: light.txt · {day}" in told
    assert day in said(await library(desk, "list"))
    assert day in said(await library(desk, "remove", document="light"))
    assert "no document “dark”" in said(await library(desk, "show", document="dark"))


async def test_a_replacement_of_what_is_not_there_says_that_nothing_was_replaced(
    desk: Desk,
) -> None:
    file = text_file(light(LIT), "light.txt")
    told = said(await library(desk, "replace", document="dark", file=file))
    assert told.startswith("\nNothing was replaced\n**light.txt** was not put in its place: ")
    assert "the library has no document dark" in told
    assert "added" not in told
