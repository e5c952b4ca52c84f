"""Sources of manual pages to paragraphs and headings: man(7) and mdoc(7).

Their endings are those of other files, too ("log.1"): what has no line that names a page, as .TH
and .Dt do, is refused.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from index.errors import UnreadableSourceError
from index.language import MONTHS, any_of, month_number
from index.reading.decoding import decode
from index.reading.extract import Extract
from index.reading.manuals.man_macros import ManReader
from index.reading.manuals.mdoc_macros import MdocReader
from index.reading.manuals.roff import RoffReader
from index.reading.metadata import date_parts

SUFFIXES = (".1", ".2", ".3", ".4", ".5", ".6", ".7", ".8", ".man", ".mdoc")
PARSERS = ()

_ABOUT = frozenset({"TH", "Dt", "Dd"})
_INCLUDED = re.compile(r"^\.so[ \t]+(\S+)", re.MULTILINE)
_DATE = re.compile(
    rf"(?:(?P<before>\d{{1,2}})[ -])?(?P<month>{any_of(m[:3] for m in MONTHS)})[a-z]*\.?[ -]"
    r"(?:(?P<day>\d{1,2}),?[ -])?(?P<year>\d{4})",
    re.IGNORECASE,
)
_ISO = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")


def read(raw: bytes, path: Path) -> Extract:
    """Return the paragraphs and headings of a manual page's source.

    Raises:
        UnreadableSourceError: The file is no source of a manual page, is one that only names
            another file, or is empty, binary, or in no encoding that can be told.
    """
    text = decode(raw, path)
    lines = [*RoffReader(text).lines()]
    stated = {line.macro: line.arguments for line in reversed(lines) if line.macro in _ABOUT}
    if "Dt" in stated or "Dd" in stated:
        parts, title = MdocReader().parts(lines), stated.get("Dt", ())
        date = " ".join(stated.get("Dd", ()))
    elif "TH" in stated:
        parts, title = ManReader().parts(lines), stated["TH"]
        date = " ".join(title[2:3])
    else:
        raise UnreadableSourceError(_refusal(text, path))
    return Extract(parts=parts, title=_title(title), issued=_issued(date))


def _refusal(text: str, path: Path) -> str:
    """Return why a file is not read that names no page."""
    included = _INCLUDED.search(text)
    if included:
        return f"{path.name} only names another page, {included[1]}: put that in its place"
    return (
        f"{path.name} is no manual page (no line of it begins with .TH or .Dt): "
        "give it an ending that says what it is, as .txt, or remove it"
    )


def _title(arguments: Sequence[str]) -> str | None:
    """Return what a page is called, "ls(1)"."""
    name, section = (*arguments[:2], "", "")[:2]
    return f"{name}({section})" if name and section else name or None


def _issued(date: str) -> tuple[int, ...]:
    """Return year, month and day of a page's date as far as it is stated; pages write it freely."""
    if iso := _ISO.search(date):
        return date_parts(iso[0])
    match = _DATE.search(date)
    if match is None:
        return ()
    month = f"{match['year']}-{month_number(match['month']):02}"
    day = match["before"] or match["day"]
    return date_parts(f"{month}-{day:0>2}" if day else month)
