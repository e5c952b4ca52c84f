"""Changed quotations of real sentences: each kind gets the verdict and the place it should."""

import json
import os
import random
from pathlib import Path

import pytest

from bot.config import ROOT
from index.lab.quotation_mutations import EXACT_MUTATIONS, Material, Mutation, mutate, plain
from index.lab.verification_rates import Half, main, public_documents, rates
from index.lab.warning_rates import warning_documents
from index.quotations import Verdict
from index.types import Document, Metadata, Paragraph

SETS = Path(
    os.environ.get("BRIEFING_PUBLIC_SETS", Path(__file__).parents[4] / "shared" / "eval" / "public")
)
needs_sets = pytest.mark.skipif(
    not any(SETS.glob("*/passages.jsonl")),
    reason="no public question sets; name their folder in BRIEFING_PUBLIC_SETS",
)
MATERIAL = Material(
    "In 1912 the first official efforts to fit «The Office» did not go far – José's staff refused.",
    ("They did not come back for many long and very difficult years.", "Nobody was surprised."),
    "Later on, the well-known modern lighthouse was rebuilt in stone by the harbour board.",
    ("railway", "copper", "gladly", "seventh"),
)


@pytest.mark.parametrize("mutation", Mutation)
def test_every_mutation_changes_the_sentence_as_it_says(mutation: Mutation) -> None:
    rng = random.Random(5)
    changed = {mutate(mutation, MATERIAL, rng) for _ in range(30)} - {None}
    assert changed
    same = [plain(quotation or "") == plain(MATERIAL.sentence) for quotation in changed]
    if mutation not in EXACT_MUTATIONS:
        assert not all(same)
    elif mutation is not Mutation.EXACT:
        assert changed != {MATERIAL.sentence}


@needs_sets
def test_quotations_of_real_documents_get_the_verdict_and_place_they_should() -> None:
    present, absent = public_documents(SETS, Half.REPORT)
    measured = rates(present[::12], absent[::12], most=20, seed=3)
    assert {figure.kind for figure in measured} >= {mutation.value for mutation in Mutation}
    for figure in measured:
        if figure.right.n == 0:
            assert figure.kind == Mutation.DECOMPOSED.value  # no letter with an accent
        elif figure.expected is Verdict.EXACT:
            assert figure.right.value == 1, figure
        elif figure.expected is Verdict.ALTERED:
            assert figure.right.n - figure.right.value * figure.right.n <= 1, figure
        elif figure.kind == "absent document":
            assert figure.right.value >= 0.9, figure


def test_quotations_of_essays_get_the_verdict_and_place_they_should() -> None:
    documents = warning_documents(ROOT / "knowledge")
    measured = rates(documents[::4], documents[2::12], most=10, seed=3)
    right = {figure.kind: (figure.right.n, figure.right.value) for figure in measured}
    assert right.pop("decomposed letters")[0] == 0  # no sentence has a letter with an accent
    assert right.pop("absent document") == (10, 0.9)
    assert right.pop("same, with six words in a row") == (1, 1)
    assert len(right) == len(Mutation) - 1
    assert set(right.values()) == {(10, 1)}


@needs_sets
def test_the_halves_share_no_document_and_what_is_kept_out_is_not_in() -> None:
    ids = [
        {document.id for document in documents}
        for half in Half
        for documents in public_documents(SETS, half)
    ]
    assert all(ids)
    assert sum(map(len, ids)) == len(set.union(*ids))


def test_figures_need_no_sets_but_documents() -> None:
    text = f"{MATERIAL.sentence} {MATERIAL.following[0]} {MATERIAL.following[1]}"
    document = Document("own", text, (Paragraph(1, 0, len(text), None),), Metadata(title="Own"))
    stranger = MATERIAL.other + " " + "It glows at night when copper ships go by."
    other = Document(
        "other", stranger, (Paragraph(1, 0, len(stranger), None),), Metadata(title="Other")
    )
    measured = {figure.kind: figure.right for figure in rates([document], [other], most=2)}
    assert measured["as it stands"].value == 1
    assert measured["word dropped"].value == 1
    assert measured["absent document"].value == 1


def test_the_command_prints_a_line_for_each_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    passages = [
        {"id": str(i), "doc": f"document {i}", "text": f"In year {i} {MATERIAL.other} {i}."}
        for i in range(40)
    ]
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "passages.jsonl").write_text("\n".join(map(json.dumps, passages)))
    (tmp_path / "own" / "questions.jsonl").write_text("")
    assert main([str(tmp_path), "--most", "2", "--half", "tune"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + len(Mutation) + 2
    assert lines[1].split()[:4] == ["as", "it", "stands", "exact"]
    assert main([str(tmp_path), "--most", "1", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == len(lines) - 1
