"""Documents that other programs made, to be damaged: converted here, or out of a folder."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from index.lab.conversions.converting import FORMATS, ConversionError, Convert, convert_with_pandoc
from index.lab.hostile.damaged_files import SoundFile
from index.reading import list_sources


def converted(
    text: Path, on_missing: Callable[[str], None], convert: Convert = convert_with_pandoc
) -> Iterator[SoundFile]:
    """Yield a text as a file of each format that can be made here.

    Args:
        text: A text that can be read as Markdown.
        on_missing: Is told why a format cannot be made.
        convert: Makes a file of the format that its ending names.
    """
    with tempfile.TemporaryDirectory() as folder:
        for format_ in FORMATS:
            target = Path(folder, f"{text.stem}.{format_}")
            try:
                convert(text, target)
            except ConversionError as error:
                on_missing(str(error))
            else:
                yield SoundFile(target.name, target.read_bytes())


def documents_in(folder: Path) -> Iterator[SoundFile]:
    """Yield the documents of a folder and archives of them as they are, in order.

    Raises:
        SourceError: There is no such folder, or there is no document in it.
    """
    sources = list_sources(folder)
    paths = dict.fromkeys(source.archive or source.path for source in sources if not source.refused)
    for path in paths:
        yield SoundFile(path.relative_to(folder).as_posix(), path.read_bytes())
