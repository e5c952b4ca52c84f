"""The words of an AsciiDoc line as they show: marks taken off where they can be nothing else."""

import html
import re
from collections.abc import Callable, Iterator

from index.reading.line_shapes.leading_terms import TypedWords, leading_term

_INSIDE = r"((?:[^\[\]]|\[[^\[\]]*\])*)"  # of brackets, which may hold others
_MONO = r"(?<![\w\"'`])`(?P<mono>[^`\s](?:[^`]*[^`\s])?)`(?![\w\"'`])"
_WIDE_BOLD = r"(?<![\\*])\*\*(?=[^\s*])((?:(?!\*\*).)*[^\s*])\*\*(?!\*)"
_BOLD = r"(?<![\w\\*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])"
# What stands there as it is; told apart before marks are looked for.
_LITERAL = re.compile(
    rf"""`\+(?P<plain>[^`\n]+?)\+`|``(?P<mono2>(?:(?!``).)+)``
    |{_MONO}
    |\+\+\+(?P<plus3>(?:(?!\+\+\+).)*)\+\+\+|\$\$(?P<dollar>(?:(?!\$\$).)*)\$\$
    |(?<!\w)(?:pass|stem|latexmath|asciimath):[a-z,]*\[(?P<passed>[^\]]*)\]""",
    re.VERBOSE,
)
_QUOTED = re.compile(r"\"`([^`]+)`\"|'`([^`]+)`'")
_FOOTNOTE = re.compile(rf"[ \t]*footnote(?:ref)?:(?:[\w-]*)\[{_INSIDE}\]")
_LINK = re.compile(rf"(?:link:|\b)((?:https?|ftp|irc|mailto):[^\s\[\]<>]{{1,2000}})\[{_INSIDE}\]")
_OTHER_LINK = re.compile(rf"\b(?:link|xref):([^\s\[\]]{{1,2000}})\[{_INSIDE}\]")
_REFERENCE = re.compile(r"<<([^<>,]+)(?:,([^<>]*))?>>")
_KEYS = re.compile(rf"\b(?:kbd|btn|indexterm2):\[{_INSIDE}\]")
_MENU = re.compile(rf"\bmenu:([^\s\[\]]+)\[{_INSIDE}\]")
_UNSEEN = re.compile(
    rf"\b(?:image|icon):[^\s:\[\]][^\s\[\]]*\[{_INSIDE}\]|\banchor:[\w-]+\[[^\]]*\]"
    rf"|\bindexterm:\[{_INSIDE}\]|\(\(\([^()]*\)\)\)|(?<!\[)\[\[[\w:.,-]+(?:,[^\[\]]*)?\]\](?!\])"
)
_LABEL = re.compile(r"\[\[\[([^\[\],]+)(?:,[^\[\]]*)?\]\]\]")
_TERM = re.compile(r"(?<!\()\(\(([^()]+)\)\)(?!\))")
# Marks around words, the wider first; each has the words as its one group.
_MARKS = tuple(
    re.compile(pattern)
    for pattern in (
        _WIDE_BOLD,
        r"(?<![\\_\w])__(?=[^\s_])((?:(?!__).){0,500}[^\s\w](?:(?!__).){0,500})__(?![_\w])",
        _BOLD,
        r"(?<![\w\\_])_(?=[^\s_])((?:[^_\n]|(?<=\w)_(?=\w)){0,500}[^\s_])_(?![\w_])",
        r"(?<![\w\\])\[[.\w][^\[\]]*\]#(?=\S)([^#\n]*[^\s#])#(?!\w)",
        r"(?<=\w)\^(\w{1,20})\^",
        r"(?<=\w)~(\w{1,20})~",
    )
)
# Words as code, or in bold, with the marks around them.
_SET_OFF = re.compile(rf"``(?:(?!``).)+``|{_MONO}|{_WIDE_BOLD}|{_BOLD}")
_ESCAPED = re.compile(r"\\(?=[*_`#{\[<^~+]|--|\w+:)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});")
_KEPT = re.compile("\0(\\d+)\0")


def shown_words(text: str, footnotes: list[str]) -> str:
    """Return what a text shows, on one line.

    Args:
        text: The source, without zeros.
        footnotes: To which those of the text are added.
    """
    kept: list[str] = []
    text = _LITERAL.sub(lambda match: _keep(match, kept), _QUOTED.sub(_in_quotes, text))
    footnotes_here: list[str] = []
    text = _FOOTNOTE.sub(lambda match: _noted(match, footnotes_here), text)
    footnotes += (_restored(_unmarked(note), kept) for note in footnotes_here if note.strip())
    return _restored(_unmarked(text), kept)


def leading_words(text: str) -> str:
    """Return the term that a text begins with in bold or as code, "" without one.

    Args:
        text: The source, without zeros.
    """
    term = leading_term(_typed(text))
    return term if shown_words(text, []).startswith(term) else ""


def _typed(text: str) -> Iterator[TypedWords]:
    """Yield the words of a text, each with whether it is bold or code."""
    at = 0
    for match in _SET_OFF.finditer(text):
        yield TypedWords(_spaced(text[at : match.start()]), is_set_off=False)
        yield TypedWords(shown_words(match[0], []), is_set_off=True)
        at = match.end()
    yield TypedWords(_spaced(text[at:]), is_set_off=False)


def _spaced(text: str) -> str:
    """Return what a text shows, the blanks at its ends kept."""
    words = shown_words(text, [])
    before, after = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' * before}{words}{' ' * after}"


def _keep(match: re.Match[str], kept: list[str]) -> str:
    kept.append(next(group for group in match.groups() if group is not None))
    return f"\0{len(kept) - 1}\0"


def _restored(text: str, kept: list[str]) -> str:
    return " ".join(_KEPT.sub(lambda match: kept[int(match[1])], text).split())


def _in_quotes(match: re.Match[str]) -> str:
    return f"“{match[1]}”" if match[1] else f"‘{match[2]}’"


def _noted(match: re.Match[str], footnotes: list[str]) -> str:
    footnotes.append(match[1])
    return ""


def _unmarked(text: str) -> str:
    """Return a text without its macros and marks."""
    for pattern, shown in _MACROS:
        text = pattern.sub(shown, text)
    for mark in _MARKS:
        text = mark.sub(_first, text)
    return _ENTITY.sub(lambda match: html.unescape(match[0]), _ESCAPED.sub("", text))


def _first(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group is not None)


def _link_text(match: re.Match[str]) -> str:
    """Return what a link shows: its words without their options, else where it leads."""
    words = re.sub(r",\s*\w+=.*$", "", match[2]).strip().strip('"').removesuffix("^")
    return words or match[1].removeprefix("mailto:")


_MACROS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_LINK, _link_text),
    (_OTHER_LINK, _link_text),
    (_REFERENCE, lambda match: (match[2] or match[1]).strip()),
    (_KEYS, lambda match: match[1]),
    (_MENU, lambda match: f"{match[1]} > {match[2]}" if match[2] else match[1]),
    (_LABEL, lambda match: f"[{match[1]}]"),
    (_UNSEEN, lambda _: ""),
    (_TERM, lambda match: match[1]),
)
