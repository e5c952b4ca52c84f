"""When a document was issued, as a metadata file states it: a date, a season, or a range of dates.

References:
    CSL 1.0.2, appendix IV (dates), and csl-data.json (`date-parts`, `season`).
    https://www.loc.gov/standards/datetime/ (EDTF: 2019-21 is spring, 2019/2020 a range).
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

_DATE = re.compile(r"(\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_SEASON = re.compile(
    rf"(?:({'|'.join(_SEASONS)})(?: of)?,? )?(\d{{1,4}})(?: ({'|'.join(_SEASONS)}))?"
)
_MONTHS = 20  # months from 21 on are EDTF's seasons
_RANGE = re.compile(r"\s*[/–]\s*")
_YEARS = re.compile(r"(\d{4})\s?-\s?(\d{4})")


@dataclass(frozen=True, slots=True)
class Issued:
    """When a document was issued.

    Args:
        parts: Year, month and day as far as known, of the first day where there are several.
        season: From spring, 1, to winter, 4; 0 where none is stated.
        end: Of a range the last date, as `parts`; empty for a single date.
    """

    parts: tuple[int, ...]
    season: int = 0
    end: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Check that these are dates.

        Raises:
            ValueError: They are none, or a range ends before it begins.
        """
        for parts in filter(None, (self.parts, self.end)):
            datetime.date(*(*parts, 1, 1)[:3])
        ends_before = bool(self.end) and self.end < self.parts[: len(self.end)]
        if not self.parts or self.season not in range(5) or ends_before:
            msg = f"{self.parts} to {self.end} in season {self.season} is no date"
            raise ValueError(msg)


def issued_of(value: object) -> Issued:
    """Return the date that a value of a metadata file states: a text, a number, or CSL's mapping.

    Raises:
        ValueError: It states none.
    """
    if isinstance(value, dict):
        return _of_mapping(value)
    text = value.isoformat() if isinstance(value, datetime.date) else str(value).strip()
    years = _YEARS.fullmatch(text)
    dates = years.groups() if years else _RANGE.split(text)
    if len(dates) > 2:
        msg = f"{text} is no date"
        raise ValueError(msg)
    first, *last = map(_of_text, dates)
    return Issued(first.parts, first.season, last[0].parts if last else ())


def states_date(text: str) -> bool:
    """Return whether a text may stand in a metadata file as when a document was issued.

    Example:
        >>> states_date("2018-09"), states_date("last May")
        (True, False)
    """
    try:
        issued_of(text)
    except ValueError:
        return False
    return True


def iso(parts: Sequence[int]) -> str:
    """Return a date in ISO's form, as far as it is known: "2019-05"."""
    return "-".join(f"{part:0{width}}" for part, width in zip(parts, (4, 2, 2), strict=False))


def _of_text(text: str) -> Issued:
    """Return the single date, or the season, that a text states.

    Raises:
        ValueError: It states none.
    """
    date, season = _DATE.fullmatch(text), _SEASON.fullmatch(text.lower())
    if date is not None:
        year, *rest = (int(part) for part in date.groups() if part)
        if rest and rest[0] > _MONTHS:
            return Issued((year,), rest[0] - _MONTHS)
        return Issued((year, *rest))
    if season is None:
        msg = f"{text} is no date"
        raise ValueError(msg)
    before, stated, behind = season.groups()
    return Issued((int(stated),), _SEASONS.get(before or behind, 0))


def _of_mapping(value: dict[object, object]) -> Issued:
    """Return what CSL's form of a date states.

    Raises:
        ValueError: It is of another form.
    """
    dates = value.get("date-parts")
    if set(value) - {"date-parts", "season"} or not isinstance(dates, list) or len(dates) > 2:
        msg = f"{value} is no date"
        raise ValueError(msg)
    first, *last = map(_parts, dates)
    season = str(value.get("season") or 0).lower()
    number = _SEASONS.get(season) or int(season)
    return Issued(first, number, last[0] if last else ())


def _parts(value: object) -> tuple[int, ...]:
    """Return year, month and day, as far as stated.

    Raises:
        ValueError: These are no numbers.
    """
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) > 3:
        msg = f"{value} is no date"
        raise ValueError(msg)
    numbers = tuple(int(str(part)) for part in value)
    if max(numbers, default=0) > datetime.MAXYEAR:
        msg = f"{value} is no date"
        raise ValueError(msg)
    return numbers
