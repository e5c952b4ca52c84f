"""Citations, held against `pandoc --citeproc` 3 with the same style files, and against parsers.

Where pandoc departs from the manuals the test says so.
"""

import dataclasses
import datetime
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.citations import csl
from index.citations.citations import Form, Style, cite, note
from index.types import Document, Locator, LocatorKind, Name, quote_of
from tests.support.documents.cited_documents import PARAGRAPHS, document_of, quote_in, with_metadata
from tests.support.pace import pace_of

QUOTE = quote_in(document_of(), "the towns have counted 44 floods")
URL = "https://rivers.example/2018/09/slow-water/"
TITLE = "Slow Water: The Shifting Ties Between the Weser and the Old Towns"
TEXT_STYLES = (Style.CHICAGO, Style.APA, Style.MLA)


def test_a_chicago_note_names_author_title_magazine_date_paragraph_and_address() -> None:
    assert cite(QUOTE, Style.CHICAGO) == (
        f"Ada Lovis Okafor, “{TITLE},” Rivers & Roads, September 11, 2018, para. 2, {URL}."
    )


def test_a_chicago_bibliography_turns_the_name_and_leaves_the_paragraph_out() -> None:
    assert cite(document_of(), Style.CHICAGO) == (
        f"Okafor, Ada Lovis. “{TITLE}.” Rivers & Roads, September 11, 2018. {URL}."
    )


def test_apa_has_initials_and_sentence_case_and_an_in_text_form_on_a_second_line() -> None:
    assert cite(QUOTE, Style.APA) == (
        "Okafor, A. L. (2018, September 11). Slow water: The shifting ties between the Weser and "
        f"the old towns. Rivers & Roads. {URL}\n(Okafor, 2018, para. 2)"
    )


def test_mla_has_the_whole_name_and_a_short_month() -> None:
    assert cite(QUOTE, Style.MLA) == (
        f"Okafor, Ada Lovis. “{TITLE}.” Rivers & Roads, 11 Sept. 2018, {URL}.\n(Okafor, par. 2)"
    )


def test_an_organisation_is_cited_by_its_whole_name() -> None:
    quote = quote_in(with_metadata(author=(Name(literal="Weser River Authority"),)), "No town")
    assert note(quote).startswith("Weser River Authority, “Slow Water")
    assert note(quote, Style.APA) == "(Weser River Authority, 2018, para. 3)"


def test_three_authors_are_named_as_each_style_names_them() -> None:
    authors = (
        Name("Okafor", "Ada Lovis"),
        Name("Brandt", "Jo"),
        Name("de la Cruz", "Ana María"),
    )
    document = with_metadata(author=authors)
    starts = [cite(document, style).partition(" “")[0].partition(" (")[0] for style in TEXT_STYLES]
    assert starts == [
        "Okafor, Ada Lovis, Jo Brandt, and Ana María de la Cruz.",
        "Okafor, A. L., Brandt, J., & de la Cruz, A. M.",
        "Okafor, Ada Lovis, et al.",
    ]
    assert note(quote_in(document, "No town"), Style.APA) == "(Okafor et al., 2018, para. 3)"


def test_without_an_author_the_title_or_the_publication_stands_first_and_only_once() -> None:
    document = with_metadata(author=())
    assert cite(document, Style.CHICAGO) == (
        f"Rivers & Roads. “{TITLE}.” September 11, 2018. {URL}."
    )
    assert cite(document, Style.APA) == (
        "Slow water: The shifting ties between the Weser and the old towns. (2018, September 11). "
        f"Rivers & Roads. {URL}"
    )
    assert cite(document, Style.MLA) == f"“{TITLE}.” Rivers & Roads, 11 Sept. 2018, {URL}."


def test_without_a_date_it_says_so_where_the_style_does() -> None:
    document = with_metadata(issued=())
    assert cite(document, Style.CHICAGO).endswith(f"Rivers & Roads, n.d. {URL}.")
    assert cite(document, Style.APA).startswith("Okafor, A. L. (n.d.). ")
    assert cite(document, Style.APA).endswith(f"Rivers & Roads. {URL}")  # no bare "Retrieved"
    assert cite(document, Style.MLA).endswith(f"Rivers & Roads, {URL}.")


def test_the_day_of_access_is_shown_only_where_the_page_is_undated() -> None:
    day = datetime.date(2026, 1, 2)
    undated = with_metadata(issued=())
    assert cite(undated, Style.CHICAGO, accessed=day).endswith(f"Accessed January 2, 2026. {URL}.")
    assert cite(undated, Style.APA, accessed=day).endswith(f"Retrieved January 2, 2026, from {URL}")
    for style in (Style.CHICAGO, Style.APA):
        assert cite(document_of(), style, accessed=day) == cite(document_of(), style)


def test_a_file_of_which_nothing_is_known_but_its_title_is_cited_by_it() -> None:
    document = with_metadata(type="document", author=(), container_title=None, issued=(), url=None)
    quote = quote_in(document, "No town")
    assert note(quote) == f"“{TITLE},” para. 3."
    assert [cite(document, style) for style in TEXT_STYLES] == [
        f"“{TITLE}.”",
        "Slow water: The shifting ties between the Weser and the old towns. (n.d.).",
        f"{TITLE}.",
    ]


@pytest.mark.parametrize("issued", [(2018,), (2018, 9)])
def test_a_date_is_as_exact_as_it_is_known(issued: tuple[int, ...]) -> None:
    shown = "September 2018" if len(issued) > 1 else "2018"
    assert f"Rivers & Roads, {shown}, para. 3" in note(
        quote_in(with_metadata(issued=issued), "No town")
    )


def test_a_question_mark_takes_the_place_of_the_period_but_keeps_the_comma() -> None:
    # Chicago Manual of Style, 17th edition, 6.125; pandoc drops the comma as well.
    document = with_metadata(title="Why Did the Water Last?")
    assert "“Why Did the Water Last?” Rivers" in cite(document, Style.CHICAGO)
    assert "“Why Did the Water Last?,” Rivers" in note(quote_in(document, "No town"))
    assert "Why did the water last? Rivers" in cite(document, Style.APA)


@pytest.mark.parametrize("title", ["Leaving the “Old Towns”", 'Leaving the "Old Towns"'])
def test_quotation_marks_within_a_title_become_single_with_punctuation_inside(title: str) -> None:
    # Chicago Manual of Style, 17th edition, 6.9; pandoc leaves the period between the marks.
    assert "“Leaving the ‘Old Towns.’” Rivers" in cite(with_metadata(title=title), Style.CHICAGO)


def test_the_stops_of_a_title_and_an_address_stay_and_only_the_styles_own_goes() -> None:
    # Chicago Manual of Style, 17th edition, 6.124: no period behind another mark.
    address = "https://code.example/compare/v1...v2"
    document = with_metadata(title="Waiting... Water. Wait!.. Or Not...", url=address)
    shown = cite(document, Style.CHICAGO)
    assert "“Waiting... Water. Wait!.. Or Not...” Rivers" in shown
    assert shown.endswith(f" {address}.")
    assert cite(document, Style.APA).endswith(f" {address}")
    assert "“Waiting... Water. Wait!.. Or Not...,” Rivers" in note(quote_in(document, "No town"))


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ('The 12" Remix', "“The 12″ Remix.”"),
        ('Reading "1984" Twice', "“Reading ‘1984’ Twice.”"),
        ("Die „Große“ Frage", "“Die ‘Große’ Frage.”"),
        ("Die »Große« Frage", "“Die ‘Große’ Frage.”"),
    ],
)
def test_inches_are_no_quotation_and_pairs_of_other_languages_are_one(
    title: str, shown: str
) -> None:
    assert f"{shown} Rivers" in cite(with_metadata(title=title, language="de"), Style.CHICAGO)


def test_titles_in_other_languages_keep_their_case() -> None:
    document = with_metadata(title="Langsames Wasser: eine Reise ins Land", language="de")
    for style in TEXT_STYLES:
        assert "Langsames Wasser: eine Reise ins Land" in cite(document, style)


def test_apa_takes_the_case_of_a_titles_words_from_the_document() -> None:
    text = "Most of the al-Sham files say that NATO and the old Weser towns wrote nothing down."
    title = "The Al-Sham Files and NATO: Old Towns, New Weser Water"
    metadata = with_metadata(title=title).metadata
    assert "The al-Sham files and NATO: Old towns, new Weser water." in cite(
        document_of((text,), metadata), Style.APA
    )


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("U.S. Policy Toward Iran and the Gulf", "U.S. policy toward Iran and the gulf"),
        ("Using Cost–Benefit Analysis in Practice", "Using cost–benefit analysis in practice"),
        ("The Long Flood – Weser Water Rising", "The long flood – Weser water rising"),
        ("The Long Flood—After Many Years", "The long flood—After many years"),
        ("Who Counts? Weser Water Rising", "Who counts? Weser water rising"),
    ],
)
def test_a_title_begins_anew_behind_its_own_stops_alone(title: str, shown: str) -> None:
    text = "Then all of Iran heard that the river Weser was a mile wide."
    document = document_of((text,), with_metadata(title=title).metadata)
    assert f" {shown}{'' if shown.endswith('?') else '.'} " in cite(document, Style.APA)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("WESER ROWING AND SAILING CLUB", "Weser Rowing and Sailing Club"),  # a name in the text
        ("RULES OF THE WESER BOATS", "Rules of the Weser boats"),
        ("THE NATO FILES: OLD TOWNS", "The NATO files: Old towns"),
        ("THE LAST BOAT OF JUNE", "The last boat of June"),
        ("ROWING CLUB HAS BOATS", "Rowing club has boats"),  # small in the text
        ("The NATO Files of the ACME Club", "The NATO files of the ACME club"),
    ],
)
def test_a_title_in_capitals_takes_its_case_from_the_document(title: str, shown: str) -> None:
    text = (
        "Many belong to the Weser Rowing and Sailing Club, and the club belongs to NATO. A rowing "
        "club has boats."
    )
    document = document_of((text,), with_metadata(title=title).metadata)
    assert f" {shown}. " in cite(document, Style.APA)


def test_a_title_in_sentence_case_is_left_as_it_is() -> None:
    assert "Slow water and the Weser. " in cite(
        with_metadata(title="Slow water and the Weser"), Style.APA
    )


def test_markdown_has_stars_for_italics_and_everything_else_escaped_but_addresses() -> None:
    document = with_metadata(title="A *bold* [move]", url="https://rivers.example/a_b_c")
    cited = cite(document, Style.CHICAGO, Form.MARKDOWN)
    assert r"“A \*bold\* \[move\].” *Rivers & Roads*, September" in cited
    assert "https://rivers.example/a_b_c." in cited


def test_an_address_in_a_title_is_escaped_as_the_rest_of_it() -> None:
    document = with_metadata(title="At https://evil.example/*x* we met")
    cited = cite(document, Style.APA, Form.MARKDOWN)
    assert r"https://evil.example/\*x\*" in cited
    assert cited.endswith(URL)


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        (Form.PLAIN, "<a href=//evil>*7*"),
        (Form.HTML, "&lt;a href=//evil&gt;*7*"),
        (Form.MARKDOWN, r"\<a href=//evil\>\*7\*"),
    ],
)
def test_the_name_of_a_page_is_escaped(form: Form, shown: str) -> None:
    name = Locator(0, LocatorKind.PAGE, "<a href=//evil>*7*", "page=1")
    document = dataclasses.replace(document_of(), locators=(name,))
    assert shown in note(quote_in(document, "No town"), Style.CHICAGO, form)


def test_html_has_italic_elements_and_everything_else_escaped() -> None:
    cited = cite(with_metadata(title="Water < Wine"), Style.CHICAGO, Form.HTML)
    assert "“Water &lt; Wine.” <i>Rivers &amp; Roads</i>, September" in cited


def test_a_data_format_has_no_notes() -> None:
    with pytest.raises(ValueError, match="bibtex is a data format"):
        note(QUOTE, Style.BIBTEX)


def paged(*starts: int, first: int = 7) -> Document:
    """The document, pages beginning at these code points."""
    pages = tuple(
        Locator(start, LocatorKind.PAGE, str(number), f"page={number}")
        for number, start in enumerate(starts, start=first)
    )
    return dataclasses.replace(document_of(), locators=pages)


@pytest.mark.parametrize(
    ("style", "one", "two"),
    [
        (Style.CHICAGO, "September 11, 2018, 8, https", "September 11, 2018, 7–8, https"),
        (Style.APA, "(Okafor, 2018, p. 8)", "(Okafor, 2018, pp. 7–8)"),
        (Style.MLA, "(Okafor 8)", "(Okafor 7–8)"),
    ],
)
def test_a_place_on_a_page_is_cited_by_page(style: Style, one: str, two: str) -> None:
    """As the manuals have it: Chicago 14.53 without "p.", APA 8.13, MLA 6.16."""
    first, second = document_of().paragraphs[:2]
    later = paged(0, second.start)
    assert one in note(quote_in(later, "Since 1921"), style)
    inside = paged(0, first.start + 20)
    assert two in note(quote_of(inside, first.span), style)


def test_pages_are_a_note_in_records_for_programs() -> None:
    document = paged(0, 20)
    (item,) = json.loads(cite(quote_of(document, document.paragraphs[0].span), Style.CSL_JSON))
    assert item["note"] == "Pages 7–8"
    assert "  note = {Page 8}," in cite(quote_in(document, "No town"), Style.BIBTEX)


def test_a_page_without_a_name_is_cited_by_paragraph() -> None:
    nameless = dataclasses.replace(
        document_of(), locators=(Locator(0, LocatorKind.PAGE, "", "page=1"),)
    )
    assert note(quote_in(nameless, "No town"), Style.APA) == "(Okafor, 2018, para. 3)"


def test_a_moment_of_a_recording_is_cited_by_time() -> None:
    moments = (Locator(0, LocatorKind.TIMESTAMP, "0:01:23", "t=83"),)
    talk = dataclasses.replace(document_of(), locators=moments)
    assert note(quote_in(talk, "No town"), Style.APA) == "(Okafor, 2018, 0:01:23)"


_TYPES = st.sampled_from(
    "article-magazine article-journal webpage post-weblog document report book interview".split()
)
_TEXT = st.text(min_size=1, max_size=40).filter(lambda text: any(map(str.isalnum, text)))


@settings(max_examples=15, deadline=None)
@given(title=_TEXT, family=_TEXT, container=st.none() | _TEXT, kind=_TYPES)
def test_any_metadata_can_be_cited_in_any_style(
    title: str, family: str, container: str | None, kind: str
) -> None:
    document = with_metadata(
        title=title, author=(Name(family, "A."),), container_title=container, type=kind
    )
    quote = quote_in(document, "No town")
    for style in Style:
        for form in Form:
            assert cite(quote, style, form)
    for style in TEXT_STYLES:
        assert csl.PLACE not in cite(quote, style)
        assert "3)" in cite(quote, style) or "para. 3" in cite(quote, style)


def test_threads_do_not_disturb_each_other() -> None:
    # With and without an author by turns: what stands in an author's place is the processor's
    # state while it renders.
    documents = [
        with_metadata(title=f"Water Number {n}", **({"author": ()} if n % 2 else {}))
        for n in range(40)
    ]
    expected = [cite(document, Style.MLA) for document in documents]
    csl.render.cache_clear()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda document: cite(document, Style.MLA), documents))
    finally:
        sys.setswitchinterval(interval)
    assert found == expected


@pytest.mark.no_cover  # counting lines takes time
def test_a_citation_after_the_first_costs_less_than_a_few_milliseconds() -> None:
    quotes = [quote_in(document_of(), words) for words in ("The ties", "Since 1921", "No town")]
    for style in Style:
        cite(quotes[0], style)
    limit = 0.15 * 3 * len(Style)  # 5 ms each on an idle core are 0.08 each
    pace = pace_of(lambda: [cite(q, style) for style in Style for q in quotes], limit=limit)
    assert pace < limit


@pytest.mark.no_cover  # counting lines takes time
def test_a_document_of_one_long_paragraph_is_cited_in_apa_as_quickly_as_of_many() -> None:
    document = document_of((" ".join([*PARAGRAPHS] * 1_000),))
    assert len(document.text) > 200_000
    assert pace_of(lambda: cite(document, Style.APA), limit=4) < 4  # squared time: 20; else 0.6


def test_importing_citations_loads_no_processor() -> None:
    program = "import sys, index.citations.citations; sys.exit('citeproc' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], check=False)
    assert ran.returncode == 0
