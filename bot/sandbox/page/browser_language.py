"""In which language the page is for a browser, and what the page is then."""

import json
from dataclasses import dataclass
from typing import Self

from bot.languages import direction_of, language_for, marked, said_in, say, speaking
from bot.sandbox.world import LOCALE, LOCALES

CATALOGUE = "script/catalogue.js"
_HERE = "bot/sandbox/page"
_OUTLINE = (
    marked("Sandbox"),
    marked("Opening the sandbox…"),
    marked("The sandbox is a chat page: it needs JavaScript."),
)  # what stands in the page before its scripts run


@dataclass(frozen=True, slots=True)
class BrowserLanguage:
    """The language of a browser.

    Args:
        language: In which the page speaks, by its tag.
        locale: As Discord names the one that its member has chosen.
    """

    language: str
    locale: str

    @classmethod
    def of(cls, accepted: str) -> Self:
        """Return the language of a browser by its header `Accept-Language`."""
        ranked = sorted(map(_ranked, accepted.split(",")), key=lambda one: -one[0])
        tags = [tag for weight, tag in ranked if tag and weight > 0]
        locales = (locale for tag in tags if (locale := _locale(tag)))
        return cls(language_for(*tags), next(locales, LOCALE))

    @property
    def direction(self) -> str:
        """In which direction it is written, as HTML has it."""
        return direction_of(self.language)

    def catalogue(self) -> str:
        """Return the script with the page's words."""
        values = {
            "language": self.language,
            "locale": self.locale,
            "direction": self.direction,
            "words": dict(said_in(self.language, _HERE)),
        }
        lines = (f"export const {name} = {json.dumps(value)};" for name, value in values.items())
        return "\n".join(lines)

    def outline(self, html: str) -> str:
        """Return the page as it stands before its scripts run."""
        html = html.replace(
            '<html lang="en">', f'<html lang="{self.language}" dir="{self.direction}">'
        )
        with speaking(self.language):
            for english in _OUTLINE:
                html = html.replace(f">{english}<", f">{say(english)}<")
        return html


def _ranked(part: str) -> tuple[float, str]:
    """Return one of the languages of a header, after how much it is wanted: 0 where none is said.

    References:
        RFC 9110, 12.5.4.
    """
    tag, _, weight = part.strip().partition(";q=")
    try:
        return float(weight or 1), tag.strip()
    except ValueError:
        return 0.0, tag.strip()


def _locale(tag: str) -> str | None:
    """Return what Discord calls a language; None where it has none like it."""
    base = tag.partition("-")[0]
    alike = sorted(one for one in LOCALES if one.partition("-")[0] == base)
    if tag in LOCALES or not alike:
        return tag if tag in LOCALES else None
    return LOCALE if LOCALE in alike else alike[-1]
