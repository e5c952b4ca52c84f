"""What a reader makes of the close of a document, asked what it comes to.

Asked "What's the takeaway?" a reader seldom finds it: the words say nothing of what is told. Asked
each of three questions that a conclusion answers, it does. They are of seven that were compared on
sixty fictitious essays in other hands that no reader had learned from.
"""

from collections.abc import Mapping, Sequence
from statistics import fmean

from index.answers.judgement.reader_inputs import reader_input
from index.answers.kept_sentences import Paragraphs
from index.models import Reader
from index.search import SearchIndex
from index.storage import PassageTable
from index.types import Document, Paragraph

ASKED = ("What is the author's conclusion?", "What is the lesson?", "Why does it matter?")


def closing_odds(
    document: Document, paragraphs: Sequence[Paragraph], index: SearchIndex, reader: Reader
) -> Mapping[int, float]:
    """Return the mean log-odds that each sentence answers `ASKED`, by where it starts.

    Args:
        document: Whose close is read.
        paragraphs: Of the close.
        index: Has the passages of the document.
        reader: Reads them.
    """
    numbers = {paragraph.number for paragraph in paragraphs}
    known = Paragraphs()
    rows = PassageTable.of(index.passages).rows_of(document.id)
    closing = [(row, index.passages[row]) for row in rows]
    closing = [(row, passage) for row, passage in closing if passage.paragraph in numbers]
    inputs = [
        reader_input(passage, document, index.contexts[row], known) for row, passage in closing
    ]
    readings = [reader.read(question, inputs) for question in ASKED]
    odds = {}
    for (_, passage), *read in zip(closing, *readings, strict=True):
        of_each = zip(*(reading.sentences for reading in read), strict=True)
        for sentence, values in zip(passage.sentences, of_each, strict=True):
            odds[sentence.start] = fmean(values)
    return odds
