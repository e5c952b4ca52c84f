"""Clean paragraphs damaged as extractions are, and how many of them repair gives back.

`python -m tests.support.documents.damage PASSAGES.jsonl …` prints the share of paragraphs restored
exactly, for each kind of damage; a line of the file has `text` and `doc`.
"""

import argparse
import json
import random
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from index.reading.documents import document_of

LOST = "�"
_LIGATURES = re.compile(r"ffi|ffl|ff|fi|fl|ft")
_SYLLABLE = re.compile(r"(?<=[aeiouy])(?=[bcdfghjklmnpqrstvwxz][aeiouy])")
_MIN_PART = 2
_PAGE = 38  # lines
_LINKS = (
    "https://example.org/author/someone/",
    "https://example.org/category/commentary/",
    "http://example.net/",
)

Damage = Callable[[Sequence[str], random.Random], str]


def wrapped(paragraph: str, width: int = 80, rng: random.Random | None = None) -> list[str]:
    """Return the lines of a paragraph; with `rng`, words are hyphenated where the room allows."""
    lines = [""]
    for word in paragraph.split(" "):
        room = width - len(lines[-1]) - 1
        if len(word) <= room or not lines[-1]:
            lines[-1] = f"{lines[-1]} {word}".strip()
            continue
        cut = _cut(word, room - 1) if rng is not None else 0
        if cut:
            lines[-1] += " " + word[:cut] + ("" if word[cut - 1] == "-" else "-")
            word = word[cut:]  # noqa: PLW2901  # what is left goes to the next line
        lines.append(word)
    return lines


def _cut(word: str, room: int) -> int:
    """Return how much of a word stays on the line, 0 for nothing."""
    cuts = [i + 1 for i in range(2, len(word) - 2) if word[i] == "-" and i <= room]
    if word.isalpha() and len(word) > 2 * _MIN_PART:
        cuts += [m.start() for m in _SYLLABLE.finditer(word) if _MIN_PART <= m.start() <= room]
    return max(cuts, default=0)


def wrap(paragraphs: Sequence[str], rng: random.Random) -> str:
    """Return hard-wrapped paragraphs, blank lines between."""
    return "\n\n".join("\n".join(wrapped(p)) for p in paragraphs)


def hyphenate(paragraphs: Sequence[str], rng: random.Random) -> str:
    """Return hard-wrapped paragraphs with words broken at the ends of lines."""
    return "\n\n".join("\n".join(wrapped(p, rng=rng)) for p in paragraphs)


def lose_ligatures(paragraphs: Sequence[str], rng: random.Random) -> str:
    """Return paragraphs with every ligature lost."""
    return "\n\n".join(_LIGATURES.sub(LOST, p) for p in paragraphs)


def space(paragraphs: Sequence[str], rng: random.Random) -> str:
    """Return paragraphs with some spaces doubled or not breaking."""
    return "\n\n".join(
        re.sub(" ", lambda _: rng.choice([" "] * 8 + ["  ", "\u00a0"]), p) for p in paragraphs
    )


def insert_links(paragraphs: Sequence[str], rng: random.Random) -> str:
    """Return wrapped paragraphs, blocks of links in the middle of a third of them."""
    blocks: list[str] = []
    for paragraph in paragraphs:
        lines = wrapped(paragraph)
        inside = [i for i in range(1, len(lines)) if _mid_sentence(lines[i - 1], lines[i])]
        if inside and rng.random() < 1 / 3:
            cut = rng.choice(inside)
            lines[cut:cut] = ["", *rng.choices(_LINKS, k=rng.randint(2, 8)), "", ""]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _mid_sentence(before: str, after: str) -> bool:
    return before[-1] not in ".!?:;”\"'’)]…" and after[0].islower()


def page_indents(paragraphs: Sequence[str], rng: random.Random) -> str:
    """Return wrapped paragraphs on pages that begin with one space, no blank line at the break."""
    lines = "\n\n".join("\n".join(wrapped(p)) for p in paragraphs).split("\n")
    pages: list[str] = []
    for start in range(0, len(lines), _PAGE):
        page = "\n".join(lines[start : start + _PAGE]).strip("\n")
        pages.append((" " if start else "") + page)
    return "\n".join(pages)


def page_furniture(paragraphs: Sequence[str], rng: random.Random) -> str:
    """Return wrapped paragraphs on pages with a running header, a number and a form feed."""
    lines = "\n\n".join("\n".join(wrapped(p)) for p in paragraphs).split("\n")
    pages = [lines[start : start + _PAGE] for start in range(0, len(lines), _PAGE)]
    return "\f".join(
        "\n".join(["Annals of Something", "", *page, "", str(number)])
        for number, page in enumerate(pages, start=11)
    )


def close_up(paragraphs: Sequence[str], rng: random.Random) -> str:
    """Return wrapped paragraphs with no blank line between: only the short last lines show them."""
    return "\n".join("\n".join(wrapped(p)) for p in paragraphs)


def everything(paragraphs: Sequence[str], rng: random.Random) -> str:
    """Return paragraphs with lost ligatures and hyphenated lines, on pages that begin indented."""
    lines = [
        line
        for p in paragraphs
        for line in (*wrapped(_LIGATURES.sub(LOST, p).replace(" of ", " of  "), rng=rng), "")
    ]
    pages = ["\n".join(lines[i : i + _PAGE]).strip("\n") for i in range(0, len(lines), _PAGE)]
    return "\n ".join(pages)


def nothing(paragraphs: Sequence[str], rng: random.Random) -> str:
    """Return paragraphs set apart by blank lines."""
    return "\n\n".join(paragraphs)


def one_a_line(paragraphs: Sequence[str], rng: random.Random) -> str:
    """Return one paragraph a line."""
    return "\n".join(paragraphs)


KINDS: dict[str, Damage] = {
    "none, blank lines": nothing,
    "none, one a line": one_a_line,
    "hard wrap": wrap,
    "hyphenation": hyphenate,
    "lost ligatures": lose_ligatures,
    "spacing": space,
    "link blocks": insert_links,
    "page indents": page_indents,
    "form feeds, headers, numbers": page_furniture,
    "no blank lines": close_up,
    "ligatures, hyphens, pages": everything,
}


def restored(paragraphs: Sequence[str], damage: Damage, seed: int) -> Iterator[tuple[str, bool]]:
    """Yield each paragraph and whether reading the damaged text gives it back exactly."""
    document = document_of(damage(paragraphs, random.Random(seed)))
    # A heading is found again among the sections; both are what was there.
    found = {document.text[p.start : p.end] for p in document.paragraphs}
    found |= {document.text[s.start : s.end] for s in document.sections}
    for paragraph in paragraphs:
        yield paragraph, paragraph in found


def _documents(path: Path) -> list[list[str]]:
    """Return the paragraphs of each document of a file of passages, running text only."""
    documents: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = " ".join(record["text"].split())
        if text:
            documents.setdefault(record["doc"], []).append(text)
    return list(documents.values())


def _say(line: str) -> None:
    print(line)  # noqa: T201


def _measure(documents: Sequence[Sequence[str]], kind: str, *, show: bool) -> None:
    """Print the share of paragraphs that one kind of damage leaves restored."""
    outcomes: list[tuple[str, bool]] = []
    for seed, paragraphs in enumerate(documents):
        outcomes += restored(paragraphs, KINDS[kind], seed)
    failures = [text for text, good in outcomes if not good]
    _say(f"  {kind:30} {1 - len(failures) / len(outcomes):7.1%}")
    for text in failures if show else ():
        _say(textwrap.shorten(text, 200))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", nargs="+", type=Path)
    parser.add_argument("--documents", type=int, default=60, help="of each file")
    parser.add_argument("--show", default="", help="kind of damage whose failures are shown")
    options = parser.parse_args()
    for path in options.passages:
        documents = _documents(path)[: options.documents]
        _say(f"{path} {len(documents)} documents, {sum(map(len, documents))} paragraphs")
        for kind in KINDS:
            _measure(documents, kind, show=kind == options.show)


if __name__ == "__main__":
    main()
