"""PDFs of given lines, made by hand, so that a test knows where each word stands."""

import io
import re
import zlib
from pathlib import Path

from index.reading.documents import read_document
from index.types import Document

FONTS = ("Helvetica", "Courier", "Helvetica-Bold")  # F1, F2 and F3


def pdf(
    pages: list[list[tuple[float, float, float, str]]],
    extra: str = "",
    *,
    catalog: str = "",
    about: str = "",
) -> bytes:
    """A PDF of lines (x, y, size, text) in Helvetica, or another of the `FONTS`: "F2:text".

    `about` is what the file says about itself: "/Author(Ada)".
    """
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        "",
        "<</Font<</F1 4 0 R/F2 5 0 R/F3 6 0 R>>>>",
        *(f"<</Type/Font/Subtype/Type1/BaseFont/{name}>>" for name in FONTS),
    ]
    kids = []
    for lines in pages:
        drawn = "".join(_drawn(*line) for line in lines)
        stream = zlib.compress(drawn.encode("latin-1"))
        header = f"<</Length {len(stream)}/Filter/FlateDecode>>stream\n"
        objects.append(header + stream.decode("latin-1") + "\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources 3 0 R"
            f"/Contents {len(objects)} 0 R>>"
        )
    references = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{references}]>>"
    if about:
        objects.append(f"<<{about}>>")
        extra += f"/Info {len(objects)} 0 R"
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    entries = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    out.write(f"xref\n0 {size}\n0000000000 65535 f \n{entries}".encode())
    out.write(
        f"trailer<</Size {size}/Root 1 0 R{extra}>>\nstartxref\n{start}\n%%EOF".encode("latin-1")
    )
    return out.getvalue()


def _drawn(x: float, y: float, size: float, text: str) -> str:
    """What draws a line: of words, or of strokes, as "draw:10 10 m 90 40 l S"."""
    if text.startswith("draw:"):
        return f"{text.removeprefix('draw:')}\n"
    font, words = text.split(":", 1) if text[:3] in {"F2:", "F3:"} else ("F1", text)
    escaped = re.sub(r"([()\\])", r"\\\1", words) if font != "F1" else words
    return f"BT /{font} {size} Tf {x} {y} Td ({escaped}) Tj ET\n"


def pdf_lines(
    y: float, *texts: str, size: float = 10, x: float = 72
) -> list[tuple[float, float, float, str]]:
    return [(x, y - 12 * number, size, text) for number, text in enumerate(texts)]


FIRST_LINES = pdf_lines(
    650,
    "The council met in the old town hall on Tuesday and agreed, after a long debate of the gov-",
    "ernment, that the bridge should be repaired before winter. Nobody had expected so many to",
    "come.",
)
SECOND_LINES = pdf_lines(
    600,
    "Several speakers said that the effort would be worth the cost. Others wanted first to find",
    "out what the benefits were, and asked for a cost-benefit analysis by the end of this year, or",
)
THIRD_LINES = pdf_lines(720, "by the end of the next.")


def read_pdf(folder: Path, raw: bytes) -> Document:
    """The document that a PDF of these bytes is read as."""
    path = folder / "a.pdf"
    path.write_bytes(raw)
    return read_document(path)


def paragraph_texts(document: Document) -> list[str]:
    return [document.text[p.start : p.end] for p in document.paragraphs]
