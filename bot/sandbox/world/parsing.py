"""What comes from outside as text, read within bounds: JSON, and ids."""

import json
import math
from collections.abc import Iterable
from itertools import chain
from typing import NoReturn

MAX_DEPTH = 64  # levels of lists and objects; the deepest body that Discord takes has some ten

_ID_DIGITS = 20  # of the largest number of 64 bits


def parse_json(text: str | bytes) -> object:
    """Return what a JSON text holds.

    Raises:
        ValueError: It is no JSON, nests deeper than `MAX_DEPTH`, or holds half a character or a
            number without an end.
    """
    try:
        value: object = json.loads(text, parse_constant=_refuse, parse_float=_finite)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if _is_deep(value):
        raise ValueError("nested too deep")
    # Whatever is whole can be encoded: half characters come as escapes, such as "\ud83d".
    json.dumps(value, ensure_ascii=False).encode()
    return value


def _finite(digits: str) -> float:
    """Return a number.

    Raises:
        ValueError: It is larger than any that there is.
    """
    value = float(digits)
    return value if math.isfinite(value) else _refuse(digits)


def _refuse(constant: str) -> NoReturn:
    """Refuse what Python takes beyond JSON.

    Raises:
        ValueError: Always: `NaN` and `Infinity` are no JSON.
    """
    raise ValueError(f"{constant} is no JSON")


def _is_deep(value: object) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        level = list(chain.from_iterable(map(_held, level)))
        if not level:
            return False
    return True


def _held(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def parse_id(value: object) -> int | None:
    """Return an id, which travels as digits; None where it is anything else."""
    if (
        isinstance(value, str)
        and value.isascii()
        and value.isdecimal()
        and len(value) <= _ID_DIGITS
    ):
        return int(value)
    return None
