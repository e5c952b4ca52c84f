"""A folder to documents: the essay as received, and a line for each file that is not read."""

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import MetadataError, SourceError, UnreadableSourceError
from index.reading.bibliography.metadata import read_metadata
from index.reading.source_folder import (
    _ids,
    list_sources,
    read_folder,
    read_source,
    slug,
    source_digest,
)
from index.types import Document, Name

KNOWLEDGE = Path(__file__).parents[3] / "knowledge"
QUESTIONS = Path(__file__).parents[3] / "knowledge/questions/essay_dev.jsonl"
AS_RECEIVED = "94df7946f87abe5f382fc7b784c347b8e622612c26b18e13857e8103f57bbb48"

PARAGRAPH = "The council agreed on the plan for the bridge after a long debate in the old hall."


@pytest.fixture(scope="module")
def essay() -> Document:
    return next(d for d in read_folder(KNOWLEDGE).documents if d.id == "deadly-cooperation")


def test_the_essay_is_as_it_was_received() -> None:
    raw = (KNOWLEDGE / "documents/deadly-cooperation.txt").read_bytes()
    assert hashlib.sha256(raw).hexdigest() == AS_RECEIVED


def test_the_essay_has_27_paragraphs_in_five_sections(essay: Document) -> None:
    assert len(essay.paragraphs) == 27
    assert [section.title for section in essay.sections] == [
        "Introduction",
        "Heavy Costs for Limited Benefits for the Taliban",
        "Mostly Benefits with Few Costs for al-Qaeda",
        "Prospects Going Forward",
        "Implications for Negotiations",
    ]
    assert essay.sha256 == AS_RECEIVED


@pytest.mark.parametrize(
    ("number", "beginning", "section"),
    [
        (1, "Editor’s Note: This is an excerpt", "Introduction"),
        (2, "Today marks 17 years since 9/11", "Introduction"),
        (6, "Their relationship has evolved over time.", "Introduction"),
        (7, "The Taliban has incurred tremendous costs", "Heavy Costs for Limited Benefits"),
        (13, "Nonetheless, some in the Taliban", "Heavy Costs for Limited Benefits"),
        (14, "Through its alliance with the Taliban", "Mostly Benefits with Few Costs"),
        (18, "However, Zawahiri does not enjoy", "Prospects Going Forward"),
        (23, "In my experience, officials working", "Implications for Negotiations"),
        (27, "Unfortunately, America’s inability", "Implications for Negotiations"),
    ],
)
def test_paragraphs_of_the_essay_have_their_numbers_and_sections(
    essay: Document, number: int, beginning: str, section: str
) -> None:
    paragraph = essay.paragraphs[number - 1]
    assert essay.text[paragraph.start : paragraph.end].startswith(beginning)
    assert paragraph.section is not None
    assert paragraph.section.startswith(section)


def test_every_piece_of_evidence_stands_in_a_paragraph_that_its_question_names(
    essay: Document,
) -> None:
    checked = 0
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        named = [essay.paragraphs[number - 1] for number in question["paragraphs"]]
        for evidence in question["evidence"]:
            checked += 1
            assert any(evidence in essay.text[p.start : p.end] for p in named), evidence
    assert checked > 50


def test_the_essay_is_stated_in_full(essay: Document) -> None:
    about = essay.metadata
    assert about.title == "Deadly Cooperation: The Shifting Ties Between Al-Qaeda and the Taliban"
    assert about.author == (Name("Bacon", "Tricia"),)
    assert about.container_title == "War on the Rocks"
    assert about.issued == (2018, 9, 11)
    assert about.url is not None
    assert about.url.startswith("https://warontherocks.com/2018/09/deadly-cooperation-")
    assert about.rights is not None
    assert about.derived == frozenset()


def test_a_plain_folder_is_read_with_its_subfolders_and_without_what_is_not_meant(
    tmp_path: Path,
) -> None:
    for name in (
        "b.txt",
        "sub/a.md",
        ".hidden.txt",
        ".git/c.txt",
        "README.md",
        "topics.yaml",
        "x.png",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(PARAGRAPH)
    assert [source.path.name for source in list_sources(tmp_path)] == ["b.txt", "a.md"]


def test_a_bad_file_gets_one_line_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(PARAGRAPH)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "large.txt").write_text(PARAGRAPH * 100)
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    (tmp_path / "odd.txt").write_text(PARAGRAPH)
    (tmp_path / "odd.yaml").write_text("titel: Odd\nissued: soon\n")
    reading = read_folder(tmp_path, max_bytes=5000)
    assert [document.id for document in reading.documents] == ["good"]
    messages = {fault.path.name: fault.message for fault in reading.faults}
    assert set(messages) == {
        "empty.txt",
        "binary.txt",
        "large.txt",
        "old.doc",
        "broken.pdf",
        "odd.txt",
    }
    for name, message in messages.items():
        assert "\n" not in message
        assert name.split(".")[0] in message
    assert "empty" in messages["empty.txt"]
    assert "binary" in messages["binary.txt"]
    assert "larger than" in messages["large.txt"]
    assert "unknown field 'titel'" in messages["odd.txt"]
    assert "issued must be a date" in messages["odd.txt"]


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("a.pptx", ".pdf"),
        ("a.XLSX", ".csv"),
        ("a.ods", ".csv"),
        ("a.mhtml", ".html"),
        ("a.odp", ".pdf"),
        ("a.docm", ".docx"),
        ("a.doc", ".docx"),
    ],
)
def test_a_file_of_an_office_is_told_with_what_to_save_it_as(
    tmp_path: Path, name: str, ending: str
) -> None:
    (tmp_path / name).write_bytes(b"words")
    (fault,) = read_folder(tmp_path).faults
    assert fault.message == (
        f"{name} is of a kind that is not read: save it as {ending}, or remove it"
    )


def test_what_a_browser_saves_beside_a_page_is_passed_by(tmp_path: Path) -> None:
    for name in ("Rules.html", "Rules_files/a.html", "other_files/b.html", "x/Rules_files/c.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(f"<p>{PARAGRAPH}</p>")
    names = [source.path.name for source in list_sources(tmp_path)]
    assert sorted(names) == ["Rules.html", "b.html", "c.html"]


@pytest.mark.parametrize("content", [None, "empty"])
def test_a_folder_without_documents_is_an_error_that_says_so(
    tmp_path: Path, content: str | None
) -> None:
    folder = tmp_path / "knowledge"
    if content:
        folder.mkdir()
    with pytest.raises(SourceError, match="knowledge"):
        read_folder(folder)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(PARAGRAPH)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "inside.txt").write_text(PARAGRAPH)
    (folder / "outside.txt").symlink_to(secret)
    (folder / "same.txt").symlink_to(folder / "inside.txt")
    sources = {source.id: source for source in list_sources(folder)}
    with pytest.raises(UnreadableSourceError, match="out of the folder"):
        read_source(sources["outside"])
    assert read_source(sources["same"]).paragraphs


def test_ids_are_unique_slugs_of_the_names(tmp_path: Path) -> None:
    for name in ("Öl & Gas (2019).txt", "sub/Öl & Gas (2019).txt", "öl-gas-2019.md", "报告.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(PARAGRAPH)
    ids = [source.id for source in list_sources(tmp_path)]
    assert len(set(ids)) == 4
    assert "ol-gas-2019" in ids
    assert all(id_ == slug(id_) for id_ in ids)


@given(st.text(max_size=80))
def test_a_slug_is_short_and_plain(name: str) -> None:
    assert 1 <= len(slug(name)) <= 48
    assert set(slug(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(slug(name)) == slug(name)


def test_the_digest_follows_the_file_and_its_metadata(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PARAGRAPH)

    def digest() -> str:
        return source_digest(list_sources(tmp_path)[0])

    first = digest()
    os.utime(tmp_path / "a.txt", (0, 0))
    assert digest() == first
    (tmp_path / "a.yaml").write_text("title: A\n")
    second = digest()
    assert second != first
    (tmp_path / "a.txt").write_text(PARAGRAPH + "!")
    assert digest() not in {first, second}


def test_what_is_not_stated_is_derived_and_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "the_old-bridge.txt").write_text(PARAGRAPH)
    (tmp_path / "stated.txt").write_text(PARAGRAPH)
    (tmp_path / "stated.yaml").write_text("title: Stated\nauthor: [{literal: The Council}]\n")
    stated, derived = read_folder(tmp_path).documents
    assert derived.metadata.title == "The old bridge"
    assert derived.metadata.derived == {"title", "type", "language"}
    assert stated.metadata.title == "Stated"
    assert stated.metadata.author == (Name(literal="The Council"),)
    assert stated.metadata.derived == {"type", "language"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("title: [1]", "title must be a text"),
        ("author: 3", "author must be a list"),
        ("author: [{name: X}]", "author must be a list"),
        ("issued: 2018-13", "issued must be a date"),
        ("title: 'x", "not YAML in line"),
        ("- a", "must hold fields"),
        ("colour: red", "unknown field 'colour'"),
    ],
)
def test_a_malformed_metadata_file_is_told_with_its_field(
    tmp_path: Path, text: str, fault: str
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text)
    with pytest.raises(MetadataError, match=r"a\.yaml") as error:
        read_metadata(path)
    assert fault in str(error.value)


def test_thousands_of_files_are_read(tmp_path: Path) -> None:
    for number in range(2000):
        (tmp_path / f"{number:04}.txt").write_text(f"{PARAGRAPH} {number}.\n\n{PARAGRAPH}")
    assert len(read_folder(tmp_path).documents) == 2000


def test_a_file_in_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.", "utf-8")
    with pytest.raises(SourceError, match=r"a\.txt is a file, not a folder: put it into"):
        list_sources(tmp_path / "a.txt")


def test_pipes_and_links_in_a_circle_are_told_and_not_waited_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.", "utf-8")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    reading = read_folder(tmp_path)
    assert [document.id for document in reading.documents] == ["a"]
    assert [fault.path.name for fault in reading.faults] == ["loop.txt", "pipe.txt"]
    assert all("is no file" in fault.message for fault in reading.faults)


def test_a_knowledge_folder_that_is_a_link_in_a_circle_is_told(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(SourceError, match=r"loop is a link that leads nowhere or in a circle"):
        list_sources(tmp_path / "loop")


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("../secret.yaml", "a.yaml is a link out of the folder"),
        ("../../../../etc/passwd", "a.yaml is a link out of the folder"),
        ("a.yaml", "a.yaml is no file, lies too deep, or is a link that leads nowhere"),
        ("gone.yaml", "a.yaml is no file, lies too deep, or is a link that leads nowhere"),
    ],
)
def test_a_metadata_file_that_leads_elsewhere_is_refused_with_its_reason(
    tmp_path: Path, target: str, reason: str
) -> None:
    (tmp_path / "secret.yaml").write_text("title: Secret\n", "utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text(PARAGRAPH, "utf-8")
    (folder / "b.txt").write_text(PARAGRAPH, "utf-8")
    (folder / "a.yaml").symlink_to(target)
    reading = read_folder(folder)
    assert [document.id for document in reading.documents] == ["b"]
    (fault,) = reading.faults
    assert fault.message.startswith("a.txt is not read for the metadata file beside it: ")
    assert reason in fault.message
    before = source_digest(list_sources(folder)[0])
    (folder / "a.yaml").unlink()
    assert source_digest(list_sources(folder)[0]) != before


def test_a_pipe_in_the_place_of_a_metadata_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PARAGRAPH, "utf-8")
    (tmp_path / "b.txt").write_text(PARAGRAPH, "utf-8")
    os.mkfifo(tmp_path / "a.yaml")
    (tmp_path / "b.yaml").mkdir()  # a folder may be called anything
    reading = read_folder(tmp_path)
    assert [document.id for document in reading.documents] == ["b"]
    (fault,) = reading.faults
    assert "a.yaml is no file" in fault.message


def test_a_metadata_file_that_is_a_link_within_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PARAGRAPH, "utf-8")
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "title.yaml").write_text("title: Shared\n", "utf-8")
    (tmp_path / "a.yaml").symlink_to("shared/title.yaml")
    (document,) = read_folder(tmp_path).documents
    assert document.metadata.title == "Shared"


def test_what_is_said_of_a_file_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PARAGRAPH, "utf-8")
    (tmp_path / "a.yaml").write_text("".join(f"{'k' * 90}{n}: 1\n" for n in range(999)), "utf-8")
    (fault,) = read_folder(tmp_path).faults
    assert len(fault.message) == 600


def test_an_id_is_worked_out_without_a_look_at_every_other_document() -> None:
    root = Path("/knowledge")
    paths = [root / f"report-{number}.txt" for number in range(30_000)]  # 900 million pairs
    assert _ids(root, paths) == [path.stem for path in paths]


@pytest.mark.no_cover
def test_an_id_of_a_long_place_is_numbered_without_trying_every_number_again() -> None:
    root = Path("/knowledge")
    place = root / "a-folder-with-a-name-that-is-longer-than-an-id-may-be"
    paths = [place / f"v{number}" / "index.html" for number in range(8_000)]  # 32 million numbers
    begun_s = process_time()
    ids = _ids(root, paths)
    assert process_time() - begun_s < 5.0  # 34 s where each is tried
    start = "a-folder-with-a-name-that-is-longer-than-a"
    whole = "a-folder-with-a-name-that-is-longer-than-an-id-m"
    assert ids == ["index", whole.strip("-"), *(f"{start}-{number}" for number in range(2, 8_000))]


@given(st.lists(st.sampled_from(["a.txt", "a-txt-2.txt", "a-txt.txt", "b/a.txt", "a-txt-3.md"])))
def test_a_number_that_a_name_has_taken_is_passed_over(names: list[str]) -> None:
    root = Path("/knowledge")
    paths = [root / name for name in names]
    assert _ids(root, paths) == _each_tried(root, paths)


def _each_tried(root: Path, paths: Sequence[Path]) -> list[str]:
    """Return the ids as they are described: the first that is free."""
    ids: list[str] = []
    for path in paths:
        place = slug(f"{path.relative_to(root)}")
        options = [slug(path.stem), place, *(f"{place[:42]}-{n}" for n in range(2, 99))]
        ids.append(next(option for option in options if option not in ids))
    return ids
