"""Which encoding of one byte a letter a text is in, judged by the words that it makes.

Such a text says nothing of itself, and its bytes mean something in nearly all of them: Russian in
Windows-1251 is "Ïðèâåò" in Windows-1252.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from index.language import is_common

_USUAL = "cp1252"
_UNDEFINED = frozenset(b"\x81\x8d\x8f\x90\x9d")  # in it
# What each is used for, by ISO 639-1 codes; the usual first.
_LATIN: Mapping[str, Sequence[str]] = {
    _USUAL: ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi"),
    "cp1250": ("pl", "cs", "hu", "sk", "ro", "sl", "sh"),
    "cp1254": ("tr",),
    "cp1257": ("lt", "lv"),
}
_OTHER: Mapping[str, Sequence[str]] = {
    "cp1251": ("ru", "uk", "bg", "mk"),
    "koi8-r": ("ru",),
    "cp1253": ("el",),
    "cp1255": ("he",),
    "cp1256": ("ar", "fa", "ur"),
}
_WORD = re.compile(r"[^\W\d_]{3,}")
_WORDS = 300  # that are looked at
_SURE = 0.6  # of the words, of which so many are known: no other language is tried
_FOREIGN = 3  # words all in letters beyond ASCII, some of which have to be known
_LEAST = 0.2  # likewise, without which an encoding is not taken for the text's


def one_byte_encoding(raw: bytes) -> str:
    """Return the name of the encoding of a text, "" where it is in none that is known.

    Of a text in Latin letters it is Windows-1252 where its words are known in no other.

    Args:
        raw: The text, some of its bytes beyond ASCII.
    """
    beyond = _words_beyond_ascii(raw.decode(_USUAL, "replace"))
    foreign = sum(not any(map(str.isascii, word)) for word in beyond)
    usual = "" if _UNDEFINED & set(raw) else _USUAL
    if 2 * foreign > len(beyond):
        return _best(raw, _OTHER) or ("" if foreign >= _FOREIGN else usual)
    return _best(raw, _LATIN) or usual


def _best(raw: bytes, languages: Mapping[str, Sequence[str]]) -> str:
    """Return the encoding in which most words are known, "" where hardly any is."""
    best, most = "", _LEAST
    for encoding, share in _shares(raw, languages):
        if share > most:
            best, most = encoding, share
        if share >= _SURE:
            break
    return best


def _shares(raw: bytes, languages: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, float]]:
    """Yield encodings with the share of words that a language knows, 0 to 1."""
    for encoding, codes in languages.items():
        text = _decoded(raw, encoding)
        words = _words_beyond_ascii(text)
        for code in codes if words else ():
            known = sum(is_common(word, code) for word in words)
            yield encoding, known / len(words)


def _decoded(raw: bytes, encoding: str) -> str:
    """Return a text in an encoding, "" where some of its bytes mean nothing in that."""
    if encoding == _USUAL and _UNDEFINED & set(raw):
        return ""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _words_beyond_ascii(text: str) -> list[str]:
    """Return the first words that have letters beyond ASCII, each once."""
    words = (match[0] for match in _WORD.finditer(text))
    return [*dict.fromkeys(word for word in words if not word.isascii())][:_WORDS]
