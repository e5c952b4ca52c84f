"""Where a document belongs in a server's library, and whether there is room for it."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count, filterfalse
from pathlib import PurePath
from types import MappingProxyType

from bot.config import Config
from bot.languages import Sentence
from bot.library.submissions.refusals import NotShelvedError
from bot.library.tables.catalogue import ShelvedDocument
from bot.phrases import file_size
from index import readable_suffixes, saved_as, slug

_MOST_NAME = 48  # characters, as an id has them
_DIGITS = 6  # hexadecimal, of a file's name: no other document's name is the same by chance
_BEHIND = re.compile(rf"-[0-9a-f]{{{_DIGITS}}}(?:-[0-9]+)?$")  # the words of a name: see `_names`
_MEGABYTE = 1_000_000
_PICTURES = frozenset(
    (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".heic", ".svg")
)
_OF_PICTURES = ".pdf"  # whose pages may be pictures
_EVERYDAY = ".pdf, .docx, .md, .txt"  # of some eighty endings those that most programs save
_PACKED = frozenset({".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst", ".7z", ".rar"})
_ABOUT = "readme"  # a file of this name is about its folder, and not read


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document belongs in a server's library.

    Args:
        name: Its name there.
        before: The one whose place it takes, None where it is a new one.
        others: All others.
    """

    name: str
    before: ShelvedDocument | None
    others: Sequence[ShelvedDocument]

    def check_room(
        self, size: int, config: Config, coming: Mapping[str, int] = MappingProxyType({})
    ) -> None:
        """Check that there is room for a document of so many bytes.

        Args:
            size: Those.
            config: Says how much a server may have.
            coming: The size of each other document that waits to be taken in, by its filename.

        Raises:
            NotShelvedError: There is none, or the document is empty.
        """
        if not size:
            raise NotShelvedError(Sentence("it is empty: put text into it"))
        if size > config.index.max_file_bytes:
            most = config.index.max_file_megabytes
            why = Sentence(
                "it has {size}, of {most} at most: split it",
                size=file_size(size),
                most=f"{most:g}",
            )
            raise NotShelvedError(why)
        sizes = {one.filename: one.size for one in self.others} | dict(coming)
        bounds = config.library
        if len(sizes) >= bounds.documents:
            raise NotShelvedError(_full(str(bounds.documents), waiting=bool(coming)))
        if sum(sizes.values()) + size > bounds.megabytes * _MEGABYTE:
            raise NotShelvedError(_heavy(f"{bounds.megabytes:g}", waiting=bool(coming)))


def _full(most: str, *, waiting: bool) -> Sentence:
    """Return that a library has as many documents as it may; `waiting` where some wait for it."""
    if waiting:
        return Sentence(
            "the library has {most} documents with those that wait, as many as may be: there is "
            "room again once some are removed",
            most=most,
        )
    return Sentence(
        "the library has {most} documents, as many as may be: there is room again once some are "
        "removed",
        most=most,
    )


def _heavy(most: str, *, waiting: bool) -> Sentence:
    """Return that a library would be too large; `waiting` where documents wait for it."""
    if waiting:
        return Sentence(
            "the library with those that wait would be over {most} MB: there is room again once "
            "some are removed",
            most=most,
        )
    return Sentence(
        "the library would be over {most} MB: there is room again once some are removed",
        most=most,
    )


def placed(
    filename: str,
    documents: Sequence[ShelvedDocument],
    *,
    instead_of: str = "",
    name: str = "",
    limited: bool = False,
) -> Place:
    """Return where a file belongs: in the place of another, by name or filename, or anew.

    Args:
        filename: As it was received.
        documents: Those that there are.
        instead_of: The name of the one whose place it takes; "" for that of its own filename.
        name: The name that it gets where it is new, unless that is taken; "" for one of its
            filename.
        limited: Whether it comes with a limit to who may see it.

    Raises:
        NotShelvedError: It is of a kind that is not read, its filename is another's, or there is
            none whose place it could take.
    """
    path = PurePath(filename)
    _check_kind(path.suffix.lower())
    before = next((one for one in documents if one.filename == filename), None)
    if instead_of and (before is None or before.name != instead_of):
        before = _replaced(instead_of, before, documents)
    others = [one for one in documents if one is not before]
    if before is not None:
        return Place(before.name, before, others)
    taken = {one.name for one in documents} | {"", _ABOUT}
    names = chain([name], _names(path, limited=limited))
    return Place(next(filterfalse(taken.__contains__, names)), None, others)


def _check_kind(suffix: str) -> None:
    """Check that files of an ending are read.

    Raises:
        NotShelvedError: They are not.
    """
    if suffix in _PACKED:
        why = Sentence("{ending} is packed: unpack it, and add the files in it", ending=suffix)
        raise NotShelvedError(why)
    if suffix not in readable_suffixes():
        why = Sentence(
            "{ending} is of a kind that is not read: save it as {other}",
            ending=suffix or Sentence("a file without an ending"),
            other=saved_as(suffix) or (_OF_PICTURES if suffix in _PICTURES else _EVERYDAY),
        )
        raise NotShelvedError(why)


def _replaced(
    name: str, same_file: ShelvedDocument | None, documents: Sequence[ShelvedDocument]
) -> ShelvedDocument:
    """Return the document of a name, whose place a file of another filename takes.

    Raises:
        NotShelvedError: There is none, or the filename is that of another document.
    """
    if same_file is not None:
        why = Sentence(
            "it is the file of {name}: replace that one, or name the file otherwise",
            name=same_file.name,
        )
        raise NotShelvedError(why)
    for one in documents:
        if one.name == name:
            return one
    why = Sentence("the library has no document {name}: add it instead", name=name)
    raise NotShelvedError(why)


def _names(path: PurePath, *, limited: bool) -> Iterator[str]:
    """Yield names for a new document, the best first: none tells how many others there are.

    One that is limited leaves the plain name to those that everybody may see, so that what they are
    called is the same whether it is there or not.

    Args:
        path: Its filename.
        limited: Whether it comes with a limit to who may see it.

    Yields:
        A name; what is behind the words is of the file itself, as long as that is enough.
    """
    words = slug(path.stem)
    digest = hashlib.sha256(str(path).encode("utf-8", "surrogatepass")).hexdigest()
    if not limited:
        yield words
        yield _with(words, slug(path.suffix))
    yield _with(words, digest[:_DIGITS])
    yield from (_with(words, f"{digest[:_DIGITS]}-{number}") for number in count(2))


def _with(words: str, behind: str) -> str:
    """Return a name with something behind it."""
    return f"{words[: _MOST_NAME - 1 - len(behind)].strip('-')}-{behind}"


def without_digits(name: str) -> str:
    """Return a document's name without what stands behind its words where it came with a limit.

    Example:
        >>> [without_digits(name) for name in ("report-1a2b3c", "report-1a2b3c-2", "a-b")]
        ['report', 'report', 'a-b']
    """
    return _BEHIND.sub("", name)


def printable(stated: Mapping[str, str]) -> dict[str, str]:
    """Return what is stated, on a line each and without what cannot be printed."""
    return {
        key: " ".join("".join(c if c.isprintable() else " " for c in value).split())
        for key, value in stated.items()
    }
