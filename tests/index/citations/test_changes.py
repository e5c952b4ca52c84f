"""What changed between two revisions, against what was changed by hand."""

from hypothesis import given
from hypothesis import strategies as st

from index.citations.changes import ChangeKind, RevisionChanges, changes_between
from index.types import Document, Metadata, Paragraph

MILL = "The mill at Arvale was built in 1702 by Ada Marlow, of oak and of slate."
WHEEL = "Its wheel was made of oak, and turned by the brook that came down from Wend."
FIRE = "In 1911 a fire took the roof, the floors and most of the grain that lay there."
OWNER = "Nobody knows who owned the ground between the mill and the road to the harbour."
ALTERED, ADDED, REMOVED = ChangeKind.ALTERED, ChangeKind.ADDED, ChangeKind.REMOVED


def document_of(*paragraphs: str) -> Document:
    text, placed = "", []
    for number, paragraph in enumerate(paragraphs, start=1):
        placed.append(Paragraph(number, len(text), len(text) + len(paragraph), None))
        text += f"{paragraph}\n\n"
    return Document("mill", text, tuple(placed), Metadata("Mill"))


def between(before: list[str], after: list[str]) -> RevisionChanges:
    return changes_between(document_of(*before), document_of(*after))


def kinds(changes: RevisionChanges) -> list[tuple[ChangeKind, int]]:
    return [(change.kind, change.number) for change in changes.changes]


def test_each_kind_of_change_is_told_at_its_place() -> None:
    changes = between([MILL, FIRE, WHEEL], [MILL, OWNER, WHEEL.replace("oak", "elm")])
    assert kinds(changes) == [(ADDED, 2), (REMOVED, 2), (ALTERED, 3)]
    assert (changes.same, changes.moved) == (1, 0)


def test_the_words_that_differ_stand_beside_one_another() -> None:
    (change,) = between([MILL], [MILL.replace("in 1702 by Ada", "in 1720 by")]).changes
    differing = [(one.before, one.after) for one in change.stretches if not one.stayed]
    assert differing == [("1702 ", "1720 "), ("Ada ", "")]


def test_a_short_paragraph_of_another_wording_is_altered() -> None:
    assert kinds(between(["Built in 1702."], ["Built in 1720."])) == [(ALTERED, 1)]


def test_a_paragraph_that_stands_elsewhere_is_moved_and_nothing_else() -> None:
    changes = between([MILL, WHEEL, FIRE], [FIRE, MILL, WHEEL])
    assert (changes.same, changes.moved, changes.changes) == (2, 1, ())


def test_of_many_equal_paragraphs_one_more_is_one_added() -> None:
    changes = between(["The same."] * 300 + [MILL], ["The same."] * 301 + [MILL])
    assert (changes.count(ADDED), changes.count(REMOVED), changes.count(ALTERED)) == (1, 0, 0)


@given(
    st.lists(st.sampled_from([MILL, WHEEL, FIRE, OWNER, "x"]), max_size=8),
    st.lists(st.sampled_from([MILL, WHEEL, FIRE, OWNER, "x", "y z"]), max_size=8),
)
def test_the_counts_account_for_every_paragraph(before: list[str], after: list[str]) -> None:
    changes = between(before, after)
    stayed = changes.same + changes.moved + changes.count(ALTERED)
    assert stayed + changes.count(REMOVED) == len(before)
    assert stayed + changes.count(ADDED) == len(after)
    for change in changes.changes:
        new = "".join(stretch.after for stretch in change.stretches)
        assert new == ("" if change.kind is REMOVED else after[change.number - 1])


def test_of_a_very_long_paragraph_all_between_the_first_and_the_last_change_is_one() -> None:
    words = [f"word{number}" for number in range(6_000)]
    altered = [*words[:100], "first", *words[101:5_000], "last", "but", *words[5_001:]]
    (change,) = between([" ".join(words)], [" ".join(altered)]).changes
    assert (change.kind, [one.stayed for one in change.stretches]) == (ALTERED, [True, False, True])
    assert change.stretches[1].before.split() == words[100:5_001]
    assert change.stretches[1].after.split() == altered[100:5_002]
    assert change.stretches[2].before.split() == words[5_001:]


def test_words_put_to_the_end_of_a_very_long_paragraph_are_all_that_changed() -> None:
    words = "the very same words again and again " * 1_000
    (change,) = between([words.strip()], [f"{words}and then others"]).changes
    assert change.stretches[-1].before == ""
    assert change.stretches[-1].after == "and then others"
