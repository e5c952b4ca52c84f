"""All that somebody is told at a door, so that two replies can be held against each other."""

import json
import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.sandbox.world.wire import Json
from tests.support.stand_in.canaries.documents import CANARIES
from tests.support.stand_in.canaries.scene import Scene

_EPHEMERAL = 1 << 6
_FORMS = ("content", "embeds", "components", "choices", "title", "custom_id")
_READ_AT = re.compile(r"<t:\d+:R>")  # when the operator's documents were read
_NUMBER = re.compile(r"\b\d{17,20}\b")  # of a message or interaction
_TOOK = re.compile(r"\b\d+ms\b")
_OTHERS = frozenset({"faiss", "matplotlib"})  # log lines where they load, or find fonts, at first


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody was told.

    Args:
        shown: The reply as they see it, with its buttons and files, as JSON.
        files: The bytes of its files.
        log: What was logged meanwhile, without the numbers of messages and without times.
    """

    shown: str
    files: tuple[bytes, ...] = ()
    log: tuple[str, ...] = ()

    def words(self) -> frozenset[str]:
        """Return the keys of the documents of which a word is told, here or in the log."""
        files = [file.decode(errors="replace") for file in self.files]
        text = "\n".join([self.shown, *files, *self.log])
        return frozenset(one.key for one in CANARIES if any(word in text for word in one.words))


def told(scene: Scene, person: str, reply: Json, records: Iterable[logging.LogRecord]) -> Told:
    """Return what somebody was told by a reply, form or suggestions, and by the log meanwhile.

    Their own number, which stands in buttons, is left out.
    """
    attached = reply.get("attachments", ())
    ids = {int(one["id"]) for one in attached}
    files = tuple(file.data for file in scene.world.files.all() if file.id in ids)
    named = [(one["filename"], one.get("description")) for one in attached]
    shown = {name: reply[name] for name in _FORMS if reply.get(name)}
    alone = bool(reply.get("flags", 0) & _EPHEMERAL)
    text = json.dumps([shown, named, alone], indent=1, ensure_ascii=False)
    text = text.replace(str(scene.people[person].id), "<asker>")
    own = [record for record in records if record.name.partition(".")[0] not in _OTHERS]
    return Told(_READ_AT.sub("<read>", text), files, tuple(map(_logged, own)))


def _logged(record: logging.LogRecord) -> str:
    text = _TOOK.sub("# ms", _NUMBER.sub("#", record.getMessage()))
    return f"{record.levelname} {record.name}: {text}"
