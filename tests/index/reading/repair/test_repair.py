"""What extraction broke is mended and on record, and what the author wrote stays."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.reading.documents import document_of
from index.reading.repair.draft import Change, Draft
from index.reading.repair.lines import Line
from index.reading.repair.repair import mend, restore
from index.reading.repair.roman_figures import in_roman
from index.types import RepairKind
from tests.support.documents.damage import KINDS, LOST, restored
from tests.support.pace import pace_of

ESSAY = Path(__file__).parents[4] / "knowledge/documents/deadly-cooperation.txt"

# Read off the page by eye, in order: what each of the 44 damaged words must be.
MENDED_WORDS = (
    "After after often differed affected difficult efforts find Benefits after benefits benefited "
    "conflict offer offering influence coffers Russia financial affiliate soft offer benefited "
    "Benefits effort left benefits effort backfired defied benefit after fighting defiance "
    "suffered affiliates efforts satisfied officials benefit offered difficult difficult official"
).split()

PROSE = (
    "The committee met in the old town hall on Tuesday and agreed, after a long debate, that the "
    "bridge should be repaired before winter. Nobody had expected so many people to come, and the "
    "officers at the door soon gave up counting them.",
    "Several speakers said that the effort would be worth the cost. Others wanted first to find "
    "out what the benefits were, and asked for a cost-benefit analysis by the end of the year. "
    "The well-known engineer who had drawn the plans did not speak.",
    "In the end the vote was close. Twelve members were in favour, eleven against, and three left "
    "the room before the count because they did not want to be seen to take a side in it.",
)


@pytest.fixture(scope="module")
def essay() -> str:
    return ESSAY.read_text(encoding="utf-8")


def damaged_words(text: str) -> list[tuple[int, str]]:
    words = []
    for place, character in enumerate(text):
        if character == LOST:
            start, end = place, place + 1
            while text[start - 1].isalpha():
                start -= 1
            while text[end].isalpha():
                end += 1
            words.append((place, text[start:end]))
    return words


def word_at(text: str, place: int) -> str:
    start = end = place
    while start and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[start:end]


def test_every_lost_character_of_the_essay_comes_out_right(essay: str) -> None:
    mended = mend(essay)
    lost = [r for r in mended.repairs if r.kind is RepairKind.LOST_CHARACTER]
    assert len(damaged_words(essay)) == len(lost) == 44
    assert tuple(word_at(mended.text, r.start) for r in lost) == tuple(MENDED_WORDS)
    assert LOST not in mended.text


def test_the_sentence_torn_by_links_is_whole(essay: str) -> None:
    text = mend(essay).text
    sentence = (
        "quickly overthrew the Taliban regime after their leader, Mullah Omar, refused to hand "
        "over Osama bin Laden."
    )
    assert sentence in text
    assert "http" not in text


@pytest.mark.parametrize(
    "words",
    [
        "Afghanistan and reinstate Taliban rule",
        "joint operations and al-Qaeda has benefited",
        "defied the apparent cost-benefit calculation",
        "protecting al-Qaeda, reversing",
        "the Pakistani Taliban and Lashkar-e-Jhangvi, in",
        "has been one of the primary motives",
        "al-Qaeda’s support for its insurgency. Al-Qaeda gains",
        "terrorist attacks, offering experienced",
        "such relationships in the threat to the United States",
    ],
)
def test_what_lines_and_pages_broke_is_whole(essay: str, words: str) -> None:
    assert words in mend(essay).text


@pytest.mark.parametrize(
    "slip", ["2001 positon will", "What is Washington is willing concede?", "of former, history"]
)
def test_the_slips_of_the_author_stay(essay: str, slip: str) -> None:
    assert slip in mend(essay).text


def test_nothing_is_left_of_double_spaces_and_hard_spaces(essay: str) -> None:
    text = mend(essay).text
    assert "  " not in text
    assert "\u00a0" not in text


def test_every_repair_of_the_essay_says_what_stands_where(essay: str) -> None:
    mended = mend(essay)
    assert restore(mended.text, mended.repairs) == essay
    for repair in mended.repairs:
        assert mended.text[repair.start : repair.end] == repair.after
        end = repair.source_start + len(repair.before)
        assert essay[repair.source_start : end] == repair.before


def test_what_cannot_be_decided_is_left_and_reported() -> None:
    mended = mend(f"They met the old xq{LOST}zk in the town of {LOST} and left.")
    assert [r.kind for r in mended.repairs] == [RepairKind.UNDECIDED] * 2
    assert all(r.before == r.after == LOST for r in mended.repairs)
    assert mended.text.count(LOST) == 2


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("He was a�er the �rst o�cer.", "He was after the first officer."),
        ("The �ussian a�liate le�.", "The Russian affiliate left."),
        ("�is is the �nal di�erence.", "This is the final difference."),
        ("The e�ect was su�cient.", "The effect was sufficient."),
    ],
)
def test_lost_characters_are_judged_by_the_words(damaged: str, whole: str) -> None:
    assert mend(damaged).text == whole


def test_two_likely_words_are_not_guessed_between() -> None:
    assert LOST in mend("They spread the bu�er on it.").text


def test_the_text_decides_between_two_likely_words() -> None:
    intact = "A little butter matters: the letter and the bottle are better than a written matter. "
    text = intact + "�ve o�cers �nally a�rm the e�ects: di�cult �lms, �at roofs. The bu�er is full."
    assert "The buffer is full." in mend(text).text


@pytest.mark.no_cover  # counting lines takes time
def test_many_lost_characters_are_judged_in_time_that_grows_with_their_number() -> None:
    words = [f"e\ufffdect{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10 % 10]}" for n in range(100)]
    source = " ".join(words * 300)
    assert pace_of(lambda: mend(source), limit=40) < 40  # measured: 3; each judged anew: thousands


def test_codes_are_not_taken_for_words() -> None:
    assert mend("The key is e�26d8 or 4�89a7.").text == "The key is e�26d8 or 4�89a7."


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("to re-", "instate the rule", "to reinstate the rule"),
        ("a cost-", "benefit analysis", "a cost-benefit analysis"),
        ("by al-", "Qaeda itself", "by al-Qaeda itself"),
        ("the govern-", "ment of the day", "the government of the day"),
        ("the GFP-", "expressing cells", "the GFP-expressing cells"),
        ("the Lashkar-e-", "Jhangvi group", "the Lashkar-e-Jhangvi group"),
        ("the 12-", "month period", "the 12-month period"),
        ("pre-", "and post-war years", "pre- and post-war years"),
        ("one thing —", "and another", "one thing — and another"),
        ("one thing—", "and another", "one thing—and another"),
        ("one thing --", "and another", "one thing -- and another"),
        ("one thing--", "and another", "one thing--and another"),
        ("and/", "or another", "and/or another"),
    ],
)
def test_hyphens_at_line_ends(first: str, second: str, joined: str) -> None:
    filler = "so that it is as long as a line of this width has to be, "
    text = f"{filler}{first}\n{second} and {filler}and more of it,\n{filler}until the end."
    assert joined in mend(text).text


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("the infec- tion of all", "the infection of all"),
        ("a govern- ment report", "a government report"),
        ("the pre- and post-war years", "the pre- and post-war years"),
        ("a long- term plan", "a long- term plan"),
        ("the low- income or high- income", "the low- income or high- income"),
        ("an up- date", "an up- date"),
    ],
)
def test_words_cut_inside_a_line_are_closed_only_where_nothing_else_makes_sense(
    cut: str, whole: str
) -> None:
    assert mend(cut).text == whole


def test_the_spelling_of_the_text_decides_a_hyphen() -> None:
    filler = "so that it is as long as a line of this width has to be, "
    text = f"{filler}co-\noperative {filler}and the co-operative shop\n{filler}is closed."
    assert "be, co-operative so" in mend(text).text


def test_a_name_that_the_text_spells_decides_the_hyphen_in_its_possessive() -> None:
    filler = "so that it is as long as a line of this width has to be, "
    text = f"{filler}Over-\nhill's own {filler}and Overhill has a shop\n{filler}that is closed."
    assert "be, Overhill's own so" in mend(text).text


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_prose_comes_back(kind: str) -> None:
    # The first paragraph's last line is full: without a blank line nothing shows that it is one.
    paragraphs = PROSE[1:] if kind == "no blank lines" else PROSE
    failures = [text for text, good in restored(paragraphs * 4, KINDS[kind], 1) if not good]
    assert failures == []


def named_prose() -> list[str]:
    """Paragraphs that all differ, so that no line recurs by chance."""
    names = [a + b for a in ("Bala", "Ciro", "Dena", "Fosca") for b in ("ndra", "mir", "lut")]
    return [f"{name} told it. {text.replace('the', name)}" for name in names for text in PROSE]


@pytest.mark.parametrize(
    "text",
    [
        "One paragraph a line, and this one is rather long because it says a lot about nothing.\n"
        "Another paragraph that ends here.\nAnd a third one, short.\n",
        "A first block of text.\n\nA second one.\n\n\nA third after two lines.\n",
        "Fortnite is set in Earth , where 98 % of the world 's population disappear . It is so .",
        "Roses are red,\nviolets are blue,\nsugar is sweet,\nand so are you.\n",
        "The parties:\n1) Acme Inc.;\n2) Mr. Smith;\n3) others named below.\n",
        "Name\tJohn\n",
    ],
)
def test_text_that_needs_no_repair_comes_through_unharmed(text: str) -> None:
    mended = mend(text.replace("\t", " "))
    assert mended.text == text.replace("\t", " ")
    assert mended.repairs == ()


# Texts that look like extractions: words, damaged words, marks, links and breaks of all kinds.
PIECES = st.sampled_from(
    [
        *"the of and alliance operations Taliban Qaeda al- re- cost- benefit, state. off".split(),
        *[
            f"a{LOST}er",
            f"o{LOST}en",
            f"{LOST}nd",
            f"bu{LOST}er",
            f"{LOST}ussia",
            LOST,
            f"xq{LOST}",
        ],
        *[
            "1.",
            "•",
            "(a)",
            "“quoted.”",
            "Chapter One",
            "12",
            "Page 3",
            "x" * 40,
            "https://a.org/b",
        ],
        *[
            "\n",
            "\n",
            "\n\n",
            "\n ",
            " \n",
            "\f",
            "\n\n\n",
            "  ",
            "\u00a0",
            "\u00ad",
            "ﬁ",
            "\t",
            "中文",
        ],
    ]
)
EXTRACTIONS = st.lists(PIECES, max_size=60).map(" ".join) | st.lists(PIECES, max_size=60).map(
    "".join
)
ANY = st.text(max_size=200) | EXTRACTIONS


@settings(max_examples=300, deadline=None)
@given(ANY)
def test_undoing_all_repairs_gives_back_the_source(source: str) -> None:
    mended = mend(source)
    assert restore(mended.text, mended.repairs) == source
    for repair in mended.repairs:
        assert mended.text[repair.start : repair.end] == repair.after
        assert source[repair.source_start :].startswith(repair.before)


@settings(max_examples=300, deadline=None)
@given(ANY)
def test_mending_twice_changes_nothing_more(source: str) -> None:
    once = mend(source).text
    assert mend(once).text == once


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(PROSE), min_size=2, max_size=8),
    st.sampled_from(list(KINDS)),
    st.integers(0, 1000),
)
def test_repair_keeps_every_letter_that_was_there(
    paragraphs: list[str], kind: str, seed: int
) -> None:
    source = KINDS[kind](paragraphs, random.Random(seed))
    mended = mend(source)
    lifted = [r.before for r in mended.repairs if r.kind in {"link block", "page break"}]
    letters = sum(map(str.isalpha, source)) - sum(map(str.isalpha, "".join(lifted)))
    found = sum(map(str.isalpha, mended.text))
    put_back = sum(len(r.after) for r in mended.repairs if r.kind is RepairKind.LOST_CHARACTER)
    assert found == letters + put_back


@given(st.text("ab ", max_size=30), st.data())
def test_stages_of_changes_compose_into_one_record(source: str, data: st.DataObject) -> None:
    draft = Draft(source)
    for _ in range(3):
        cuts = sorted(data.draw(st.lists(st.integers(0, len(draft.text)), max_size=6)))
        pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
        after = data.draw(st.text("xyz", max_size=3))
        kinds = st.sampled_from([RepairKind.SPACING, RepairKind.LOST_CHARACTER])
        changes = [Change(a, b, after, data.draw(kinds)) for a, b in pairs if a < b]
        expected, end = "", 0
        for change in changes:
            expected += draft.text[end : change.start] + change.after
            end = change.end
        expected += draft.text[end:]
        draft.apply(changes)
        assert draft.text == expected
    assert restore(draft.text, draft.repairs()) == source


def test_a_running_header_and_page_numbers_are_lifted_out() -> None:
    paragraphs = named_prose()
    source = KINDS["form feeds, headers, numbers"](paragraphs, random.Random(0))
    document = document_of(source)
    assert source.count("Annals of Something") > 3
    assert "Annals of Something" not in document.text
    read = [document.text[p.start : p.end] for p in document.paragraphs]
    assert len(set(read) & set(paragraphs)) >= len(paragraphs) - 2  # one page ends on a full line


def test_a_list_of_links_twice_as_long_is_looked_at_twice_as_often(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks = 0
    is_link = Line.__dict__["link"].fget

    def counted(line: Line) -> bool:
        nonlocal looks
        looks += 1
        return bool(is_link(line))

    monkeypatch.setattr(Line, "link", property(counted))
    counts = []
    for length in (200, 400):
        looks = 0
        mend("\n".join(f"https://example.org/{n}/page" for n in range(length)))
        counts.append(looks)
    assert 0 < counts[1] <= 2.1 * counts[0]


@pytest.mark.parametrize(
    ("figures", "number"),
    [("i", 1), ("iv", 4), ("ix", 9), ("xiv", 14), ("xl", 40), ("XLIX", 49), ("lxxxviii", 88)],
)
def test_roman_figures_of_pages_are_numbers(figures: str, number: int) -> None:
    assert in_roman(figures) == number


@pytest.mark.parametrize("word", ["", "lil", "iix", "ill", "mix", "vv", "vi v"])
def test_other_words_of_the_same_letters_are_none(word: str) -> None:
    assert in_roman(word) is None
