"""A document as its publisher's page: the same words in other clothes."""

import html
import re
from itertools import count

from index.types import Document

PRINT_COLOUR = "rgb(255, 0, 77)"
"""Of highlighted words, so that a picture of the page tells where they are."""
_STYLE = f"""
body {{ font: 18px/1.6 serif; width: 640px; margin: 1200px auto; color: #111; }}
::target-text {{ background-color: {PRINT_COLOUR}; color: {PRINT_COLOUR}; }}
"""
_WORD = re.compile(r"\w[\w’'-]*")


OTHER_TYPOGRAPHY = str.maketrans("“”‘’—", "\"\"''–")
"""What a publisher may set otherwise than the file that was made of the page, sign for sign."""


def page_of(document: Document, typography: dict[int, int] | None = None) -> str:
    """Return the page: headings, every seventh word a link, every eleventh in italics.

    Each paragraph is an element of its own, and the margins are higher than the window, so that
    nothing but a found fragment brings the words into view.
    """
    typography = typography or {}
    headings = {section.start: html.escape(section.title) for section in document.sections}
    numbers = count(1)
    blocks = []
    for paragraph in document.paragraphs:
        passed = [start for start in headings if start <= paragraph.start]
        blocks += [f"<h2>{headings.pop(start)}</h2>" for start in passed]
        text = document.text[paragraph.start : paragraph.end].translate(typography)
        text = html.escape(text, quote=False)
        words = _WORD.sub(lambda match: _dressed(match[0], next(numbers)), text)
        blocks.append(f'<p id="p{paragraph.number}">{words}</p>')
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{html.escape(document.title)}</title><style>{_STYLE}</style></head>"
        f"<body><h1>{html.escape(document.title)}</h1>{''.join(blocks)}</body></html>"
    )


def _dressed(word: str, number: int) -> str:
    if number % 7 == 0:
        return f'<a href="/elsewhere">{word}</a>'
    return f"<em>{word}</em>" if number % 11 == 0 else word
