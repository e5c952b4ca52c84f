"""The quotation check: on the wire, and within Discord's limits whatever is quoted."""

import pytest

from bot.chat.embeds import DOUBTED
from bot.chat.replies import verification_reply
from index import (
    CheckedText,
    Collection,
    Document,
    Metadata,
    Paragraph,
    QuoteMismatchError,
    Verification,
)
from index.language.sentences import sentences_of
from index.quotations.checked_texts import MOST_CHECKED
from index.quotations.found_quotations import find_quotations
from index.quotations.verifier import Verifier
from tests.support.stand_in.desk import Desk, labels, shown
from tests.support.stand_in.embeds import assert_within_limits, embed_of, said_in, undone

EXACT = "it controls or contests at least 44 percent of Afghanistan’s districts"
ALTERED = EXACT.replace("44", "14")
FOREIGN = "The committee adjourned until the following Wednesday afternoon without a vote."


async def test_a_quotation_with_a_changed_number_is_altered(desk: Desk) -> None:
    reply = await desk.use("verify", {"quotation": ALTERED})
    assert "≠ **Altered**" in shown(reply)
    assert "~~14~~ **44**" in shown(reply)
    assert "¶10" in shown(reply)


async def test_no_blank_stands_before_the_comma_behind_a_changed_word(desk: Desk) -> None:
    quotation = (
        "Al-Qaeda has assisted the Taliban with special operations and terrorist attaks, offering "
        "experienced supplemental manpower"
    )
    text = shown(await desk.use("verify", {"quotation": quotation}))
    assert "~~attaks~~ **attacks**, o" in text


async def test_a_marked_omission_is_not_filled_in(desk: Desk) -> None:
    quotation = f"It has ample Afghan personnel […] {ALTERED.split('or ', 1)[1]}"
    text = shown(await desk.use("verify", {"quotation": quotation}))
    assert "~~14~~ **44**" in text
    assert "it controls" not in text


async def test_an_exact_quotation_and_one_from_elsewhere_are_told_apart(desk: Desk) -> None:
    assert "✓ **Exact**" in shown(await desk.use("verify", {"quotation": EXACT}))
    assert "✗ **Not found**" in shown(await desk.use("verify", {"quotation": FOREIGN}))


async def test_a_message_with_several_quotations_is_answered_in_one_reply(desk: Desk) -> None:
    text = f"He wrote “{EXACT}” and “{ALTERED}”, but not “{FOREIGN}”"
    message = await desk.stage.moderator.writer.send(desk.general, text)
    call = await desk.stage.member.invoker.menu(
        desk.general, "Check quotations", int(message["id"])
    )
    reply = await call.answer()
    assert all(mark in shown(reply) for mark in ("**1.** ✓", "**2.** ≠", "**3.** ✗"))


async def test_an_exact_quotation_is_shown_in_its_sentence(desk: Desk) -> None:
    text = shown(await desk.use("verify", {"quotation": EXACT}))
    assert f"> It has ample Afghan personnel, and **{EXACT}**." in text
    assert "here in **bold** where it stands" in text
    assert "#:~:text=it%20controls" in text  # the link leads to the words, not to their sentence


async def test_a_whole_sentence_is_shown_once_and_plain(desk: Desk) -> None:
    sentence = f"It has ample Afghan personnel, and {EXACT}."
    text = shown(await desk.use("verify", {"quotation": sentence}))
    assert f"✓ **Exact**\n> {sentence}\n" in text


async def test_a_quotation_of_two_places_shows_the_second_with_its_address(
    desk: Desk, collection: Collection
) -> None:
    document = collection.document()
    first, second = (
        document.text[span.start : span.end]
        for span in (
            sentences_of(document.text, document.paragraphs[8].span)[0],
            sentences_of(document.text, document.paragraphs[16].span)[-1],
        )
    )
    text = shown(await desk.use("verify", {"quotation": f"{first} {second}"}))
    verdict, elsewhere = text.split("Words of it stand elsewhere")
    assert "≠ **Altered**: ~~struck~~ does not stand there" in verdict
    assert "¶9" in verdict
    assert second.rstrip(".") in undone(elsewhere)
    assert "¶17" in elsewhere


async def test_a_pasted_script_is_words_that_are_not_in_the_documents(desk: Desk) -> None:
    reply = await desk.use("verify", {"quotation": "import os\nprint(os.listdir('.'))"})
    assert "✗ **Not found**" in shown(reply)
    nothing = await desk.use("verify", {"quotation": "… “!”"})
    assert "no words to check" in nothing["content"]


async def test_quoted_speech_in_a_pasted_sentence_does_not_hide_what_was_changed_around_it(
    desk: Desk,
) -> None:
    said = "by al-Qaeda’s own admission, “the Taliban almost does not need us.”"
    assert "✓ **Exact**" in shown(await desk.use("verify", {"quotation": said}))
    changed = said.replace("admission", "confession")
    text = shown(await desk.use("verify", {"quotation": changed}))
    assert "~~confession~~ **admission**" in text


async def test_a_check_that_only_one_member_sees_cannot_be_deleted(desk: Desk) -> None:
    hidden = await desk.use("verify", {"quotation": EXACT, "private": True})
    open_ = await desk.use("verify", {"quotation": EXACT})
    assert "Delete" not in labels(hidden)
    assert "Delete" in labels(open_)


LINES = [f"Sentence number {n} speaks of the {n} lighthouses of that coast." for n in range(40)]
CUT = "The keeper may light the lamp"
LIMITED = f"{CUT}, but only if no *ship* is near the coast."


def of_text(verifications: list[Verification]) -> CheckedText:
    return CheckedText(verifications[0], verifications)


def test_a_quotation_cut_before_a_limit_is_exact_with_a_warning() -> None:
    reply = verification_reply(of_text([_verifier([LIMITED]).verify(CUT)]), 1)
    text = said_in(reply)
    assert "✓ **Exact**" in text
    assert "⚠ **Cut before:** “… but only if no \\*ship\\* is near the coast”" in text
    assert embed_of(reply).colour == DOUBTED
    assert_within_limits(embed_of(reply), reply.view)


def test_where_room_is_short_a_warning_keeps_its_name() -> None:
    lines = [LIMITED.replace("keeper", f"keeper of tower {n}") for n in range(40)]
    verifier = _verifier(lines)
    checked = [verifier.verify(line.split(",")[0]) for line in lines]
    text = said_in(verification_reply(of_text(checked), 1))
    assert all(f"**{number}.** ✓ **Exact**" in text for number in range(1, 41))
    assert "⚠ cut before …" in text


def test_no_more_is_posted_of_a_long_text_than_what_differs_and_a_little_around() -> None:
    text = " ".join(f"Sentence {n} speaks of the lighthouses of that coast." for n in range(30))
    verifier = _verifier([text])
    for quotation in (text, text.replace("15 speaks", "15 talked"), "No such words " + text[:90]):
        said = undone(said_in(verification_reply(of_text([verifier.verify(quotation)]), 1)))
        assert len(said) < 700
        assert text[200:400] not in said
    altered = said_in(
        verification_reply(of_text([verifier.verify(text.replace("15 sp", "15 t"))]), 1)
    )
    assert "⋯" in altered
    assert "**speaks**" in altered


URL = "https://example.org/a/rather/long/address/" + "of-papers-" * 20


def _verifier(lines: list[str]) -> Verifier:
    text = "\n\n".join(lines)
    starts = [text.index(line) for line in lines]
    paragraphs = tuple(
        Paragraph(n, start, start + len(line), "Coasts")
        for n, (start, line) in enumerate(zip(starts, lines, strict=True), 1)
    )
    return Verifier.build([Document("coasts", text, paragraphs, Metadata("Coasts", url=URL))])


def test_ten_quotations_all_get_their_verdict_in_one_reply() -> None:
    message = " ".join(f"“{line}”" for line in LINES[:10])
    checked = [_verifier(LINES).verify(one.text) for one in find_quotations(message)]
    reply = verification_reply(of_text(checked), 1)
    assert_within_limits(embed_of(reply), reply.view)
    text = said_in(reply)
    assert all(f"**{number}.** ✓ **Exact**" in text for number in range(1, 11))
    assert embed_of(reply).title == "10 quotations: 10 exact"
    assert "more" not in text


def test_a_message_full_of_quotations_keeps_every_verdict_before_any_words() -> None:
    message = " ".join(f"“{line.replace('speaks', 'talked')}”" for line in LINES)
    checked = [_verifier(LINES).verify(one.text) for one in find_quotations(message)]
    text = said_in(verification_reply(of_text(checked), 1))
    assert len(checked) == 40
    assert all(f"**{number}.** ≠ **Altered**" in text for number in range(1, 41))


@pytest.mark.parametrize("change", ["", "44"])
def test_a_very_long_quotation_is_judged_within_the_limits(change: str) -> None:
    paragraph = " ".join(f"The *keeper* of tower {n} [sic] wrote a_line." for n in range(80))
    quotation = paragraph.replace("tower 44", f"tower {change}4") if change else paragraph
    reply = verification_reply(of_text([_verifier([paragraph]).verify(quotation)]), 1)
    assert_within_limits(embed_of(reply), reply.view)
    text = said_in(reply)
    assert ("≠ **Altered**" if change else "✓ **Exact**") in text
    assert "¶1" in text
    assert not change or "~~444~~ **44**" in text


def test_quotations_of_several_documents_are_placed_by_title() -> None:
    documents = [
        Document(name, line, (Paragraph(1, 0, len(line), None),), Metadata(name.title()))
        for name, line in zip(("north", "south"), LINES[:2], strict=True)
    ]
    verifier = Verifier.build(documents)
    reply = verification_reply(of_text([verifier.verify(line) for line in LINES[:2]]), 1)
    assert "-# North · ¶1" in said_in(reply)
    assert "-# South · ¶1" in said_in(reply)


def test_a_quote_that_is_not_its_source_is_never_shown() -> None:
    found = _verifier(LINES).verify(LINES[3])
    assert found.quote
    object.__setattr__(found.quote, "text", "words that nobody wrote")
    with pytest.raises(QuoteMismatchError):
        verification_reply(of_text([found]), 1)


async def test_of_many_quotations_the_first_are_checked_and_the_rest_is_told(desk: Desk) -> None:
    quotation = "contests the districts at least"
    text = " and ".join(f"“{quotation} {number}”" for number in range(MOST_CHECKED + 2))
    reply = await desk.use("verify", {"quotation": text})
    assert f"{MOST_CHECKED} quotations" in reply["embeds"][0]["title"]
    assert reply["content"] == (
        f"I checked the first {MOST_CHECKED} quotations. 2 more follow: check them by themselves."
    )
