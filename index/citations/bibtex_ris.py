"""Records that reference managers read: BibTeX, RIS and CSL-JSON.

Two line-based formats with a dozen fields are written here; libraries for them are there to read
what others wrote. The tests hold the output against two such readers.
"""

import datetime
import json
import re

from index.citations.csl import csl_item
from index.language import MONTHS
from index.types import Document, Metadata, Name

_ARTICLES = {"article", "article-journal", "article-magazine", "article-newspaper"}
_BIBTEX_TYPES = {
    **dict.fromkeys(_ARTICLES, "article"),
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
_BIBTEX_CONTAINERS = {
    "article": "journal",
    "incollection": "booktitle",
    "inproceedings": "booktitle",
    "techreport": "institution",
    "phdthesis": "school",
    "book": "series",
}
_RIS_TYPES = {
    "article": "JOUR",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "paper-conference": "CONF",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: "\\" + character for character in "&%$#_"},
}

_SEASONS = ("", "Spring", "Summer", "Autumn", "Winter")
_LONE_BRACES = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}


def bibtex(document: Document, place: str | None, accessed: datetime.date | None) -> str:
    """Return the document as a BibTeX entry, keyed by its id.

    Args:
        document: What is cited.
        place: Where in it, kept as a note.
        accessed: The day on which it was read.

    References:
        Patashnik 1988, BibTeXing (entry types and fields).
    """
    metadata = document.metadata
    kind = _BIBTEX_TYPES.get(metadata.type, "misc")
    fields: list[tuple[str, str]] = [("title", f"{{{_tex(metadata.title)}}}")]
    if metadata.author:
        fields.append(("author", " and ".join(_bibtex_name(name) for name in metadata.author)))
    if metadata.container_title:
        container = _BIBTEX_CONTAINERS.get(kind, "howpublished")
        fields.append((container, _tex(metadata.container_title)))
    if metadata.issued:
        fields.append(("year", _years(metadata)))
    if metadata.url:
        fields.append(("url", metadata.url.replace("{", "%7B").replace("}", "%7D")))
    if accessed is not None:
        fields.append(("urldate", accessed.isoformat()))
    if place is not None:
        fields.append(("note", _tex(place)))
    lines = [f"  {name} = {{{value}}}," for name, value in fields]
    month = _month(metadata)
    if month:
        lines.append(f"  month = {month},")
    return "\n".join([f"@{kind}{{{_key(document)},", *lines, "}"])


def _month(metadata: Metadata) -> str:
    """Return the month of a document as BibTeX writes it, or its season; "" for neither."""
    if len(metadata.issued) > 1:
        return MONTHS[metadata.issued[1] - 1][:3].lower()
    return f"{{{_SEASONS[metadata.season]}}}" if metadata.season else ""


def _years(metadata: Metadata) -> str:
    """Return the year of a document, or its years, as BibTeX has them."""
    first, last = str(metadata.issued[0]), metadata.issued_end[:4].lstrip("0")
    return f"{first}--{last}" if last and last != first else first


def _tex(text: str) -> str:
    """Return a text as TeX prints it; its braces pair, since BibTeX counts escaped ones, too."""
    marks = _TEX if _braces_pair(text) else _TEX | _LONE_BRACES
    return "".join(marks.get(character, character) for character in " ".join(text.split()))


def _braces_pair(text: str) -> bool:
    """Return whether each brace of a text is closed, and each closing one opened before."""
    depth = 0
    for brace in re.findall("[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _bibtex_name(name: Name) -> str:
    if name.literal or not name.family or not name.given:
        return f"{{{_tex(name.display)}}}"
    parts = (name.family, name.suffix, name.given)
    return ", ".join(_tex(part) for part in parts if part)


def _key(document: Document) -> str:
    return re.sub(r"[^A-Za-z0-9:._-]+", "-", document.id).strip("-") or "document"


def ris(document: Document, place: str | None, accessed: datetime.date | None) -> str:
    """Return the document as an RIS record.

    Args:
        document: What is cited.
        place: Where in it, kept as a note.
        accessed: The day on which it was read.

    References:
        https://en.wikipedia.org/wiki/RIS_(file_format) (the 2011 tags).
    """
    metadata = document.metadata
    lines = [("TY", _RIS_TYPES.get(metadata.type, "ELEC" if metadata.url else "GEN"))]
    lines.append(("ID", _key(document)))
    lines += [("AU", _ris_name(name)) for name in metadata.author]
    lines.append(("TI", metadata.title))
    if metadata.container_title:
        lines.append(("T2", metadata.container_title))
    if metadata.issued:
        lines.append(("PY", f"{metadata.issued[0]:04}"))
        lines.append(("DA", _ris_date(metadata)))
    if metadata.url:
        lines.append(("UR", metadata.url))
    if accessed is not None:
        lines.append(("Y2", accessed.strftime("%Y/%m/%d")))
    lines.append(("LA", metadata.language))
    if place is not None:
        lines.append(("N1", place))
    lines.append(("ER", ""))
    return "\n".join(f"{tag}  - {' '.join(value.split())}" for tag, value in lines)


def _ris_date(metadata: Metadata) -> str:
    """Return year, month and day, and behind the third stroke what else is known of the date."""
    date = "/".join(f"{part:02}" for part in metadata.issued)
    end = f"to {metadata.issued_end}" if metadata.issued_end else ""
    more = " ".join(filter(None, (_SEASONS[metadata.season], end)))
    return f"{date}{'/' * (4 - len(metadata.issued))}{more}" if more else date


def _ris_name(name: Name) -> str:
    return name.literal or ", ".join(filter(None, (name.family, name.given, name.suffix)))


def csl_json(document: Document, place: str | None, accessed: datetime.date | None) -> str:
    """Return the document as a list of one CSL-JSON item, which reference managers import.

    Args:
        document: What is cited.
        place: Where in it, kept as a note: an item has no locator of its own.
        accessed: The day on which it was read.
    """
    item = csl_item(document.metadata, _key(document), accessed)
    if place is not None:
        item["note"] = place
    return json.dumps([item], ensure_ascii=False, indent=2)
