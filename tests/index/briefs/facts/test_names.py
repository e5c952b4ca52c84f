"""Who and what is named, each once, whatever form of the name a text uses."""

import gc
import weakref
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.briefs.facts.entities import NamedEntity, merged, names_of
from index.briefs.facts.name_cues import KINDS, Mention, NameKind, likeness_of, signs_of
from index.briefs.facts.names import KnownNames
from index.lab.hashed_encoder import HashedEncoder
from index.language.sentences import sentences_of
from index.models import SentenceEncoder
from index.reading.documents import document_of
from index.settings import Settings
from index.types import Document, Span, quote_of
from tests.support.calls import calls_in


def named(text: str) -> dict[str, NameKind]:
    return {entity.name: entity.kind for entity in names_of(document_of(text))}


def mentions(text: str) -> dict[str, list[str]]:
    return {e.name: [m.text for m in e.mentions] for e in names_of(document_of(text))}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They met President Ana Sample there.", "President Ana Sample", NameKind.PERSON),
        ("We saw the leader, Ana Sample, leave.", "Ana Sample", NameKind.PERSON),
        ("The proof of Omar bin Sample, who lived there.", "Omar bin Sample", NameKind.PERSON),
        ("He joined the Northern Network last year.", "Northern Network", NameKind.GROUP),
        ("She works for the Bank of Sampland now.", "Bank of Sampland", NameKind.GROUP),
        ("He led some members of the Zorbani.", "Zorbani", NameKind.GROUP),
        ("They lived in Zorbia then.", "Zorbia", NameKind.PLACE),
        ("It flows into Lake Zorb there.", "Lake Zorb", NameKind.PLACE),
    ],
)
def test_a_name_is_found_with_its_kind(text: str, name: str, kind: NameKind) -> None:
    assert named(text)[name] is kind


def test_a_capital_at_the_beginning_of_a_sentence_makes_no_name() -> None:
    assert named("Furthermore it rained. Yesterday they went. While it lasted, all was good.") == {}


def test_a_word_at_a_beginning_is_a_name_where_it_has_a_capital_elsewhere_too() -> None:
    text = "Washington agreed. Nobody asked in Washington."
    assert mentions(text) == {"Washington": ["Washington", "Washington"]}


def test_months_and_days_are_no_names() -> None:
    assert named("It was on a Monday in September, or in May.") == {}


def test_a_possessive_ending_is_no_part_of_a_name() -> None:
    assert mentions("They read Zorbia’s law and saw Zorbia's king.") == {"Zorbia": ["Zorbia"] * 2}


def test_a_person_named_by_the_last_name_alone_is_the_same_person() -> None:
    text = "They met President Ana Sample. Later Sample spoke. It was Sample who said so."
    assert mentions(text) == {"President Ana Sample": ["President Ana Sample", "Sample", "Sample"]}


def test_a_group_is_not_merged_with_one_whose_name_ends_like_it() -> None:
    text = "He saw members of the Zorbani. He met members of the Northern Zorbani."
    assert set(mentions(text)) == {"Zorbani", "Northern Zorbani"}


def test_initials_stand_for_the_full_name() -> None:
    text = "The Zorbian Assistance Force came. Then the ZAF left."
    assert mentions(text) == {"Zorbian Assistance Force": ["Zorbian Assistance Force", "ZAF"]}


def test_a_name_that_opens_a_sentence_with_a_capital_article_is_the_same() -> None:
    text = "They knew al-Zorb well. Al-Zorb left. Nobody saw al-Zorb."
    assert mentions(text) == {"al-Zorb": ["al-Zorb", "Al-Zorb", "al-Zorb"]}


def test_two_spellings_of_one_vowel_of_a_foreign_name_are_one() -> None:
    text = "They knew al-Zaeba well. He met al-Zaiba there. Nobody saw al-Zaeba."
    assert mentions(text) == {"al-Zaeba": ["al-Zaeba", "al-Zaiba", "al-Zaeba"]}
    others = "They knew Mae Sample and Mai Sample. He saw Zorbe and Zorbi there."
    assert set(mentions(others)) == {"Mae Sample", "Mai Sample", "Zorbe", "Zorbi"}


def test_an_adjective_of_origin_is_no_name() -> None:
    assert named("An old Zorbish official came. The Zorbish army left.") == {}


def test_names_do_not_reach_over_a_comma() -> None:
    assert set(mentions("They saw Zorbia, Ana Sample and Belgium there.")) >= {"Zorbia", "Belgium"}


def test_only_mentions_within_the_given_places_count() -> None:
    read = document_of("They lived in Zorbia. We saw the leader, Ana Sample. He left Zorbia.")
    first = sentences_of(read.text)[0]
    (entity,) = names_of(read, [first])
    assert (entity.name, len(entity.mentions)) == ("Zorbia", 1)


def test_the_full_name_is_given_though_only_the_last_name_stands_in_the_place() -> None:
    read = document_of("They met President Ana Sample. It was good. Later Sample spoke.")
    last = sentences_of(read.text)[-1]
    (entity,) = names_of(read, [last])
    assert (entity.name, [m.text for m in entity.mentions]) == ("President Ana Sample", ["Sample"])


def test_entities_of_two_documents_become_one() -> None:
    one, other = (document_of("They lived in Zorbia.", id=name) for name in ("a", "b"))
    (entity,) = merged([*names_of(one), *names_of(other)])
    assert [mention.document.id for mention in entity.mentions] == ["a", "b"]


def test_of_the_spellings_of_several_documents_the_most_frequent_is_the_name() -> None:
    one = document_of("They lived in Zaeba.")
    other = document_of("They lived in Zaiba. They died in Zaiba.")
    (entity,) = merged([*names_of(one), *names_of(other)])
    assert entity.name == "Zaiba"
    assert [mention.text for mention in entity.mentions] == ["Zaeba", "Zaiba", "Zaiba"]


def test_entities_of_the_same_name_and_another_kind_stay_apart() -> None:
    read = document_of("They lived in Zorbia.")
    quote = quote_of(read, Span(14, 20))
    both = [NamedEntity("Zorbia", kind, (quote,)) for kind in (NameKind.PLACE, NameKind.GROUP)]
    assert len(merged(both)) == 2


def test_a_last_name_of_two_persons_stands_for_neither() -> None:
    text = "They met Ana Sample and Ivo Sample. Later Sample spoke."
    assert set(mentions(text)) == {"Ana Sample", "Ivo Sample", "Sample"}


def _named(count: int) -> Document:
    letters = "bcdfghjklmnprstvz"
    names = [f"A{a}{b}a Z{b}o{a}" for a in letters for b in letters][:count]
    return document_of(" ".join(f"They met {name} there." for name in names))


@pytest.mark.parametrize("within", [False, True], ids=["whole", "within places"])
def test_finding_twice_as_many_names_is_twice_the_work(within: bool) -> None:
    def work(count: int) -> int:
        read = _named(count)
        spans = [paragraph.span for paragraph in read.paragraphs] if within else None
        return calls_in("index/briefs", lambda: names_of(read, spans))

    assert work(200) < 2.5 * work(100)


class Held(Document):
    """A document of which it can be told whether anybody has it."""

    __slots__ = ("__weakref__",)


def held(text: str) -> Held:
    read = document_of(text)
    return Held(**{field.name: getattr(read, field.name) for field in fields(Document)})


def test_nothing_keeps_a_document_whose_names_were_found() -> None:
    read = held("They lived in Zorbia.")
    KnownNames().forms(read)
    names_of(read)
    reference = weakref.ref(read)
    del read
    gc.collect()
    assert reference() is None


def test_the_names_of_the_documents_asked_for_last_are_kept() -> None:
    known = KnownNames()
    reads = [document_of(f"They lived in Zorbia{n}a.", id=f"read-{n}") for n in range(65)]
    first, second = (known.forms(read) for read in reads[:2])
    assert known.forms(reads[0]) is first
    for read in reads[2:]:
        known.forms(read)
    assert known.forms(reads[0]) is first
    assert known.forms(reads[1]) == second
    assert known.forms(reads[1]) is not second


@given(st.text(alphabet=st.sampled_from("AaBb .,'’-\nÉß“1"), max_size=120))
@settings(max_examples=200)
def test_any_text_is_read_without_a_fault_and_mentions_are_verbatim(text: str) -> None:
    read = document_of(text or "x")
    for entity in names_of(read):
        assert entity.mentions
        for mention in entity.mentions:
            mention.check()


PERSON, GROUP, PLACE, OTHER = NameKind

CLUB = """The Arvale Rowing Club was founded by Ana Sample, who lived in Brackwater. Members of the
Arvale Rowing Club pay in May. The treasurer, Ivo Marl, keeps the books. The club races against
the Northern Rowing League on Lake Zorb. Its boat Grey Heron lies at Zorb Harbour."""

MANUAL = """The program Inkwell reads files of Quillpad 2.4 and later. It was written by the
developer Bruno Field at Northwind Software. Bugs are told to the Inkwell Project. Its format
Zorbmark is described in the Zorbmark Manual."""

REPORT = """Kestrel Holdings sold its plants in Zorbia. Kestrel's shareholders agreed. The director,
Dora Lind, said so in Marlow City. The Dockers Union struck. Employees of Brightwater met the
mayor of Marlow. The steamer Sea Lark was sold after the Battle of Arl."""


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            CLUB,
            {
                "Arvale Rowing Club": GROUP, "Ana Sample": PERSON, "Brackwater": PLACE,
                "Ivo Marl": PERSON, "Northern Rowing League": GROUP, "Lake Zorb": PLACE,
                "Grey Heron": OTHER, "Zorb Harbour": PLACE,
            },
        ),
        (
            MANUAL,
            {
                "Inkwell": OTHER, "Quillpad": OTHER, "Bruno Field": PERSON,
                "Northwind Software": GROUP, "Inkwell Project": GROUP, "Zorbmark": OTHER,
                "Zorbmark Manual": OTHER,
            },
        ),
        (
            REPORT,
            {
                "Kestrel Holdings": GROUP, "Zorbia": PLACE, "Kestrel": GROUP, "Dora Lind": PERSON,
                "Marlow City": PLACE, "Dockers Union": GROUP, "Brightwater": GROUP,
                "Marlow": PLACE, "Sea Lark": OTHER, "Battle of Arl": OTHER,
            },
        ),
    ],
    ids=["a club's rules", "a manual", "a company's report"],
)  # fmt: skip
def test_names_of_any_text_are_told_apart(text: str, kinds: dict[str, NameKind]) -> None:
    assert named(text) == kinds


def test_signs_are_a_mean_over_mentions() -> None:
    mentions = [Mention("in ", "Zorbia", " there"), Mention("and saw ", "Zorbia", " again")]
    assert signs_of(mentions)[KINDS.index(NameKind.PLACE)] == pytest.approx((2 + 0) / 2)


def test_likeness_is_the_mean_cosine_with_the_descriptions() -> None:
    encoder = HashedEncoder()
    row = likeness_of(["a city"], encoder.encode)[0]
    assert row.shape == (len(KINDS),)
    assert int(row.argmax()) == KINDS.index(NameKind.PLACE)


@pytest.mark.model
def test_the_encoder_tells_kinds_apart_where_no_sign_does() -> None:
    encoder = SentenceEncoder(Settings())
    text = "We read about Norway, Alexander Pushkin and Greenpeace."

    kinds = {
        entity.name: entity.kind for entity in names_of(document_of(text), None, encoder.encode)
    }
    assert kinds == {
        "Norway": NameKind.PLACE,
        "Alexander Pushkin": NameKind.PERSON,
        "Greenpeace": NameKind.GROUP,
    }
