"""The alignment of a quotation with a source, against the same recurrence written out."""

from functools import cache
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from index.quotations.alignment import Move, align
from index.quotations.cost_table import REPLACE_COST, WordCosts
from index.quotations.joined_words import _MOST_JOINS, Join, joins_of
from index.quotations.marked_words import Element, ElementKind, elements_of, parse_quotation
from index.quotations.words import ComparedWord, Noted, compared_words_of

REPLACE, INSERT, DROP, LEAP = 5, 6, 4, 30
PIECES = st.sampled_from(["a", "b", "c", "d", "…", "[a b]"])


class Alignments:
    """All alignments of elements with a source, tried one by one."""

    def __init__(self, elements: tuple[Element, ...], source: list[ComparedWord]) -> None:
        self.elements = elements
        self.source = source
        self.cost = cache(self._cost)

    def cheapest(self) -> int:
        return self.least(len(self.elements), range(len(self.source) + 1))

    def least(self, i: int, ends: range) -> int:
        """The least cost of the first i elements that end at one of these words."""
        return min(self.cost(i, j, False) for j in ends)

    def _cost(self, i: int, j: int, dropping: bool) -> int:
        if i == 0:
            return 0
        element = self.elements[i - 1]
        if element.kind is ElementKind.OMISSION:
            return self.least(i - 1, range(j + 1))
        if element.kind is ElementKind.INSERTION:
            return self.least(i - 1, range(max(0, j - element.reach), j + 1))
        options = [self.cost(i - 1, j, False) + INSERT]
        if j > 0:
            options.append(self.cost(i - 1, j - 1, False) + against(element, self.source[j - 1]))
        if not dropping:
            options += [self.cost(i, k, True) + min(LEAP, DROP * (j - k)) for k in range(j)]
        return min(options)


def against(element: Element, word: ComparedWord) -> int:
    return 0 if element.is_word(word) else REPLACE


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=7), st.lists(st.sampled_from("abcd"), max_size=14))
def test_costs_as_little_as_any_alignment(pieces: list[str], words: list[str]) -> None:
    elements, source = elements_of(" ".join(pieces)), compared_words_of(" ".join(words))
    if elements:
        alignment = align(elements, source, ())
        assert alignment.cost == Alignments(elements, source).cheapest()


@settings(deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=7), st.lists(st.sampled_from("abcd"), max_size=14))
def test_steps_go_through_the_whole_quotation_without_a_gap(
    pieces: list[str], words: list[str]
) -> None:
    elements, source = elements_of(" ".join(pieces)), compared_words_of(" ".join(words))
    if not elements:
        return
    steps = align(elements, source, ()).steps
    assert steps[0].first == 0
    assert steps[-1].last == len(elements)
    for one, following in pairwise(steps):
        assert (one.last, one.end) == (following.first, following.begin)
    for step in steps:
        if step.move is Move.SAME:
            assert elements[step.first].is_word(source[step.begin])


NOTED = st.lists(
    st.sampled_from(["aa ", "aa.1 ", "aa.2 ", "Bb ", "Bb.1 ", "harbour12 "]), max_size=6
)


@settings(max_examples=200, deadline=None)
@given(NOTED.filter(bool), NOTED)
def test_the_number_of_a_footnote_costs_nothing_where_one_side_alone_has_it(
    quoted: list[str], sourced: list[str]
) -> None:
    elements, source = elements_of("".join(quoted)), compared_words_of("".join(sourced))
    alignment = align(elements, source, ())
    costs = {Move.SAME: 0, Move.NOTE: 0, Move.REPLACE: REPLACE, Move.INSERT: INSERT}
    cost = sum(costs.get(step.move, DROP * (step.end - step.begin)) for step in alignment.steps)
    assert alignment.cost == cost
    for step in alignment.steps:
        if step.move is Move.NOTE:
            own: list[Noted] = [*elements[step.first : step.last], *source[step.begin : step.end]]
            others: list[Noted] = [*source[max(step.begin - 1, 0) : step.begin + 1]]
            if step.first == step.last:
                others = [*elements[max(step.first - 1, 0) : step.first + 1]]
            assert [word.note == word.folded for word in own] == [True]
            assert not any(word.note for word in others)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from("cat cats cart at art the their there t".split()), min_size=1),
    st.sampled_from("cat [c]at ca[t]s c[ar]t [th]e th[e]re [a]t ca[x]s dog".split()),
)
def test_an_element_is_held_against_all_words_of_a_source_at_once(
    words: list[str], piece: str
) -> None:
    source = compared_words_of(" ".join(words))
    (element,) = elements_of(piece)
    costs = WordCosts([element], source).row(0, 0, len(source) + 1)
    assert REPLACE_COST == REPLACE
    assert costs.tolist() == [REPLACE, *(against(element, word) for word in source)]


def test_of_many_pairs_of_cut_words_those_of_rare_words_are_looked_at() -> None:
    quotation = parse_quotation("co-op " + "t-h " * 500)
    text = "co-op " + "t-h " * 500
    joins = joins_of(quotation, compared_words_of(text), text)
    assert Join(0, 2, 0, 2) in joins
    assert len(joins) <= 2 * _MOST_JOINS


def test_a_quotation_longer_than_the_band_is_followed_along_it() -> None:
    words = [f"w{i}" for i in range(5000)]
    source = compared_words_of(" ".join(words))
    changed = [*words[700:2000], "new", *words[2000:3500], *words[3504:4800]]
    alignment = align(elements_of(" ".join(changed)), source, ())
    assert alignment.cost == INSERT + 4 * DROP
    assert alignment.steps[0].begin == 700
