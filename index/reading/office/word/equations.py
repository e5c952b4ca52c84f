"""Equations of Word documents as a line of text: "x^2", "(a+b)/2", "√(2)"."""

from collections.abc import Callable, Mapping

from index.reading.office.word.markup import LEFT_OUT, WordElement

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
EQUATION = f"{_M}oMath"
_TEXT = f"{_M}t"


def equation_text(element: WordElement) -> str:
    """Return what an equation, or a part of one, says."""
    if element.tag == _TEXT:
        return element.text or ""
    if element.tag in LEFT_OUT:
        return ""
    write = _WRITERS.get(element.tag)
    return write(element) if write else "".join(map(equation_text, element))


def _operand(element: WordElement, name: str) -> str:
    """Return a part as it stands beside a sign: in brackets where it is more than one letter."""
    text = _part(element, name)
    return text if len(text) <= 1 or text.isalnum() else f"({text})"


def _part(element: WordElement, name: str) -> str:
    part = element.find(f"{_M}{name}")
    return "" if part is None else equation_text(part)


def _property(element: WordElement, properties: str, name: str, default: str) -> str:
    """Return a sign that the properties of an element state, else the usual one."""
    stated = element.find(f"{_M}{properties}/{_M}{name}")
    return default if stated is None else stated.get(f"{_M}val") or ""


def _fraction(element: WordElement) -> str:
    return f"{_operand(element, 'num')}/{_operand(element, 'den')}"


def _root(element: WordElement) -> str:
    return f"{_part(element, 'deg')}√({_part(element, 'e')})"


def _script(element: WordElement) -> str:
    """Return what has something below and above it: "x_1^2"."""
    return _operand(element, "e") + _limits(element)


def _limits(element: WordElement) -> str:
    signs = {"_": _operand(element, "sub"), "^": _operand(element, "sup")}
    return "".join(f"{sign}{text}" for sign, text in signs.items() if text)


def _large_operator(element: WordElement) -> str:
    sign = _property(element, "naryPr", "chr", "∫")
    return f"{sign}{_limits(element)} {_part(element, 'e')}"


def _delimited(element: WordElement) -> str:
    """Return what stands between brackets, or other signs."""
    begin, separator, end = (
        _property(element, "dPr", name, default)
        for name, default in (("begChr", "("), ("sepChr", "|"), ("endChr", ")"))
    )
    return begin + separator.join(map(equation_text, element.findall(f"{_M}e"))) + end


_WRITERS: Mapping[str, Callable[[WordElement], str]] = {
    f"{_M}f": _fraction,
    f"{_M}rad": _root,
    f"{_M}sSup": _script,
    f"{_M}sSub": _script,
    f"{_M}sSubSup": _script,
    f"{_M}nary": _large_operator,
    f"{_M}d": _delimited,
}
