"""Convert texts that come with the program into many formats, and see whether all read alike.

python -m index.lab.conversions FOLDER              the converted files stay in the folder
python -m index.lab.conversions FOLDER --misses     and what was not read as in Markdown
python -m index.lab.conversions FOLDER --formats docx odt

It needs pandoc, and for PDF the whole of groff. The figures hold what formats and pandoc lose, too.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.lab.conversions.comparison import Agreement, ReadTwice, compared, differences
from index.lab.conversions.converting import FORMATS, ConversionError, Convert, convert_with_pandoc
from index.reading import Fault, ReadingLimits, ReadingProcess, SourceFile
from index.types import Document

_TEXTS = Path(__file__).with_name("documents")
_HEADS = (
    "| format | same text | same kind | same heading | of | more |\n|---|---|---|---|---|---|\n"
)


@dataclass(frozen=True, slots=True)
class ConvertedText:
    """A text in a format.

    Args:
        place: Of the file in the folder.
        format: Its format.
        outcome: The two readings held against each other, or why there are not two.
    """

    place: str
    format: str
    outcome: ReadTwice | str


def main(arguments: Sequence[str] | None = None, *, convert: Convert = convert_with_pandoc) -> int:
    """Measure, print, and return the exit code: 0 where every file was converted and read.

    Args:
        arguments: Of the command line.
        convert: Turns a Markdown file into the format that another file's ending names.
    """
    parser = argparse.ArgumentParser(
        prog="python -m index.lab.conversions",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, help="where the converted files go")
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=FORMATS, metavar="FORMAT")
    parser.add_argument("--misses", action="store_true", help="tell what was read otherwise")
    options = parser.parse_args(arguments)
    done = list(conversions(sorted(_TEXTS.glob("*.md")), options.folder, options.formats, convert))
    sys.stdout.write(table(done))
    if options.misses:
        sys.stdout.writelines(f"{line}\n" for line in misses(done))
    troubles = dict.fromkeys(text.outcome for text in done if isinstance(text.outcome, str))
    sys.stderr.writelines(f"{trouble}\n" for trouble in troubles)
    return int(bool(troubles))


def conversions(
    texts: Sequence[Path], folder: Path, formats: Sequence[str], convert: Convert
) -> Iterator[ConvertedText]:
    """Yield each text in each format.

    Args:
        texts: Markdown files.
        folder: Where the converted files go; made where it is missing.
        formats: The endings of the files to make.
        convert: Makes them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ReadingProcess(ReadingLimits()) as process:
        originals = {text: process.attempt(SourceFile(text.stem, text)) for text in texts}
        for format_ in formats:
            for text, original in originals.items():
                target = folder / f"{text.stem}.{format_}"
                try:
                    convert(text, target)
                except ConversionError as error:
                    yield ConvertedText(target.name, format_, str(error))
                    continue
                converted = process.attempt(SourceFile(text.stem, target))
                yield ConvertedText(target.name, format_, _held(original, converted))


def _held(original: Document | Fault, converted: Document | Fault) -> ReadTwice | str:
    """Return two readings held against each other, or why one of the files was refused."""
    if isinstance(original, Fault):
        return original.message
    if isinstance(converted, Fault):
        return converted.message
    return compared(original, converted)


def table(done: Sequence[ConvertedText]) -> str:
    """Return a row a format, without what could not be converted or read; "" without any."""
    rows: dict[str, Agreement] = {}
    for text in done:
        if isinstance(text.outcome, ReadTwice):
            own = Agreement.within(text.outcome)
            rows[text.format] = rows.get(text.format, Agreement()) + own
    lines = [f"| {format_} | {row} |\n" for format_, row in rows.items()]
    return _HEADS + "".join(lines) if lines else ""


def misses(done: Sequence[ConvertedText]) -> Iterator[str]:
    """Yield what was read otherwise, a line for each paragraph."""
    for text in done:
        if isinstance(text.outcome, ReadTwice):
            yield from (f"{text.place}: {line}" for line in differences(text.outcome))


if __name__ == "__main__":
    sys.exit(main())
