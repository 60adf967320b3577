"""What the first words of a connection mean, and what to tell a person about a server that says others."""

from websockets.exceptions import ConnectionClosed

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import _, heard
from quizterm.protocol.closing import CloseReason
from quizterm.protocol.messages import PROTOCOL
from quizterm.protocol.server import Goodbye, Refused, ServerMessage, Welcome
from quizterm_client.addresses import Address, NoServer, NotQuizTerm, UnreachableSession, WrongProtocol
from quizterm_client.patience import Pause

LONGEST_SENTENCE = 500
"""Characters of a server's sentence that are kept."""


class ComeBackLater(Refusal):
    """The server takes nobody now, and says goodbye to whoever comes.

    Args:
        message: The server's sentence.
        pause: When it expects to be back, if it said so.
    """

    def __init__(self, message: str, pause: Pause | None) -> None:
        super().__init__(ErrorCode.BUSY, message)
        self.pause = pause


class BrokenOff(UnreachableSession):
    """The line ended in the middle of the first words, so that another try may get further."""


class HungUp(NoServer, BrokenOff):
    """Somebody was there, and hung up without a word."""


class NoGreeting(NotQuizTerm, BrokenOff):
    """What is there closed the connection before it said what it is."""


def check_welcome(message: ServerMessage, address: Address) -> None:
    """See that the reply to `hello` is a welcome.

    Raises:
        NotQuizTerm, WrongProtocol, Refusal: It is not.
    """
    match message:
        case Welcome(protocol=protocol) if protocol == PROTOCOL:
            return
        case Welcome():
            raise wrong_protocol(address)
        case Refused() if message.code == ErrorCode.WRONG_PROTOCOL:
            raise wrong_protocol(address, message.message)
        case Refused():
            raise refusal_of(message)
        case Goodbye() if message.close == CloseReason.WRONG_PROTOCOL:
            raise wrong_protocol(address, message.message)
        case Goodbye():
            raise ComeBackLater(short(message.message), pause_of(message))
        case _:
            raise not_quizterm(address)


def pause_of(goodbye: Goodbye) -> Pause | None:
    """How long the server asks to be left alone; `None` if it does not."""
    if goodbye.retry_after is None and goodbye.spread is None:
        return None
    return Pause(max(0, goodbye.retry_after or 0) / 1000, max(0, goodbye.spread or 0) / 1000)


def closed_at_hello(closed: ConnectionClosed, address: Address) -> Exception:
    """What it means that a server hung up instead of a greeting."""
    if closed.rcvd is None:
        return HungUp(_("The server at {server} hung up. Try again in a moment.").format(server=address))
    if closed.rcvd.code == CloseReason.WRONG_PROTOCOL:
        return wrong_protocol(address)
    return not_quizterm(address)


def refusal_of(refused: Refused) -> Refusal:
    """The refusal that a server sent."""
    try:
        code = ErrorCode(refused.code)
    except ValueError:
        code = ErrorCode.BAD_MESSAGE  # a newer server has a reason that this version does not know
    return Refusal(code, short(refused.message))


def short(sentence: str) -> str:
    """As much of a server's sentence as is kept, in the language that is spoken here."""
    return heard(sentence if len(sentence) <= LONGEST_SENTENCE else sentence[: LONGEST_SENTENCE - 1] + "…")


def not_quizterm(address: Address) -> NotQuizTerm:
    """Something else is there."""
    words = _("What listens at {server} is not QuizTerm. Check the address and the port.")
    return NotQuizTerm(words.format(server=address))


def no_handshake(address: Address, error: Exception) -> NotQuizTerm:
    """What it means that a door was not opened in the way of the protocol."""
    return NoGreeting(str(not_quizterm(address))) if _is_cut(error) else not_quizterm(address)


def _is_cut(error: Exception) -> bool:
    return isinstance(error.__cause__, EOFError | OSError)


def wrong_protocol(address: Address, sentence: str = "") -> WrongProtocol:
    """QuizTerm is there, in another version."""
    words = _(
        "The server at {server} speaks another version of the protocol. "
        "Install the same version of QuizTerm here as there."
    )
    return WrongProtocol(short(sentence) or words.format(server=address))
