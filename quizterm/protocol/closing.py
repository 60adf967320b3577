"""Close codes of our own; the standard ones keep their standard meanings."""

from enum import IntEnum


class CloseReason(IntEnum):
    """Why the server closed a connection, as a WebSocket close code."""

    WRONG_PROTOCOL = 4400
    """The client speaks another protocol number; get a version that fits."""
    SUPERSEDED = 4401
    """The same player came in from another terminal."""
    REMOVED = 4402
    """The host sent the player out."""
    BANNED = 4403
    """The host sent the player out for good."""
    SESSION_ENDED = 4404
    """The session is over."""
    SLOW_CONSUMER = 4405
    """The client did not read for too long; it may come back."""
    LEFT = 4406
    """The player left."""
    LOGGED_OUT = 4407
    """The login that this connection used is over: logged out, revoked, or its account disabled."""

    @property
    def may_return(self) -> bool:
        """Whether a client should try to connect again by itself."""
        return self is CloseReason.SLOW_CONSUMER
