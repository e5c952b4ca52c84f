"""What paragraphs stand under: the innermost heading, and what is around it where that is needed.

"Section 4" says nothing where each article has one, and the article's own heading would leave no
trace where its sections begin right below it.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from index.reading.structure.heading_nesting import Depth, depths, folded, form_of
from index.types import IN_SECTION, Section

_GOES_ON = ("...", "…")
_LONGEST = 160  # characters; Discord shows 256, and search knows a passage by its own words, too


def section_paths(sections: Sequence[Section], with_text: Sequence[bool]) -> list[str]:
    """Return what the paragraphs under each heading are shown and searched under.

    That is its title; where others of another heading are called the same, that one's goes before
    it: "Article II › Section 4". Where a heading has no paragraphs of its own, and one of its form
    goes before a section, it goes before all of its sections. What a title goes on from goes before
    it, too: "How do I... › ...clean the press?".

    Args:
        sections: In reading order.
        with_text: For each, whether paragraphs stand between it and the next one.
    """
    outer = _outer(depths(sections, with_text))
    named = _with_outer(sections, with_text, outer)
    paths: list[str] = []
    for row, section in enumerate(sections):
        around = outer[row] if row in named else None
        paths.append(section.title if around is None else _joined(paths[around], section.title))
    return paths


def _with_outer(
    sections: Sequence[Section], with_text: Sequence[bool], outer: Sequence[int | None]
) -> set[int]:
    """Return the rows of the headings that the one around them goes before."""
    titles = [folded(section.title) for section in sections]
    inside = {
        row: around
        for row, around in enumerate(outer)
        if around is not None and titles[around] != titles[row]
    }
    recurring = inside.keys() & _recurring(sections, outer)
    forms = [form_of(section.title) for section in sections]
    told = {forms[inside[row]] for row in recurring}
    lost = {
        row for row, around in inside.items() if forms[around] in told and not with_text[around]
    }
    return recurring | lost | {row for row in inside if sections[row].title.startswith(_GOES_ON)}


def _recurring(sections: Sequence[Section], outer: Sequence[int | None]) -> set[int]:
    """Return the rows of the headings that others of another heading are called like."""
    keys = [folded(section.title) for section in sections]
    found = set(zip(keys, outer, strict=True))
    counts = Counter(key for key, _ in found)
    return {row for row, key in enumerate(keys) if counts[key] > 1}


def _outer(of: Sequence[Depth]) -> list[int | None]:
    """Return the row of the heading around each, None where there is none but of the whole text."""
    outer: list[int | None] = []
    around: list[int] = []
    whole = _around_all(of)
    for row, depth in enumerate(of):
        while around and of[around[-1]] >= depth:
            around.pop()
        outer.append(around[-1] if around and around[-1] >= whole else None)
        around.append(row)
    return outer


def _around_all(of: Sequence[Depth]) -> int:
    """Return how many headings at the beginning have all others in them, as a title has."""
    least = [*accumulate(reversed(of), min)][::-1]  # of each and all behind it
    count = 0
    while count + 1 < len(of) and of[count] < least[count + 1]:
        count += 1
    return count


def _joined(path: str, title: str) -> str:
    """Return a title behind the path of what is around it, as far as that leaves it short."""
    titles = path.split(IN_SECTION)
    while titles and len(IN_SECTION.join([*titles, title])) > _LONGEST:
        del titles[0]
    return IN_SECTION.join([*titles, title])
