"""Questions about the whole are told from questions about a subject."""

import pytest

from index.answers.questions.intents import Whole, WholeQuestion, whole_question


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("What is this about?", "this"),
        ("what's the essay about", "the essay"),
        ("@bot what is this all about, please?", "this"),
        ("What are the main points?", ""),
        ("What are the points that this essay makes?", "this essay"),
        ("Summarize this for me", "this"),
        ("summarise the essay in one sentence", "the essay"),
        ("summarise the essay in a sentence or two", "the essay"),
        ("sum it up", "it"),
        ("Can you give me a short summary of the report?", "the report"),
        ("tl;dr", ""),
        ("TLDR of the library", "these"),
        ("tldr pls, not reading all that on my phone", ""),
        ("what is this even about 🤔", "this"),
        ("and what exactly is it about", "it"),
        ("tell me what this is about", "this"),
        ("can someone summarize this pls", "this"),
        ("any tldr?", ""),
        ("“What is this about?”", "this"),
        ('hey "sum it up"', "it"),
        ("tldr: what is this about", "this"),
        ("tl;dr - can someone summarize this", "this"),
        ("Summarize “The Mill”", "“The Mill”"),
        ("i need a summary", ""),
        ("key takeaways?", ""),
        ("gimme the short version", ""),
        ("key points of the treaty", "the treaty"),
        ("what topics does this page cover?", "this page"),
        ("which questions does the FAQ answer", "the FAQ"),
        ("what does the document cover?", "the document"),
        ("what does the newsletter cover", "the newsletter"),
        ("what can i find in here", ""),
        ("what can we find in this document?", "this document"),
        ("What is the toll about?", "the toll"),  # no document, which is seen where they are known
    ],
)
def test_a_wish_for_an_overview(question: str, subject: str) -> None:
    assert whole_question(question) == WholeQuestion(Whole.OVERVIEW, subject)


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("whats the main point the writer is trying to make", ""),
        ("what is the gist of this document?", "this document"),
        ("What does the author argue?", ""),
        ("What is the point that this essay makes?", "this essay"),
        ("which argument does the author make?", ""),
        ("What point are the authors trying to get across?", ""),
        ("what is the writer really getting at", ""),
        ("what does this paper want to show?", "this paper"),
        ("main point?", ""),
        ("What's the big takeaway of the whole piece?", "the whole piece"),
        ("whats the authors main point", ""),
        ("whats the authors takeaway from all this", ""),
        ("what is the author getting at in the end", ""),
        ("whats the columnist driving at with this column", ""),
        ("what does the essay boil down to", "the essay"),
        ("what does it come down to in the writer's eyes", "it"),
    ],
)
def test_a_wish_for_the_point(question: str, subject: str) -> None:
    assert whole_question(question) == WholeQuestion(Whole.POINT, subject)


def test_the_point_that_somebody_makes_may_be_that_of_who_was_named_before() -> None:
    wanted = WholeQuestion(Whole.POINT, "she", loose=True)
    assert whole_question("whats the point shes making with all this") == wanted


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("what's the conclusion?", ""),
        ("what lesson does the writer draw from it all?", ""),
        ("whats the lesson the writer ends on", ""),
        ("conclusion?", ""),
        ("What does the author conclude?", ""),
        ("what conclusion does the author of the guide draw", "the guide"),
        ("What is the author’s verdict?", ""),
        ("how does it end", "it"),
        ("and the conclusion?", ""),
        ("the bottom line of the paper?", "the paper"),
    ],
)
def test_a_wish_for_the_conclusion(question: str, subject: str) -> None:
    assert whole_question(question) == WholeQuestion(Whole.CONCLUSION, subject)


@pytest.mark.parametrize(
    "question",
    [
        "What is this toll?",
        "What does the author say about the mill?",
        "What does the author conclude about the mill?",
        "What was the verdict?",
        "What is it?",
        "What does the policy cover?",
        "What does this fee cover?",
        "what can i find in the shed",
        "",
    ],
)
def test_a_question_about_a_subject(question: str) -> None:
    assert whole_question(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "how did it end?",
        "what did he say",
        "What was their argument?",
        "how does she wrap it up at the end",
        "what was that about",
        "What point does it make?",
        "what does it cover?",
        "what does this cover?",
        "What is that going to prove?",
    ],
)
def test_a_wish_that_may_be_about_what_was_named_before(question: str) -> None:
    wanted = whole_question(question)
    assert wanted is not None
    assert wanted.loose


@pytest.mark.parametrize(
    "question", ["how does it end?", "What is this about?", "what was the conclusion?", "tl;dr"]
)
def test_a_wish_that_is_about_a_document(question: str) -> None:
    wanted = whole_question(question)
    assert wanted is not None
    assert not wanted.loose


@pytest.mark.parametrize(
    "question",
    [
        "and what does the report say?",
        "tldr: what is the fee",
        "tldr, who won the war and why?",
        "tl;dr - does it cost anything",
        "what is it " + "🤔" * 10_000 + " x",
    ],
)
def test_what_asks_for_something_in_particular_is_no_such_wish(question: str) -> None:
    assert whole_question(question) is None
