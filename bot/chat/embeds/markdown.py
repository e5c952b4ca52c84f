"""Text of documents and members made harmless in Discord's Markdown: it shows as it is."""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping

from index import by_lines

# Discord drops a backslash before ASCII punctuation, so escaping costs nothing that a reader sees.
_ANYWHERE = re.compile(r"([\\*_~`|<\[\]])")
_LINE_START = re.compile(r"^([^\S\n]*\d*)([#>+-]|(?<=\d)[.)])", re.MULTILINE)
_ESCAPED = re.compile(r"\\([^\w\s]|_)")
_FENCE = re.compile(r"```(?:\w+\n)?")
_PAIRED = ("***", "**", "__", "~~", "||")  # marks around words; the longest that is closed counts
_CLOSING = {mark: re.compile(rf"(?<=\S)(?={re.escape(mark)})") for mark in _PAIRED}
_OPENING = re.compile(r"(?=\*\*|__|~~|\|\|)")
_CODE = re.compile(r"(`{1,20})(.+?)\1", re.DOTALL)  # any number would cost its cube
_QUOTED = re.compile(r"^[^\S\n]*>{1,3}\s", re.MULTILINE)
_STEP = 25  # characters that a quotation is shortened by until it fits
_ADDRESS = re.compile(r"https?://[^\s<>\"”]+")
# The same among what was escaped: it ends before a bracket with its backslash.
_KEPT_ADDRESS = re.compile(r"https?://(?:[^\s<>\"”\\]|\\(?!<))+")


def escape(text: str) -> str:
    """Return `text` with everything escaped that Discord would read as markup or a mention.

    Addresses stay as they are, since a backslash would break the link.
    """
    return _LINE_START.sub(r"\1\\\2", _between(_ADDRESS, text, _escape))


def unescape(text: str) -> str:
    """Return what `escape` was given."""
    return _between(_KEPT_ADDRESS, text, _unescape)


def plain(text: str) -> str:
    """Return the words of a message without the marks that only say how they look.

    Lines that ask each on its own have a mark between them.
    """
    bare = _FENCE.sub(" ", text)
    bare = _CODE.sub(r"\2", _unpaired(bare))
    return " ".join(by_lines(_QUOTED.sub("", bare)).split())


def cut(text: str, limit: int) -> str:
    """Return `text`, ended at a word with an ellipsis where it is longer than `limit`."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    space = head.rfind(" ")
    return (head[:space] if space > limit // 2 else head).rstrip() + "…"


def link(label: str, address: str) -> str:
    """Return a masked link; the address's brackets are encoded, so that it ends where it should."""
    safe = address.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
    return f"[{label}](<{safe}>)" if ">" not in safe else label


def block(text: str) -> str:
    """Return `text` as a block quote, every line of it."""
    return "\n".join(f"> {line}" for line in text.split("\n"))


def quoted(text: str, room: int) -> str:
    """Return a member's words as a block quote, every line of it escaped, within some room.

    Empty lines are left out, and the end where there is no room for all.

    Args:
        text: What was written.
        room: For how many characters, 200 at least.
    """
    words = "\n".join(line for line in text.splitlines() if line.strip())
    forms = (block(escape(cut(words, length))) for length in range(room, 0, -_STEP))
    return next(form for form in forms if len(form) <= room)


def code_block(text: str) -> str:
    """Return text as a code block, which it cannot end."""
    return f"```\n{text.replace('```', 'ʼʼʼ')}\n```"


def code_line(text: str) -> str:
    """Return a line of text as code, which it cannot end: one with a backtick is set as words."""
    return escape(text) if "`" in text or not text.strip() else f"`{text}`"


def _between(addresses: re.Pattern[str], text: str, change: Callable[[str], str]) -> str:
    """Return `text` with what stands between its addresses changed."""
    parts: list[str] = []
    end = 0
    for match in addresses.finditer(text):
        parts += [change(text[end : match.start()]), match.group()]
        end = match.end()
    parts.append(change(text[end:]))
    return "".join(parts)


def _unpaired(text: str) -> str:
    """Return `text` without the marks around words, in time that grows as its length."""
    closings = {mark: _starts(closing, text) for mark, closing in _CLOSING.items()}
    parts: list[str] = []
    end = 0
    for start in _starts(_OPENING, text):
        pair = _pair(text, start, closings) if start >= end else None
        if pair is not None:
            mark, close = pair
            parts += [text[end:start], text[start + len(mark) : close]]
            end = close + len(mark)
    parts.append(text[end:])
    return "".join(parts)


def _pair(text: str, start: int, closings: Mapping[str, list[int]]) -> tuple[str, int] | None:
    """Return the mark that opens at a place, and where it is closed; None where none is.

    Args:
        text: In which it stands.
        start: The place.
        closings: Where each mark may be closed, in order.
    """
    for mark in _PAIRED:
        inner = start + len(mark)
        if text.startswith(mark, start) and text[inner : inner + 1].strip():
            closing = bisect_right(closings[mark], inner)
            if closing < len(closings[mark]):
                return mark, closings[mark][closing]
    return None


def _starts(pattern: re.Pattern[str], text: str) -> list[int]:
    return [match.start() for match in pattern.finditer(text)]


def _escape(text: str) -> str:
    return _ANYWHERE.sub(r"\\\1", text)


def _unescape(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
