"""What repeats a question for a reason or a manner does not answer it."""

import pytest

from index.answers.judgement.echoes import echoes


def repeats(question: str, sentence: str) -> bool:
    return echoes(question, ["Rain fell.", sentence]) == {1}


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Why did the mill close?", "In the end, against all hopes, the mill closed."),
        ("And why did the mill close?", "The mill closed in May."),
        ("how come the mill closed", "Once again the mill closed."),
        ("What are the reasons the mill closed?", "The mill closed."),
        ("Hey, why did the mill close?", "The mill closed in May."),
        ("could you tell me why the mill closed please", "The mill closed in May."),
        ("How has the guild helped the mill?", "The guild, once a foe, has long helped the mill."),
        ("how exactly did the guild help the mill", "The guild steadfastly helped the mill."),
    ],
)
def test_a_sentence_that_says_the_same_again_is_an_echo(question: str, sentence: str) -> None:
    assert repeats(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Why did the mill close?", "The mill closed because its miller had died."),
        ("Why did the mill close?", "The mill closed for want of grain."),
        ("Why did the mill close?", "Its miller had died."),
        ("Why did the mill close?", "The mill closed after the flood of 1912."),
        ("Why did the mill close?", "The mill closed when wood ran out."),
        ("Why did the guild leave the town?", "Fear of war made the guild leave the town."),
        (
            "Why did the mill close?",
            "The mill closed: the miller had died, his son drank and the grain went elsewhere.",
        ),
        ("When did the mill close?", "The mill closed in May."),
        ("Did the mill close?", "The mill closed."),
        ("Why?", "The mill closed."),
        ("How did the guild help the mill?", "By its loans the guild helped the mill."),
        ("How did the guild help the mill?", "The guild helped the mill with loans."),
        ("How did the talks with the guild end?", "The talks with the guild ended badly."),
        ("How did the guild talks end?", "The guild talks ended badly."),
        ("How much did the guild help the mill?", "The guild helped the mill."),
        ("How did the guild help the mill?", "It lent money."),
    ],
)
def test_a_sentence_that_may_answer_is_none(question: str, sentence: str) -> None:
    assert not repeats(question, sentence)
