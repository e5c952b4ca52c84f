"""Bare links at the edges of a page's text."""

import pytest

from index.reading.markup.edge_links import edge_links
from index.reading.markup.main_part import main_part
from index.reading.markup.parts import parts_of
from index.reading.markup.tree import page_of
from index.types import Omission, OmissionKind

WAY = '<a href="one.html">&lt;-previous</a> | <a href="three.html">next-&gt;</a>'


def _is_within(address: str) -> bool:
    return address.startswith("#")


def edges(body: str) -> list[str]:
    """The links that are found at the edges of a body."""
    element = page_of(f"<html><body>{body}</body></html>".encode()).find("body")
    assert element is not None
    return [links.get_text().strip() for links in edge_links(element, element)]


@pytest.mark.parametrize("body", [f"{WAY}<p>Text.</p>", f"<p>Text.</p><!-- end -->\n{WAY}<br>"])
def test_links_alone_before_or_behind_all_blocks_are_found(body: str) -> None:
    assert edges(body) == ["<-previous | next->"]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="mill.html">The mill</a> was built in 1702.<p>Text.</p>',
        '<b>See</b> <a href="mill.html">the mill</a><p>Text.</p>',
        f"<p>Text.</p>{WAY}<p>More.</p>",
        f"<p>{WAY}</p><p>Text.</p>",
        '<a id="top">The mill</a><p>Text.</p>',
        WAY,
    ],
)
def test_links_that_belong_to_words_or_are_all_there_is_are_not(body: str) -> None:
    assert edges(body) == []


BAR = f"<table><tr><td>{WAY}</td></tr></table>"


@pytest.mark.parametrize("body", [f"{BAR}<h1>Mills</h1><p>Text.</p>", f"<p>A.</p><p>B.</p>{BAR}"])
def test_a_row_of_links_at_an_edge_is_found(body: str) -> None:
    assert edges(body) == ["<-previous | next->"]


INDEX = '<p><a href="1.htm"><img></a> <a href="0.htm">INDEX</a> <a href="3.htm"><img></a></p>'


@pytest.mark.parametrize(
    "foot", ["", "<p>Design by Ada Bell</p>", "<hr><p>Made.</p><p>In May.</p>"]
)
def test_a_paragraph_of_links_is_a_row_where_it_stands_at_both_edges(foot: str) -> None:
    assert edges(f"{INDEX}<h1>Mills</h1><p>Text.</p>{INDEX}{foot}") == ["INDEX", "INDEX"]


@pytest.mark.parametrize(
    "body",
    [
        f"{INDEX}<h1>Mills</h1><p>Text.</p>",
        f"<h1>Mills</h1><p>Text.</p>{INDEX}",
        f"{INDEX}{INDEX}<p>Text.</p><p>Text.</p>",
        f"{INDEX}<h1>Mills</h1><p>Text.</p>{INDEX.replace('0.htm', '9.htm')}",
        f"{INDEX}<h1>Mills</h1>{INDEX}<p>One.</p><p>Two.</p><p>Three.</p>",
        f"<p>{INDEX[3:-4]} See it.</p><p>Text.</p><p>{INDEX[3:-4]} See it.</p>",
    ],
)
def test_a_paragraph_of_links_elsewhere_is_text(body: str) -> None:
    assert edges(body) == []


@pytest.mark.parametrize(
    "row",
    [
        '<a href="mill.html">The mill</a> | <a href="weir.html">The weir</a>',
        f"See {WAY}",
        "Back to the mill, next to the weir",
    ],
)
def test_a_row_that_names_no_way_or_has_other_words_is_text(row: str) -> None:
    body = f"<table><tr><td>{row}</td></tr></table><h1>Mills</h1><p>Text.</p>"
    assert edges(body) == []


def test_they_are_left_out_of_a_page_and_put_on_record() -> None:
    said = "The mill was built of oak in 1702 and burnt down with all its barley in 1911. " * 2
    page = page_of(f"<html><body>{WAY}<div>{f'<p>{said}</p>' * 6}</div></body></html>".encode())
    main = main_part(page, _is_within)
    assert {part.text for part in parts_of(main.root)} == {said.strip()}
    assert main.omissions == (Omission(OmissionKind.NAVIGATION, "<-previous | next->"),)


ON = (
    '<p>Next: <a href="#weir" rel="next">The weir</a>, Up: <a href="#top" rel="up">Mills</a> &nbsp;'
    '[<a href="#toc" rel="contents">Contents</a>]</p>'
)


def test_the_way_from_section_to_section_of_one_page_is_left_out() -> None:
    said = "The mill was built of oak in 1702 and burnt down with all its barley in 1911. " * 2
    section = f"{ON}<h2>The weir</h2><p>{said}</p>"
    page = page_of(f"<html><body><h1>Mills</h1>{section * 3}</body></html>".encode())
    main = main_part(page, _is_within)
    assert {part.text for part in parts_of(main.root)} == {"Mills", "The weir", said.strip()}
    assert [one.kind for one in main.omissions] == [OmissionKind.NAVIGATION] * 3


@pytest.mark.parametrize(
    "paragraph",
    [
        ON.replace("Up:", "Up the river lies"),
        '<p>Next: <a href="#weir">The weir</a></p>',
        "<p>Next, up, top.</p>",
    ],
)
def test_a_paragraph_whose_links_do_not_say_so_or_with_other_words_is_text(paragraph: str) -> None:
    page = page_of(f"<html><body>{paragraph}<p>Text.</p></body></html>".encode())
    assert main_part(page, _is_within).omissions == ()
