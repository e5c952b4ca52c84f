"""A question that has the form of one about a document is told from others."""

import pytest

from index.answers.questions.document_questions import bare_field, document_question, other_subject
from index.types import MetadataField
from tests.support.pace import pace_of

AUTHOR, DATE = MetadataField.AUTHOR, MetadataField.DATE
PUBLICATION, TITLE, LINK = MetadataField.PUBLICATION, MetadataField.TITLE, MetadataField.LINK


@pytest.mark.parametrize(
    ("question", "fields", "subject"),
    [
        ("Who wrote this?", (AUTHOR,), "this"),
        ("hey @bot who actually wrote this thing lol", (AUTHOR,), "this thing"),
        ("whos the author", (AUTHOR,), ""),
        ("Who’s the author of the essay?", (AUTHOR,), "the essay"),
        ("By whom is it?", (AUTHOR,), "it"),
        ("what is the author's name", (AUTHOR,), ""),
        ("The article's author?", (AUTHOR,), "The article"),
        ("whose article is this", (AUTHOR,), "this"),
        ("When was it published?", (DATE,), "it"),
        ("On which date did the article appear?", (DATE,), "the article"),
        ("what's the date of the article?", (DATE,), "the article"),
        ("publication date?", (DATE,), ""),
        ("how old is this article", (DATE,), "this article"),
        ("how long ago was this published", (DATE,), "this"),
        ("whens this piece from", (DATE,), "this piece"),
        ("what year was this from?", (DATE,), "this"),
        ("when was this page last updated", (DATE,), "this page"),
        ("when has the handbook been revised?", (DATE,), "the handbook"),
        ("whats the publish date", (DATE,), ""),
        ("who's the person who wrote this", (AUTHOR,), "this"),
        ("link to the original", (LINK,), "the original"),
        ("Where was this published?", (PUBLICATION,), "this"),
        ("In which journal and series did it appear?", (PUBLICATION,), "it"),
        ("Which newspaper ran this column?", (PUBLICATION,), "this column"),
        ("where is this from", (PUBLICATION,), "this"),
        ("what's the title?", (TITLE,), ""),
        ("what is this essay called", (TITLE,), "this essay"),
        ("what are the titles of the documents", (TITLE,), "the documents"),
        ("what documents do you have", (TITLE,), "documents"),
        ("which sources can you quote from?", (TITLE,), "these"),
        ("list all of your docs", (TITLE,), "docs"),
        ("what are your sources", (TITLE,), "these"),
        ("list the documents", (TITLE,), "documents"),
        ("show me the sources", (TITLE,), "these"),
        ("which documents do you know?", (TITLE,), "documents"),
        ("what files are there", (TITLE,), "files"),
        ("what docs are available", (TITLE,), "docs"),
        ("what documents are in here?", (TITLE,), "documents"),
        ("link to the essay?", (LINK,), "the essay"),
        ("can you send me the link pls", (LINK,), ""),
        ("where can I read the full text online", (LINK,), "the full text"),
        ("wheres the link", (LINK,), ""),
        ("give me the pdf", (LINK,), ""),
        ("send me the file please", (LINK,), ""),
        ("who r the authors", (AUTHOR,), ""),
        ("do you know who the author is", (AUTHOR,), ""),
        ("tell me when this was published", (DATE,), "this"),
        ("who wrote this, when and where?", (AUTHOR, DATE, PUBLICATION), "this"),
        ("when and where was it published", (PUBLICATION, DATE), "it"),
        ("publication date and author?", (DATE, AUTHOR), ""),
        ("source?", (PUBLICATION,), ""),
        ("What's the place of publication?", (PUBLICATION,), ""),
        ("author and journal?", (AUTHOR, PUBLICATION), ""),
        ("this article's publisher", (PUBLICATION,), "this article"),
        ("what is the website of this essay", (PUBLICATION,), "this essay"),
    ],
)
def test_what_is_asked_of_which_words(
    question: str, fields: tuple[MetadataField, ...], subject: str
) -> None:
    asked = document_question(question)
    assert asked is not None
    assert (asked.fields, asked.subject) == (fields, subject)


@pytest.mark.parametrize(
    "question",
    [
        "Who is the author quoting?",
        "When was the bridge built?",
        "Who is the journalist?",
        "What does the author conclude?",
        "Who wrote this and where did it sink?",
        "tell me who the mayor is",
        "how old is he",
        "what was she called",
        "what are the dates",
        "Is there a newsletter?",
        "What's the website?",
        "Do you have a blog?",
        "who is the publisher",
        "their journal?",
        "why?",
        "",
        "list the documents that I need",
        "list the files",
        "what documents are needed",
        "what sources of income are there",
        "which files are in the rack",
        "what are the sources of the river",
        "which files do I have to keep",
        "can I get the file back",
        "what is a pdf",
        "what year was this attack",
        "how long ago did the mill close",
        "who was the man who built the mill",
    ],
)
def test_other_questions_have_another_form(question: str) -> None:
    assert document_question(question) is None


@pytest.mark.no_cover  # counting lines takes time
@pytest.mark.parametrize("text", ["its date, " * 1000 + "!x", "who wrote it" + " and when" * 1000])
def test_a_long_text_is_told_from_a_question_about_a_document_in_a_moment(text: str) -> None:
    assert pace_of(lambda: document_question(text), limit=2) < 2
    assert document_question(text) is None


def test_a_document_with_a_long_title_is_asked_about() -> None:
    title = "An Inquiry into the Nature " * 14
    asked = document_question(f"When was {title.strip()} published?")
    assert asked is not None
    assert (asked.fields, asked.subject) == ((DATE,), title.strip())


def test_what_is_said_of_it_alone_may_be_about_something_else() -> None:
    loose = {
        "How old is it?",
        "Where does it come from?",
        "And the author?",
        "When was it held?",
        "when did it come out",
        "where can i get it",
        "Who gave it?",
        "What is it called?",
        "when was it last updated?",
        "what's the date?",
        "who made this?",
        "who's behind this article",
        "What's its website?",
    }
    firm = ("Who wrote it?", "The author?", "When was this held?", "where is this from", "link?")
    for question in (*loose, *firm, "publication date?", "When was it published?"):
        asked = document_question(question)
        assert asked is not None
        assert asked.loose == (question in loose)


def test_one_word_asks_on() -> None:
    asked = ("And when?", "where?", "by whom?", "And the journal?", "which website?", "why?")
    fields = [bare_field(question) for question in asked]
    assert fields == [DATE, PUBLICATION, AUTHOR, PUBLICATION, PUBLICATION, None]


def test_another_document_takes_the_place_of_the_first() -> None:
    assert other_subject("And the handbook?") == "the handbook"
    assert other_subject("what about the guide") == "the guide"
    assert other_subject("the handbook") is None
