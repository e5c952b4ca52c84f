"""Notes and comments of pages that a word processor wrote: told by the links that lead back.

Google Docs, Word and LibreOffice put them at a page's end, each behind a link to its mark in the
text. A comment is of those who wrote the document, and no part of it.
"""

import re

from index.reading.markup.tree import INLINE, HtmlElement, add_class

_NOTE = re.compile(r"#(?:ftnt_ref|_(?:ftn|edn)ref|sd(?:foot|end)note)\d+(?:anc)?")
_COMMENT = re.compile(r"#(?:cmnt_ref|_msoanchor_)\d+")
_MARK = re.compile(r"#(?:ftnt|cmnt|_ftn|_edn|_msocom_)\d+")
_NOTE_CLASS, _MARK_CLASS = "footnote", "footnote-ref"


def name_notes(body: HtmlElement) -> None:
    """Give notes, and the links to and from them, the classes by which they are known.

    Comments are marked as hidden.
    """
    for link in body.find_all("a", href=True):
        address = str(link["href"])
        if _NOTE.fullmatch(address) or _COMMENT.fullmatch(address):
            _name_note(link, is_comment=_COMMENT.fullmatch(address) is not None)
        elif _MARK.fullmatch(address):
            add_class(link, _MARK_CLASS)


def _name_note(link: HtmlElement, *, is_comment: bool) -> None:
    """Give what stands behind a link that leads back its class, if the link begins it."""
    note = _note_of(link)
    if note is None:
        return
    add_class(link, _MARK_CLASS)
    if is_comment:
        note["hidden"] = ""
    else:
        add_class(note, _NOTE_CLASS)


def _note_of(link: HtmlElement) -> "HtmlElement | None":
    """Return the paragraph that a link begins, or the box of it and others; None without."""
    paragraph = link.find_parent(lambda element: element.name not in INLINE)
    if paragraph is None or paragraph.name == "body" or not _begins(link, paragraph):
        return None
    box = paragraph.parent
    alone = (
        box is not None
        and box.name in {"div", "li"}
        and len(box.find_all(_leads_back, limit=2)) == 1
    )
    return box if alone and box is not None and _begins(link, box) else paragraph


def _begins(link: HtmlElement, block: HtmlElement) -> bool:
    """Return whether no word of a block stands before a link."""
    first = block.find("a") is link
    return first and block.get_text().lstrip().startswith(link.get_text().strip())


def _leads_back(element: HtmlElement) -> bool:
    address = str(element.get("href") or "")
    return bool(_NOTE.fullmatch(address) or _COMMENT.fullmatch(address))
