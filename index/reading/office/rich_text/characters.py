"""Bytes of a rich text document to characters, by the code page that holds where they stand."""

import codecs
from dataclasses import dataclass, field

WESTERN = "cp1252"
# Code pages by the number of a font's character set, as \fcharset has it.
_BY_CHARSET = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk",
    136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_PAGES = {10000: "mac_roman", 936: "gbk", 1361: "johab"}  # those that Python calls otherwise
_SURROGATES = 0x10000  # \u has a signed number of 16 bits


def code_page(number: int) -> str:
    r"""Return the codec of a code page, as \ansicpg has it; Western European for an unknown one."""
    try:
        return codecs.lookup(_PAGES.get(number) or f"cp{number}").name
    except LookupError:
        return WESTERN


def charset_page(number: int | None) -> str | None:
    """Return the codec of a font's character set, None where that says nothing of it."""
    return None if number is None else _BY_CHARSET.get(number)


@dataclass(slots=True)
class Characters:
    r"""Characters as they come in: bytes are held back until all those of one are there.

    Args:
        page: The codec of the bytes.
        skipped: How many bytes are still to be left out; they stand in for a character that was
            given by its number.
    """

    page: str = WESTERN
    skipped: int = 0
    _bytes: bytearray = field(default_factory=bytearray)
    _pieces: list[str] = field(default_factory=list)

    def use(self, page: str) -> None:
        """Have the bytes that follow in another code page."""
        if page != self.page:
            self.decode()
            self.page = page

    def add_bytes(self, raw: bytes) -> None:
        """Add text in the code page."""
        left_out = min(self.skipped, len(raw))
        self.skipped -= left_out
        self._bytes += raw[left_out:]

    def add(self, text: str) -> None:
        """Add text, as one piece of what stands in for a character where such is left out."""
        if self.skipped:
            self.skipped -= 1
            return
        self.decode()
        self._pieces.append(text)

    def add_number(self, number: int, stand_ins: int) -> None:
        r"""Add the character of a \u, so many bytes behind which stand in for it."""
        self.skipped = 0
        self.add(chr(number % _SURROGATES))
        self.skipped = stand_ins

    def decode(self) -> None:
        """Decode what is held back: another code page is to hold, or something else follows."""
        if self._bytes:
            self._pieces.append(self._bytes.decode(self.page, "replace"))
            self._bytes.clear()

    def taken(self) -> str:
        """Return the text and begin anew."""
        self.decode()
        text = "".join(self._pieces)
        self._pieces.clear()
        # Characters beyond U+FFFF come in two halves.
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
