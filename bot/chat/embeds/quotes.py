"""Quotes as block quotes, each with the small line under it that says where it stands."""

from collections.abc import Callable, Iterable, Sequence

from bot.chat.embeds.fitting import listed
from bot.chat.embeds.limits import FOOTER, MAX_DESCRIPTION, MAX_TITLE
from bot.chat.embeds.markdown import block, code_block, code_line, cut, escape, link
from bot.chat.embeds.texts import TOO_LONG
from bot.languages import Sentence, say, say_count
from bot.phrases import FROM_METADATA, MORE_LISTED
from index import (
    BlockKind,
    Document,
    Metadata,
    MetadataLine,
    Place,
    Quote,
    goes_on,
    introductions,
    is_of_several,
    link_of,
    quote_of,
    short_place,
    telling_span,
)

_AT_WORDS = Sentence("open at these words")
_AT_PAGE, _AT_MOMENT = Sentence("open at this page"), Sentence("open at this moment")
_SOURCE = Sentence("open the source")
_SHORT_LABEL = Sentence("open")  # where many quotes are listed
_LONGEST_LINK = 1000  # characters; a longer one is left out: the place still says where words stand
_LONGEST_SHORT_LINK = 600  # the same where many quotes are listed
_AUTHORS = 3  # named in a footer; of more the first alone
_POINTS = 3  # excerpts from which on an answer makes several points, and is to be short
_INTRODUCTION = 200  # characters of what introduces a list, above an item of it
_TITLES = 20  # that are listed
_MORE = 100  # characters of the line that says how many others there are
_TITLED = 80  # characters of a document's title in the line under a quote


def check_quotes(quotes: Iterable[Quote]) -> None:
    """Hold quotes against their sources once more, right before they are shown.

    Raises:
        QuoteMismatchError: A quote is not what its source says; nothing is shown.
    """
    for quote in quotes:
        quote.check()


def excerpts(
    quotes: Sequence[Quote], *, highlighted: bool = True, room: int = MAX_DESCRIPTION
) -> str:
    """Return quotes as block quotes, each with a line that says where it stands.

    What does not fit into `room` characters is left out whole: a split never falls inside a
    quotation. Of a first quote that is longer than that, as a paragraph may be, the place is said.
    """
    titled = len({quote.document.id for quote in quotes}) > 1
    shown = ""
    for quote, introduced in zip(quotes, introductions(quotes), strict=True):
        place = place_line(quote, titled=titled)
        part = f"{_introduced(quote, introduced, highlighted=highlighted)}\n{place}"
        longer = f"{shown}\n\n{part}" if shown else part
        if len(longer) > room:
            return shown or f"{TOO_LONG}\n{place}"[:room]
        shown = longer
    return shown


def _introduced(quote: Quote, words: str, *, highlighted: bool) -> str:
    """Return a quote below what introduces it, with a line that says where its list goes on."""
    above = f"-# {escape(cut(words, _INTRODUCTION))}\n" if words else ""
    more = f"\n-# {say(MORE_LISTED)}" if goes_on(quote) else ""
    return block(above + marked_words(quote, highlighted=highlighted)) + more


def points(quotes: Sequence[Quote]) -> Sequence[Quote]:
    """Return what an answer shows of its excerpts: of several points each in one sentence or two.

    What leads to that sentence is one press away, and would make a wall of text of them.
    """
    return quotes if len(quotes) < _POINTS else [_point(quote) for quote in quotes]


def _point(quote: Quote) -> Quote:
    """Return the words of a quote that answer, as a quote of their own."""
    if quote.kind is BlockKind.CODE or is_of_several(quote):
        return quote
    told = telling_span(quote)
    return quote_of(quote.document, told, quote.highlight, quoted_speaker=quote.quoted_speaker)


def metadata_lines(lines: Sequence[MetadataLine], *, room: int = MAX_DESCRIPTION) -> str:
    """Return what documents' metadata state as block quotes, each with what it is.

    What does not fit into `room` characters is left out whole.
    """
    if are_titles(lines):
        return _titles(lines, room)
    titled = len({line.document.id for line in lines}) > 1
    parts = [f"{block(_stated(line))}\n{_metadata_place(line, titled=titled)}" for line in lines]
    return listed(parts, "\n", room) or (str(TOO_LONG) if lines else "")


def are_titles(lines: Sequence[MetadataLine]) -> bool:
    """Return whether titles are what answers, of several documents."""
    answers = (line.text[: line.highlight.end].removesuffix("…") for line in lines)
    pairs = zip((line.document.title for line in lines), answers, strict=True)
    return len(lines) > 1 and all(title.startswith(answer) for title, answer in pairs)


def _titles(lines: Sequence[MetadataLine], room: int) -> str:
    """Return the titles of documents, and where the others are found if these are too many."""
    end = f"-# {say(FROM_METADATA)}"
    stated = [block(_stated(line)) for line in lines]
    shown = listed(stated[:_TITLES], "\n", room - _MORE)
    left = len(stated) - len(shown.splitlines())
    if left:
        more = say_count("and {count} more", "and {count} more", left)
        end = f"-# {more}. {say('See `/sources`.')}"
    return f"{shown}\n{end}"


def _stated(line: MetadataLine) -> str:
    """Return the words of a line, those that answer in bold."""
    before, after = line.text[: line.highlight.start], line.text[line.highlight.end :]
    answering = escape(line.text[line.highlight.start : line.highlight.end])
    return f"{escape(before)}**{answering}**{escape(after)}"


def _metadata_place(line: MetadataLine, *, titled: bool) -> str:
    """Return the small line under what the metadata of a document state."""
    parts = [escape(cut(line.document.title, _TITLED))] if titled else []
    parts.append(say(FROM_METADATA))
    address = line.document.metadata.url
    if address and len(address) <= _LONGEST_LINK:
        parts.append(link(str(_SHORT_LABEL), address))
    parts += held_by(line.document)
    return f"-# {' · '.join(parts)}"


def placed_quote(quote: Quote, *, titled: bool = False) -> str:
    """Return a quote as one of many: its words, and a short line on where they stand.

    Of words that are more than a sentence those that decide are bold.
    """
    decides = quote.highlight not in {None, quote.span}
    words = marked_words(quote, highlighted=decides)
    return f"{block(words)}\n{short_place_line(quote, titled=titled)}"


def marked_words(quote: Quote, *, highlighted: bool = True) -> str:
    """Return a quote's words, escaped, those that answer in bold; code is set as such, unmarked.

    Lines of a table are set as code, too. Above them stands, small, what names its columns.
    """
    if quote.kind is BlockKind.CODE:
        return code_block(quote.text)
    if not quote.kind.is_tabular:
        return _marked_words(quote, escape, highlighted=highlighted)
    columns = f"-# {code_line(quote.header)}\n" if quote.header else ""
    return columns + _marked_words(quote, _code_lines, highlighted=highlighted)


def _code_lines(text: str) -> str:
    """Return rows of a table as code, a line each."""
    return "\n".join(code_line(line) for line in text.split("\n") if line.strip())


def _marked_words(quote: Quote, shown: Callable[[str], str], *, highlighted: bool) -> str:
    if quote.highlight is None or not highlighted:
        return shown(quote.text)
    start, end = quote.highlight.start - quote.start, quote.highlight.end - quote.start
    answering = quote.text[start:end].strip()
    start = quote.text.index(answering, start)
    before, after = quote.text[:start], quote.text[start + len(answering) :]
    return f"{shown(before)}**{shown(answering)}**{shown(after)}"


def place_line(
    quote: Quote,
    *,
    label: str = "",
    longest_link: int = _LONGEST_LINK,
    section: bool = True,
    titled: bool = False,
) -> str:
    """Return the small line under a quote: where it stands, a link, and whose words they are.

    Args:
        quote: What stands above the line.
        label: The words of the link; empty for those that say where it leads.
        longest_link: Characters from which a link is left out.
        section: Whether its section is named.
        titled: Whether its document is named, as it must be where several are quoted.
    """
    parts = [escape(cut(quote.document.title, _TITLED))] if titled else []
    told = titled and quote.section == quote.document.title  # under its first heading
    if quote.section and section and not told:
        parts.append(escape(cut(quote.section, MAX_TITLE)))
    parts.append(escape(place_words(quote)))
    if quote.recognised:
        parts.append(f"*{say('read by optical recognition')}*")
    address = link_of(quote)
    if address and len(address) <= longest_link:
        parts.append(link(label or str(_leads_to(address)), address))
    if quote.quoted_speaker:
        parts.append(f"*{say('quoted by the author')}*")
    parts += held_by(quote.document)
    return f"-# {' · '.join(parts)}"


def held_by(document: Document) -> list[str]:
    """Return whose a document is, where that is to be said, and else nothing."""
    holder = escape(cut(document.holder, _TITLED))
    return [say("from {holder}", holder=holder)] if holder else []


def place_words(quote: Quote) -> str:
    """Return where a quote stands in as few characters as say it: "p. 7 · ¶12", "¶12"."""
    return short_place(quote, _pages)


def _pages(place: Place) -> str:
    if place.several:
        return say("pp. {pages}", pages=place.value)
    return say("p. {pages}", pages=place.value)


def _leads_to(address: str) -> Sentence:
    """Return what a link opens, as its fragment says."""
    fragment = address.partition("#")[2]
    if ":~:text=" in fragment:
        return _AT_WORDS
    if fragment.startswith("page="):
        return _AT_PAGE
    return _AT_MOMENT if fragment.startswith("t=") else _SOURCE


def short_place_line(
    quote: Quote, *, linked: bool = True, section: bool = True, titled: bool = False
) -> str:
    """Return the line of a quote that is one of many; see `place_line`."""
    return place_line(
        quote,
        label=str(_SHORT_LABEL),
        longest_link=_LONGEST_SHORT_LINK if linked else 0,
        section=section,
        titled=titled,
    )


def stated_sources(quotes: Iterable[Quote | MetadataLine], room: int = FOOTER) -> str:
    """Return the documents that are quoted, each once with author and date, for a footer.

    Args:
        quotes: What is quoted.
        room: Characters; names and dates go where not all have the room.
    """
    documents = {quote.document.id: quote.document for quote in quotes}.values()
    stated = "; ".join(map(_stated_source, documents))
    if len(stated) <= room:
        return stated
    return cut("; ".join(dict.fromkeys(document.title for document in documents)), room)


def _stated_source(document: Document) -> str:
    """Return a document's title, with who wrote it and when as far as that is stated."""
    metadata = document.metadata
    authors = [author.display for author in metadata.author]
    named = ", ".join(authors)
    if len(authors) > _AUTHORS:
        named = say("{author} and others", author=authors[0])
    details = ", ".join(filter(None, (named, issued_on(metadata))))
    return f"{document.title} ({details})" if details else document.title


def issued_on(metadata: Metadata) -> str:
    """Return when a document was issued, as far as that is known, as 2018-09-11."""
    return "-".join(f"{part:02d}" for part in metadata.issued)
