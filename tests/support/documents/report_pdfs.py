"""A report of three pages as somebody would bring it, and its next version; all of it made up."""

from tests.support.documents.pdfs import pdf, pdf_lines

FILE = "cape-dorn-report.pdf"
TITLE = "The Light at Cape Dorn"
QUESTION = "Who lit the lighthouse at Cape Dorn?"
FIRST, LATER = "Elsa Quarrington", "Tilda Vossberg"


def report(keeper: str = FIRST) -> bytes:
    """Return the report, in which it is a keeper of this name who lit the light."""
    front = [
        (72, 700, 22, f"F3:{TITLE}"),
        *pdf_lines(
            650,
            "This report is made up for the tests of a reading group. It tells what was found",
            "about the coast between Ebbing and Wend, and about those who looked after its ships.",
            "The board of the harbour asked for it, and read it before it was printed.",
        ),
    ]
    light = [
        (72, 720, 14, "F3:The lighthouse"),
        *pdf_lines(
            690,
            "The coast was dark for as long as anybody could remember, and many ships were lost.",
            f"The lighthouse at Cape Dorn was lit in 1833 by its keeper {keeper}.",
            "Its lamp burned oil that came from the harbour at Wend, and could be seen for miles.",
        ),
    ]
    ferry = [
        (72, 720, 14, "F3:The ferry"),
        *pdf_lines(
            690,
            "The ferry at Ebbing was launched in 1901 by the shipwright Jorun Halvard.",
            "It crossed the bay twice a day, and once on Sundays, until the bridge was built.",
        ),
    ]
    return pdf([front, light, ferry], about=f"/Title({TITLE})/Author(The Harbour Board)")
