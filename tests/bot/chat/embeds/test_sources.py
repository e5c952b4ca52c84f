"""`/sources`: when documents were read, which are searched less well, and which say the same."""

from bot.chat.embeds import sources_embed
from index.types import Document, Metadata, Paragraph


def document(name: str, language: str) -> Document:
    text = "Die Mühle steht leer."
    about = Metadata(name.title(), language=language)
    return Document(name, text, (Paragraph(1, 0, len(text), None),), about)


def test_it_says_when_documents_were_read_as_discord_shows_a_time() -> None:
    embed = sources_embed([document("mill", "en")], 1_700_000_000.9)
    assert (embed.description or "").split("\n")[0] == "-# read <t:1700000000:R>"
    assert embed.fields == []


def test_a_document_in_another_language_is_said_to_be_searched_less_well() -> None:
    embed = sources_embed([document("mill", "en"), document("mühle", "de")], 0.0)
    assert (embed.description or "").split("\n")[1:] == [
        "**Mill**",
        "-# no details stated · `mill` · 1 paragraph",
        "**Mühle**",
        "-# in German, searched less well · `mühle` · 1 paragraph",
    ]


def test_moderators_read_which_documents_say_nearly_the_same() -> None:
    embed = sources_embed(
        [document("mill", "en"), document("copy", "en")], 0.0, alike=[("copy", "mill")]
    )
    (field,) = embed.fields
    assert field.name == "For moderators"
    assert field.value == "documents that say nearly the same: copy and mill"
