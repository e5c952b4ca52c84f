"""A line of mdoc(7) to the words that it shows: macros call macros, and punctuation clings.

References:
    mdoc(7) of mandoc 1.14.6.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from index.reading.marked.manuals.roff import Literal

CLOSING = frozenset(".,:;)]?!")
"""Marks that cling to what stands before them."""

_OPENING = frozenset("([")
# Marks before what stands on the rest of a line, and behind it.
_AROUND = {
    "Op": ("[", "]"), "Pq": ("(", ")"), "Bq": ("[", "]"), "Brq": ("{", "}"), "Aq": ("<", ">"),
    "Dq": ("“", "”"), "Qq": ('"', '"'), "Sq": ("‘", "’"), "Ql": ("‘", "’"),
}  # fmt: skip
# Marks before what stands between two macros, maybe lines apart, and behind it.
_FROM = {
    "Oo": "[", "Po": "(", "Bo": "[", "Bro": "{", "Ao": "<", "Do": "“", "Qo": '"', "So": "‘",
}  # fmt: skip
_TO = {
    "Oc": "]", "Pc": ")", "Bc": "]", "Brc": "}", "Ac": ">", "Dc": "”", "Qc": '"', "Sc": "’",
}  # fmt: skip
_SYSTEMS = {
    "At": "AT&T UNIX", "Bsx": "BSD/OS", "Dx": "DragonFly", "Fx": "FreeBSD",
    "Nx": "NetBSD", "Ox": "OpenBSD", "Ux": "UNIX",
}  # fmt: skip
# Macros whose arguments show as they are, and what shows where they have none.
_PLAIN = dict.fromkeys(
    "Ad An Cd Cm Dv Em Er Ev Fa Fd Ft Ic Lb Li Ms No St Sx Sy Tn Va Vt".split(), ""
) | {"Ar": "file ...", "Pa": "~", "Mt": "~"}
_CALLING = frozenset({"Sm", "Bk", "Ek", "Xo", "Xc"})  # of which only what they call shows


class MdocSentence:
    """Words of a line, put together."""

    def __init__(self, name: str, *, spaced: bool = True) -> None:
        """Start with nothing.

        Args:
            name: What the page calls the command that it is about.
            spaced: Words are set apart.
        """
        self.tight = not spaced  # what follows goes on in the same word
        self._name = name
        self._spaced = spaced
        self._pieces: list[str] = []
        self._closers: list[str] = []

    def text(self, tokens: Sequence[str]) -> str:
        """Return what a macro with its arguments shows."""
        end = len(tokens)
        while end and _closes(tokens[end - 1]):
            end -= 1
        for macro, arguments in _calls(tokens[:end]):
            self._call(macro, arguments)
        for closer in (*reversed(self._closers), *tokens[end:]):
            self._close(closer)
        return "".join(self._pieces)

    def _call(self, macro: str, arguments: Sequence[str]) -> None:
        """Put behind the words what a macro makes of its own arguments."""
        if macro in _AROUND:
            before, behind = _AROUND[macro]
            self._marked(before, arguments)
            self._closers.append(behind)
        elif macro in _FROM:
            self._marked(_FROM[macro], arguments)
        elif macro in _OWN:
            _OWN[macro](self, arguments)
        elif macro in _TO:
            self._close(_TO[macro])
            self._words(arguments)
        elif macro not in _CALLING:
            self._words([one for one in (_SYSTEMS.get(macro, ""), *arguments) if one])

    def _marked(self, mark: str, arguments: Sequence[str]) -> None:
        """Put words right behind a mark."""
        self._put(mark)
        self.tight = True
        self._words(arguments)

    def _words(self, words: Sequence[str]) -> None:
        for word in words:
            if _closes(word):
                self._close(word)
            elif word in _OPENING and not isinstance(word, Literal):
                self._marked(word, ())
            else:
                self._put(word)

    def _put(self, word: str) -> None:
        self._pieces.append(word if self.tight or not self._pieces else f" {word}")
        self.tight = not self._spaced

    def _close(self, mark: str) -> None:
        self._pieces.append(mark)
        self.tight = not self._spaced

    def _glue(self, arguments: Sequence[str]) -> None:
        self.tight = True
        self._words(arguments)

    def _flags(self, arguments: Sequence[str]) -> None:
        """Put flags, each behind its dash."""
        if not arguments:
            self._marked("-", ())
        self._words([one if _closes(one) or one == "|" else f"-{one}" for one in arguments])

    def _berkeley(self, arguments: Sequence[str]) -> None:
        """Put the name of a system behind its number, "4.3BSD"."""
        self._words([f"{''.join(arguments[:1])}BSD", *arguments[1:]])

    def _description(self, arguments: Sequence[str]) -> None:
        self._words(["—", *arguments])

    def _own_name(self, arguments: Sequence[str]) -> None:
        self._words(arguments or [self._name])

    def _page(self, arguments: Sequence[str]) -> None:
        """Put the name of a page, its section behind it."""
        name, *rest = arguments or [""]
        section, *rest = rest or [""]
        self._words([f"{name}({section})" if section else name, *rest])

    def _function(self, arguments: Sequence[str]) -> None:
        name, *rest = arguments or [""]
        self._words([f"{name}({', '.join(rest)})"])

    def _function_from(self, arguments: Sequence[str]) -> None:
        self._words([f"{''.join(arguments[:1])}("])
        self.tight = True

    def _prefix(self, arguments: Sequence[str]) -> None:
        self._words(arguments[:1])
        self._glue(arguments[1:])

    def _apostrophe(self, arguments: Sequence[str]) -> None:
        self._close("'")
        self._glue(arguments)

    def _link(self, arguments: Sequence[str]) -> None:
        """Put what a link is called, its address behind it."""
        address, *words = arguments or [""]
        self._words([*words, f"<{address}>"] if words else [address])

    def _included(self, arguments: Sequence[str]) -> None:
        self._words([f"#include <{' '.join(arguments)}>"])


def _closes(token: str) -> bool:
    """Return whether an argument is a mark that clings to what stands before it."""
    return token in CLOSING and not isinstance(token, Literal)


def _calls(tokens: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the macros of a line, each with its own arguments."""
    macro, arguments = tokens[0], list[str]()
    for token in tokens[1:]:
        if token in _CALLED and not isinstance(token, Literal):
            yield macro, arguments or _alone(macro)
            macro, arguments = token, []
        else:
            arguments.append(token)
    yield macro, arguments or _alone(macro)


def _alone(macro: str) -> list[str]:
    """Return what a macro shows that has no arguments."""
    return [_PLAIN[macro]] if _PLAIN.get(macro) else []


_OWN: Mapping[str, Callable[[MdocSentence, Sequence[str]], None]] = {
    "Ap": MdocSentence._apostrophe,
    "Bx": MdocSentence._berkeley,
    "Fc": lambda sentence, arguments: sentence._words([")", *arguments]),
    "Fl": MdocSentence._flags,
    "Fn": MdocSentence._function,
    "Fo": MdocSentence._function_from,
    "In": MdocSentence._included,
    "Lk": MdocSentence._link,
    "Nd": MdocSentence._description,
    "Nm": MdocSentence._own_name,
    "Ns": MdocSentence._glue,
    "Pf": MdocSentence._prefix,
    "Xr": MdocSentence._page,
}
_CALLED = frozenset({*_AROUND, *_FROM, *_TO, *_SYSTEMS, *_PLAIN, *_CALLING, *_OWN})
CLINGING = frozenset({"Ns", "Ap", "Fc", *_TO})  # to what stands before them
