"""The address of a database as an operator writes it: one machine or several, and no password."""

from urllib.parse import parse_qsl, urlsplit

_SCHEMES = ("postgresql", "postgres")
_SECRETS = frozenset({"password", "sslpassword"})  # of an address of PostgreSQL's


def address_fault(text: str, otherwise: str) -> str | None:
    """Return what is wrong with the address of a database, None where nothing is.

    It may be shown to anybody: a password in the address does not stand in it.

    Args:
        text: The address, without a password.
        otherwise: What may be written in its place.
    """
    form = "postgresql://ROLE@HOST/DATABASE"
    try:
        parts = urlsplit(text)
        named = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
        has_ports = all(map(_is_machine, parts.netloc.rpartition("@")[2].split(",")))
    except ValueError:
        return f"must be {otherwise} or an address such as {form}"
    if parts.password is not None or named & _SECRETS:
        return (
            "must hold no password: put it into the environment as PGPASSWORD, or into ~/.pgpass, "
            "and change it, since it stood in a file"
        )
    is_whole = parts.scheme in _SCHEMES and parts.username and parts.path.strip("/") and has_ports
    return None if is_whole else f"must be {otherwise} or an address such as {form}"


def _is_machine(place: str) -> bool:
    """Return whether a machine is named well, of which an address may have several: HOST:PORT.

    Raises:
        ValueError: What stands for its port is no number of one.
    """
    port = urlsplit(f"//{place}").port
    return port is None or port > 0
