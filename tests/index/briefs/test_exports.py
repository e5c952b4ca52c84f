"""A brief to hand in: every point as it stands, cited, in Markdown and on a page."""

import dataclasses
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.briefs.briefs import Brief
from index.briefs.facts.dates import dates_of
from index.briefs.facts.entities import names_of
from index.briefs.html_export import to_html
from index.briefs.markdown_export import to_markdown
from index.citations.citations import Form as CitationForm
from index.citations.citations import Style, bibliography, note
from index.language.sentences import sentences_of
from index.reading.documents import document_of
from index.types import Document, Metadata, Name, Quote, quote_of

TEXT = """Costs & <gains>

He paid *all* of it in 2001. Ana Sample left Zorbia.

So it <b>was</b> & stays [so] $5.
"""


def document(text: str = TEXT, id: str = "a", url: str | None = None) -> Document:
    metadata = Metadata("The <Essay> & *more*", author=(Name("Sample", "Ana"),), url=url)
    return dataclasses.replace(document_of(text, id=id), metadata=metadata, sha256="ab" * 32)


def points_of(read: Document) -> tuple[Quote, ...]:
    return tuple(
        quote_of(read, sentence)
        for paragraph in read.paragraphs
        for sentence in sentences_of(read.text, paragraph.span)
    )


def brief_of(read: Document, topic: str | None = "costs") -> Brief:
    sentences = [s for p in read.paragraphs for s in sentences_of(read.text, p.span)]
    return Brief(
        topic,
        0.9,
        points_of(read),
        names=names_of(read),
        dates=dates_of(read, sentences),
        questions=("What did it <cost>?",),
    )


def no_link(quote: Quote) -> None:
    del quote


class Page(HTMLParser):
    """Collects what a browser would show, and what it would load or open."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in {"meta", "link", "img", "br", "hr"}:
            self.open.append(tag)
        for name, value in attrs:
            self.note(name, value or "")

    def note(self, name: str, value: str) -> None:
        if name == "href":
            self.links.append(value)
        elif name in {"src", "srcset", "data", "action", "style"}:
            self.loads.append(value)
        elif name == "id":
            self.ids.add(value)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text.append(data)


def test_the_page_is_well_formed_and_loads_nothing() -> None:
    source = to_html(brief_of(document()), link=no_link)
    page = Page(source)
    assert page.open == []
    assert page.loads == []
    assert not {"script", "link", "img", "iframe", "object", "b"} & set(page.tags)
    assert "url(" not in source
    assert "@import" not in source


def test_the_page_shows_every_point_as_it_stands() -> None:
    read = document()
    shown = "".join(Page(to_html(brief_of(read), link=no_link)).text)
    for point in points_of(read):
        assert point.text in shown
    assert "The <Essay> & *more*" in shown
    assert "What did it <cost>?" in shown


@given(topic=st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_topic_can_add_a_tag_to_the_page(topic: str) -> None:
    plain = Page(to_html(brief_of(document(), "costs"), link=no_link)).tags
    assert Page(to_html(brief_of(document(), topic or "x"), link=no_link)).tags == plain


def test_every_note_that_is_cited_is_there_and_no_other() -> None:
    page = Page(to_html(brief_of(document()), link=no_link))
    cited = {link.removeprefix("#") for link in page.links}
    assert cited == page.ids
    assert cited == {"note-1", "note-2"}


def test_a_note_is_the_citation_of_its_paragraph() -> None:
    read = document()
    source = to_html(brief_of(read), link=no_link)
    first = points_of(read)[0]
    assert f'<li id="note-1">{note(first, Style.CHICAGO, CitationForm.HTML)}</li>' in source
    assert bibliography([read], Style.CHICAGO, CitationForm.HTML)[0] in source


def test_each_point_opens_the_source_at_its_words() -> None:
    read = document()
    source = to_html(brief_of(read), link=lambda quote: f"https://e.org/?a=1&b={quote.start}")
    links = [link for link in Page(source).links if not link.startswith("#")]
    assert links == [f"https://e.org/?a=1&b={point.start}" for point in points_of(read)]


def test_the_revision_says_which_file_was_quoted() -> None:
    for export in (to_html, to_markdown):
        assert "revision sha256:abababababab" in export(brief_of(document()))


def test_markdown_has_a_footnote_for_each_paragraph_in_order_of_citation() -> None:
    text = to_markdown(brief_of(document()), link=no_link)
    body, notes = text.split("\n[^1]: ", 1)
    assert list(dict.fromkeys(re.findall(r"\[\^(\d+)\]", body))) == ["1", "2"]
    assert re.findall(r"^\[\^(\d+)\]: ", "\n[^1]: " + notes, re.MULTILINE) == ["1", "2"]
    assert note(points_of(document())[0], Style.CHICAGO, CitationForm.MARKDOWN) in notes


def test_markdown_shows_marks_of_the_source_as_they_are() -> None:
    text = to_markdown(brief_of(document()), link=no_link)
    assert r"He paid \*all\* of it in 2001.[^1]" in text
    assert r"So it \<b\>was\</b\> \& stays \[so\] \$5.[^2]" in text


@pytest.mark.parametrize("start", ["1. ", "- ", "+ ", "# ", "> "])
def test_a_sentence_that_begins_like_a_mark_begins_no_list_or_heading(start: str) -> None:
    read = document(f"Before it. {start}So it was and stays there.")
    quote = quote_of(read, dataclasses.replace(read.paragraphs[0].span, start=11))
    text = to_markdown(Brief(None, 1.0, (quote,)), link=no_link)
    (line,) = [line for line in text.splitlines() if "So it was" in line]
    assert line.startswith((f"- {start[:-2]}\\", "- \\"))


def test_a_format_for_programs_falls_back_to_notes_people_read() -> None:
    made = brief_of(document())
    assert to_markdown(made, Style.BIBTEX) == to_markdown(made, Style.CHICAGO)
    assert to_html(made, Style.RIS) == to_html(made, Style.CHICAGO)


def test_several_documents_are_shown_one_after_the_other_with_all_their_entries() -> None:
    one, other = document(id="a"), document("Bread was made.", id="b")
    made = Brief("x", 1.0, (*points_of(one), *points_of(other)))
    for export in (to_html, to_markdown):
        text = export(made)
        assert text.index("stays") < text.index("Bread was made")
        assert "(a), revision" in text
        assert "(b), revision" in text


def test_an_empty_brief_can_be_handed_in() -> None:
    assert Page(to_html(Brief(None, 1.0, ()))).open == []
    assert to_markdown(Brief(None, 1.0, ())).startswith("# Brief\n")


def test_the_same_brief_gives_the_same_bytes() -> None:
    assert to_html(brief_of(document())) == to_html(brief_of(document()))
