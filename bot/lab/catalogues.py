"""The catalogues brought up to what the code says: `python -m bot.lab.catalogues [LANGUAGE …]`.

Every sentence of the program and of the sandbox's page is found where it is said, and each
catalogue gets those that it lacks, untranslated, and loses those that nobody says any more. Named
languages that have no catalogue yet get one, with everything to be translated.
"""

import argparse
import ast
import enum
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from bot.config import ROOT
from bot.languages import FOLDER, languages
from index import ExportWord, FaultKind

English: TypeAlias = str | tuple[str, ...]
"""A sentence as the code has it; a pair where it has one for one thing and one for many."""

# What says a sentence, and how many of its first arguments are the English of it.
_SAYING = {"say": 1, "Sentence": 1, "marked": 1, "locale_str": 1, "say_count": 2}
_SAYING_ON_THE_PAGE = {"say": None, "sayCount": (1, 2)}
_NOT_SAID = {"lab", "terminal", "bootstrap.py"}  # what no member reads
# The library speaks English alone; who has its words in theirs says them by these kinds.
_SAID_BY_THE_LIBRARY: Mapping[str, type[enum.Enum]] = {
    "index/briefs/export_words.py": ExportWord,
    "index/fault_reasons.py": FaultKind,
}
_WIDTH = 100
_FIELDS = r"""msgid ""
msgstr ""
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {plurals}\n"
"""
_HEAD = "# How members are addressed, and other decisions of whoever translates."


def sentences() -> dict[English, tuple[str, ...]]:
    """Return every sentence that members read, in English, with the files that say it."""
    said: dict[English, list[str]] = {}
    for english, place in _said():
        places = said.setdefault(english, [])
        if place not in places:
            places.append(place)
    return {english: tuple(places) for english, places in said.items()}


def _said() -> Iterator[tuple[English, str]]:
    """Yield every sentence with the file that says it; a file may say one several times."""
    for path in sorted((ROOT / "bot").rglob("*")):
        relative = path.relative_to(ROOT)
        if not _NOT_SAID & set(relative.parts):
            yield from ((english, relative.as_posix()) for english in _said_in(path))
    for place, kinds in _SAID_BY_THE_LIBRARY.items():
        yield from ((kind.value, place) for kind in kinds)


def _said_in(path: Path) -> Iterator[English]:
    """Yield the sentences of a file, in English."""
    if path.suffix == ".py":
        yield from _said_by(ast.parse(path.read_text(encoding="utf-8")))
    if path.suffix == ".js":
        found = extract("javascript", BytesIO(path.read_bytes()), _SAYING_ON_THE_PAGE)
        yield from (english for _, english, _, _ in found)


def _said_by(tree: ast.AST) -> Iterator[English]:
    """Yield the sentences of a Python module, in English; within f-strings, too.

    Babel finds those in no f-string, which one token of Python 3.11 is.
    """
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        english = _texts(node.args[: _SAYING.get(node.func.id, 0)])
        if english:
            yield english if len(english) > 1 else english[0]


def _texts(arguments: Sequence[ast.expr]) -> tuple[str, ...]:
    """Return arguments where each is a text as it stands; else none of them."""
    texts = [one.value for one in arguments if isinstance(one, ast.Constant)]
    return tuple(map(str, texts)) if len(texts) == len(arguments) else ()


def catalogue(language: str) -> Catalog:
    """Return the catalogue of a language as it is kept; an empty one where there is none."""
    path = FOLDER / f"{language}.po"
    if not path.exists():
        return Catalog(locale=language, header_comment=_HEAD)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def brought_up(kept: Catalog) -> Catalog:
    """Return a catalogue with every sentence that is said, and no other."""
    fresh = Catalog(locale=kept.locale, header_comment=kept.header_comment)
    for english, places in sentences().items():
        known = kept.get(english)
        translation = known.string if known and known.id == english else None
        fresh.add(english, translation, locations=[(place, 1) for place in places])
    return fresh


def written(made: Catalog) -> bytes:
    """Return a catalogue as a file: without dates, so that it changes with what it says alone."""
    file = BytesIO()
    write_po(file, made, width=_WIDTH, omit_header=True, include_lineno=False)
    head = _FIELDS.format(language=made.locale_identifier, plurals=made.plural_forms)
    return f"{made.header_comment}\n{head}\n".encode() + file.getvalue()


def main() -> None:
    """Bring every catalogue up, and begin those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("languages", nargs="*", help="that get a catalogue, such as `es`")
    for language in (*languages(), *parser.parse_args().languages):
        made = brought_up(catalogue(language))
        (FOLDER / f"{language}.po").write_bytes(written(made))
        left = len([one for one in made if one.id and not all(forms_of(one))])
        print(f"{language}: {len(made)} sentences, {left} to be translated")  # noqa: T201


def forms_of(message: Message) -> tuple[str, ...]:
    """Return what a sentence is in a language, in each of its plural forms."""
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


if __name__ == "__main__":
    main()
