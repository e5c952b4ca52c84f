"""A language made by a program: every English sentence in Arabic letters, from right to left.

It has Arabic's six plural forms, each with a mark of its own, so that what is not translated, what
is counted wrongly and what only works from left to right can be seen. It ships nowhere.
"""

import re
from pathlib import Path

from babel import Locale
from babel.messages import Catalog

from bot.chat.cogs import setups
from bot.lab.catalogues import sentences, written

# A command's choices are made of the languages when it is first imported: now, so that those are
# the bot's, and not of a folder that a test puts in place of theirs.
setups()

PSEUDO = "ar"
_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهابتثجحخدذرزسشصضطظعغفقكلمنه",
)
# What stays: names in braces, code, commands, addresses, and Discord's marks.
_KEPT = re.compile(r"\{\w+\}|`[^`]*`|/[a-z]+(?: [a-z]+)?|https?://\S+")


def pseudo(english: str) -> str:
    """Return a sentence in the language."""
    parts, end = [], 0
    for match in _KEPT.finditer(english):
        parts += [english[end : match.start()].translate(_LETTERS), match.group()]
        end = match.end()
    return "".join([*parts, english[end:].translate(_LETTERS)])


def pseudo_folder(folder: Path) -> Path:
    """Write the language's catalogue into a folder, and return that."""
    catalogue = Catalog(locale=PSEUDO, header_comment="# Made by a program.")
    for english, places in sentences().items():
        where = [(place, 1) for place in places]
        if isinstance(english, str):
            catalogue.add(english, pseudo(english), locations=where)
        else:
            forms = [f"{pseudo(english[-1])}{form}" for form in FORMS]
            catalogue.add(english, tuple(forms), locations=where)
    (folder / f"{PSEUDO}.po").write_bytes(written(catalogue))
    return folder


# Behind each plural form, in the order in which gettext has those of Arabic.
FORMS = ("⁰", "¹", "²", "³", "⁴", "⁵")
KINDS = tuple(Locale.parse(PSEUDO).plural_form(count) for count in (0, 1, 2, 3, 11, 100))
