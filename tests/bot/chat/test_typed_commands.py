"""A command typed behind a mention is done, or the member is told how it is given."""

import pytest

from tests.support.stand_in.desk import EVIDENCE, QUESTION, Desk, labels, shown

EXACT = "it controls or contests at least 44 percent of Afghanistan’s districts"


@pytest.mark.parametrize(
    ("typed", "title", "said"),
    [
        ("/sources", "Sources", "Deadly Cooperation"),
        ("/topics", "What the documents are about", "• "),
        ("/about", "About this bot", "a slice of a document"),
        ("/help", "What you can do", "/verify"),
        ("/brief the Haqqani network", "The Haqqani Network", "¶"),
        (f"/verify quotation: {EXACT.replace('44', '14')}", "Quotation check", "~~14~~ **44**"),
    ],
)
async def test_what_was_meant_is_done(desk: Desk, typed: str, title: str, said: str) -> None:
    reply = await desk.tell(f"{desk.mention} {typed}")
    assert reply["embeds"][0]["title"] == title
    assert said in shown(reply)


async def test_a_question_behind_the_command_is_answered(desk: Desk) -> None:
    reply = await desk.tell(f"{desk.mention} /ask question: {QUESTION}")
    assert EVIDENCE in shown(reply)


async def test_a_claim_is_looked_up_in_the_members_style(desk: Desk) -> None:
    await desk.use("cite", {"claim": "12", "style": "apa"})
    await desk.bot.library.note(lambda: None)  # the style is kept beside the reply, in turn
    reply = await desk.tell(f"{desk.mention} /cite 12")
    assert "Bacon, T. (2018, September 11)" in shown(reply)
    assert "Delete" in labels(reply)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("/cite", "Give me a claim"),
        ("/verify", "Paste a quotation"),
        ("/ask", "Ask me something about the documents"),
        ("/brief " + "x" * 600, "please ask in at most 500"),
        ("/library list", "type `/library` at the beginning of a message"),
        ("/display", "type `/display` at the beginning of a message"),
    ],
)
async def test_what_cannot_be_done_is_told_with_how(desk: Desk, typed: str, hint: str) -> None:
    reply = await desk.tell(f"{desk.mention} {typed}")
    assert hint in reply["content"]
    assert not reply["embeds"]


async def test_what_is_no_command_is_a_question(desk: Desk) -> None:
    reply = await desk.tell(f"{desk.mention} /nonsense")
    assert "The documents do not answer this." in shown(reply)
