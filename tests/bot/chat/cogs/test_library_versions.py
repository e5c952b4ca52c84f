"""A server's document in a new version: what its earlier answers say, on the wire."""

from bot.sandbox.world.wire import Json
from tests.support.desk import Desk, press, shown
from tests.support.shelving import library, said, text_file

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
