"""Characters of the fonts that have signs in the places of letters, as Unicode has them."""

from collections.abc import Mapping
from itertools import count

from index.reading.repair.text_vocabulary import LOST

# From the place 0x20 and 0xA0 on; what has no character of its own is lost.
_SYMBOL_LOW = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\N{REPLACEMENT CHARACTER}"
    "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
)
_SYMBOL_HIGH = (
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}↵"
    "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑"
)
_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x45: "☜", 0x46: "☞", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■",
    0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xAB: "★",
    0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✘",
    0xFC: "✔", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0xA3: "☐"}
_FONTS: Mapping[str, Mapping[int, str]] = {
    "symbol": {
        **dict(zip(count(0x20), _SYMBOL_LOW)),
        **dict(zip(count(0xA0), _SYMBOL_HIGH)),
        0xF1: "⟩",
        0xF2: "∫",
    },
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
}
_PRIVATE = range(0xF000, 0xF100)  # where such a font's 256 places are
_UNICODE = range(0x20, 0xD800)


def symbol_text(font: str, code: str) -> str:
    """Return the character at a place of a font; one that has none, or is not known, as lost.

    Args:
        font: Its name.
        code: The place, in hexadecimal figures.
    """
    try:
        place = int(code, 16)
    except ValueError:
        return LOST
    signs = _FONTS.get(font.lower())
    if signs is not None or place in _PRIVATE:
        return (signs or {}).get(place % 0x100, LOST)
    return chr(place) if place in _UNICODE else LOST
