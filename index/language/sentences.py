"""Text to sentence spans.

sentencex was measured against pysbd 0.3.4 and syntok 1.4.4 on the cases of `test_sentences.py`: it
loses no character, reads tokenised text ("… disappear . Considered …"), and is 70 to 400 times as
fast. Where it errs for certain (an abbreviation before a number, a list mark, a closing mark or a
reference cut off, a bracketed sentence left on), its borders are moved here. It keeps a quotation
whole, as is right for "“Go. Now.” he said": only one that is long is cut into its sentences here.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from index.language.english import QUOTATION_PAIRS, SINGLE_PAIRS, STOP_WORDS
from index.language.quotation_marks import paired_marks
from index.language.segments import segments_of
from index.language.word_frequencies import is_common
from index.types import Span, encodable

_ABBREVIATION = re.compile(
    r"""(?:^|[\s(\[“"'‘])
    (?:eqs?|figs?|tabs?|refs?|nos?|secs?|sects?|arts?|chs?|vols?|paras?|cls?|pp?|ff?|n
      |approx|ca|circa|cf|viz|al|vs?|ed|eds|est|fl|min|max|incl|excl|resp
      |(?-i:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun
      |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec
      |Lt|Col|Gen|Capt|Sgt|Maj|Cmdr|Adm|Sen|Rep|Gov|Pres|Rev|Hon|Prof|Mr|Mrs|Ms|Dr|St|Mt)
    )\.\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
# What ends no sentence in a language, though a capital follows, where sentencex has it end one.
_UNENDING = {
    "de": re.compile(
        r"""(?:^|[\s(„“»])(?:inkl|exkl|gem|zzgl|abzgl|geb|gest|Fa|Hrsg|Bd|Abs|Kap|Anm
          |(?:[Aa][mb]|[Ii]m|[Dd](?:e[mnrs]|ie|as)|[Vv]om|[Zz]u[mr]|[Bb]eim|[Ss]eit|[Bb]is)\s\d{1,2}
        )\.\s*$""",
        re.VERBOSE,
    ),
    "fr": re.compile(
        r"(?:^|[\s(«“’'])(?:MM?|Mmes?|Mlles?|Mgr|Me|Drs?|Prs?|Stes?|Sts?|av|apr|éd|vol)\.\s*$"
    ),
}
_INITIALS = re.compile(r"\b[A-Z]\.-[A-Z]\.\s*$")
_MARK = re.compile(r"\s*\W?(?:\d{1,3}|[A-Za-z]|[ivxl]{2,5})[.)]\s*")
_LISTED = re.compile(r"\s*(?:(?:\((?:\d{1,2}|[A-Za-z]|[IVXLCDM]+|[ivxlcdm]+)\)|[•◦▪■●])\s+)+(?=\S)")
_SPEECH_END = re.compile(r"[?!]['\"”’»]+\s*$")
_BRACKETED = re.compile(r"(?<![.?!…])[.?!…]+['\"”’»]*[)\]]\s+(?=['\"“‘(\[]*[A-ZÀ-ÖØ-Þ])")
# Words of English that the segmenter takes for abbreviations wherever an uncommon name follows, or
# "A" or "I"; and what names a firm or a son, behind which these two begin a sentence.
_ORDINARY = re.compile(
    r"""(?<![\w.'’-])(?:
      (?:etc|art|arc|con|fed|id|ill|me|miss|no|ok|ore|[Mm]ay)\.['"”’»]*\s+(?=['"“‘(\[]*[A-Z][a-z’'])
      |(?:etc|arc|con|fed|id|ill|me|miss|no|ok|ore|[Mm]ay|Bros|Corp|Inc|Jr|Ltd)\.['"”’»]*\s+
      (?=['"“‘(\[]*[AI]\ (?!(?:above|and|below|deficiency|in|of|or|section|to)\b)[a-z])
    )""",
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"\w*\Z")
_CLOSING = re.compile(r"[\s'\"”’»)\]}.,;:!?…]*$")
# No English sentence begins with these in small letters, where the one before began with a capital.
_STOPPED = re.compile(r"[^\W\d_]\.\s*$")
_GOES_ON = re.compile(r"\s*(?:and|or|nor|of|to|for|in|on|at|by|with|from|which|than)\b")
# What stands within a word, though a capital or a sign follows: "CONFIG.COM", "3.Y", "vX.Y",
# "vX.(Y+1)", "#!/usr/bin".
# Without a space behind its stop a sentence may end, too ("It is over.The end"), or before Chinese.
_WITHIN_NAME = re.compile(r"(?:\b[A-Z0-9_]{2,}|\d|\b[a-z]{1,3}[A-Z])\.\Z")
_GOES_ON_IN_NAME = re.compile(r"(?![AI]\b)[A-Z0-9_]+(?![^\W\d_])|\([A-Z0-9]+[+-]")
_WITHIN_CODE = re.compile(r"[.!?]\Z")
_GOES_ON_IN_CODE = re.compile(r"[-/\\=_#&<>]|\*\s+[a-z]")  # "libz.* is"
# A file's name: "README.Debian", "/etc/mill.Rules", "changelog.Debian.gz", "mill.tar.{gz,xz}".
_WITHIN_FILE = re.compile(r"(?:\b[A-Z][A-Z0-9_]+|\S*[/_.][\w-]+)\.\Z")
_GOES_ON_IN_FILE = re.compile(r"[A-Z][a-z]+\b")
_GOES_ON_DOTTED = re.compile(r"\w+\.[A-Za-z0-9]|\{\w")
_NEAR = 64  # characters before a border that are looked at: a sentence may be long as its text
# What names the source of the words before it: "[Some Book, p. xi]", "(Lee, 2009)", "[3]".
_PAGES = r"\b(?:pp?\.?\s?(?:\d|[ivxlc]+\b)|[Ii]bid\b|[Oo]p\.\s?[Cc]it\b)"
_YEAR = r"\s(?:1[5-9]|20)\d\d[a-z]?"
_REFERENCES = rf"""\s*(?:(?:
    \[(?=[^][]{{1,200}}\])(?:[^][]*{_PAGES}[^][]*|["“A-ZÀ-ÖØ-Þ][^][]*{_YEAR}
        |\d{{1,3}}(?:\s?[,–-]\s?\d{{1,3}})*)\]
    |\((?=[^()]{{1,120}}\))(?:[^()]*{_PAGES}[^()]*|[A-ZÀ-ÖØ-Þ][^()]*{_YEAR})\)
  )\s*)+"""
_REFERENCE = re.compile(_REFERENCES, re.VERBOSE)
_CITED_END = re.compile(
    rf"""[.?!…]['"”’»]*\s{_REFERENCES}(?<=\s)(?=['"“‘(\[]*[A-ZÀ-ÖØ-Þ])""", re.VERBOSE
)
# What closes a bracket in which another one closed before: "(It was [see 3] so.) Then".
_CLOSED_BEHIND = re.compile(r"[)\]}]+[.,;!?'\"”’»)\]}]*\s+")
_SHORT_QUOTATION = 200  # characters; up to so many, as of a long sentence, it is not cut
_LEAST_ALONE = 20  # characters of a sentence in a quotation that tells something by itself


_ASKED = re.compile(r"\?['\"”’»)\]]*\s*$")
_ENDS = ".!?…。！？"


def is_asked(sentence: str) -> bool:
    """Return whether a sentence asks something: it ends in a question mark."""
    return bool(_ASKED.search(sentence))


def is_ended(text: str) -> bool:
    """Return whether a text ends as a sentence does, be it in brackets or before a note's mark.

    A line with a name, a date or the number of a page does not.
    """
    for character in reversed(text):
        if character in _ENDS:
            return True
        if character == "_" or (character.isalnum() and not character.isdecimal()):
            return False
    return False


def sentences_of(text: str, span: Span | None = None, *, language: str = "en") -> tuple[Span, ...]:
    """Return the sentences of a stretch of text, in reading order.

    They cover the stretch but for white space between them, and none begins or ends with white
    space.

    Args:
        text: A whole text, for instance a document's.
        span: The stretch, for instance a paragraph; None for all of `text`.
        language: ISO 639-1 code; an unknown one is read like English.

    Returns:
        Spans in code points of `text`; empty where there is only white space.
    """
    offset = span.start if span else 0
    stretch = text[span.start : span.end] if span else text
    if not stretch.strip():
        return ()
    borders = _borders(stretch, language)
    return tuple(
        _trimmed(text, offset + start, offset + end)
        for start, end in pairwise(borders)
        if stretch[start:end].strip()
    )


def _borders(stretch: str, language: str) -> list[int]:
    """Return the offsets between sentences, first 0 and last the length of `stretch`."""
    # A bare code, as "en-GB" would be unknown to sentencex; no halves of characters, which it
    # cannot take.
    code = re.split(r"[-_]", language)[0].lower()
    borders = _unquoted_borders(encodable(stretch), code)
    return sorted({*borders, *_quoted_borders(encodable(stretch), borders, code)})


def _unquoted_borders(stretch: str, code: str) -> list[int]:
    """Return the offsets between sentences, where a quotation is part of the one around it."""
    borders, sentence, offset = [0], "", 0
    for piece in _pieces(stretch, code):
        if sentence and not (
            _belongs_together(sentence, piece) or _is_unending(sentence, piece, code)
        ):
            borders.append(offset)
            sentence = ""
        sentence += piece
        offset += len(piece)
    return [*borders, len(stretch)]


def _pieces(stretch: str, code: str) -> list[str]:
    """Return what the segmenter takes for sentences, what it errs in for certain mended."""
    pieces: list[str] = []
    for sentence in _segments(stretch, code):
        for piece in _split_after_brackets(sentence):
            pieces += _split_after_words(piece) if code == "en" else [piece]
    return _moved_back(_moved_back(pieces, _bracket_end), _reference_end)


def _segments(stretch: str, code: str) -> Iterator[str]:
    """Yield what the segmenter takes for sentences; it cuts nothing behind a mark like "(a)"."""
    for segment in segments_of(stretch, code):
        mark = _LISTED.match(segment)
        if mark is None:
            yield segment
            continue
        first, *others = segments_of(segment[mark.end() :], code)
        yield mark[0] + first
        yield from others


def _moved_back(pieces: Sequence[str], end_of: Callable[[str], int]) -> list[str]:
    """Return pieces, each with what of the one behind it belongs to it.

    Args:
        pieces: In reading order.
        end_of: Gives where that ends in a piece, 0 where nothing of it does.
    """
    moved = list(pieces[:1])
    for piece in pieces[1:]:
        end = end_of(piece)
        moved[-1] += piece[:end]
        if end < len(piece):
            moved.append(piece[end:])
    return moved


def _bracket_end(piece: str) -> int:
    """Return where what closes a bracket of the sentence before ends in `piece`: 0, without."""
    closed = _CLOSED_BEHIND.match(piece)
    if closed is None:
        return 0
    return len(piece) if piece[closed.end() : closed.end() + 1].islower() else closed.end()


def _reference_end(piece: str) -> int:
    """Return where what belongs to the sentence before ends in `piece`: 0, without a reference."""
    reference = _REFERENCE.match(piece)
    if reference is None:
        return 0
    follows = piece[reference.end() : reference.end() + 1]
    goes_on = follows.islower() or follows in ",;:."  # "“It was so.” [p. 3], she wrote."
    return len(piece) if goes_on else reference.end()


def _quoted_borders(stretch: str, borders: Sequence[int], code: str) -> Iterator[int]:
    """Yield the offsets between the sentences of each long quotation within a sentence."""
    for start, end in pairwise(borders):
        sentence = stretch[start:end]
        if len(sentence) <= _SHORT_QUOTATION:
            continue
        for pairs in (QUOTATION_PAIRS, SINGLE_PAIRS):
            for quotation in paired_marks(sentence, pairs):
                quoted = sentence[quotation.start : quotation.end]
                yield from (start + quotation.start + cut for cut in _cuts_within(quoted, code))


def _cuts_within(quotation: str, code: str) -> Iterator[int]:
    """Yield where a long quotation is cut, none of its parts too short to tell something."""
    if len(quotation) <= _SHORT_QUOTATION:
        return
    last = 0
    for border in _unquoted_borders(quotation, code)[1:-1]:
        if border - last >= _LEAST_ALONE <= len(quotation) - border:
            yield border
            last = border


def _is_unending(sentence: str, following: str, language: str) -> bool:
    """Return whether what was cut off as a sentence ends with none by the language's own rules."""
    near = max(0, len(sentence) - _NEAR)
    if following.startswith("-") and not sentence[-1].isspace():  # "av. J." and "-C."
        return True
    if _INITIALS.search(sentence, near) and following.lstrip()[:1].islower():
        return True
    if language == "en" and _STOPPED.search(sentence, near) and _GOES_ON.match(following):
        return sentence.lstrip()[:1].isupper()
    rule = _UNENDING.get(language)
    return rule is not None and bool(rule.search(sentence, near))


def _split_after_brackets(piece: str) -> list[str]:
    """Return `piece` cut behind a bracket or a reference that a sentence ends with."""
    # "(the U.S.) Army", "(cf. Fig.) The": a full stop that may be an abbreviation's.
    ends = [
        match.end()
        for match in _BRACKETED.finditer(piece)
        if len(word := _word_before(piece, match.start())) > 1
        and not _ABBREVIATION.search(f" {word}.")
    ]
    cited = [match.end() for match in _CITED_END.finditer(piece)]
    cuts = sorted({0, *ends, *cited, len(piece)})
    return [piece[start:end] for start, end in pairwise(cuts)]


def _split_after_words(piece: str) -> list[str]:
    """Return `piece` cut where an ordinary word ends a sentence, outside of brackets and marks."""
    cuts = [0, *(match.end() for match in _ORDINARY.finditer(piece)), len(piece)]
    return [piece[start:end] for start, end in pairwise(cuts)]


def _word_before(text: str, end: int) -> str:
    """Return the word that ends at `end`, of a very long one its end."""
    match = _LAST_WORD.search(text[max(0, end - _NEAR) : end])
    return match[0] if match else ""


def _belongs_together(sentence: str, following: str) -> bool:
    """Return whether the segmenter cut `following` off the sentence that it belongs to."""
    if sentence.isspace() or following.isspace() or _CLOSING.match(following):
        return True
    if len(sentence) < _NEAR and _MARK.fullmatch(sentence):
        return True
    first = following.lstrip(" \t'\"“‘(")[:1]
    near = max(0, len(sentence) - _NEAR)
    if _is_inside_word(sentence[near:], following):
        return True
    if _ABBREVIATION.search(sentence, near):
        return first.isdigit() or first.islower()
    return bool(_SPEECH_END.search(sentence, near)) and first.islower()


def _is_inside_word(sentence: str, following: str) -> bool:
    """Return whether a sentence was cut off within a name or code, no space behind it."""
    in_name = _WITHIN_NAME.search(sentence) and _GOES_ON_IN_NAME.match(following)
    in_code = _WITHIN_CODE.search(sentence) and _GOES_ON_IN_CODE.match(following)
    word = _last_token(sentence) if following.startswith("*") else ""
    is_note = word.isalpha() and is_common(word, "en")  # "It costs a pound.* it did not before."
    return bool(in_name or (in_code and not is_note)) or _is_inside_file_name(sentence, following)


def _is_inside_file_name(sentence: str, following: str) -> bool:
    """Return whether a sentence was cut off at a stop within a file's name, no space behind it."""
    if not sentence.endswith("."):
        return False
    if _GOES_ON_DOTTED.match(following):
        return not is_common(_last_token(sentence), "en")
    word = _GOES_ON_IN_FILE.match(following)
    if word is None or word[0].lower() in STOP_WORDS:
        return False
    return _WITHIN_FILE.search(sentence) is not None


def _last_token(sentence: str) -> str:
    """Return what stands behind the last space, but for the stop that ends it."""
    return sentence.rpartition(" ")[2].strip()[:-1]


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without the white space at its ends."""
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return Span(start, end)
