"""Why a file cannot be used: what is the matter with it, and the names and numbers in question.

A kind is one sentence in English, which the command line prints as it stands. Whoever speaks
another language has it said by the kind, with the same values.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any, Self, TypeAlias, Union

Value: TypeAlias = Union[str, int, "FaultReason"]
"""What stands in a sentence for a name in braces."""


class FaultKind(enum.Enum):
    """What is the matter with a file, each in English, with names in braces for what varies."""

    # Any file.
    TOLD = "{told}"  # in words that have no kind of their own
    EMPTY = "{name} is empty: put text into it, or remove it"
    NO_TEXT = "{name} holds no text: put text into it, or remove it"
    BINARY = "{name} is binary, not text: remove it, or convert it to text"
    NO_ENCODING = (
        "{name} is neither UTF-8, UTF-16 nor Windows-1252 (byte {place}): save it as UTF-8"
    )
    HALF_CHARACTERS = "{name} holds halves of characters: save it again as UTF-8"
    NO_KIND = "{name} is of no kind that is read ({kinds}): convert it, or remove it"
    SAVED_OTHERWISE = "{name} is of a kind that is not read: save it as {ending}, or remove it"
    NO_PARSER = "{name} needs {library}, which is not installed: install this program anew"
    NOT_OPENED = "{name} cannot be opened ({cause}): check the file and its permissions"
    TOO_LARGE = "{name} is larger than {most} MB: split it, or raise the limit in config.yaml"
    TOO_SLOW = (
        "{name} takes longer than {seconds} s to read: save it again, split it, or raise "
        "max_file_seconds in config.yaml"
    )
    TOO_MUCH_MEMORY = (
        "{name} takes more memory to read than it may: split it, or raise "
        "max_file_memory_megabytes in config.yaml"
    )
    PARSER_FAILS = (
        "{name} cannot be read ({cause}): save it again, in another format if need be, or remove it"
    )
    PARSER_ENDS = (
        "{name} brings its parser down ({cause}), by a fault of it or for want of more memory than "
        "{most} MB: save it again, in another format if need be, split it, or remove it"
    )
    NO_ANSWER = (
        "{name} brings its parser down (what it answers is no document), by a fault of it or for "
        "want of more memory than {most} MB: save it again, in another format if need be, split "
        "it, or remove it"
    )
    NO_PROCESS = (
        "documents are read in a process of its own, which does not start ({cause}): free some "
        "memory, or install this program anew"
    )

    # A file by what it turns out to be.
    IS_PDF = "{name} is a PDF, not text: give it its proper ending, or remove it"
    IS_ZIP = (
        "{name} is a ZIP archive or an office document, not text: give it its proper ending, or "
        "remove it"
    )
    IS_OLD_OFFICE = (
        "{name} is an old office document, not text: give it its proper ending, or remove it"
    )
    IS_IMAGE = "{name} is an image, not text: give it its proper ending, or remove it"
    IS_COMPRESSED = "{name} is compressed, not text: give it its proper ending, or remove it"
    IS_PROGRAM = "{name} is a program, not text: give it its proper ending, or remove it"
    IS_RICH_TEXT = (
        "{name} is a rich text document, not text: give it its proper ending, or remove it"
    )

    # Its place in the folder.
    LINK_OUT = "{name} is a link out of the folder: put the file itself there"
    CLOSED_FOLDER = "{name} is a folder that cannot be opened: check its permissions"
    NO_FILE = "{name} is no file, lies too deep, or is a link that leads nowhere: remove it"
    BESIDE = "{name} is not read for the metadata file beside it: {why}"

    # Archives of documents, and documents that are archives.
    BROKEN_ARCHIVE = "{name} is no whole archive: pack it again"
    EMPTY_ARCHIVE = "{name} holds no document: put some in, or remove it"
    FULL_ARCHIVE = "{name} holds {count} documents of {size} MB: unpack it, or split it"
    LONG_ARCHIVE = "{name} holds too many files: unpack it, or split it"
    LOCKED_ARCHIVE = "{name} is encrypted: pack it without a password"
    NESTED_ARCHIVE = "{name} is an archive in {archive}: unpack it there"
    BROKEN_ENTRY = "{name} in {archive} is damaged: pack it again"
    UNPACKS_TOO_LARGE = "{name} unpacks to {size} MB: remove it, or split it"

    # Word processors.
    BROKEN_WORD = "{name} is not a whole Word document: save it again as .docx"
    LOCKED_WORD = "{name} is encrypted: save it without a password as .docx"
    ODDLY_PACKED_WORD = "{name} is not packed as Word documents are: save it again as .docx"
    OLD_WORD = (
        "{name} is protected by a password or an old .doc: save it without a password as .docx"
    )
    BROKEN_OPEN_DOCUMENT = "{name} is not a whole OpenDocument text: save it again as .odt"
    LOCKED_OPEN_DOCUMENT = "{name} is encrypted: save it without a password as .odt"
    PROTECTED_OPEN_DOCUMENT = (
        "{name} is protected by a password: save it without a password as .odt"
    )
    ODDLY_PACKED_OPEN_DOCUMENT = (
        "{name} is not packed as OpenDocument texts are: save it again as .odt"
    )
    NO_RICH_TEXT = "{name} is no rich text document: save it as .rtf, or give it its proper ending"
    BROKEN_RICH_TEXT = "{name} is not a whole rich text document: save it again as .rtf"

    # Electronic books, web pages, mail.
    BROKEN_BOOK = "{name} is not a whole electronic book: get another copy of it"
    LOCKED_BOOK = "{name} is encrypted: get a copy without protection"
    PROTECTED_BOOK = "{name} is protected (DRM): get a copy without protection"
    ODDLY_PACKED_BOOK = "{name} is not packed as electronic books are: get another copy of it"
    PICTURE_BOOK = "{name} holds no text: if its pages are pictures, run them through OCR first"
    NO_PAGE = "{name} shows no text without its scripts: save the page as text or PDF"
    BROKEN_MESSAGE = "{name} is not a whole message: save it again, as plain text if need be"
    NO_MESSAGE = "{name} holds no text of a message: save it again, or remove it"

    # PDF.
    BROKEN_PDF = "{name} is damaged or no PDF: export it again"
    LOCKED_PDF = "{name} is encrypted: save it without a password"
    TOO_MANY_PAGES = "{name} has more than {most} pages: split it"
    TOO_MUCH_TEXT = "{name} holds more than {most} million characters: split it"
    TOO_MUCH_KEPT = "{name} makes more than {most} MB with all that is known of its text: split it"
    SCAN = (
        "{name} is a scan, pictures without text: install Tesseract (tesseract-ocr), or run the "
        "file through OCR first"
    )
    DIM_SCAN = "{name} is a scan, and no words could be read off it: scan it more sharply"

    # Tables, subtitles, marked texts.
    NO_VALUES = "{name} holds no values: put a table into it, or remove it"
    NO_TABLE = "{name} is no table of values ({cause}): save it again, or name it .txt"
    TOO_MANY_ROWS = "{name} has more than {most} rows: split it, or keep what is asked for"
    NO_SUBTITLES = "{name} holds no words with their times: save it again, or name it .txt"
    NESTS_TOO_DEEP = "{name} nests lists or quotations too deep: take some levels out"
    OTHER_MANUAL = "{name} only names another page, {other}: put that in its place"
    NO_MANUAL = (
        "{name} is no manual page (no line of it begins with .TH or .Dt): give it an ending that "
        "says what it is, as .txt, or remove it"
    )

    # The metadata file beside a document.
    METADATA = "{name}: {faults}"
    SEVERAL = "{first}; {others}"
    NO_YAML = "{told}, or remove it"  # in the parser's words
    NO_FIELDS = "{name} must hold fields such as `title: …`, one a line"
    UNKNOWN_FIELD = "unknown field {field} (known: {known})"
    NO_WORDS = "{field} must be a text"
    NO_NAMES = "{field} must be a list of {{family: …, given: …}} or {{literal: …}}"
    NO_DATE = "{field} must be a date: 2018-09-11, 2018-09 or 2018"

    def of(self, **values: Value) -> "FaultReason":
        """Return it of a file.

        Args:
            values: What stands for the names in its sentence.
        """
        return FaultReason(self, values)


@dataclass(frozen=True, slots=True)
class FaultReason:
    """Why a file cannot be used; as a text it is in English.

    Args:
        kind: What is the matter.
        values: What stands for the names in its sentence.

    Example:
        >>> str(FaultKind.TOO_MANY_PAGES.of(name="atlas.pdf", most=3_000))
        'atlas.pdf has more than 3,000 pages: split it'
    """

    kind: FaultKind
    values: Mapping[str, Value]

    def __post_init__(self) -> None:
        """Check that the sentence can be said, for it may come from a damaged disk.

        Raises:
            ValueError: Other values are named than the sentence has.
            TypeError: One is of another type.
        """
        if set(self.values) != {
            name for _, name, _, _ in Formatter().parse(self.kind.value) if name
        }:
            raise ValueError(f"{self.kind.name} is not said with {', '.join(self.values)}")
        if not all(isinstance(value, str | int | FaultReason) for value in self.values.values()):
            raise TypeError(f"{self.kind.name} has values that cannot be said")

    def __str__(self) -> str:
        """Return it in English."""
        written = {
            name: f"{value:,}" if isinstance(value, int) else str(value)
            for name, value in self.values.items()
        }
        return str(self.kind.value).format_map(written)

    @property
    def record(self) -> dict[str, object]:
        """It as JSON has it; see `of_record`."""
        values = {
            name: value.record if isinstance(value, FaultReason) else value
            for name, value in self.values.items()
        }
        return {"kind": self.kind.name, "values": values}

    @classmethod
    def of_record(cls, record: Any) -> Self:  # noqa: ANN401  # whatever stands there
        """Return the reason that a record is of; that of a text, as builds once kept it, is it.

        Raises:
            ValueError: It is of none.
            TypeError: It is no record.
        """
        if isinstance(record, str):
            return cls(FaultKind.TOLD, {"told": record})
        if not isinstance(record, dict) or record.keys() != {"kind", "values"}:
            raise TypeError("that is no record of a reason")
        kind = FaultKind.__members__.get(record["kind"])
        if kind is None:
            raise ValueError(f"there is no reason {record['kind']!r}")
        values = {
            name: cls.of_record(value) if isinstance(value, dict) else value
            for name, value in record["values"].items()
        }
        return cls(kind, values)
