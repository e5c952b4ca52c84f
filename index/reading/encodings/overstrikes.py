"""Text as typewriters print it: letters are typed over for bold type, and underlined.

So print nroff, lynx and w3m: "N", a backspace and "N" are a bold N, "_", a backspace and "x" an
underlined x. A terminal shows what was typed last in a place.
"""

_BACKSPACE = "\b"
_UNDERLINE = "_"


def without_overstrikes(text: str) -> str:
    """Return a text with what can be read in each place: what was typed last, but for underlines.

    Args:
        text: With line feeds; where it has no backspace, nothing changes.
    """
    return "\n".join(_shown(line) if _BACKSPACE in line else line for line in text.split("\n"))


def _shown(line: str) -> str:
    """Return what a line shows; a backspace at its beginning goes nowhere."""
    places: list[str] = []
    at = 0
    for typed in line:
        if typed == _BACKSPACE:
            at = max(at - 1, 0)
        elif at == len(places):
            places.append(typed)
            at += 1
        else:
            if typed != _UNDERLINE or places[at].isspace():
                places[at] = typed
            at += 1
    return "".join(places)
