"""Sentences end where a reader ends them, and are found in time."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.sentences import is_ended, sentences_of
from index.types import Span
from tests.support.pace import pace_of


def cut(text: str, language: str = "en") -> list[str]:
    return [text[span.start : span.end] for span in sentences_of(text, language=language)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Launched on Oct. 7, 2001, the U.S.-led invasion was quick.", "It cost 3.5 million."],
        ["Al-Qaeda was the cause of the U.S. invasion.", "It left the U.S.", "Then it came back."],
        ["“The Taliban almost does not need us.”", "That is what he said."],
        ["It is the motive for the “forever war.”", "The war goes on."],
        ["Mr. Smith met Gen. Petraeus and Dr. A. B. Lee.", "They agreed, e.g. on Kabul."],
        ["The pH was 7.4.", "5 samples were taken (approx. 5 ml).", "See Fig. 3 and Eqs. 4 and 5."],
        ["“Is it so?” he asked.", "“Yes.”", "He went."],
        ["He left (and this is so.)", "Then he came.", "Acme Corp. is big."],
        ["He left (in the U.S.) and came."],
        ["1. Definitions are given here.", "2. Terms follow.", "(iii) Others come last."],
        [
            "It was in Earth , where 98 % of the world 's people are .",
            "`` It is good . ''",
            "He left .",
        ],
        ["What is Washington is willing concede?", "Nobody knows."],
        ["Smith et al. 2009 said no. 7 is out.", "It was at 3 p.m. on Monday."],
        ["The groups, incl. al-Qaeda, met on Sat. and Sun. in Jan. 2002."],
        ["Open the Config. and make sure that it is off.", "Then go on."],
        ["the mill burnt.", "and then it was rebuilt."],
        ["Who built it?", "and who burnt it?"],
        ["Nobody knew.", "is it open?"],
        ["Call CONFIG.COM or CONFIG.BAT.", "It needs python3.Y here.", "It was 1945.", "A war."],
        ["It is called vX.Y.0 or vX.(Y+1).0 now.", "Then vX.Y.Z (0 < Z) comes.", "He left."],
        ["Use #!/usr/bin/env in it.", "Then test with a!=b.", "Done."],
        ["Once /usr/lib/mill.* is gone, go on.", "It burnt.", "* The mill was insured."],
        [
            "They sold oats, rye, etc. in art. 5.",
            "All was sold, etc.",
            "Bakers said no.",
            "It is art.",
        ],
        ["“I saw it,” she told me.", "“Nobody came in May.”", "Arts. 5 and 6 are on ore.", "Who?"],
        ["It burnt in May.", "A baker saw it.", "He was fed.", "I was ill.", "A fox came.", "Who?"],
        ["He left Acme Inc.", "A mill hired him in May.", "Arvale rang, see art. I and art. II."],
        [
            "He served in Co. A then, under art. I section 8, see no. I below.",
            "He said no.",
            "A bell.",
        ],
        [
            "It costs a pound.",
            "* it did not before.",
            "/usr/lib/libz.* and 10.0.* are gone.",
            "So?",
        ],
        [
            "Read NOTES.Miller and /etc/mill/README.Rules before you mill.",
            "Old ones are kept as changelog.Miller.gz or mill.tar.{gz,xz}.",
            "It burnt in the USA.",
            "People came.",
        ],
        ["(5) The mill is old.", "It burnt.", "(b) It was built anew.", "Then it stood."],
        ["• The mill is old.", "It burnt (as ever).", "It is gone."],
        ["(1) (a) It is old.", "It burnt."],
        ["It stood idle.", "(The name [5] was new; nobody liked it.)", "Then it burnt."],
        ["They sold oats (and rye [as in 3].)", "[That was “legal [then].”]", "(Nobody asked.)"],
        ["It calls mill(oats[1].) but goes on.", "1) It ends.", "2) It is gone."],
        ["这是第一句。", "这是第二句。"],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    joint = "" if "。" in sentences[0] else " "
    assert cut(joint.join(sentences)) == sentences


def test_what_a_line_ends_goes_on_in_no_code_below() -> None:
    assert cut("The mill burnt.\n- grain was lost.\n* oats, too") == [
        "The mill burnt.",
        "- grain was lost.",
        "* oats, too",
    ]


@pytest.mark.parametrize(
    "text", ["It burnt in the USA.The miller wept.", "It has ended.Mill.example has pictures."]
)
def test_a_sentence_ends_though_the_space_behind_it_was_left_out(text: str) -> None:
    assert len(cut(text)) == 2


GERMAN = [
    ["Manche, z. B. Arvale und z.B. Mühlen, u. a. Räder, d. h. Holz, stehen leer.", "Das war so."],
    ["Dr. Marlow kam am 3. Mai an.", "Prof. Dr. Huber blieb bis ca. Mitte Mai."],
    ["Das ist bzw. Holz war so, vgl. Abb. 3 und Nr. 5.", "Dann brannte sie."],
    ["Der Preis lag bei 3,5 Mio. Euro inkl. Steuer.", "Die Fa. Holz zahlte ihn gem. Absatz 3."],
    ["Im 19. Jahrhundert stand sie leer, seit dem 2. Weltkrieg auch.", "Es waren 12.", "Niemand."],
    ["Das war im Jahr 1702.", "Dann kam er."],
]
FRENCH = [
    ["Mme Durand et M. Dupont sont venus, p. ex. Lundi.", "MM. Roux et Lamy sont restés."],
    ["C'était av. J.-C. ou apr. J.-C. selon le Dr. Lamy.", "Voir cf. Annexe et éd. Seuil."],
    ["Il a dit : « Oui. »", "Puis il est parti.", "Voir p. 12 et art. 5 du code."],
]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [*(("de", one) for one in GERMAN), *(("fr", one) for one in FRENCH), ("fr-CA", FRENCH[0])],
)
def test_other_languages_are_cut_by_their_own_rules(language: str, sentences: list[str]) -> None:
    assert cut(" ".join(sentences), language) == sentences


@pytest.mark.parametrize("sentences", [GERMAN[1], GERMAN[2], FRENCH[0]])
def test_english_rules_cut_them_elsewhere(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) != sentences


LONG_QUOTATION = [
    "She holds that “the long war, as was said before in many speeches, is aimed at the enemy.",
    "It concerns labour, too, and all of the army that stood there.",
    "No. It began in Oct. 2001, and nobody can say for whom it will be over first,” and she left.",
]


@pytest.mark.parametrize("marks", ["“”", '""', "«»", "‘’"])
def test_a_long_quotation_is_cut_into_its_sentences(marks: str) -> None:
    printed = str.maketrans("“”", marks)
    sentences = [one.translate(printed) for one in [*LONG_QUOTATION, "He stayed."]]
    assert cut(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "“Go. Now. The mill is on fire,” he said.",
        "He said “No!” and left.",
        "Asked about it, she said: “We were given bread once. Let them bake.”",
        "“Is that so? I had not heard of it,” asked Lee.",
    ],
)
def test_a_short_quotation_stays_with_the_sentence_around_it(sentence: str) -> None:
    assert cut(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentences",
    [
        ["It “rules the state.” [Some Book, p. xi]", "These “filters” are five."],
        ["It is so. [p. 26]", "It was. (pp. 3-4 and p. 7)", "They saw it. (Lee et al., 2009)"],
        ["It is so. [3] [4, 5]", "It was. [Op. Cit., p. 2]", "Then it went. [ibid.]"],
        ["“It was so.” [p. 3], she wrote.", "“It is so.” [p. 4] and so on.", "Nobody came."],
        ["It is so.", "(In 1992, all) was lost.", "(2) It falls."],
        ["He says that “it burns.” [p. 5]", "These [mills] are old."],
        ["It is so. [“The Mill,” Ann Lee (ed.), Old Mills, p. 3]", "“It was.” (Lee, 2009)", "So."],
        ["[p. 3] It is so.", "It was."],
    ],
)
def test_a_reference_belongs_to_the_sentence_before_it(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


def test_a_stretch_is_cut_with_offsets_of_the_whole_text() -> None:
    text = "Before. One here. Two there. After."
    spans = sentences_of(text, Span(8, 28))
    assert [text[s.start : s.end] for s in spans] == ["One here.", "Two there."]


def test_white_space_holds_no_sentence() -> None:
    assert sentences_of(" \n\t ") == ()
    assert sentences_of("") == ()


@given(
    st.text(
        alphabet=st.sampled_from("abA .?!\n\"'”)]1…\u00a0é中。") | st.characters(), max_size=120
    )
)
def test_sentences_cover_everything_but_white_space(text: str) -> None:
    spans = sentences_of(text)
    end = 0
    for span in spans:
        assert text[end : span.start].strip() == ""
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        end = span.end
    assert text[end:].strip() == ""


def test_a_megabyte_is_cut() -> None:
    paragraph = (
        "The committee met on Oct. 7, 2001, in the town hall. It agreed to pay 3.5 million. " * 12
    )
    assert sum(len(sentences_of(text)) for text in [paragraph] * 1000) == 24_000


@pytest.mark.no_cover  # counting lines takes time
def test_a_mark_before_white_space_holds_nothing_up() -> None:
    text = f"(a){' ' * 20_000}"
    pace = pace_of(lambda: sentences_of(text), limit=20)
    assert pace < 20  # squared time: hundreds


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a ",
        "(a",
        "fig. ",
        "1. ",
        '?"',
        ".",
        "(a.) B ",
        '"A." b ',
        ") ",
        "U.S. a",
        "[p. 3] ",
        "So. [3] ",
        "A. [p. 3",
        ". [“A, 1999]",
        "(a) ",
        "“a. B",
        "'A. b'",
        "“ 'a' “",
        "'\"“‘«„",
        "``a`` ",
        "’「`«)‘ ",
        "< ",
        ":( ",
        "<3 [",
    ],
)
@pytest.mark.no_cover  # counting lines takes time
def test_a_long_run_of_anything_is_cut_in_a_moment(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    pace = pace_of(lambda: sentences_of(text), limit=20)
    assert pace < 20  # measured: at most 5; squared time: hundreds


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("It was so.", True),
        ("“Was it so?”", True),
        ("It was so (as ever).", True),
        ("It was so.12", True),
        ("それは真実だ。", True),
        ("Ana Sample, 7 May 1954", False),
        ("Page 12", False),
        ("These are:", False),
    ],
)
def test_a_line_that_ends_a_sentence_is_told_from_one_that_does_not(text: str, ended: bool) -> None:
    assert is_ended(text) is ended


@given(st.text(alphabet=st.sampled_from("a1_ .!?…。)²½é\n٣") | st.characters(), max_size=12))
def test_a_sentence_ends_with_its_mark_but_for_figures_and_signs(text: str) -> None:
    assert is_ended(text) is bool(re.search(r"[.!?…。！？][\W\d]*$", text))


@pytest.mark.no_cover  # counting lines takes time
def test_the_end_of_many_figures_is_found_in_a_moment() -> None:
    text = "1.5 " * 10_000 + "kg"
    pace = pace_of(lambda: is_ended(text), limit=20)
    assert pace < 20  # squared time: thousands


def test_sentences_with_very_many_quotations_end_where_those_with_few_do() -> None:
    said = "He said: “It is so. It was so.” 'Is it?' she asked. Then he went. "
    alone = cut(said * 2)
    assert cut(said * 1_000) == alone[: len(alone) // 2] * 1_000
    assert len(cut(f"{'“a” ' * 1_000}is one.")) == 1


def test_a_quotation_within_very_many_keeps_its_sentences_together() -> None:
    quotation = '"It is so. It was so," he said. '
    text = 'He saw "it". ' * 400 + quotation + 'He saw "it". ' * 400
    assert [said for said in cut(text) if "so" in said] == [quotation.strip()]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Spam is bad :( It annoys us.", "We ban for it (ask Hanna).", "Then it ends."],
        ["Play Fourr\\(aae: it counts.", "Then you score.", "It counts (twice)."],
        ["A list [see below.", "It goes on.", "And on [3]."],
        ["I like it <3 more.", "Than that.", "Or is 7 > 6?"],
        ["It is 5 < 6 always.", "Then more.", "And 7 > 6, too."],
        ["He left the mill.", "(The gate was open.", "It was dark (as ever)."],
    ],
)
def test_a_bracket_that_encloses_nothing_holds_no_sentences_together(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences
