"""`sources.yaml`: the addresses that the operator wants read."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.web_sources.addresses import check_form
from index import FaultKind, SettingsError, YamlError, leads_out, plain_value, read_yaml

LISTED = "sources.yaml"

_FIELDS = ("pages", "feeds", "newest", "every_minutes")
_NEWEST, _MOST_NEWEST = 20, 100  # entries of a feed
_EVERY, _MOST_OFTEN, _LEAST_OFTEN = 60, 5, 10_080  # minutes
_MOST_ADDRESSES = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """What the operator lists.

    Args:
        pages: Addresses of documents.
        feeds: Addresses of feeds (RSS, Atom); what their entries link to is read.
        newest: How many entries of a feed, the newest first.
        every_minutes: How often a running bot looks whether they changed.
    """

    pages: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    newest: int = _NEWEST
    every_minutes: int = _EVERY


def read_listed(knowledge: Path) -> Listed | None:
    """Return what the `sources.yaml` of a knowledge folder lists, None where there is none.

    Raises:
        SettingsError: The file cannot be read, is a link out of the folder or has faults; all are
            named.
    """
    path = knowledge / LISTED
    if leads_out(knowledge, path):
        raise SettingsError(str(FaultKind.LINK_OUT.of(name=LISTED)))
    if not path.exists():
        return None
    try:
        fields = plain_value(read_yaml(path), path.name)
    except YamlError as error:
        raise SettingsError(str(error)) from error
    if fields is None:
        return Listed()
    if not isinstance(fields, dict):
        msg = f"{LISTED} must hold `pages:` and `feeds:`, each with a list of addresses"
        raise SettingsError(msg)
    return _listed(fields)


def _listed(fields: Mapping[str, object]) -> Listed:
    """Return what the fields say.

    Raises:
        SettingsError: One is unknown or wrong.
    """
    faults = [
        f"unknown field {key!r} (known: {', '.join(_FIELDS)})"
        for key in map(str, fields)
        if key not in _FIELDS
    ]
    pages, feeds = (_addresses(fields.get(name), name, faults) for name in ("pages", "feeds"))
    newest = _number(fields, "newest", (_NEWEST, 1, _MOST_NEWEST), faults)
    every = _number(fields, "every_minutes", (_EVERY, _MOST_OFTEN, _LEAST_OFTEN), faults)
    if len(pages) + len(feeds) > _MOST_ADDRESSES:
        faults.append(f"{len(pages) + len(feeds)} addresses, of {_MOST_ADDRESSES} at most")
    if faults:
        msg = f"{LISTED}: {'; '.join(faults)}"
        raise SettingsError(msg)
    return Listed(pages, feeds, newest, every)


def _addresses(value: object, name: str, faults: list[str]) -> tuple[str, ...]:
    """Return a list of addresses, each once; what is none is put among the faults."""
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        faults.append(f"{name} must be a list of addresses, a line each: `- https://…`")
        return ()
    faults.extend(why for address in value if (why := check_form(address)))
    return tuple(dict.fromkeys(address.partition("#")[0] for address in value))


def _number(
    fields: Mapping[str, object], name: str, bounds: tuple[int, int, int], faults: list[str]
) -> int:
    """Return a whole number (default, least, most); what is none is put among the faults."""
    default, least, most = bounds
    value = fields.get(name, default)
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return value
    faults.append(f"{name} must be a whole number from {least} to {most}")
    return default
