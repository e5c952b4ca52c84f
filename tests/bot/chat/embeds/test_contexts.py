"""A quote in context stands under its section's title, what is of another section under its own."""

from bot.chat.embeds.passages import context_embed
from index import quote_of
from index.types import Document, Metadata, Paragraph

TEXTS = ("It burnt.", "It was built.", "It opened.")


def shown(sections: tuple[str | None, ...]) -> list[str | None]:
    """Return the title and each line of the middle paragraph's context."""
    text = "\n\n".join(TEXTS)
    starts = [text.index(one) for one in TEXTS]
    paragraphs = tuple(
        Paragraph(n, start, start + len(one), section)
        for n, (start, one, section) in enumerate(zip(starts, TEXTS, sections, strict=True), 1)
    )
    document = Document("mill", text, paragraphs, Metadata("The Mill"))
    quotes = [quote_of(document, paragraph.span) for paragraph in paragraphs]
    embed = context_embed(quotes, quotes[1])
    return [embed.title, *(embed.description or "").splitlines()[1::2]]


def test_what_is_of_another_section_says_so() -> None:
    assert shown(("Fire", "Water *works*", "Water *works*")) == [
        r"Water \*works\*",
        "-# Fire · ¶1",
        "-# ¶2",
        "-# ¶3",
    ]


def test_what_stands_under_no_heading_is_of_the_document() -> None:
    assert shown((None, "Water", "Ice")) == ["Water", "-# The Mill · ¶1", "-# ¶2", "-# Ice · ¶3"]
    assert shown((None, None, None)) == ["The Mill", "-# ¶1", "-# ¶2", "-# ¶3"]
