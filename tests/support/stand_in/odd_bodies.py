"""Bodies of requests that are not what they should be, drawn from a seed.

Each is a sound body of its endpoint in which something was changed, at any place and on any level:
a value of another type, a name that does not belong there, something left out or there twice. A
sound body has every name that its shape knows (a test holds it to that), so that each is met.
"""

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from random import Random
from typing import Any

from bot.sandbox.world.body_shapes import (
    CALLBACK,
    CHANNEL,
    COMMAND,
    COMMANDS,
    MESSAGE,
    RECIPIENT,
    THREAD,
)
from bot.sandbox.world.form import Form
from bot.sandbox.world.shapes import Shape
from bot.sandbox.world.wire import Json

_ID = "1000000000000000001"  # nobody's and nothing's
_ADDRESS = "https://mill.example/wheel"
_PICTURE: Json = {"url": "https://mill.example/wheel.png"}
_EMOJI: Json = {"id": _ID, "name": "wheel", "animated": False}

_EMBED: Json = {
    "title": "The mill",
    "description": "It stands by the harbour.",
    "url": _ADDRESS,
    "timestamp": "2026-11-30T10:00:00+00:00",
    "color": 0x336699,
    "footer": {"text": "The growers", "icon_url": _ADDRESS},
    "image": _PICTURE,
    "thumbnail": _PICTURE,
    "author": {"name": "A miller", "url": _ADDRESS, "icon_url": _ADDRESS},
    "fields": [{"name": "Wheels", "value": "Two", "inline": True}],
}
_BUTTONS: Json = {
    "type": 1,
    "id": 1,
    "components": [
        {"type": 2, "style": 1, "label": "Grind", "custom_id": "grind", "disabled": False},
        {"type": 2, "style": 5, "label": "Read", "url": _ADDRESS, "emoji": _EMOJI},
    ],
}
_SELECT: Json = {
    "type": 3,
    "custom_id": "corn",
    "placeholder": "Which corn?",
    "min_values": 0,
    "max_values": 1,
    "required": True,
    "options": [
        {"label": "Rye", "value": "rye", "description": "Dark", "emoji": _EMOJI, "default": False}
    ],
}
_PLACES: Json = {
    "type": 8,
    "custom_id": "place",
    "channel_types": [0],
    "default_values": [{"id": _ID, "type": "channel"}],
}
_INPUT: Json = {
    "type": 4,
    "custom_id": "words",
    "style": 2,
    "label": "Words",
    "placeholder": "Any",
    "min_length": 0,
    "max_length": 400,
    "required": False,
    "value": "Rye",
}
_BOX: Json = {
    "type": 17,
    "accent_color": 0x336699,
    "spoiler": False,
    "components": [
        {"type": 10, "content": "Two wheels"},
        {
            "type": 9,
            "components": [{"type": 10, "content": "By the harbour"}],
            "accessory": {"type": 11, "media": _PICTURE, "description": "A wheel"},
        },
        {"type": 14, "divider": True, "spacing": 2},
        {"type": 12, "items": [{"media": _PICTURE}]},
        {"type": 13, "file": {"url": "attachment://corn.txt"}, "spoiler": False},
    ],
}

_PLAIN: Json = {
    "content": f"Who mills, <@{_ID}>?",
    "nonce": "7",
    "enforce_nonce": False,
    "embeds": [_EMBED],
    "components": [
        _BUTTONS,
        {"type": 1, "components": [_SELECT]},
        {"type": 1, "components": [_PLACES]},
    ],
    "allowed_mentions": {"parse": ["roles"], "users": [_ID], "replied_user": False},
    "message_reference": {
        "message_id": _ID,
        "channel_id": _ID,
        "guild_id": _ID,
        "fail_if_not_exists": False,
    },
    "attachments": [{"id": 0, "filename": "corn.txt", "description": "Corn"}],
    "flags": 4,
}
_LAID_OUT: Json = {
    "components": [_BOX],
    "flags": 1 << 15,
    "allowed_mentions": {"parse": ["users"], "roles": [_ID]},
}
_FORM: Json = {
    "title": "A grower's question",
    "custom_id": "form",
    "components": [
        {"type": 18, "label": "Corn", "description": "Of the year", "component": _SELECT},
        {"type": 1, "components": [_INPUT]},
    ],
}

_NAMES: Json = {
    "name_localizations": {"de": "korn"},
    "description_localizations": {"de": "Worum es geht"},
}
_CHOICE: Json = {"name": "Rye", "value": "rye", "name_localizations": {"de": "Roggen"}}
_TEXT: Json = {
    "type": 3,
    "name": "corn",
    "description": "Which",
    "required": True,
    "choices": [_CHOICE],
    "autocomplete": False,
    "min_length": 1,
    "max_length": 40,
    **_NAMES,
}
_NUMBER: Json = {
    "type": 4,
    "name": "sacks",
    "description": "How many",
    "min_value": 1,
    "max_value": 9,
}
_WHERE: Json = {"type": 7, "name": "where", "description": "Which", "channel_types": [0]}
_ASK: Json = {
    "type": 1,
    "name": "mill",
    "description": "Mill it",
    "options": [_TEXT, _NUMBER, _WHERE],
    "default_member_permissions": "0",
    "dm_permission": True,
    "contexts": [0, 1],
    "integration_types": [0, 1],
    "nsfw": False,
    **_NAMES,
}
_NESTED: Json = {
    "name": "harbour",
    "description": "Of the harbour",
    "options": [
        {
            "type": 2,
            "name": "ships",
            "description": "Of its ships",
            "options": [{"type": 1, "name": "list", "description": "All", "options": [_TEXT]}],
        }
    ],
}
_MENU: Json = {"type": 3, "name": "Mill this"}

SOUND: dict[Shape, tuple[Any, ...]] = {
    MESSAGE: (_PLAIN, _LAID_OUT),
    CALLBACK: (
        {"type": 4, "data": _PLAIN},
        {"type": 4, "data": _LAID_OUT},
        {"type": 5, "data": {"flags": 64}},
        {"type": 6},
        {"type": 7, "data": _PLAIN},
        {"type": 8, "data": {"choices": [_CHOICE, {"name": "Nine", "value": 9}]}},
        {"type": 9, "data": _FORM},
    ),
    COMMAND: (_ASK, _NESTED, _MENU),
    COMMANDS: ([_ASK, _NESTED, _MENU],),
    THREAD: ({"name": "By the harbour", "type": 11, "auto_archive_duration": 1440},),
    CHANNEL: ({"name": "By the mill", "archived": False, "locked": False},),
    RECIPIENT: ({"recipient_id": _ID},),
}
"""Sound bodies of each shape."""

_WRONG: tuple[Any, ...] = (
    *(None, True, False, 0, 1, 5, -1, 64, 1 << 15, 1 << 53, (1 << 64) - 1, 1 << 64, -(1 << 70)),
    *(0.5, -0.0, 1e308, "", " ", "x", "7", "-1", "true", _ID, "9" * 400, "x" * 5_000, "\u0663"),
    *("\0", "a.b", "ß\u0301", "😀", "@everyone", f"<@{_ID}>", "attachment://x", "https://", "://"),
    *([], [None], [[]], [{}], [5], ["x"], ["x", "x"], [{"name": "x"}], [{"type": 1}], [{"id": 5}]),
    *({}, {"": None}, {"x": 1}, {"_errors": []}, {"name": {}}, {"type": []}, {"id": "x"}),
)
_MOST_CHANGES = 3
_STRANGERS = 2  # names added to an object


class _Watched(dict[str, Any]):
    """An object that keeps which names are looked for in it."""

    def __init__(self, held: dict[str, Any]) -> None:
        super().__init__(held)
        self.looked_for: set[str] = set()

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401  any value of a body
        self.looked_for.add(name)
        return super().get(name, default)


def _watched(value: Any) -> Any:  # noqa: ANN401  any value of a body
    """Return a copy of a value, all of whose objects keep what is looked for in them."""
    if isinstance(value, list):
        return [_watched(held) for held in value]
    if isinstance(value, dict):
        return _Watched({name: _watched(held) for name, held in value.items()})
    return value


def _looked_over(shape: Shape, sound: object) -> list[Any]:
    """Return a copy of a sound body, alone in a list, after its shape looked it over."""
    body = _watched(sound)
    shape(Form(), "", body)
    return [body]


def _objects(holder: list[Any]) -> list[_Watched]:
    held = (place.holder[place.key] for place in _places(holder))
    return [value for value in held if isinstance(value, _Watched)]


def known_names(shape: Shape) -> set[str]:
    """Return every name that a shape looks for in its sound bodies."""
    objects = chain.from_iterable(_objects(_looked_over(shape, body)) for body in SOUND[shape])
    return set().union(*(held.looked_for for held in objects))


def names_in(bodies: Iterable[object]) -> set[str]:
    """Return every name that stands in some bodies, on any level."""
    return {place.key for place in _places(list(bodies)) if isinstance(place.key, str)}


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in a body: what holds it, and under which name or number."""

    holder: Any
    key: Any


class OddBodies:
    """Draws bodies that are not what they should be."""

    def __init__(self, chance: Random) -> None:
        """Draw them from `chance`."""
        self._chance = chance
        sound = [body for bodies in SOUND.values() for body in bodies]
        self._names = [*sorted(names_in(sound)), "made_up", ""]
        self._pieces = [place.holder[place.key] for place in _places(sound)]

    def drawn(self, shape: Shape) -> object:
        """Return a body that a shape's endpoint might be sent."""
        body = _looked_over(shape, self._chance.choice(SOUND[shape]))
        if self._chance.random() < 0.5:
            self._add_strangers(body)
        else:
            for _ in range(self._chance.randint(1, _MOST_CHANGES)):
                self._change(self._chance.choice(list(_places(body))))
        return body[0]

    def _add_strangers(self, body: list[Any]) -> None:
        """Add names that do not belong there to every object: no shape looks for them."""
        for held in _objects(body):
            for name in self._chance.sample(self._names, _STRANGERS if held.looked_for else 0):
                if name not in held.looked_for:
                    held[name] = self._value()

    def _change(self, place: _Place) -> None:
        value = place.holder[place.key]
        if isinstance(value, dict) and self._chance.random() < 0.5:
            self._change_names(value)
        elif isinstance(value, list) and self._chance.random() < 0.5:
            again = self._chance.choice([*value, self._value()])
            value.append(copy.deepcopy(again))
        else:
            place.holder[place.key] = self._value()

    def _change_names(self, held: dict[str, Any]) -> None:
        if held and self._chance.random() < 0.4:
            del held[self._chance.choice(list(held))]
        else:
            held[self._chance.choice(self._names)] = self._value()

    def _value(self) -> object:
        pool = _WRONG if self._chance.random() < 0.7 else self._pieces
        return copy.deepcopy(self._chance.choice(pool))


def _places(holder: Any) -> Iterator[_Place]:  # noqa: ANN401  a list or an object
    """Return every place in a list or an object, on every level.

    Yields:
        Each, before those below it.
    """
    held = holder.items() if isinstance(holder, dict) else enumerate(holder)
    for key, value in list(held):
        yield _Place(holder, key)
        if isinstance(value, dict | list):
            yield from _places(value)
