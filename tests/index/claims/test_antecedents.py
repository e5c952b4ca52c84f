"""A claim may have the name that a pronoun of the text plainly stands for."""

from pathlib import Path

import pytest

from index.claims.antecedents import said_of_its_antecedent
from index.quotations import Verifier
from index.reading.source_folder import list_sources, read_source
from index.types import Quote, quote_of

GUILD = "The guild of weavers has a hall in Arvale. It built the old mill in 1912, with the town."
BUREAU = (
    "The bureau, the smaller of the two, gains. It pays a ninth of the costs. "
    "It reads all bills of the harbour. It hires ninety clerks each spring."
)


@pytest.mark.parametrize(
    ("text", "claim", "said"),
    [
        (GUILD, "The guild built the old mill in 1912", GUILD.partition(". ")[2]),
        (BUREAU, "The bureau pays a ninth of the costs.", "It pays a ninth of the costs."),
        (
            BUREAU,
            "The bureau reads all bills of the harbour.",
            "It reads all bills of the harbour.",
        ),
    ],
)
def test_what_is_said_of_its_pronoun_is_said_of_the_name(
    text: str, claim: str, said: str, tmp_path: Path
) -> None:
    found = said_in(text, claim, tmp_path)
    assert found is not None
    assert found.text == said


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (GUILD, "The town built the old mill in 1912"),
        (GUILD, "The guild sold the old mill in 1912"),
        ("The town clerk left the hall. He built the old mill.", "The town built the old mill."),
        (
            "The town's mill burnt down. It had four large wheels.",
            "The town had four large wheels.",
        ),
        ("The guild and the town met. They built the old mill.", "The guild built the old mill."),
        (BUREAU, "The bureau hires ninety clerks each spring."),  # too far behind its name
        ("The guild has a hall.\n\nIt built the old mill.", "The guild built the old mill."),
        (
            "The guild has a hall. It built the old mill, but not alone.",
            "The guild built the mill.",
        ),
        ("It built the old mill.", "The guild built the old mill."),
        ("The guild was bought by the town. It built the mill.", "The guild built the mill."),
        ("Anna met Berta in the hall. She built the old mill.", "Anna built the old mill."),
    ],
)
def test_what_may_be_said_of_another_is_not(text: str, claim: str, tmp_path: Path) -> None:
    assert said_in(text, claim, tmp_path) is None


def said_in(text: str, claim: str, folder: Path) -> Quote | None:
    (folder / "town.txt").write_text(text, "utf-8")
    documents = [read_source(s, max_bytes=10**6) for s in list_sources(folder)]
    quotes = [quote_of(one, paragraph.span) for one in documents for paragraph in one.paragraphs]
    return said_of_its_antecedent(claim, quotes, Verifier.build(documents))
