"""Messages, and mailboxes of them, to paragraphs: what was written, what was quoted, in order.

Of a text that is there both plain and as a web page, the plain one is read. Attached messages are
read where they stand; other attachments and signatures are named among what was left out.

References:
    RFC 5322 (messages), RFC 2045 to 2047 (MIME), RFC 4155 (mailboxes).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import MIMEPart
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from index.errors import UnreadableSourceError
from index.fault_reasons import FaultKind
from index.reading.bibliography.metadata import date_parts
from index.reading.encodings.web_encodings import web_text
from index.reading.markup.pieces import piece_parts
from index.reading.messages.message_text import Flow, message_parts
from index.reading.structure.extract import Extract, ExtractPart, own_author
from index.types import Name, Omission, OmissionKind

_Contents: TypeAlias = Iterator[ExtractPart | Omission]

# What the parser raises of a message that is damaged, nested without end, or made to do harm.
_UNSOUND = (
    MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError
)  # fmt: skip
_ENVELOPE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{1,200}\d:\d\d[^\n]{0,40}\n")
_ESCAPED = re.compile(rb"^>(?=>*From )", re.MULTILINE)  # a line of a mailbox's message
_CHARSETS = ("utf-8", "cp1252")  # of a text that is in none that it states
_SHOWN = ("From", "Date")  # of a message among others
_PLAIN = "text/plain"
_READ = (_PLAIN, "text/html", "multipart/")  # parts that are read; a broken one as plain text
_MARK = "utf-8-sig"  # tells the encoding, whatever the page itself says


def read(raw: bytes, path: Path) -> Extract:
    """Return the text of a message, or of all messages of a mailbox.

    Raises:
        UnreadableSourceError: There is no message in it, it holds no text, or is damaged.
    """
    messages = _mailbox(raw) if path.suffix.lower() == ".mbox" else [raw]
    try:
        extract = _extract([_parsed(message) for message in messages])
    except _UNSOUND as error:
        raise UnreadableSourceError(FaultKind.BROKEN_MESSAGE.of(name=path.name)) from error
    if not extract.parts:
        raise UnreadableSourceError(FaultKind.NO_MESSAGE.of(name=path.name))
    return extract


def _mailbox(raw: bytes) -> list[bytes]:
    """Return the messages of a mailbox."""
    envelopes = [*_ENVELOPE.finditer(raw)]
    ends = [*(envelope.start() for envelope in envelopes[1:]), len(raw)]
    whole = (raw[one.end() : end] for one, end in zip(envelopes, ends, strict=False))
    return [_ESCAPED.sub(b"", message) for message in whole]


def _parsed(raw: bytes) -> MIMEPart:
    return message_from_bytes(raw, policy=policy.default)


def _extract(messages: Sequence[MIMEPart]) -> Extract:
    """Return what messages hold; what one says of itself is said of the document where it is alone.

    One without any header is none.
    """
    sound = [message for message in messages if message.keys()]
    if len(sound) != 1:
        return _sorted(chain.from_iterable(_letter(message, 1) for message in sound))
    (message,) = sound
    extract = _sorted(_contents(message, 1))
    return replace(
        extract,
        title=_header(message, "Subject") or None,
        author=_authors(message),
        language=_header(message, "Content-Language").split("-")[0].lower() or None,
        issued=_date(message),
    )


def _sorted(contents: _Contents) -> Extract:
    """Return contents as an extract."""
    kept = [*contents]
    return Extract(
        parts=tuple(one for one in kept if isinstance(one, ExtractPart)),
        omissions=tuple(one for one in kept if isinstance(one, Omission)),
    )


def _letter(message: MIMEPart, level: int) -> _Contents:
    """Yield a message among others: its subject as a heading, who sent it and when, its text.

    One without a subject stands under who sent it, or when.
    """
    told = [f"{name}: {text}" for name in _SHOWN if (text := _header(message, name))]
    heading = _header(message, "Subject") or next(iter(told), "")
    if heading:
        yield ExtractPart(heading, level)
    told = [line for line in told if line != heading]
    if told:
        yield ExtractPart("\n".join(told))
    yield from _contents(message, level + 1)


def _contents(part: MIMEPart, level: int) -> _Contents:
    """Yield what a part of a message holds; a message inside of it has a heading of `level`."""
    kind = part.get_content_type()
    if kind == "multipart/alternative":
        yield from _alternative([*part.iter_parts()], level)
    elif part.is_multipart():
        inside = _letter if kind == "message/rfc822" else _contents
        yield from chain.from_iterable(inside(one, level) for one in part.iter_parts())
    elif part.is_attachment() or not kind.startswith(_READ):
        yield Omission(OmissionKind.ATTACHMENT, _clean(part.get_filename() or kind))
    elif kind == "text/html":
        yield from piece_parts(_text(part).encode(_MARK))
    else:
        yield from message_parts(_text(part), _flow(part))


def _alternative(versions: Sequence[MIMEPart], level: int) -> _Contents:
    """Yield the plain one of several versions, else the last, which is the richest.

    Of the others, what is attached.
    """
    plain = [one for one in versions if one.get_content_type() == _PLAIN and _text(one).strip()]
    read = next(chain(plain, reversed(versions)), None)
    for version in versions:
        contents = _contents(version, level)
        yield from contents if version is read else filter(_is_attachment, contents)


def _is_attachment(content: ExtractPart | Omission) -> bool:
    """Return whether something attached is named."""
    return isinstance(content, Omission) and content.kind is OmissionKind.ATTACHMENT


def _flow(part: MIMEPart) -> Flow:
    """Return how the lines of a text are broken, as its sender says."""
    format_, spaces = (str(part.get_param(name, "")).lower() for name in ("format", "delsp"))
    return Flow(soft=format_ == "flowed", tight=spaces == "yes")


def _text(part: MIMEPart) -> str:
    """Return the text of a part, its line ends as line feeds; in no encoding, with lost letters."""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    text = _decoded(raw, str(part.get_content_charset(_CHARSETS[0])))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(raw: bytes, charset: str) -> str:
    """Return bytes as text, by what they are said to be in, or seem to be."""
    if (text := web_text(raw, charset)) is not None:
        return text
    for encoding in (charset, *_CHARSETS):
        try:
            # Not all that Python decodes is text: some gives halves of characters.
            return raw.decode(encoding).encode().decode()
        except (LookupError, ValueError):
            continue
    return raw.decode(_CHARSETS[0], "replace")


def _header(message: MIMEPart, name: str) -> str:
    """Return what a header shows, "" where it is missing or cannot be read."""
    try:
        return _clean(str(message[name] or ""))
    except _UNSOUND:
        return ""


def _clean(words: str) -> str:
    """Return words of a header on one line; letters that came as bare bytes as what they are."""
    bare = _decoded(words.encode("utf-8", "surrogateescape"), _CHARSETS[0])
    return " ".join(bare.split())


def _authors(message: MIMEPart) -> tuple[Name, ...]:
    """Return who sent a message, by name, else by address; none where that cannot be read."""
    try:
        senders = message["From"].addresses
        names = [_clean(sender.display_name or sender.addr_spec) for sender in senders]
    except _UNSOUND:
        return ()
    return tuple(chain.from_iterable(map(own_author, names)))


def _date(message: MIMEPart) -> tuple[int, ...]:
    """Return the day on which a message was sent, by its sender's clock; () where none is told."""
    try:
        return date_parts(message["Date"].datetime.date().isoformat())
    except _UNSOUND:
        return ()
