"""What is left of a library where the disk fails, bytes are lost, or the process is killed."""

import pytest

from bot.config import Config
from bot.library import Shelves
from index import Collection, UnwritableError

from .test_shelves import ANYBODY, FERRY, GUILD, LIGHT, LIGHT_ANEW, names, text_of


def test_where_nothing_can_be_built_the_library_stays_as_it_was(
    shelves: Shelves, config: Config, public: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)

    def full(*_: object, **__: object) -> Collection:
        raise UnwritableError("no space")

    with monkeypatch.context() as patched:
        patched.setattr(Collection, "beside", full)
        with pytest.raises(UnwritableError):
            shelves.add(GUILD, "ferry.txt", FERRY, public)
        assert Shelves(config).collection(ANYBODY, public) is public
        shelves.collection(ANYBODY, public)
    assert names(shelves.collection(ANYBODY, public)) == ["harbour", "mill", "light"]
    kept = [p for p in (config.data / "library" / "originals").rglob("*") if p.is_file()]
    assert [path.read_bytes() for path in kept] == [LIGHT]


def test_a_catalogue_that_cannot_be_read_leaves_the_operators_documents(
    shelves: Shelves, public: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)

    def broken(*_: object) -> int:
        raise UnwritableError("disk I/O error")

    monkeypatch.setattr(shelves._catalogue, "generation", broken)
    assert shelves.collection(ANYBODY, public) is public


def test_bytes_that_were_lost_cost_their_document_alone(
    shelves: Shelves, config: Config, public: Collection
) -> None:
    lost = shelves.add(GUILD, "light.txt", LIGHT, public)
    shelves.add(GUILD, "ferry.txt", FERRY, public)
    shelves.original(lost).unlink()
    (laid_out,) = (config.data / "library" / "servers" / str(GUILD)).rglob("light.txt")
    laid_out.unlink()
    fresh = Shelves(config)
    assert names(fresh.collection(ANYBODY, public)) == ["harbour", "mill", "ferry"]
    assert "was lost on the disk" in str(fresh.faults(GUILD, public)["light"])


class KilledError(BaseException):
    """The end of a process, as far as a test can have it."""


KILLS = [(deed, at) for deed in ("add", "replace") for at in ("keep", "put_all", "beside")]
KILLS += [("remove", "remove"), ("remove", "beside")]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("deed", "at"), KILLS)
def test_a_kill_leaves_the_library_as_before_or_as_after(
    config: Config, public: Collection, monkeypatch: pytest.MonkeyPatch, at: str, deed: str, *,
    after: bool,
) -> None:  # fmt: skip
    shelves = Shelves(config)
    shelves.add(GUILD, "ferry.txt", FERRY, public)
    if deed != "add":
        shelves.add(GUILD, "light.txt", LIGHT, public)
    owner: object = {
        "keep": shelves._originals,
        "put_all": shelves._catalogue,
        "remove": shelves._catalogue,
        "beside": public,
    }[at]
    real = getattr(owner, at)

    def killed(*args: object, **given: object) -> None:
        if after:
            real(*args, **given)
        raise KilledError

    with monkeypatch.context() as patched:
        patched.setattr(owner, at, killed)
        with pytest.raises(KilledError):
            _do(shelves, public, deed)
    fresh = Shelves(config)
    text = text_of(fresh.collection(ANYBODY, public))
    assert "Halvard" in text
    before = {"add": set(), "replace": {"Quarrington"}, "remove": {"Quarrington"}}[deed]
    then = {"add": {"Vossberg"}, "replace": {"Vossberg"}, "remove": set()}[deed]
    committed = (deed == "remove" and at == "beside") or (at in {"put_all", "remove"} and after)
    found = {name for name in ("Quarrington", "Vossberg") if name in text}
    assert found == (then if committed else before)
    assert all(fresh.original(one).is_file() for one in fresh.documents(GUILD))


def _do(shelves: Shelves, public: Collection, deed: str) -> None:
    if deed == "remove":
        shelves.remove(GUILD, "light", public)
    else:
        shelves.add(GUILD, "light.txt", LIGHT_ANEW, public)
