"""The address that a door listens at."""

import socket

from index import SettingsError


def origin(address: str, port: int) -> str:
    """Return the beginning of the URLs that a door is reached by (RFC 3986, section 3.2.2).

    Args:
        address: An IPv4 or IPv6 address, or a name of this machine.
        port: That it listens at.
    """
    host = f"[{address}]" if ":" in address else address
    return f"http://{host}:{port}"


def listener(address: str, port: int, group: str = "doors") -> socket.socket:
    """Return a socket that listens: whoever comes before the door is open waits in it.

    Args:
        address: An IPv4 or IPv6 address, or a name of this machine.
        port: 0 takes a free one.
        group: Of the configuration, in which the port is named.

    Raises:
        SettingsError: It cannot be listened at.
    """
    try:
        return listening_socket(address, port)
    except OSError as error:
        msg = (
            f"port {port} of {address} cannot be listened at ({error.strerror or error}): "
            f"choose another with --port, or under `{group}` in config.yaml"
        )
        raise SettingsError(msg) from error


def listening_socket(address: str, port: int) -> socket.socket:
    """Return a socket that listens at an address, as `listener` takes it.

    Raises:
        OSError: It cannot be listened at.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return socket.create_server((address, port), family=family)
