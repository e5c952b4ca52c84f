"""Sections that are called as a topic: what stands in them is on it, whatever its words."""

import re

import numpy as np
import numpy.typing as npt

from index.briefs.pool import Layout
from index.language import ARTICLES, stems_of, words_of
from index.types import IN_SECTION

_NUMBER = re.compile(r"^\W*\d+(?:\.\d+)*[.):]?\s+(?=\D)")  # of a section, before its title


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
    last = title.rpartition(IN_SECTION)[2]
    return wanted in (_name(title), _name(last), _name(_NUMBER.sub("", last)))


def _name(text: str) -> list[str]:
    """Return the stems of the words of a title, in order, without articles."""
    return stems_of([word.text for word in words_of(text) if word.text not in ARTICLES])
