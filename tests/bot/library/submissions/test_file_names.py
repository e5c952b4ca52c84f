"""What a file is called that comes from outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.submissions.file_names import file_name_of, is_file_name


@pytest.mark.parametrize(
    ("filename", "title", "called"),
    [
        ("note.txt", None, "note.txt"),
        ("note.txt", "", "note.txt"),
        ("Ubersicht_Marz.txt", "Übersicht März", "Übersicht März.txt"),
        ("Ubersicht_Marz.txt", "Übersicht März.txt", "Übersicht März.txt"),
        ("Bericht_3._Quartal.pdf", "Bericht 3. Quartal (neu)", "Bericht 3. Quartal (neu).pdf"),
        ("file.txt", "маяк", "маяк.txt"),
        ("file.txt", "u\u0308ber", "über.txt"),
        ("a_b.txt", "../a\\b\n\u202ec", ".. a b c.txt"),
        ("a.txt", "\u200b", "a.txt"),
        ("README", "Lies mich!", "Lies mich!"),
    ],
)
def test_a_file_is_called_by_its_title_with_the_ending_of_its_filename(
    filename: str, title: str | None, called: str
) -> None:
    assert file_name_of(filename, title) == called


@given(st.text(max_size=400))
def test_whatever_its_title_a_file_has_a_name_that_can_be_kept_and_its_ending(title: str) -> None:
    called = file_name_of("handed_out.txt", title)
    assert is_file_name(called)
    assert called.endswith(".txt")


@pytest.mark.parametrize("name", ["", "a/b", "a\\b", "/", "a\nb", "x" * 256, "\u202etxt.exe"])
def test_a_path_or_what_cannot_be_shown_is_no_name(name: str) -> None:
    assert not is_file_name(name)
