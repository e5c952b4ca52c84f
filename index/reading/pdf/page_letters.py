"""The characters of a PDF's page as they are meant, where its fonts hide that.

Two things that TeX does, with fonts that say too little of themselves. It draws an accent and its
letter one on the other, and they come as two characters, even far apart: they are put together
where their shapes overlap. Of its fonts of dots (Type 3, without a name), each glyph is called by
its code, as "a83"; these are also the names of Zapf's dingbats, for which PDFium takes them.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, TypeAlias

_ACCENTS = {
    "`": "\u0300", "´": "\u0301", "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303",
    "¯": "\u0304", "˘": "\u0306", "˙": "\u0307", "¨": "\u0308", "˚": "\u030a", "˝": "\u030b",
    "ˇ": "\u030c", "¸": "\u0327", "˛": "\u0328",
}  # fmt: skip
_DOTLESS = {"ı": "i", "ȷ": "j"}
_OVERLAP = 0.5  # share of an accent's width that stands above, or below, its letter
_SPACE = 0.15  # times the size of the type: a narrower gap parts no words

# Zapf's dingbats from a1 to a206, a blank where a name is missing (Adobe's zapfdingbats.txt).
_DINGBATS = (
    "✁✂✄☎✆✝✞✟✠✡☛☞✌✍✎✏✑✒✓✔✕✖✗✘✙✚✛✜✢✣✤✥✦✧★✩✪✫✬✭✮✯✰✱✲✳✴✵✶✷✸✹✺✻✼✽✾✿❀❁❂❃❄❅❆❇❈❉❊❋●❍■❏❑▲▼◆❖ "
    "◗❘❙❚❯❱❲❳❨❩❬❭❪❫❴❵❛❜❝❞❡❢❣❤✐❥❦❧♠♥♦♣    ✉✈✇①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿➀➁➂➃➄➅➆➇➈➉➊➋➌➍➎➏➐➑➒➓➔→➣↔↕➙"
    "➛➜➝➞➟➠➡➢➤➥➦➧➨➩➫➭➯➲➳➵➸➺➻➼➽➾➚➪➶➹➘➴➷➬➮➱✃❐❒❮❰"
)
# TeX's codes that are no ASCII: of its T1 ("Cork") encoding, the ligatures of OT1, TS1's bullet.
_CODES = {
    11: "ff", 12: "fi", 13: "fl", 14: "ffi", 15: "ffl", 16: "“", 17: "”", 18: "„", 19: "«",
    20: "»", 21: "–", 22: "—", 25: "ı", 26: "ȷ", 27: "ff", 28: "fi", 29: "fl", 30: "ffi",
    31: "ffl", 39: "’", 96: "‘", 127: "-", 136: "•",
}  # fmt: skip
_FIRST, _LAST = 0x20, 0xFF  # of ASCII and of Latin-1, whose letters T1 has at the same codes
_LETTERS_FROM = 0xC0
_MIN_SHARE = 0.15  # of a page's characters: fewer are dingbats

_Sides: TypeAlias = tuple[float, float]


class Letter(NamedTuple):
    """A character of a page's text, and its number there."""

    place: int
    text: str


def _meant(code: int) -> str:
    """Return the character that a font of TeX's has at a code, "" where that is not known."""
    is_latin = _FIRST <= code < 0x7F or _LETTERS_FROM <= code <= _LAST
    return _CODES.get(code) or (chr(code) if is_latin else "")


_MEANT = {
    dingbat: _meant(code)
    for code, dingbat in enumerate(_DINGBATS, start=1)
    if dingbat != " " and _meant(code)
}


def named_by_code(texts: Sequence[str], has_name: Callable[[int], bool]) -> dict[int, str]:
    """Return what characters mean that PDFium takes for dingbats, by their places.

    Args:
        texts: The characters of a page.
        has_name: Of a place, whether the font there has a name.
    """
    odd = [place for place, text in enumerate(texts) if text in _MEANT]
    shown = sum(not text.isspace() for text in texts)
    if not odd or len(odd) < _MIN_SHARE * shown:
        return {}
    return {place: _MEANT[texts[place]] for place in odd if not has_name(place)}


def with_accents(
    letters: Sequence[Letter], sides: Callable[[int], _Sides], size: float
) -> list[Letter]:
    """Return the characters of a line, each accent on its letter.

    Args:
        letters: Of the line.
        sides: Of a place, where the character's shape begins and ends, in points from the left.
        size: Of the type, in points.
    """
    accents = [at for at, letter in enumerate(letters) if letter.text in _ACCENTS]
    if not accents:
        return list(letters)
    shapes = {at: sides(one.place) for at, one in enumerate(letters) if not one.text.isspace()}
    put: dict[int, str] = {}
    for accent in accents:
        under = _under(accent, letters, shapes)
        if under is not None:
            put[under] = _composed(letters[under].text, letters[accent].text)
            put[accent] = ""
    return [*_rewritten(letters, put, shapes, size)]


def _under(accent: int, letters: Sequence[Letter], shapes: dict[int, _Sides]) -> int | None:
    """Return the index of the letter that an accent belongs to, None where it stands alone."""
    start, end = shapes[accent]
    overlaps = {
        at: min(end, right) - max(start, left)
        for at, (left, right) in shapes.items()
        if len(_composed(letters[at].text, letters[accent].text)) == 1
    }
    under = max(overlaps, key=lambda at: overlaps[at], default=None)
    return under if under is not None and overlaps[under] > _OVERLAP * (end - start) else None


def _composed(letter: str, accent: str) -> str:
    """Return a letter with an accent; two characters where there is no such letter."""
    base = _DOTLESS.get(letter, letter)
    return (
        unicodedata.normalize("NFC", base + _ACCENTS[accent]) if base.isalpha() else base + accent
    )


def _rewritten(
    letters: Sequence[Letter], put: dict[int, str], shapes: dict[int, _Sides], size: float
) -> Iterator[Letter]:
    """Yield the characters of a line with what is put in the place of some."""
    loose = {at for at, text in put.items() if not text}
    for _, run in groupby(range(len(letters)), key=lambda at: at in loose or at not in shapes):
        places = list(run)
        if loose.isdisjoint(places):
            yield from (letters[at]._replace(text=put.get(at, letters[at].text)) for at in places)
        elif _are_apart(places[0] - 1, places[-1] + 1, shapes, size):
            yield from [letters[at] for at in places if at not in loose][:1]


def _are_apart(before: int, behind: int, shapes: dict[int, _Sides], size: float) -> bool:
    """Return whether two characters are parted by a blank, not by the distance of an accent."""
    if before not in shapes or behind not in shapes:
        return False
    return shapes[behind][0] - shapes[before][1] > _SPACE * size
