"""Lines of a message that only a program reads: those around a signed text, and its signature.

References:
    RFC 4880, 6.2 (armour) and 7 (signed texts, in which a line that begins with a dash has "- "
    before it).
"""

import re

from index.types import Omission, OmissionKind

_BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
_END = "-----END PGP SIGNATURE-----"
_FIELDS = re.compile(r"\s*?\n(?:[A-Z][\w-]*:[^\n]*\n)*")  # such as "Hash: SHA256"
_ESCAPED = re.compile(r"^- (?=-)", re.MULTILINE)


def without_armour(text: str) -> tuple[str, list[Omission]]:
    """Return a message's text without the lines that sign it, and the signatures.

    Args:
        text: With line feeds. Where a signature does not end, it is left as it is.
    """
    texts: list[str] = []
    signatures: list[Omission] = []
    end = 0
    while (marks := _marks(text, end)) is not None:
        begin, signature, last = marks
        fields = _FIELDS.match(text, begin + len(_BEGIN))
        start = fields.end() if fields else begin + len(_BEGIN)
        texts += [text[end:begin], _ESCAPED.sub("", text[start:signature])]
        signed = text[signature + len(_SIGNATURE) : last].strip()
        signatures.append(Omission(OmissionKind.SIGNATURE, signed))
        end = last + len(_END)
    return "".join([*texts, text[end:]]), signatures


def _marks(text: str, start: int) -> tuple[int, int, int] | None:
    """Return where a signed text, its signature and the end of that stand, None behind the last."""
    begin = _line(text, _BEGIN, start)
    signature = _line(text, _SIGNATURE, begin)
    last = _line(text, _END, signature)
    return None if last < 0 else (begin, signature, last)


def _line(text: str, mark: str, start: int) -> int:
    """Return where the next line begins that is a mark, -1 where none does, or `start` is -1."""
    if start < 0 or (start == 0 and text.startswith(mark)):
        return start
    found = text.find(f"\n{mark}", start)
    return found + 1 if found >= 0 else found
