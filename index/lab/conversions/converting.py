"""A Markdown file turned into other formats by programs that are installed beside this one."""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

# What pandoc calls each format, by the ending of its files.
_WRITERS = {
    "docx": "docx",
    "odt": "odt",
    "epub": "epub",
    "html": "html",
    "rst": "rst",
    "adoc": "asciidoc",
    "rtf": "rtf",
    "txt": "plain",
    "man": "man",
    "pdf": "ms",  # groff's macros, which groff sets as a PDF
}
FORMATS = tuple(_WRITERS)
Convert = Callable[[Path, Path], None]
# CommonMark with what is widely understood beside it; quotation marks stay as they are written.
_MARKDOWN = "commonmark_x-smart+implicit_figures"
_GROFF = ("groff", "-k", "-t", "-ms", "-Tpdf")
_TIMEOUT_S = 60.0  # the slowest takes half a second
_MAX_TOLD = 200  # characters of what a program says


class ConversionError(Exception):
    """A file could not be converted."""


def convert_with_pandoc(source: Path, target: Path) -> None:
    """Turn a Markdown file into the format that the target's ending names.

    Raises:
        ConversionError: A program is missing, fails or takes too long.
    """
    format_ = target.suffix.removeprefix(".")
    _demand("pandoc", "pandoc")
    if format_ != "pdf":
        _pandoc(source, target, _WRITERS[format_])
        return
    _demand("gropdf", "groff")  # most systems have a groff without it
    macros = target.with_suffix(".ms")
    _pandoc(source, macros, _WRITERS[format_])
    target.write_bytes(_run([*_GROFF, str(macros)], source))


def _demand(program: str, package: str) -> None:
    """Look for a program.

    Raises:
        ConversionError: It is not installed.
    """
    if shutil.which(program) is None:
        msg = f"{program} is not installed: install it (Debian: apt-get install {package})"
        raise ConversionError(msg)


def _pandoc(source: Path, target: Path, writer: str) -> None:
    """Convert a Markdown file.

    Raises:
        ConversionError: It fails or takes too long.
    """
    how = ("--standalone", "--quiet", f"--from={_MARKDOWN}", f"--to={writer}")
    _run(["pandoc", *how, f"--output={target}", str(source)], source)


def _run(command: Sequence[str], source: Path) -> bytes:
    """Return what a program writes.

    Raises:
        ConversionError: It fails or takes too long.
    """
    try:
        return subprocess.run(  # noqa: S603  # programs that are named above
            command, check=True, capture_output=True, timeout=_TIMEOUT_S
        ).stdout
    except subprocess.CalledProcessError as error:
        said = " ".join(error.stderr.decode(errors="replace").split())
        msg = f"{command[0]} cannot convert {source.name}: {said[-_MAX_TOLD:]}"
        raise ConversionError(msg) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        msg = f"{command[0]} cannot convert {source.name}: {error}"
        raise ConversionError(msg) from error
