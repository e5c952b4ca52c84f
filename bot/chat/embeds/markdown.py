"""Text of documents and members made harmless in Discord's Markdown: it shows as it is."""

import re

from index import by_lines

# Discord drops a backslash before ASCII punctuation, so escaping costs nothing that a reader sees.
_ANYWHERE = re.compile(r"([\\*_~`|<\[\]])")
_LINE_START = re.compile(r"^(\s*\d*)([#>+-]|(?<=\d)[.)])", re.MULTILINE)
_ESCAPED = re.compile(r"\\([^\w\s]|_)")
_FENCE = re.compile(r"```(?:\w+\n)?")
_PAIR = re.compile(r"(\*\*\*|\*\*|__|~~|\|\|)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_CODE = re.compile(r"(`+)(.+?)\1", re.DOTALL)
_QUOTED = re.compile(r"^\s*>{1,3}\s", re.MULTILINE)
_STEP = 25  # characters that a quotation is shortened by until it fits
_ADDRESS = re.compile(r"https?://[^\s<>\"”]+")


def escape(text: str) -> str:
    """Return `text` with everything escaped that Discord would read as markup or a mention.

    Addresses stay as they are, since a backslash would break the link.
    """
    parts: list[str] = []
    end = 0
    for match in _ADDRESS.finditer(text):
        parts += [_escape(text[end : match.start()]), match.group()]
        end = match.end()
    parts.append(_escape(text[end:]))
    return _LINE_START.sub(r"\1\\\2", "".join(parts))


def unescape(text: str) -> str:
    """Return what `escape` was given, but for a backslash within an address."""
    return _ESCAPED.sub(r"\1", text)


def plain(text: str) -> str:
    """Return the words of a message without the marks that only say how they look.

    Lines that ask each on its own have a mark between them.
    """
    bare = _FENCE.sub(" ", text)
    for marks in (_PAIR, _CODE):
        bare = marks.sub(r"\2", bare)
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


def _escape(text: str) -> str:
    return _ANYWHERE.sub(r"\\\1", text)
