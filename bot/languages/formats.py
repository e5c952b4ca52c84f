"""Numbers, lists and names of languages as the reader's language has them, by the CLDR.

References:
    Unicode Common Locale Data Repository, https://cldr.unicode.org, as Babel has it.
"""

from collections.abc import Sequence

from bot.languages.reader import ENGLISH, current_language


def number(value: int) -> str:
    """Return a whole number.

    Example:
        >>> number(12_000)
        '12,000'
    """
    if current_language() == ENGLISH:
        return f"{value:,}"
    from babel.numbers import format_decimal

    return format_decimal(value, locale=current_language())


def decimal(value: float, least: int, most: int | None = None) -> str:
    """Return a number with at least so many digits behind its point, and at most so many.

    Example:
        >>> decimal(2.54, 1), decimal(0.5, 0, 4)
        ('2.5', '0.5')
    """
    from babel.numbers import format_decimal

    most = least if most is None else most
    pattern = f"#,##0.{'0' * least}{'#' * (most - least)}"
    return format_decimal(round(value, most), pattern, locale=current_language())


def both(names: Sequence[str]) -> str:
    """Return names with "and" before the last.

    Example:
        >>> both(["Embed Links", "Send Messages"])
        'Embed Links and Send Messages'
    """
    from babel.lists import format_list

    return format_list(names, locale=current_language())


def either(names: Sequence[str]) -> str:
    """Return names with "or" before the last.

    Example:
        >>> either(["author", "date"])
        'author or date'
    """
    from babel.lists import format_list

    return format_list(names, "or", locale=current_language())


def name_of(language: str) -> str:
    """Return what a language is called; its tag where that is not known.

    Example:
        >>> name_of("de"), name_of("xx")
        ('German', 'xx')
    """
    from babel import Locale

    base = language.lower().replace("_", "-").split("-")[0]
    return str(Locale.parse(current_language()).languages.get(base, language))


def own_name_of(language: str) -> str:
    """Return what a language is called by who speaks it.

    Example:
        >>> own_name_of("de")
        'Deutsch'
    """
    from babel import Locale

    name = str(Locale.parse(language).get_display_name(language))
    return name[:1].upper() + name[1:]  # it stands alone


def direction_of(language: str) -> str:
    """Return in which direction a language is written, as HTML has it: "ltr" or "rtl".

    Example:
        >>> direction_of("ar"), direction_of("de")
        ('rtl', 'ltr')
    """
    from babel import Locale

    return str(Locale.parse(language).text_direction)
