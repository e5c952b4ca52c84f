"""Numbers in Roman figures."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 4999  # larger numbers have no usual Roman figures


def roman(number: int) -> str:
    """Return a number in small Roman figures, from 5000 on in Arabic ones."""
    if number > _MOST_ROMAN:
        return str(number)
    figures = ""
    for value, figure in _ROMAN:
        times, number = divmod(number, value)
        figures += figure * times
    return figures
