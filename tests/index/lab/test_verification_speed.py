"""The benchmark of the quotation check, on little text."""

import json

import pytest

from index.lab.verification_speed import main, run, synthetic_documents


def test_synthetic_text_is_the_same_every_time_and_as_long_as_asked() -> None:
    one, other = synthetic_documents(1203), synthetic_documents(1203)
    assert [document.text for document in one] == [document.text for document in other]
    assert sum(document.text.count(".") for document in one) == 1203
    assert [len(document.paragraphs) for document in one] == [200, 41]
    for document in one:
        for paragraph in document.paragraphs:
            assert document.text[paragraph.end - 1] == "."


def test_a_run_times_every_kind_of_quotation() -> None:
    benchmark = run(sentences=1000, quotations=5)
    assert benchmark.sentences == 1000
    assert benchmark.index_bytes > 10 * benchmark.words
    for timing in (verified.timing for verified in benchmark.timings):
        assert timing.n == 5
        assert 0 < timing.median_ms <= timing.p95_ms <= timing.longest_ms
    right = {verified.timing.kind: verified.right for verified in benchmark.timings}
    assert right["as it stands"] == right["one word omitted, marked"] == 1


def test_the_command_prints_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sentences", "500", "--quotations", "2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sentences"] == 500
    assert main(["--sentences", "500", "--quotations", "2"]) == 0
    assert "two places joined" in capsys.readouterr().out
