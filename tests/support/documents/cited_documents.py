"""Documents made by hand for the tests of citations, links and addresses."""

import dataclasses

from index.types import Document, Metadata, Name, Paragraph, Quote, Section, Span, quote_of

ARTICLE = Metadata(
    title="Slow Water: The Shifting Ties Between the Weser and the Old Towns",
    type="article-magazine",
    author=(Name(family="Okafor", given="Ada Lovis"),),
    container_title="Rivers & Roads",
    issued=(2018, 9, 11),
    url="https://rivers.example/2018/09/slow-water/",
)
PARAGRAPHS = (
    "The ties between the Weser and the old towns are shifting. Water is slow, and slow water "
    "carries silt.",
    "Since 1921, the towns have counted 44 floods; the Weser has “never asked for leave,” as the "
    "warden’s book says.",
    "No town along the Weser has moved.",
)


def document_of(
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    metadata: Metadata = ARTICLE,
    *,
    name: str = "slow-water",
    sha256: str = "0" * 64,
) -> Document:
    """Return a document of these paragraphs with a blank line between them."""
    start = 0
    placed = []
    for number, paragraph in enumerate(paragraphs, start=1):
        placed.append(Paragraph(number, start, start + len(paragraph), None))
        start += len(paragraph) + 2
    text = "\n\n".join(paragraphs)
    sections: tuple[Section, ...] = ()
    return Document(name, text, tuple(placed), metadata, sections, sha256=sha256)


def quote_in(document: Document, words: str) -> Quote:
    """Return the quote of the first place where these words stand."""
    start = document.text.index(words)
    return quote_of(document, Span(start, start + len(words)))


def with_metadata(**changes: object) -> Document:
    """Return the document with other metadata."""
    return document_of(metadata=dataclasses.replace(ARTICLE, **changes))  # type: ignore[arg-type]
