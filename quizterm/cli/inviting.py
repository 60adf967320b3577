"""How others are invited to a session."""

import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizterm_client.addresses import Address
    from quizterm_client.view.invitation import Invitation

ELSEWHERE = ("192.0.2.1", 9)
"""An address of the documentation range; nothing is ever sent there."""


def invitation(address: "Address", code: str, *, local: bool = False) -> "Invitation":
    """What people type to join.

    Args:
        address: The server as this client reaches it.
        code: The join code.
        local: The server is reachable on this machine only.
    """
    from quizterm.protocol.messages import DEFAULT_PORT
    from quizterm_client.view.invitation import Invitation

    seen = address if local else seen_from_outside(address)
    if seen.is_local and not seen.secure:
        return Invitation(f"quizterm join {code}", str(seen))
    # Without a port, `quizterm join` looks at several, and what is encrypted can only be elsewhere by name.
    place = seen.host if seen.port == DEFAULT_PORT and not seen.secure else str(seen)
    return Invitation(f"quizterm join {code}@{place}", str(seen))


def seen_from_outside(address: "Address") -> "Address":
    """A server as others in the network reach it; unchanged when there is no network."""
    from quizterm_client.addresses import Address

    return Address(_lan_host(), address.port, address.secure) if address.is_local else address


async def is_only_here(address: "Address", code: str) -> bool:
    """Whether a session can be reached from this machine alone."""
    from quizterm_client.finding import Found, probe

    return address.is_local and await probe(seen_from_outside(address), code) is not Found.SESSION


def _lan_host() -> str:
    """This machine's address as others in the network see it; loopback when there is no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Connecting a datagram socket sends nothing; it only picks the interface.
            probe.connect(ELSEWHERE)
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
