"""The command's shares of the material, and the weights that it exports."""

import argparse
import json
from pathlib import Path

import pytest

from index.lab.training import starting_weights
from index.lab.training.__main__ import _export, _share
from tests.support.networks import tiny_networks

SHIPPED = Path("index/models/weights/reader.json")


def test_a_share_names_its_part() -> None:
    assert _share("manuals=2.5") == ("manuals", 2.5)


@pytest.mark.parametrize("text", ["manual=1", "manuals", "manuals=", "manuals=0", "manuals=nan"])
def test_another_part_or_no_share_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="is no PART=SHARE"):
        _share(text)


def test_the_manifest_of_exported_weights_is_that_of_the_weights_that_ship_but_for_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = tiny_networks.tokenizer(tmp_path)
    files = starting_weights.CrossEncoderFiles(tmp_path / "no network", words)
    monkeypatch.setattr(starting_weights, "cross_encoder_files", lambda: files)
    _export(tiny_networks.network(), argparse.Namespace(out=tmp_path))
    made, shipped = (_stated(path) for path in (tmp_path / "reader.json", SHIPPED))
    assert made == shipped


def _stated(path: Path) -> dict[str, object]:
    """Return what a manifest says but for the layers of claims and the digests of its files."""
    manifest = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: value
        for name, value in manifest.items()
        if not name.endswith("_sha256") and not name.startswith("stances")
    }
