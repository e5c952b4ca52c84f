"""What stands on a card beside the words: by whom, of when, and how sure it is."""

from bot.chat.embeds import outcome_embed
from index import Answer, Document, Metadata, Paragraph, Span, quote_of
from index.types import Name


def test_author_and_date_of_a_document_stand_on_the_card() -> None:
    names = (Name("Quarrington", "Elsa"), Name("Dorn", "Ada"))
    metadata = Metadata("Lights of the Coast", author=names, issued=(1902, 7))
    document = Document("lights", "The lamp was lit.", (Paragraph(1, 0, 17, None),), metadata)
    quote = quote_of(document, Span(0, 17), Span(0, 17))
    embed = outcome_embed(Answer("When?", 0.98, (quote,), (), 0.1))
    stated = "Lights of the Coast (Elsa Quarrington, Ada Dorn, 1902-07)"
    assert embed.footer.text == f"{stated} · very likely an answer"


def test_how_sure_it_is_stands_on_the_card_however_long_the_titles_are() -> None:
    text = "The lamp was lit."
    documents = [
        Document(f"d{n}", text, (Paragraph(1, 0, 17, None),), Metadata(f"Light {n} " * 20))
        for n in range(4)
    ]
    found = tuple(quote_of(document, Span(0, 17), Span(0, 17)) for document in documents)
    footer = outcome_embed(Answer("When?", 0.98, found, (), 0.1)).footer.text or ""
    assert footer.endswith("… · very likely an answer")
    assert len(footer) <= 300
