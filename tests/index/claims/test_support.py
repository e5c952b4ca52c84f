"""A claim is supported by what says it, not by what speaks of it and says otherwise."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.answers import Weighing, at_even_odds
from index.answers.answerer import Answerer
from index.answers.questions.asked_parts import asked_parts
from index.claims.support import Support, support_of
from index.claims.verbatim import said_in_these_words
from index.claims.verdicts import SCALES, ClaimVerdict
from index.collection import Collection
from index.errors import AddressError
from index.evaluation.trials import answerer_of
from index.lab.hashed_encoder import HashedEncoder
from index.models.passage_reader import PassageReading, ReaderInput, Stance
from index.quotations import Verifier
from index.reading.source_folder import list_sources, read_source
from index.settings import Settings
from index.types import Answer, Quote

MILL = "The guild built the mill"
TEXT = "The port collected 40 tons of grain in 2018.\n\nThe harbour master counts the ships.\n"


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    folder = tmp_path_factory.mktemp("support")
    (folder / "port.txt").write_text(TEXT, "utf-8")
    settings = Settings(reader="none", answer_threshold=0.0)
    return Collection.open(folder, folder / "data", settings, encoder=HashedEncoder())


def test_what_says_the_claim_supports_it(collection: Collection) -> None:
    found = collection.support("The port collected 40 tons of grain in 2018.")
    assert (found.verdict, found.supported) == (ClaimVerdict.SUPPORTED, True)
    assert found.passages[0].text == "The port collected 40 tons of grain in 2018."


def test_what_says_otherwise_contradicts_it_and_is_shown(collection: Collection) -> None:
    found = collection.support("The port collected 90 tons of grain in 2018.")
    assert (found.verdict, found.supported) == (ClaimVerdict.CONTRADICTED, False)
    assert found.confidence > SCALES.least
    assert found.passages[0].text == "The port collected 40 tons of grain in 2018."


@pytest.mark.parametrize(
    "claim",
    ["the master doesnt count foreign ships", "the master dont count foreign ships"],
)
def test_a_denial_without_its_apostrophe_is_one(tmp_path: Path, claim: str) -> None:
    (tmp_path / "port.txt").write_text("The master does not count foreign ships.\n", "utf-8")
    settings = Settings(reader="none", answer_threshold=0.0)
    found = Collection.open(tmp_path, tmp_path / "data", settings, encoder=HashedEncoder()).support(
        claim
    )
    assert (found.claim, found.verdict) == (claim, ClaimVerdict.SUPPORTED)


@pytest.mark.parametrize("tons", [40, 90])
def test_of_a_claim_that_is_mentioned_nothing_is_merely_related(
    collection: Collection, tons: int
) -> None:
    assert collection.support(f"The port collected {tons} tons of grain in 2018.").related == ()


@pytest.mark.parametrize("address", ["2", "port:2"])
def test_an_address_is_its_paragraph(collection: Collection, address: str) -> None:
    found = collection.support(address)
    assert (found.supported, found.confidence, found.by_address) == (True, 1.0, True)
    assert [quote.text for quote in found.passages] == ["The harbour master counts the ships."]


def test_small_talk_is_not_mentioned(collection: Collection) -> None:
    found = collection.support("hello there")
    assert (found.verdict, found.confidence, found.passages) == (
        ClaimVerdict.NOT_MENTIONED,
        1.0,
        (),
    )


def test_an_address_that_leads_nowhere_is_refused(collection: Collection) -> None:
    with pytest.raises(AddressError):
        collection.support("port:9")


class MillReader:
    """Finds one sentence likely, and the one about the toll three log-odds less so."""

    def __init__(self, odds: float, stances: Mapping[str, Stance] | None = None) -> None:
        self.odds = odds
        self.stances = stances or {}  # by a word of the passage

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        return [self._reading(passage) for passage in passages]

    def _reading(self, passage: ReaderInput) -> PassageReading:
        scores = tuple(
            self.odds - 3.0 * ("toll" in s) - 9.0 * ("flood" in s) for s in passage.sentences
        )
        text = " ".join(passage.sentences)
        stance = next((own for word, own in self.stances.items() if word in text), None)
        return PassageReading(self.odds, scores, stance)


def answerer(tmp_path: Path, odds: float, stances: Mapping[str, Stance] | None = None) -> Answerer:
    text = "The guild built the mill.\n\nA toll paid for the mill.\n\nA flood took the mill."
    (tmp_path / "town.txt").write_text(text, "utf-8")
    documents = [read_source(s, max_bytes=10**6) for s in list_sources(tmp_path)]
    reader = MillReader(odds, stances)
    return answerer_of(documents, HashedEncoder(), Settings(answer_threshold=0.01), reader)


def support(claim: str, asked: Answerer) -> Support:
    return support_of(claim, asked, Verifier.build(list(asked.documents.values())))


def test_what_would_do_as_an_answer_is_not_yet_support(tmp_path: Path) -> None:
    claim = "The guild held the mill"
    unsure = answerer(tmp_path, -3.0)
    outcome = unsure.answer(claim)
    assert isinstance(outcome, Answer)
    bearing = at_even_odds(outcome.confidence)
    assert bearing < SCALES.least
    found = support(claim, unsure)
    assert found.verdict is ClaimVerdict.NOT_MENTIONED
    assert found.confidence == pytest.approx(1.0 - bearing)
    assert support(claim, answerer(tmp_path, 6.0)).supported


def test_of_what_is_nearest_to_an_unmentioned_claim_only_what_bears_on_it_is_related(
    tmp_path: Path,
) -> None:
    unsure = answerer(tmp_path, -3.0)
    near, off = (support(c, unsure) for c in ("The guild held the mill", "Elephants dislike it"))
    assert near.verdict is off.verdict is ClaimVerdict.NOT_MENTIONED
    assert near.related
    assert set(near.related) <= set(near.passages)
    assert off.passages
    assert off.related == ()


def test_a_reader_that_reads_claims_otherwise_reads_them_so(tmp_path: Path) -> None:
    class Judging(MillReader):
        def of_claims(self) -> MillReader:
            return MillReader(self.odds, {"guild": (-4.0, 4.0, -4.0)})

    plain = answerer(tmp_path, 6.0, {"guild": (4.0, -4.0, -4.0)})
    judging = replace(plain, reader=Judging(6.0, {"guild": (4.0, -4.0, -4.0)}))
    claim = "It was by the guild that a mill was built"
    assert support(claim, plain).verdict is ClaimVerdict.SUPPORTED
    assert support(claim, judging).verdict is ClaimVerdict.CONTRADICTED


@pytest.mark.parametrize("claim", ["A mill was raised", "“A mill” was raised (twice)"])
def test_a_claim_typed_without_its_stop_is_read_with_it(tmp_path: Path, claim: str) -> None:
    class Listening(MillReader):
        def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
            heard.append(question)
            return super().read(question, passages)

    heard: list[str] = []
    asked = replace(answerer(tmp_path, 6.0), reader=Listening(6.0))
    assert support(claim, asked).claim == claim
    support(f"{claim}.", asked)
    support(f"{claim}!", asked)
    assert heard == [f"{claim}.", f"{claim}.", f"{claim}!"]


def test_a_claim_is_read_in_the_units_of_each_passage_and_said_back_in_its_own(
    tmp_path: Path,
) -> None:
    class Listening(MillReader):
        def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
            heard.update({one.sentences[0]: question for one in passages})
            return super().read(question, passages)

    text = "# Town\n\n## Mill\n\nThe mill stood for two years.\n\n## Gate\n\nA gate was shut.\n"
    (tmp_path / "town.md").write_text(text, "utf-8")
    documents = [read_source(s, max_bytes=10**6) for s in list_sources(tmp_path)]
    heard: dict[str, str] = {}
    asked = answerer_of(documents, HashedEncoder(), Settings(), Listening(6.0))
    claim = "The mill stood for twenty-four months."
    assert support(claim, asked).claim == claim
    assert heard == {
        "The mill stood for two years.": "The mill stood for two years.",
        "A gate was shut.": claim,
    }


def test_only_what_says_about_as_much_supports_a_claim(tmp_path: Path) -> None:
    sure = replace(answerer(tmp_path, 6.0), weighing=Weighing(margin_apart=9.0))
    claim = "The mill was built and paid for"
    outcome = sure.answer(claim)
    assert isinstance(outcome, Answer)
    assert [quote.paragraph for quote in outcome.quotes] == [1, 2]
    found = support(claim, sure)
    assert [quote.paragraph for quote in found.passages] == [1]


FOR, AGAINST, SILENT = (4.0, 0.0, 0.0), (0.0, 4.0, 0.0), (0.0, 0.0, 4.0)


@pytest.mark.parametrize(
    ("stance", "verdict"),
    [
        (FOR, ClaimVerdict.SUPPORTED),
        (AGAINST, ClaimVerdict.CONTRADICTED),
        (SILENT, ClaimVerdict.NOT_MENTIONED),
    ],
)
def test_a_reader_that_tells_a_stance_is_believed(
    tmp_path: Path, stance: Stance, verdict: ClaimVerdict
) -> None:
    reader = {"guild": stance, "toll": SILENT, "flood": FOR}
    found = support("The guild raised the mill", answerer(tmp_path, 6.0, reader))
    assert found.verdict is verdict
    least = 0.8 if verdict is ClaimVerdict.SUPPORTED else 0.8 * SCALES.read
    assert found.confidence > least
    assert found.passages[0].text == "The guild built the mill."


def test_a_raised_threshold_holds_for_claims_that_a_reader_judges(tmp_path: Path) -> None:
    asked = answerer(tmp_path, 6.0, {"mill": (1.0, 0.0, 0.0)})
    claim = "The guild raised the mill"
    found = support(claim, asked)
    assert found.supported
    assert found.confidence < at_even_odds(0.85)
    strict = replace(asked, settings=Settings(answer_threshold=0.85))
    doubted = support(claim, strict)
    assert doubted.verdict is ClaimVerdict.NOT_MENTIONED
    assert doubted.confidence == pytest.approx(1 - math.e / (math.e + 2))  # that it is not so


def test_a_changed_detail_contradicts_though_the_reader_finds_support(tmp_path: Path) -> None:
    reader = {"mill": FOR}
    denied = support("The guild never built the mill", answerer(tmp_path, 6.0, reader))
    assert denied.verdict is ClaimVerdict.CONTRADICTED
    assert denied.passages[0].text == "The guild built the mill."


def test_only_the_passages_that_contradict_are_shown_for_a_contradicted_claim(
    tmp_path: Path,
) -> None:
    reader = {"guild": AGAINST, "toll": FOR, "flood": FOR}
    loose = answerer(tmp_path, 6.0, reader)
    found = support("The mill was built and paid for", loose)
    assert found.verdict is ClaimVerdict.CONTRADICTED
    assert [quote.paragraph for quote in found.passages] == [1]


def test_what_contradicts_is_shown_though_search_leads_to_another_document(
    tmp_path: Path,
) -> None:
    said = (
        "The dyers of the valley, who paid in kind, built the wheel in May, before the bridge fell."
    )
    (tmp_path / "dyers.txt").write_text(said, "utf-8")
    both = answerer(tmp_path, 6.0, {"dyers": SILENT, "guild": AGAINST})
    claim = "The dyers built the wheel in May"
    leading = both.look_up(asked_parts(claim)[0]).judged
    assert max(one.document_gap for one in leading) > 2.0
    found = support(claim, both)
    assert found.verdict is ClaimVerdict.CONTRADICTED
    assert "The guild built the mill." in [quote.text for quote in found.passages]


def test_what_stands_there_word_for_word_is_supported_whatever_the_reader_says(
    tmp_path: Path,
) -> None:
    found = support("the guild built the mill.", answerer(tmp_path, 6.0, {"guild": AGAINST}))
    assert found.supported
    assert [quote.text for quote in found.passages] == ["The guild built the mill."]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Some say that the guild built the mill.", "the guild built the mill"),
        ("The guild built the mill, but only if the toll paid.", "The guild built the mill"),
        ("And has the guild built the mill?", "the guild built the mill"),
        ("The mill stood.", "the mill stood"),
        ("None of the owners of the guild built the mill.", "the guild built the mill"),
        ("The rival of the guild built the mill.", "the guild built the mill"),
        ("Everyone but the guild built the mill.", "the guild built the mill"),
        ("Neither the town nor the guild built the mill.", "the guild built the mill"),
        ("It is false to say the guild built the mill.", "the guild built the mill"),
        ("The guild built the mill. This is not true.", "the guild built the mill"),
        ("Had the guild built the mill, it had burnt.", "the guild built the mill"),
        ("Nobody who knew the town claimed that the guild had built the mill.", MILL),
        ("If it is discovered that the guild had built the mill, they leave.", MILL),
        ("Papers in the chest of the town say that the guild had built the mill.", MILL),
        ("The guild may have built the mill.", MILL),
        ("The guild had not built the mill.", MILL),
        ("The guild had its few masters build a mill.", "The guild had its a few masters"),
    ],
)
def test_words_that_are_attributed_limited_asked_or_few_say_nothing_by_themselves(
    text: str, claim: str, tmp_path: Path
) -> None:
    assert said_in(text, claim, tmp_path) is None


@pytest.mark.parametrize(
    "text",
    [
        "The guild had built the mill.",
        "In May the guild has built a mill.",
        "But the guild built the mill.",
        "The guild built the mill. This is now a school.",
        "The town trembled at revelations in 1912 that the guild had built the mill.",
        "Nobody knew that the guild had built the mill.",
    ],
)
def test_another_article_or_tense_says_the_same_as_does_what_is_taken_for_so(
    text: str, tmp_path: Path
) -> None:
    found = said_in(text, MILL, tmp_path)
    assert found is not None
    assert found.text == text.replace(" This is now a school.", "")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("A guest may be brought to the mill.", "A guest can be brought to the mill."),
        ("Each master can sell the mill.", "Each master may sell the mill."),
        ("Each master has one vote in the guild.", "Each master has a vote in the guild."),
    ],
)
def test_what_may_be_done_can_be_done_and_who_has_one_has_it(
    text: str, claim: str, tmp_path: Path
) -> None:
    assert said_in(text, claim, tmp_path) is not None
    assert said_in(text.replace(" the ", " no "), claim, tmp_path) is None


def said_in(text: str, claim: str, folder: Path) -> Quote | None:
    (folder / "town.txt").write_text(text, "utf-8")
    documents = [read_source(s, max_bytes=10**6) for s in list_sources(folder)]
    return said_in_these_words(claim, Verifier.build(documents))
