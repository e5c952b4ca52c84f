"""Sections that are called as a topic: what stands in them is on it, whatever its words."""

import numpy as np
import numpy.typing as npt

from index.briefs.pool import Layout
from index.language import ARTICLES, stems_of, words_of
from index.types import IN_SECTION


def under_heading(topic: str, layout: Layout) -> npt.NDArray[np.bool_]:
    """Return which sentences stand in a section that is called as a topic, (n,) bool.

    "courses" is the topic of "7. Courses", and of "Sailing › Courses".

    Args:
        topic: Not blank.
        layout: The pool's sentences.
    """
    wanted = _name(topic)
    titles = {sentence.section for sentence in layout.sentences if sentence.section}
    called = {title for title in titles if wanted and _is_called(title, wanted)}
    return np.array([sentence.section in called for sentence in layout.sentences], dtype=np.bool_)


def _is_called(title: str, wanted: list[str]) -> bool:
    return wanted in (_name(title), _name(title.rpartition(IN_SECTION)[2]))


def _name(text: str) -> list[str]:
    """Return the stems of the words of a title, in order, without its number and articles."""
    words = [word.text for word in words_of(text)]
    return stems_of([word for word in words if word not in ARTICLES and not word.isdecimal()])
