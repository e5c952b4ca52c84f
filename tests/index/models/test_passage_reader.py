"""The reader, held against torch, and against readings of one sentence at a time."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from index.errors import ModelError
from index.lab.training import export
from index.lab.training.batches import MAX_BEFORE_TOKENS, Rows, collate
from index.lab.training.exercises import Exercise
from index.lab.training.network import ReaderNetwork, sentence_scores
from index.lab.training.sets import Window
from index.models import passage_reader
from index.models.passage_reader import OnnxReader, ReaderInput, reader_of_claims
from tests.support.networks import tiny_networks

QUESTION = "who signed the treaty in 1648?"
SENTENCES = ("The old king signed the treaty in 1648.", "A long war.", "The bridge was not built.")


@pytest.fixture(scope="module")
def network() -> ReaderNetwork:
    return tiny_networks.network()


@pytest.fixture(scope="module")
def folder(network: ReaderNetwork, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of weights, in float32, so that torch is an exact oracle."""
    made = tmp_path_factory.mktemp("weights")
    export.to_onnx(network, made / "reader.onnx")
    export.write_manifest(made, tiny_networks.tokenizer(made), temperature=1.0)
    return made


@pytest.fixture(scope="module")
def reader(folder: Path) -> OnnxReader:
    return OnnxReader.open(folder, threads=1)


def by_torch(
    network: ReaderNetwork, folder: Path, sentences: tuple[str, ...], title: str, before: str = ""
) -> tuple[float, list[float]]:
    """Read with the training's own code: its rows, its pooling, torch's layers."""
    from tokenizers import Tokenizer

    spans, text = [], ""
    for sentence in sentences:
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence + " "
    window = Window("set", "document", title, text, tuple(spans), frozenset(), before)
    rows = Rows(Tokenizer.from_file(str(folder / "tokenizer.json")))
    batch = collate([[rows.row(Exercise(QUESTION, window, frozenset()))]])
    with torch.inference_mode():
        tokens, passage = network(batch.ids, batch.mask, batch.types)
    scores = sentence_scores(tokens, batch.places, len(sentences))[0] - passage[0, 0]
    return float(passage[0, 1]), scores.tolist()


def test_it_reads_as_the_network_that_was_trained(
    reader: OnnxReader, network: ReaderNetwork, folder: Path
) -> None:
    reading = reader.read(QUESTION, [ReaderInput(SENTENCES, "The old town")])[0]
    answerable, scores = by_torch(network, folder, SENTENCES, "The old town")
    assert reading.answerable == pytest.approx(answerable, abs=1e-4)
    assert reading.sentences == pytest.approx(scores, abs=1e-4)


def test_the_last_tokens_of_the_sentence_before_are_read_and_not_judged(
    reader: OnnxReader, network: ReaderNetwork, folder: Path
) -> None:
    before = "The river . " * 20 + "The bridge was not built."
    passage = ReaderInput(SENTENCES[:2], "The old town", before)
    reading = reader.read(QUESTION, [passage])[0]
    answerable, scores = by_torch(network, folder, SENTENCES[:2], "The old town", before)
    assert reading.answerable == pytest.approx(answerable, abs=1e-4)
    assert reading.sentences == pytest.approx(scores, abs=1e-4)
    (row,) = reader._rows(reader._encode(QUESTION), passage)
    (plain,) = reader._rows(reader._encode(QUESTION), ReaderInput(SENTENCES[:2], "The old town"))
    assert len(row.ids) == len(plain.ids) + MAX_BEFORE_TOKENS
    assert reader.read(QUESTION, [ReaderInput(SENTENCES[:2], "The old town")])[0] != reading


def test_half_a_character_is_read_as_one_that_was_lost(reader: OnnxReader) -> None:
    halved, lost = (
        reader.read(f"{QUESTION} {mark}", [ReaderInput(SENTENCES)]) for mark in ("\ud83d", "\ufffd")
    )
    assert halved == lost


def test_a_later_window_is_preceded_by_the_sentence_before_it(reader: OnnxReader) -> None:
    long = tuple(f"{SENTENCES[i % 3]} {SENTENCES[i % 2]}" for i in range(60))
    _, second, *_ = reader._rows(reader._encode(QUESTION), ReaderInput(long))
    first = min(set(second.sentences) - {-1})
    ids = reader._encode(long[first - 1])
    assert second.ids[second.start : second.start + len(ids)] == tuple(ids)
    assert set(second.sentences[second.start : second.start + len(ids)]) == {-1}


def test_a_passage_is_read_alike_alone_and_among_longer_ones(reader: OnnxReader) -> None:
    alone = [reader.read(QUESTION, [ReaderInput(SENTENCES[:n])])[0] for n in (1, 2, 3)]
    together = reader.read(QUESTION, [ReaderInput(SENTENCES[:n]) for n in (1, 2, 3)])
    for one, other in zip(alone, together, strict=True):
        assert other.answerable == pytest.approx(one.answerable, abs=1e-4)
        assert other.sentences == pytest.approx(one.sentences, abs=1e-4)


def test_passages_read_side_by_side_are_read_as_one_after_another(
    reader: OnnxReader, folder: Path
) -> None:
    passages = [ReaderInput(tuple(f"{s} {n}" for s in SENTENCES * n)) for n in (3, 1, 9, 2, 5, 1)]
    beside = OnnxReader.open(folder, threads=3).read(QUESTION, passages)
    assert beside == reader.read(QUESTION, passages)


def test_the_temperature_divides_every_logit(
    reader: OnnxReader, network: ReaderNetwork, tmp_path: Path
) -> None:
    export.to_onnx(network, tmp_path / "reader.onnx")
    export.write_manifest(tmp_path, tiny_networks.tokenizer(tmp_path), temperature=2.0)
    cooled = OnnxReader.open(tmp_path, threads=1).read(QUESTION, [ReaderInput(SENTENCES)])[0]
    plain = reader.read(QUESTION, [ReaderInput(SENTENCES)])[0]
    assert cooled.answerable == pytest.approx(plain.answerable / 2, abs=1e-5)
    assert cooled.sentences == pytest.approx([s / 2 for s in plain.sentences], abs=1e-5)


def test_no_sentence_of_a_long_passage_goes_unread(reader: OnnxReader) -> None:
    sentences = tuple(f"{SENTENCES[i % 3]} {SENTENCES[i % 2]}" for i in range(60))
    reading = reader.read(QUESTION, [ReaderInput(sentences)])[0]
    assert len(reading.sentences) == 60
    assert np.isfinite(reading.sentences).all()


def test_a_sentence_of_which_nothing_is_read_answers_nothing(reader: OnnxReader) -> None:
    silent = "\u00a0"
    mixed, alone = reader.read(
        QUESTION, [ReaderInput((SENTENCES[0], silent)), ReaderInput((silent,))]
    )
    assert np.isfinite([*mixed.sentences, alone.answerable]).all()
    assert mixed.sentences[1] == alone.sentences[0] < mixed.sentences[0]
    assert mixed.sentences[0] == reader.read(QUESTION, [ReaderInput(SENTENCES[:1])])[0].sentences[0]


def test_what_lies_beyond_the_limit_changes_the_reading_of_a_sentence(reader: OnnxReader) -> None:
    long = "The river . " * 120
    first = reader.read(QUESTION, [ReaderInput((long + "The war was long.",))])[0]
    other = reader.read(QUESTION, [ReaderInput((long + "Who built a new bridge in 1700?",))])[0]
    assert first != other


def test_a_sentence_in_two_windows_keeps_its_higher_score(reader: OnnxReader, folder: Path) -> None:
    """With room for two sentences at a time, the middle one is read before and after."""
    manifest = json.loads((folder / "reader.json").read_text())
    ids = [len(reader._encode(text)) for text in (QUESTION, *SENTENCES)]
    narrow = folder.parent / "narrow"
    narrow.mkdir(exist_ok=True)
    for name in ("reader.onnx", "tokenizer.json"):
        (narrow / name).write_bytes((folder / name).read_bytes())
    manifest["max_before_tokens"] = 0
    manifest["max_tokens"] = 3 + ids[0] + max(ids[1] + ids[2], ids[2] + ids[3])
    (narrow / "reader.json").write_text(json.dumps(manifest))
    whole = OnnxReader.open(narrow, threads=1).read(QUESTION, [ReaderInput(SENTENCES)])[0]
    halves = [
        reader.read(QUESTION, [ReaderInput(part)])[0] for part in (SENTENCES[:2], SENTENCES[1:])
    ]
    assert whole.sentences == pytest.approx(
        [
            halves[0].sentences[0],
            max(halves[0].sentences[1], halves[1].sentences[0]),
            halves[1].sentences[1],
        ],
        abs=1e-4,
    )
    assert whole.answerable == pytest.approx(max(h.answerable for h in halves), abs=1e-4)


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> OnnxReader:
    """A reader whose network has columns for what a passage says of a claim."""
    return OnnxReader.open(judging_folder(tmp_path_factory.mktemp("judge"), 1.0), threads=1)


def judging_folder(folder: Path, temperature: float) -> Path:
    network = tiny_networks.network()
    torch.manual_seed(2)
    network.passage_head = torch.nn.Linear(network.dense.out_features, 5)
    export.to_onnx(network, folder / "reader.onnx")
    export.write_manifest(folder, tiny_networks.tokenizer(folder), temperature=temperature)
    return folder


def test_a_network_without_columns_for_claims_tells_no_stance(tmp_path: Path) -> None:
    network = tiny_networks.network()
    network.passage_head = torch.nn.Linear(network.dense.out_features, 2)
    export.to_onnx(network, tmp_path / "reader.onnx")
    export.write_manifest(tmp_path, tiny_networks.tokenizer(tmp_path), temperature=1.0)
    reader = OnnxReader.open(tmp_path, threads=1)
    assert reader.read(QUESTION, [ReaderInput(SENTENCES)])[0].stance is None


def test_the_stance_is_the_last_three_columns_divided_by_the_temperature(
    judge: OnnxReader, tmp_path: Path
) -> None:
    passage = ReaderInput(SENTENCES, "The old town")
    (row,) = judge._rows(judge._encode(QUESTION), passage)
    _, heads = judge._run(row)
    assert heads.shape == (5,)
    stance = judge.read(QUESTION, [passage])[0].stance
    assert stance == pytest.approx(heads[2:].tolist())
    cooled = OnnxReader.open(judging_folder(tmp_path, 2.0), threads=1)
    assert cooled.read(QUESTION, [passage])[0].stance == pytest.approx(heads[2:] / 2)


def test_the_stance_is_told_where_the_best_sentence_stands(judge: OnnxReader) -> None:
    long = tuple(f"{SENTENCES[i % 3]} {SENTENCES[i % 2]}" for i in range(60))
    rows = list(judge._rows(judge._encode(QUESTION), ReaderInput(long)))
    assert len(rows) > 1
    best, stance = -np.inf, None
    for row in rows:
        tokens, heads = judge._run(row)
        places = torch.tensor([row.sentences])
        scores = sentence_scores(torch.tensor(tokens)[None], places, len(long))[0] - heads[0]
        if float(scores.max()) > best:
            best, stance = float(scores.max()), heads[2:].tolist()
    reading = judge.read(QUESTION, [ReaderInput(long)])[0]
    assert max(reading.sentences) == pytest.approx(best, abs=1e-4)
    assert reading.stance == pytest.approx(stance, abs=1e-4)


@pytest.fixture
def twice(tmp_path: Path) -> tuple[OnnxReader, ReaderNetwork, ReaderNetwork]:
    """A reader with layers that judge claims, its network, and the one that those are of."""
    own, other = tiny_networks.network(), tiny_networks.network(seed=3)
    state = other.state_dict() | {
        name: value for name, value in own.state_dict().items() if "embeddings" in name
    }
    other.load_state_dict(state)
    export.to_onnx(own, tmp_path / "reader.onnx")
    export.stances_to_onnx(other, tmp_path / "stances.onnx")
    export.write_manifest(tmp_path, tiny_networks.tokenizer(tmp_path), temperature=2.0)
    return OnnxReader.open(tmp_path, threads=1), own, other


def test_claims_are_judged_by_layers_of_their_own_around_the_best_sentence(
    twice: tuple[OnnxReader, ReaderNetwork, ReaderNetwork],
) -> None:
    reader, own, other = twice
    passage = ReaderInput((*SENTENCES, *SENTENCES), "The old town", "It was long ago.")
    plain, judged = (one.read(QUESTION, [passage])[0] for one in (reader, reader.of_claims()))
    assert (judged.sentences, judged.answerable) == (plain.sentences, plain.answerable)
    best = plain.sentences.index(max(plain.sentences))
    views = (passage.part(best, best + 1), passage.part(best - 1, best + 2))
    rows = [row for view in views for row in reader._rows(reader._encode(QUESTION), view)]
    share = export.STANCES_SHARE
    mean = sum(share * said(other, row) + (1 - share) * said(own, row) for row in rows) / len(rows)
    assert judged.stance == pytest.approx((mean / 2).tolist(), abs=1e-4)


def said(network: ReaderNetwork, row: passage_reader._Row) -> torch.Tensor:
    """What a network says of a claim in a forward pass: three logits."""
    ids = torch.tensor([row.ids])
    types = (torch.arange(ids.shape[1]) >= row.start).long()[None]
    with torch.inference_mode():
        return network(ids, torch.ones_like(ids), types)[1][0, 2:]


def test_what_bears_far_less_on_a_claim_is_not_looked_at_closely(
    twice: tuple[OnnxReader, ReaderNetwork, ReaderNetwork], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passage_reader, "_JUDGED_WITHIN", 0.0)
    reader = twice[0]
    passages = [ReaderInput((sentence,)) for sentence in SENTENCES]
    plain, judged = (one.read(QUESTION, passages) for one in (reader, reader.of_claims()))
    bests = [max(reading.sentences) for reading in plain]
    others = [one != two for one, two in zip(plain, judged, strict=True)]
    assert others == [best == max(bests) for best in bests]


def test_a_part_of_a_passage_has_the_sentence_before_it() -> None:
    passage = ReaderInput(("One.", "Two.", "Three."), "Title", "Zero.")
    assert passage.part(-1, 2) == ReaderInput(("One.", "Two."), "Title", "Zero.")
    assert passage.part(2, 4) == ReaderInput(("Three.",), "Title", "Two.")


def test_a_reader_without_such_layers_reads_claims_as_it_reads_questions(judge: OnnxReader) -> None:
    passage = ReaderInput(SENTENCES)
    assert judge.of_claims().read(QUESTION, [passage]) == judge.read(QUESTION, [passage])
    assert reader_of_claims(None) is None


def test_altered_layers_are_refused(tmp_path: Path) -> None:
    export.to_onnx(tiny_networks.network(), tmp_path / "reader.onnx")
    export.stances_to_onnx(tiny_networks.network(), tmp_path / "stances.onnx")
    export.write_manifest(tmp_path, tiny_networks.tokenizer(tmp_path), temperature=1.0)
    (tmp_path / "stances.onnx").write_bytes(b"other")
    with pytest.raises(ModelError, match="is not the file"):
        OnnxReader.open(tmp_path)


def test_nothing_to_read_gives_no_reading(reader: OnnxReader) -> None:
    assert reader.read(QUESTION, []) == []


def test_a_passage_without_sentences_is_refused() -> None:
    with pytest.raises(ValueError, match="without sentences"):
        ReaderInput(())


@pytest.mark.parametrize("name", ["reader.onnx", "tokenizer.json"])
def test_an_altered_file_is_refused(folder: Path, tmp_path: Path, name: str) -> None:
    for source in folder.iterdir():
        (tmp_path / source.name).write_bytes(source.read_bytes())
    altered = bytearray((tmp_path / name).read_bytes())
    altered[len(altered) // 2] ^= 1
    (tmp_path / name).write_bytes(bytes(altered))
    with pytest.raises(ModelError, match="is not the file"):
        OnnxReader.open(tmp_path)


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="incomplete"):
        OnnxReader.open(tmp_path)


def test_eight_bits_read_nearly_alike(
    reader: OnnxReader, network: ReaderNetwork, tmp_path: Path
) -> None:
    export.to_onnx(network, tmp_path / "full.onnx")
    export.quantise(tmp_path / "full.onnx", tmp_path / "reader.onnx")
    export.write_manifest(tmp_path, tiny_networks.tokenizer(tmp_path), temperature=1.0)
    small = OnnxReader.open(tmp_path, threads=1).read(QUESTION, [ReaderInput(SENTENCES)])[0]
    plain = reader.read(QUESTION, [ReaderInput(SENTENCES)])[0]
    assert small.sentences == pytest.approx(plain.sentences, abs=0.25)
    assert small.sentences != plain.sentences


def test_of_a_question_too_long_both_ends_are_read(reader: OnnxReader) -> None:
    passage = [ReaderInput(SENTENCES)]
    first, last = "who signed the treaty? " * 8, "was the bridge built? " * 8

    def read(middle: str, last: str) -> list[float]:
        return list(reader.read(f"{first}{middle}{last}", passage)[0].sentences)

    assert read("a long war " * 40, last) == read("the old king " * 40, last)
    assert read("a long war ", last) != read("a long war ", "was the treaty signed? " * 8)
