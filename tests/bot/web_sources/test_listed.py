"""What `sources.yaml` lists, and what is said where it has faults."""

from pathlib import Path

import pytest

from bot.web_sources.listed import LISTED, Listed, read_listed
from index import SettingsError


def listed(folder: Path, text: str) -> Listed | None:
    (folder / LISTED).write_text(text, encoding="utf-8")
    return read_listed(folder)


def test_without_the_file_nothing_is_listed(tmp_path: Path) -> None:
    assert read_listed(tmp_path) is None


def test_an_empty_file_lists_nothing(tmp_path: Path) -> None:
    assert listed(tmp_path, "# later\n") == Listed()


def test_pages_and_feeds_are_read_each_address_once(tmp_path: Path) -> None:
    text = """
pages:
  - https://example.org/a#part
  - https://example.org/a
  - https://example.org/b
feeds: [https://example.org/feed]
newest: 5
every_minutes: 30
"""
    pages = ("https://example.org/a", "https://example.org/b")
    assert listed(tmp_path, text) == Listed(pages, ("https://example.org/feed",), 5, 30)


@pytest.mark.parametrize("target", ["elsewhere.yaml", "missing.yaml"])
def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path, target: str) -> None:
    (tmp_path / "elsewhere.yaml").write_text("pages: [https://example.org/a]\n", "utf-8")
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    (knowledge / LISTED).symlink_to(tmp_path / target)
    with pytest.raises(SettingsError) as caught:
        read_listed(knowledge)
    told = "sources.yaml is a link out of the folder: put the file itself there"
    assert str(caught.value) == told


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    """As where a volume of Kubernetes lays files out; the folder itself may be a link, too."""
    volume, knowledge = tmp_path / "volume", tmp_path / "knowledge"
    (volume / "..data").mkdir(parents=True)
    (volume / "..data" / LISTED).write_text("pages: [https://example.org/a]\n", "utf-8")
    (volume / LISTED).symlink_to(f"..data/{LISTED}")
    knowledge.symlink_to(volume)
    assert read_listed(knowledge) == Listed(("https://example.org/a",))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("- https://example.org", "must hold `pages:`"),
        ("page: [https://example.org]", "unknown field 'page'"),
        ("pages: https://example.org", "pages must be a list of addresses"),
        ("pages: [{a: b}]", "pages must be a list of addresses"),
        ("pages: [ftp://example.org]", "ftp://example.org is no address of the web"),
        ("newest: 0", "newest must be a whole number from 1 to 100"),
        ("newest: true", "newest must be a whole number"),
        ("every_minutes: 1", "every_minutes must be a whole number from 5"),
        ("pages: [", "line 1"),
        ("pages: &a [*a]", "alias"),
    ],
)
def test_faults_are_named(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(SettingsError) as caught:
        listed(tmp_path, text)
    assert why in str(caught.value)


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        listed(tmp_path, "pages: [ftp://a, file://b]\nnewest: x\n")
    assert all(one in str(caught.value) for one in ("ftp://a", "file://b", "newest"))


def test_the_addresses_are_bounded(tmp_path: Path) -> None:
    pages = "".join(f"  - https://example.org/{number}\n" for number in range(501))
    with pytest.raises(SettingsError, match="501 addresses, of 500 at most"):
        listed(tmp_path, f"pages:\n{pages}")
