"""What hosting from the command line has in common: how others are invited."""

from typing import TYPE_CHECKING

from quizterm.cli.own_server import lan_address
from quizterm.protocol.messages import DEFAULT_PORT

if TYPE_CHECKING:
    from quizterm_client.addresses import Address
    from quizterm_client.widgets.joincode import Invitation


def invitation(address: "Address", code: str, *, local: bool = False) -> "Invitation":
    """What people type to join.

    Args:
        address: The server as this client reaches it.
        code: The join code.
        local: The server is reachable on this machine only.
    """
    from quizterm_client.addresses import Address
    from quizterm_client.widgets.joincode import Invitation

    if local:
        return Invitation(f"quizterm join {code}", str(address))
    seen = Address(lan_address(), address.port) if address.is_local else address
    place = seen.host if seen.port == DEFAULT_PORT else str(seen)
    return Invitation(f"quizterm join {code}@{place}", str(seen))
