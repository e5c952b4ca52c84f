"""The tables of `measure`, as text."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from statistics import median

from index.lab.real_files.furniture import RULES, SampledSentence, by_rule
from index.lab.real_files.graded_files import Marks, Score
from index.lab.real_files.placing import Placing
from index.lab.real_files.readings import Reading
from index.reading import Fault

_ALL = "all"
_MANY_PAGES = 10  # from which on memory tells something of a page


def cost_table(readings: Sequence[Reading]) -> str:
    """Return a row a format: how many files, read, refused, and what they cost.

    The first times are with what a first file loads; "a page" is of those that are read again, all
    pages of the format together. The memory a page is what the file of most pages takes beyond the
    one that takes least, where it has enough of them.
    """
    costs = (
        "CPU s median",
        "CPU s worst",
        "MB median",
        "MB worst",
        "pages",
        "ms a page",
        "kB a page",
    )
    heads = ("format", "files", "read", "refused", *costs)
    rows = [_cost_row(name, some) for name, some in _by_format(readings).items()]
    return _table(heads, [*rows, _cost_row(_ALL, readings)])


def _by_format(readings: Sequence[Reading]) -> Mapping[str, list[Reading]]:
    names = sorted({_format(reading.place) for reading in readings})
    return {name: [one for one in readings if _format(one.place) == name] for name in names}


def _format(place: str) -> str:
    return place.partition("/")[0]


def _cost_row(name: str, readings: Sequence[Reading]) -> tuple[str, ...]:
    read = sum(reading.document is not None for reading in readings)
    seconds = [reading.seconds for reading in readings]
    megabytes = [reading.peak_mb for reading in readings]
    return (
        name,
        str(len(readings)),
        str(read),
        str(len(readings) - read),
        f"{median(seconds):.2f}",
        f"{max(seconds):.2f}",
        f"{median(megabytes):.0f}",
        f"{max(megabytes):.0f}",
        *_page_costs(readings),
    )


def _page_costs(readings: Sequence[Reading]) -> tuple[str, str, str]:
    """Return how many pages files have, and the time and memory that one takes."""
    pages = sum(reading.pages for reading in readings)
    if not pages:
        return "0", "-", "-"
    milliseconds = 1000 * sum(reading.again_s for reading in readings) / pages
    longest = max(readings, key=lambda reading: reading.pages)
    least = min(reading.peak_mb for reading in readings if reading.document is not None)
    kilobytes = 1000 * (longest.peak_mb - least) / longest.pages
    known = longest.pages >= _MANY_PAGES
    return f"{pages:.0f}", f"{milliseconds:.1f}", f"{kilobytes:.0f}" if known else "-"


def refusals(readings: Sequence[Reading]) -> str:
    """Return why files were refused, a line each."""
    faults = [(one.place, one.outcome) for one in readings if isinstance(one.outcome, Fault)]
    return "".join(f"refused {place}: {fault.message}\n" for place, fault in faults)


def marks_table(marks_by_place: Mapping[str, Marks]) -> str:
    """Return a row a format: what of its graded files was read right, of how much."""
    heads = ("format", "graded", *(field.name for field in fields(Marks)))
    names = sorted({_format(place) for place in marks_by_place})
    rows = [
        _marks_row(name, [one for place, one in marks_by_place.items() if _format(place) == name])
        for name in names
    ]
    return _table(heads, [*rows, _marks_row(_ALL, list(marks_by_place.values()))])


def _marks_row(name: str, marks: Sequence[Marks]) -> tuple[str, ...]:
    total = sum(marks, Marks())
    scores = (str(getattr(total, field.name)) for field in fields(Marks))
    return (name, str(len(marks)), *scores)


def placings_table(placings: Sequence[Placing]) -> str:
    """Return a row a format: of its questions, how many are answered first, and where."""
    heads = ("format", "first highlight", "shown", "title", "section", "page")
    names = sorted({_format(one.question.file) for one in placings})
    rows = [
        _placings_row(name, [one for one in placings if _format(one.question.file) == name])
        for name in names
    ]
    return _table(heads, [*rows, _placings_row(_ALL, placings)])


def _placings_row(name: str, placings: Sequence[Placing]) -> tuple[str, ...]:
    scores = ("first", "shown", "title", "section", "page")
    totals = (sum((getattr(one, score) for one in placings), Score()) for score in scores)
    return (name, *map(str, totals))


def furniture_table(sentences: Sequence[SampledSentence]) -> str:
    """Return how many sampled sentences are furniture by which rule, and each of them."""
    found = by_rule(sentences)
    rows = [(rule, str(len(found[rule]))) for rule in RULES]
    shown = "".join(
        f"{one.rule}: {one.place}: {one.text}\n" for rule in RULES for one in found[rule]
    )
    return _table((f"of {len(sentences)} sentences", "furniture"), rows) + shown


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as Markdown has it."""
    lines = (heads, ["---"] * len(heads), *rows)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
