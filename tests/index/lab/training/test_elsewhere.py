"""Windows of other texts: near to a question, and without what it asks about."""

import random

from index.lab.hashed_encoder import HashedEncoder
from index.lab.training.elsewhere import Elsewhere
from index.lab.training.essays import READ, Essay, EssayBook, EssayQuestion
from index.lab.training.exercises import Group
from index.lab.training.network import StanceColumn

MILL = Essay(
    "The mill",
    ("The mill of Arvale signed a pact in May.", "A flood took the bridge of Arvale."),
    (
        EssayQuestion("When did Arvale sign the pact?", ("The mill of Arvale signed",)),
        EssayQuestion("When was the pact signed?", ("The mill of Arvale signed",)),
        EssayQuestion("Who drowned?", ()),
        EssayQuestion("Arvale signed a pact.", ("The mill of",), stance=StanceColumn.SUPPORTED),
    ),
)
INN = Essay("The inn", ("The inn signed a pact in June.", "It rained all summer."), ())
WINDOWS = [*MILL.windows, *INN.windows]


def nearest(question: str, *, encoder: bool = False) -> list[str]:
    elsewhere = Elsewhere(WINDOWS, HashedEncoder() if encoder else None)
    (found,) = elsewhere.nearest([question], MILL.title)
    return [window.text for window in found]


def test_what_names_its_own_text_is_asked_in_vain_of_another_the_nearest_first() -> None:
    wanted = ["The inn signed a pact in June.", "It rained all summer."]
    assert nearest("When did Arvale sign the pact?") == wanted
    assert nearest("When did Arvale sign the pact?", encoder=True) == wanted


def test_what_the_other_text_may_answer_is_not_read_there() -> None:
    assert nearest("When was the pact signed?") == []  # it has every word
    assert nearest("Who drowned?") == []  # in words of neither


def read(elsewhere: Elsewhere | None, part: str = "") -> list[Group]:
    """Return the groups of forty epochs whose question has some words in it."""
    book = EssayBook([MILL], elsewhere)
    epochs = (book.epoch(random.Random(seed)) for seed in range(40))
    return [group for epoch in epochs for group in epoch if part in group[0].question]


def homes(group: Group) -> list[str]:
    return [one.window.document for one in group]


def test_questions_are_read_in_another_text_besides_or_there_alone() -> None:
    groups = read(Elsewhere(WINDOWS, None), "When did Arvale")
    alone = [group for group in groups if set(homes(group)) == {INN.title}]
    beside = [g for g in groups if homes(g)[0] == MILL.title and homes(g)[1:].count(INN.title) == 1]
    own = [group for group in groups if set(homes(group)) == {MILL.title}]
    assert len(alone) + len(beside) + len(own) == len(groups)
    assert 0 < len(alone) < len(own)
    assert len(alone) < len(beside)
    assert max(map(len, groups)) <= READ
    assert all(beside_one[0].gold for beside_one in beside)
    assert not any(one.gold for group in alone for one in group)


def test_a_claim_is_not_mentioned_in_another_text() -> None:
    claim = MILL.questions[-1].text
    groups = [group for group in read(Elsewhere(WINDOWS, None)) if group[0].question == claim]
    foreign = [one for group in groups for one in group if one.window.document == INN.title]
    assert {one.stance for one in foreign} == {StanceColumn.NOT_MENTIONED}
    assert not any(one.gold for one in foreign)


def test_without_other_texts_a_question_is_read_in_its_own_alone() -> None:
    assert {home for group in read(None) for home in homes(group)} == {MILL.title}
