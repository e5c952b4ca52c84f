"""What exports and pictures of a brief say in words of their own, in English.

Whoever hands them to readers of another language gives an `ExportWording`, which has each word in
theirs.
"""

import enum
from collections.abc import Callable
from typing import TypeAlias


class ExportWord(enum.Enum):
    """What is said, each in English, with names in braces for what varies."""

    BRIEF = "Brief"
    BRIEF_ON = "Brief: {topic}"
    FROM = "From {title}"
    NAMED = "Who and what is named"
    PEOPLE = "People"
    GROUPS = "Groups"
    PLACES = "Places"
    OTHER = "Other"
    WHEN = "When"
    QUESTIONS = "Questions the documents answer"
    NOTES = "Notes"
    NOTE = "Note {number}"
    OPEN = "Open the source here"
    BIBLIOGRAPHY = "Bibliography"
    REVISIONS = "Revisions"
    REVISION = "{title} ({id}), revision {digest}"

    # Of the map: how much a paragraph bears on the topic, and what is beside that.
    NONE = "none"
    LITTLE = "a little"
    SOME = "some"
    MUCH = "much"
    MOST = "most"
    POINTS = "points: {count}"
    MORE_SECTIONS = "more sections in the text: {count}"
    LEGEND = "how much each bears on it, • a sentence shown"

    # Of the timeline, and of dates.
    MORE_DATES = "more in the text: {count}"
    BEFORE_CHRIST = "{year} BC"
    ABOUT = "about {period}"
    ON_FIRST = "1 {month} {year}"
    ON_DAY = "{day} {month} {year}"
    IN_MONTH = "{month} {year}"
    DAYS = "{first} to {last}"
    DECADE = "{year}s"
    FIRST_CENTURY = "1st century"
    CENTURY_ST = "{number}st century"
    CENTURY_ND = "{number}nd century"
    CENTURY_RD = "{number}rd century"
    CENTURY_TH = "{number}th century"
    JANUARY = "January"
    FEBRUARY = "February"
    MARCH = "March"
    APRIL = "April"
    MAY = "May"
    JUNE = "June"
    JULY = "July"
    AUGUST = "August"
    SEPTEMBER = "September"
    OCTOBER = "October"
    NOVEMBER = "November"
    DECEMBER = "December"


ExportWording: TypeAlias = Callable[[ExportWord], str]


def english(word: ExportWord) -> str:
    """Return what is said in English."""
    return str(word.value)
