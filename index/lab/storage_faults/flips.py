"""Built folders with bits flipped, bytes cut or blanked: each is noticed, or does no harm."""

import enum
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.lab.storage_faults.scene import SET_ASIDE, Scene, in_child

_MOST_BITS = 8
_BLOCK = 512  # bytes that are blanked at once


class DamageFate(enum.StrEnum):
    """What came of a damaged file; the value is its name in the table."""

    RIGHT = "right"
    TOLD = "told"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class DamageTrial:
    """One damaged file.

    Args:
        file: Its name within the collection's folder; a build's own name is `BUILD`.
        damage: What was done to it.
        fate: What came of it when the collection was opened.
        remark: What was told, or is wrong.
    """

    file: str
    damage: str
    fate: DamageFate
    remark: str


def _flip(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, _MOST_BITS)):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _blank(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    zeros = min(_BLOCK, len(content) - at)
    return content[:at] + bytes(zeros) + content[at + zeros :]


def _lengthen(content: bytes, chance: random.Random) -> bytes:
    return content + chance.randbytes(chance.randint(1, _BLOCK))


def _replace(content: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(len(content))


DAMAGES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "bits flipped": _flip,
    "cut": _cut,
    "blanked": _blank,
    "lengthened": _lengthen,
    "replaced": _replace,
}


def flips(scene: Scene, count: int) -> Iterator[DamageTrial]:
    """Yield what came of each damaged file of a sound collection.

    Args:
        scene: Its documents are built once.
        count: How many files are damaged, one at a time.
    """
    if not count:
        return
    note = scene.folder / "note.txt"
    for _ in range(3):
        scene.change()
    in_child(lambda: str(scene.open().report.rebuilt), note)
    sound = scene.folder / "sound"
    shutil.copytree(scene.data, sound)
    names = sorted(path.relative_to(sound) for path in sound.rglob("*") if path.is_file())
    for _ in range(count):
        shutil.rmtree(scene.data)
        shutil.copytree(sound, scene.data)
        name = scene.chance.choice(names)
        damage = scene.chance.choice(list(DAMAGES))
        path = scene.data / name
        path.write_bytes(DAMAGES[damage](path.read_bytes(), scene.chance))
        fate, remark = _fate(scene, note)
        yield DamageTrial(_shown(name), damage, fate, remark)


def _fate(scene: Scene, note: Path) -> tuple[DamageFate, str]:
    """Return what comes of the collection, and what is told or wrong."""
    status, said = in_child(scene.fault, note)
    if status == 1:
        return DamageFate.TOLD, said
    if status or said:
        return DamageFate.WRONG, said or f"ended with {status}"
    if aside := next(scene.home.glob(SET_ASIDE), None):
        return DamageFate.TOLD, f"set aside as {aside.name}"
    return DamageFate.RIGHT, ""


def _shown(name: Path) -> str:
    """Return a file's name with the collection's folder left out and its build's name hidden."""
    own = name.parts[1:]
    inside = len(own) > 1
    return "/".join(("BUILD", *own[1:]) if inside else own)
