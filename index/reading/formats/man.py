"""Sources of manual pages to paragraphs and headings: man(7) and mdoc(7).

Their endings are those of other files, too ("log.1"): what has no line that names a page, as .TH
and .Dt do, is refused.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from index.errors import UnreadableSourceError
from index.fault_reasons import FaultKind, FaultReason
from index.reading.bibliography.written_dates import written_date
from index.reading.encodings.decoding import decode
from index.reading.marked.manuals.man_macros import ManReader
from index.reading.marked.manuals.mdoc_macros import MdocReader
from index.reading.marked.manuals.roff import RoffReader
from index.reading.structure.extract import Extract

_ABOUT = frozenset({"TH", "Dt", "Dd"})
_INCLUDED = re.compile(r"^\.so[ \t]+(\S+)", re.MULTILINE)


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
    return Extract(parts=parts, title=_title(title), issued=written_date(date))


def _refusal(text: str, path: Path) -> FaultReason:
    """Return why a file is not read that names no page."""
    included = _INCLUDED.search(text)
    if included:
        return FaultKind.OTHER_MANUAL.of(name=path.name, other=included[1])
    return FaultKind.NO_MANUAL.of(name=path.name)


def _title(arguments: Sequence[str]) -> str | None:
    """Return what a page is called, "ls(1)"."""
    name, section = (*arguments[:2], "", "")[:2]
    return f"{name}({section})" if name and section else name or None
