"""The version below a title is text of that part, and no heading of its own."""

from index.reading.documents import document_of

TEXT = "Everybody may grind at this mill what was grown in the valley, and nothing else at all."
LICENCE = (
    f"Licence of the Mill\n===================\n\n     Version 1.3, 3 November 2008\n\n{TEXT}\n"
)


def test_a_version_right_below_a_title_is_no_heading() -> None:
    document = document_of(f"The Mill\n========\n\n{TEXT}\n\n{LICENCE}")
    assert [section.title for section in document.sections] == ["The Mill", "Licence of the Mill"]
    assert {one.section for one in document.paragraphs[1:]} == {"Licence of the Mill"}
    assert "Version 1.3, 3 November 2008" in document.text


def test_versions_that_count_on_stay_headings() -> None:
    versions = ("Version 1.3, 3 November 2008", "Version 1.2, 2 May 2007")
    text = "\n\n".join(f"{version}\n\n{TEXT}" for version in versions)
    document = document_of(f"Changes of the mill\n===================\n\n{text}\n")
    assert [section.title for section in document.sections][1:] == [*versions]
