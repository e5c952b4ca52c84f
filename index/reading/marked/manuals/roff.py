"""The lines of a roff source: macros with their arguments, text with its escapes resolved.

What roff computes (registers, traps) is passed over; of conditions those are true that hold for a
terminal, and of a page's own macros those are done that compute nothing. Nothing is included.

References:
    groff(7), "Escape sequences", and groff_char(7), of groff 1.23.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from index.reading.marked.manuals.page_macros import PageMacro, may_be_defined

_CONTINUED = re.compile(r"(?<!\\)(?:\\\\)*\\\n")
_COMMENT = re.compile(r'(?<!\\)((?:\\\\)*)\\["#].*')
_CONTROL = re.compile(r"[.'][ \t]*([^\s\\]*|\\\})[ \t]*(.*)", re.DOTALL)
_ARGUMENT = re.compile(r'"((?:[^"]|"")*)(?:"|$)|((?:\\.|[^\s\\])+)|(\\$)')
_ESCAPE = re.compile(
    r"""\\(?:\((?P<two>..)|\[(?P<name>[^\]\n]*)\]
    |\*(?:\((?P<string2>..)|\[(?P<string>[^\]\n]*)\]|(?P<string1>.))
    |C'(?P<named>[^'\n]*)'|N'(?P<code>[^'\n]*)'|[oZ]'(?P<over>[^'\n]*)'
    |[hvwlLDXbxRAB]'[^'\n]*'
    |[fFmMgkYVn](?:\(..|\[[^\]\n]*\]|[+-]?.)
    |s(?:[+-]?(?:\(\d\d|\[[^\]\n]*\]|'[^'\n]*'|[1-3]?\d))
    |(?P<one>.))""",
    re.VERBOSE,
)
_NOTHING = dict.fromkeys("&|^/,%:)cdurpaz{}!?")
_ONE = {"e": "\\", "E": "\\", "~": " ", "0": " ", "t": "\t"}
# Named characters; those of a letter with an accent are put together of both.
_NAMES = (
    "aq ' dq \" lq “ rq ” oq ‘ cq ’ bq ‚ Bq „ Fo « Fc » fo ‹ fc › em — en – hy - "
    "mi − ga ` ha ^ ti ~ rs \\ sl / ba | or | lB [ rB ] lC { rC } la ⟨ ra ⟩ at @ "
    "aa ´ ad ¨ ac ¸ ah ˇ ao ˚ "
    "sh # Do $ bu • co © rg ® tm ™ sc § ps ¶ dg † dd ‡ de ° fm ′ sd ″ ct ¢ Po £ "
    "Ye ¥ Eu € eu € mu × di ÷ +- ± pl + eq = ~~ ≈ ~= ≅ if ∞ sr √ is ∫ su ∑ pr ∏ "
    "mo ∈ no ¬ -> → <- ← <> ↔ ua ↑ da ↓ rA ⇒ lA ⇐ hA ⇔ >= ≥ <= ≤ != ≠ == ≡ 12 ½ "
    "14 ¼ 34 ¾ S1 ¹ S2 ² S3 ³ r! ¡ r? ¿ ss ß AE Æ ae æ OE Œ oe œ /O Ø /o ø oA Å "
    "oa å -D Ð Sd ð TP Þ Tp þ Of ª Om º *a α *b β *g γ *d δ *e ε *l λ *m μ *p π "
    "*s σ *w ω *W Ω *D Δ *S Σ .i ı sq □ ci ○ OK ✓ CR ↵ ul _ rn ‾ br │ bv │ pc · "
    "md ⋅ tf ∴ te ∃ fa ∀ es ∅ ca ∩ cu ∪ sb ⊂ sp ⊃ an ∧ lo ∨ va ↕ "
).split()
_CHARACTERS = dict(zip(_NAMES[::2], _NAMES[1::2], strict=True))
_ACCENTS = dict(zip("'`^~:,vo", "\u0301\u0300\u0302\u0303\u0308\u0327\u030c\u030a", strict=True))
# Signs that are printed over a letter.
_SIGNS = dict(
    zip("'`^~´¨¸ˇ˚", "\u0301\u0300\u0302\u0303\u0301\u0308\u0327\u030c\u030a", strict=True)
)
_UNICODE = re.compile(r"u([0-9A-Fa-f]{4,6}(?:_[0-9A-Fa-f]{4,6})*)")
_DECIMAL = re.compile(r"[0-9]{1,7}")
_HIGHEST = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)
_STRINGS = {"lq": "“", "rq": "”", "R": "®", "Tm": "™"}  # as both packages of macros define them
_MAX_STRING = 1000  # characters; strings of strings would grow without end
_CONDITION = re.compile(
    r"""(!?)[ \t]*
    ('[^'\n]*'[^'\n]*'|[dcrFmS][ \t]+\S+|\(\S+|(?:\\n(?:\(..|\[[^\]\n]*\]|.)|[^\s\\])+)
    [ \t]*(.*)""",
    re.DOTALL | re.VERBOSE,
)
_HOLDS = re.compile(r"n|\\n(?:\(|\[)\.g\]?\S*|[1-9]\d*")  # for a terminal, for groff, for a number
_FAILS = re.compile(r"t|0")
_BRACE = re.compile(r"\\[{}]")
_CONDITIONS = frozenset({"if", "ie", "el"})
_MAX_CONDITIONS = 100  # in front of each other; each looks at all that follows
# Requests that define a macro or hide lines, up to a line of two dots or of a name.
_HIDING = frozenset({"de", "de1", "am", "am1", "dei", "ami", "ig"})
_DEFINING = frozenset({"de", "de1"})
_MAX_DONE = 10_000  # macros of a page's own that are done; they may call each other without end


class Literal(str):
    """An argument that stands for itself, as its source says, even if a macro is called so."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class RoffLine:
    """A line of a source.

    Args:
        macro: The name of a macro or request, "" of text.
        arguments: What stands behind it, in words.
        text: Of text, what stands there.
        tight: What follows goes on in the same word.
        breaks: It begins with a blank, which ends the paragraph before it; a space that its source
            writes out, as what stands behind a link begins with, does not.
    """

    macro: str = ""
    arguments: tuple[str, ...] = ()
    text: str = ""
    tight: bool = False
    breaks: bool = False


class RoffReader:
    """Reads a source line by line, with the strings that it defines."""

    def __init__(self, source: str) -> None:
        """Keep the lines, those that go on put together."""
        self._lines = _CONTINUED.sub("", source).split("\n")[::-1]
        self._strings = dict(_STRINGS)
        self._macros: dict[str, PageMacro] = {}
        self._done = 0  # of those
        self._held = False  # whether the last condition with an alternative did
        self._conditions = 0  # that stand in front of each other

    def lines(self) -> Iterator[RoffLine]:
        """Yield the lines that a terminal would show, and all macros that are no conditions."""
        while self._lines:
            raw = _COMMENT.sub(r"\1", self._lines.pop())
            control = _CONTROL.match(raw)
            if control is None or control[1] not in _CONDITIONS:
                self._conditions = 0
            if control is None:
                shown, breaks = self.shown(raw), raw[:1].isspace()
                yield RoffLine(text=shown, tight=raw.endswith("\\c"), breaks=breaks)
            else:
                yield from self._control(control[1], control[2])

    def _control(self, name: str, rest: str) -> Iterator[RoffLine]:
        """Yield the line of a macro or request, unless it is done here.

        Yields:
            At most one.
        """
        if name in _CONDITIONS:
            self._choose(name, rest)
        elif name in _HIDING:
            self._hide(name, rest)
        elif name == "ds":
            self._define(rest)
        elif name in self._macros:
            yield from self._call(self._macros[name], name, rest)
        elif name and not _BRACE.fullmatch(name):  # "." alone, or before a comment, does nothing
            yield RoffLine(name, self._arguments(rest))

    def shown(self, text: str) -> str:
        """Return what a text shows."""
        return _ESCAPE.sub(self._shown_escape, text)

    def _choose(self, request: str, rest: str) -> None:
        """Go on with what a condition guards, or behind it."""
        self._conditions += 1
        holds = not self._held
        if request != "el":
            holds, rest = _judged(rest)
            self._held = holds if request == "ie" else self._held
        else:
            self._held = True
        if holds and self._conditions <= _MAX_CONDITIONS:
            self._lines.append(_BRACE.sub("", rest))
        elif "\\{" in rest:
            self._skip(rest)

    def _skip(self, first: str) -> None:
        """Pass over lines up to the brace that closes those of the first."""
        depth = first.count("\\{") - first.count("\\}")
        while depth > 0 and self._lines:
            line = self._lines.pop()
            depth += line.count("\\{") - line.count("\\}")

    def _hide(self, request: str, rest: str) -> None:
        """Pass over a macro's definition, and keep it."""
        name, ending = (*rest.split()[:2], "", "")[:2]
        last = f".{ending}" if ending else ".."
        lines: list[str] = []
        while self._lines and (line := self._lines.pop()).replace(" ", "") != last:
            lines.append(_COMMENT.sub(r"\1", line))
        if request in _DEFINING and may_be_defined(name):
            self._macros[name] = PageMacro(lines)
        elif request != "ig":
            self._macros.pop(name, None)  # something was put to it, or it is called by a string

    def _call(self, macro: PageMacro, name: str, rest: str) -> Iterator[RoffLine]:
        """Put the lines of a page's own macro before the next; yield one that computes as it is.

        Yields:
            At most one, without arguments where none of them prints.
        """
        if macro.is_simple and self._done < _MAX_DONE:
            self._done += 1
            self._lines += macro.called(_sources(rest))[::-1]
        else:
            yield RoffLine(name, self._arguments(rest) if macro.shows_arguments else ())

    def _define(self, rest: str) -> None:
        """Keep a string that the source defines."""
        name, _, value = rest.partition(" ")
        self._strings[name] = self.shown(value.lstrip().removeprefix('"'))[:_MAX_STRING]

    def _arguments(self, rest: str) -> tuple[str, ...]:
        """Return the arguments of a macro, those in quotation marks whole."""
        return tuple(map(self._argument, _sources(rest)))

    def _argument(self, source: str) -> str:
        shown = self.shown(source)
        return Literal(shown) if source.startswith("\\&") else shown

    def _shown_escape(self, match: re.Match[str]) -> str:
        """Return what an escape shows."""
        string = match["string2"] or match["string"] or match["string1"]
        if string is not None:
            return self._strings.get(string.split(" ")[0], "")
        name = match["two"] or match["name"] or match["named"]
        if name is not None:
            return _character(name)
        if match["code"] is not None:
            return _of_code(int(match["code"])) if _DECIMAL.fullmatch(match["code"]) else ""
        one = match["one"] or ""
        if match["over"]:
            return _overstruck(self.shown(match["over"]))
        return "" if one in _NOTHING else _ONE.get(one, one)


def _sources(rest: str) -> list[str]:
    """Return the arguments behind a macro as their source writes them."""
    found = _ARGUMENT.finditer(rest)
    return [m[1].replace('""', '"') if m[1] is not None else m[2] or m[3] for m in found]


def _judged(rest: str) -> tuple[bool, str]:
    """Return whether a condition holds, none that cannot be told, and what it guards."""
    match = _CONDITION.match(rest)
    if match is None:
        return False, rest
    holds, fails = _HOLDS.fullmatch(match[2]), _FAILS.fullmatch(match[2])
    return bool(fails if match[1] else holds), match[3]


def _character(name: str) -> str:
    """Return a named character, "" of an unknown one."""
    if name in _CHARACTERS:
        return _CHARACTERS[name]
    if unicode := _UNICODE.fullmatch(name):
        return "".join(_of_code(int(code, 16)) for code in unicode[1].split("_"))
    if name[:1] in _ACCENTS and len(name) == len("'e"):
        return unicodedata.normalize("NFC", name[1] + _ACCENTS[name[0]])
    return ""


def _overstruck(text: str) -> str:
    """Return characters that are printed over one another, a letter and its accent as one."""
    if len(text) == len("´e"):
        for accent, letter in ((text[0], text[1]), (text[1], text[0])):
            composed = unicodedata.normalize("NFC", letter + _SIGNS.get(accent, accent))
            if letter.isalpha() and len(composed) == 1:
                return composed
    return text


def _of_code(code: int) -> str:
    """Return the character of a code, "" of one that is none."""
    return "" if code > _HIGHEST or code in _SURROGATES else chr(code)
