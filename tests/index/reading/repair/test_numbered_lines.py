"""Numbers in order at one indent begin items; one by itself at a line's start does not."""

from index.reading.documents import document_of

NUMBERED = """Each decision of the harbour is made by one or more of the bodies
that follow below, in this order, unless the town has another wish
and says so in writing before the first of the month in question.

  1. The keepers of the harbour, by way of a vote or an election;
  2. The Harbour Master;
  3. The board of the lighthouse, or whoever sits at the head of
     it in the year that is meant;
  4. The owner of a boat that works at a particular task for it;
  5. The Secretary.

Most of what follows outlines the powers of these bodies, and how
they decide. The board met in May, and was elected with a count of
1. The number of a sentence that was broken here begins no list at
all, for no other number comes behind it, and nothing hangs there.
"""


def test_numbers_in_order_begin_items_and_another_at_a_lines_start_does_not() -> None:
    document = document_of(NUMBERED)
    read = [document.text[p.start : p.end] for p in document.paragraphs]
    assert read[1:6] == [
        "1. The keepers of the harbour, by way of a vote or an election;",
        "2. The Harbour Master;",
        "3. The board of the lighthouse, or whoever sits at the head of it in the year that is "
        "meant;",
        "4. The owner of a boat that works at a particular task for it;",
        "5. The Secretary.",
    ]
    assert len(read) == 7
