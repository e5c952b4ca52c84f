"""What is shown of a question about the documents themselves."""

from bot import phrases
from bot.chat.embeds import outcome_embed
from index import (
    Abstention,
    Answer,
    Document,
    Metadata,
    MetadataField,
    MetadataLine,
    Paragraph,
    Reason,
    Span,
    quote_of,
)


def test_metadata_stand_before_the_quotes_and_name_their_documents() -> None:
    whole = Paragraph(1, 0, 4, None)
    first, second = (
        Document(name, "Text", (whole,), Metadata(name.title())) for name in ("mill", "quay")
    )
    lines = tuple(MetadataLine(d, "Ada, 1999", Span(0, 3)) for d in (first, second))
    quote = quote_of(first, Span(0, 4))
    embed = outcome_embed(Answer("Who?", 1.0, (quote,), (), 0.1, (), lines))
    assert embed.description == (
        "> **Ada**, 1999\n-# Mill · from the document's details\n"
        "> **Ada**, 1999\n-# Quay · from the document's details\n"
        "> Text\n-# ¶1"
    )
    assert embed.footer.text == "Mill; Quay"


def test_titles_of_many_documents_are_listed_with_where_the_others_are_found() -> None:
    whole = Paragraph(1, 0, 4, None)
    documents = [Document(f"m{n}", "Text", (whole,), Metadata(f"Mill {n}")) for n in range(23)]
    lines = [
        MetadataLine(one, f"{one.title}, Ada Okafor", Span(0, len(one.title))) for one in documents
    ]
    asked = "What documents do you have?"
    few = outcome_embed(Answer(asked, 1.0, (), (), 0.1, (), tuple(lines[:2])))
    assert few.description == (
        "> **Mill 0**, Ada Okafor\n> **Mill 1**, Ada Okafor\n-# from the document's details"
    )
    assert few.footer.text is None
    many = outcome_embed(Answer(asked, 1.0, (), (), 0.1, (), tuple(lines)))
    *shown, more = (many.description or "").split("\n")
    assert shown == [f"> **Mill {n}**, Ada Okafor" for n in range(20)]
    assert more == "-# and 3 more. See `/sources`."


def test_what_metadata_lack_is_said_without_passages_near_it() -> None:
    missing = (MetadataField.AUTHOR, MetadataField.DATE)
    lacking = Abstention("Who?", 0.0, (), (), 0.1, Reason.NOT_IN_METADATA, missing)
    assert outcome_embed(lacking).description == (
        "**The document's details do not name its author or date.**"
    )
    several = Abstention("Who?", 0.0, (), (), 0.1, Reason.NOT_IN_METADATA, missing, several=True)
    assert outcome_embed(several).description == (
        "**The documents' details do not name their author or date.**"
    )
    unclear = Abstention("Who?", 0.0, (), (), 0.1, Reason.WHICH_DOCUMENT)
    assert phrases.WHICH_DOCUMENT in (outcome_embed(unclear).description or "")


def test_what_a_document_is_worth_is_not_judged() -> None:
    asked = outcome_embed(Abstention("Is this true?", 0.0, (), (), 0.1, Reason.NOT_JUDGED))
    assert asked.description == f"**{phrases.NOT_JUDGED}**"


def test_what_goes_on_from_nothing_is_to_be_asked_in_full() -> None:
    lost = outcome_embed(Abstention("Why?", 0.0, (), (), 0.1, Reason.NAMES_NOTHING))
    assert lost.description == f"**{phrases.NAMES_NOTHING}**\n{phrases.TRY_IN_FULL}"
