"""Sentences that members read: each stands in one file, whatever shows it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import ROOT

ROOMS = ("cogs", "replies", "buttons", "embeds")
HOMES = {"texts.py", "hints.py", "problems.py", "self_description.py", "refusals.py"}
SENTENCE = re.compile(r"\W*[A-Z]\w*(?: \S+){2,}[.:]\W*", re.DOTALL)
FILES = [path for room in ROOMS for path in sorted((ROOT / "bot/chat" / room).glob("*.py"))]


def texts(path: Path) -> Iterator[str]:
    """The texts of a file but its docstrings, and the fixed parts of its f-strings.

    Yields:
        Each text.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value


@pytest.mark.parametrize("path", [path for path in FILES if path.name not in HOMES], ids=str)
def test_a_sentence_to_members_stands_in_texts_or_phrases(path: Path) -> None:
    assert [text for text in texts(path) if SENTENCE.fullmatch(text)] == []


def test_the_texts_hold_sentences_which_the_test_above_would_find() -> None:
    (home,) = [path for path in FILES if path.name == "texts.py"]
    sentences = [text for text in texts(home) if SENTENCE.fullmatch(text)]
    assert "Only the person who asked, or a moderator, can delete this." in sentences
    assert "*These words are too long for a message.*" in sentences
