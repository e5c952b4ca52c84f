"""Records that reference managers read: BibTeX, RIS and CSL-JSON.

Two line-based formats with a dozen fields are written here; libraries for them are there to read
what others wrote. The tests hold the output against two such readers.
"""

import datetime
import json
import re

from index.citations.csl import csl_item
from index.language import MONTHS
from index.types import Document, Name

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
        fields.append(("year", str(metadata.issued[0])))
    if metadata.url:
        fields.append(("url", metadata.url.replace("{", "%7B").replace("}", "%7D")))
    if accessed is not None:
        fields.append(("urldate", accessed.isoformat()))
    if place is not None:
        fields.append(("note", place))
    lines = [f"  {name} = {{{value}}}," for name, value in fields]
    if len(metadata.issued) > 1:
        lines.append(f"  month = {MONTHS[metadata.issued[1] - 1][:3].lower()},")
    return "\n".join([f"@{kind}{{{_key(document)},", *lines, "}"])


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in " ".join(text.split()))


def _bibtex_name(name: Name) -> str:
    if name.literal or not name.family or not name.given:
        return f"{{{_tex(name.display)}}}"
    return f"{_tex(name.family)}, {_tex(name.given)}"


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
        lines.append(("DA", "/".join(f"{part:02}" for part in metadata.issued)))
    if metadata.url:
        lines.append(("UR", metadata.url))
    if accessed is not None:
        lines.append(("Y2", accessed.strftime("%Y/%m/%d")))
    lines.append(("LA", metadata.language))
    if place is not None:
        lines.append(("N1", place))
    lines.append(("ER", ""))
    return "\n".join(f"{tag}  - {' '.join(value.split())}" for tag, value in lines)


def _ris_name(name: Name) -> str:
    return name.literal or ", ".join(part for part in (name.family, name.given) if part)


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
