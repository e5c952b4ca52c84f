"""What is told before a question: "I am writing a paper. Why did the mill close?", and left off.

With a situation before it a question may need it ("The battery died. What now?"), and mostly does
not: then what is told is about the asker, and draws search and reader away from what is asked.
"""

from dataclasses import replace

from index.answers.questions.compound_questions import asks
from index.answers.questions.follow_ups import ResolvedQuestion, leans
from index.language import is_asked, sentences_of
from index.search import bare

_MOST_READ = 40  # words of which a reader sees the end for sure


def asked_alone(part: ResolvedQuestion) -> ResolvedQuestion | None:
    """Return what is asked without what is told around it.

    Args:
        part: What was asked, and what it leans on.

    Returns:
        None where nothing is told, nothing asks, or what asks needs what is told.
    """
    spans = sentences_of(part.question)
    sentences = [part.question[span.start : span.end].strip() for span in spans]
    asking = [one for one in sentences if is_asked(one) or asks(bare(one))]
    if not asking or len(asking) == len(sentences):
        return None
    question = " ".join(asking)
    return None if leans(question) else replace(part, question=question)


def is_long(part: ResolvedQuestion) -> bool:
    """Return whether a reader may not see all of what was asked."""
    return len(part.question.split()) > _MOST_READ
