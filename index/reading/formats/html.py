"""Web pages to paragraphs and headings.

What is kept is the words of the page's main part as a browser shows them: white space collapses,
navigation, contents lists, marks of footnotes, forms, scripts and hidden elements are left out and
put on record; a term stands on a line before its definition, a table's row is its cells with bars
between, unless the table lays the page out; preformatted text keeps its lines.
"""

from collections.abc import Sequence
from pathlib import Path

from index.errors import UnreadableSourceError
from index.fault_reasons import FaultKind
from index.reading.markup.main_part import main_part
from index.reading.markup.page_metadata import page_metadata
from index.reading.markup.parts import parts_of
from index.reading.markup.tree import page_of
from index.reading.structure.extract import Extract, ExtractPart
from index.reading.structure.first_heading import first_heading
from index.reading.structure.part_bylines import with_byline


def read(raw: bytes, path: Path) -> Extract:
    """Return the main text of a web page.

    Raises:
        UnreadableSourceError: There is no text in it.
    """
    page = page_of(raw)
    about = page_metadata(page)
    main = main_part(page, lambda address: address.startswith(("#", f"{path.name}#")))
    parts = parts_of(main.root)
    if not parts:
        raise UnreadableSourceError(FaultKind.NO_PAGE.of(name=path.name))
    extract = Extract(
        parts=parts,
        title=about.title(_own_heading(parts, about.shown)),
        author=about.author,
        language=about.language,
        url=about.url,
        issued=about.issued,
        container_title=about.container_title,
        omissions=main.omissions,
    )
    return with_byline(extract)


def _own_heading(parts: Sequence[ExtractPart], shown: str) -> str | None:
    """Return the heading that is the page's own, None where each is one of a section.

    Args:
        parts: Of the page, in reading order.
        shown: The title that a browser shows; a first heading that it names is the page's, too.
    """
    first = next((part.text for part in parts if part.level == 1), None)
    named = first is not None and first.casefold() in shown.casefold()
    return first if named else first_heading(parts)
