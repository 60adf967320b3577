"""What a server says reaches a person in their language, wherever it comes in."""

from quizterm.errors import ErrorCode
from quizterm.protocol.server import Refused
from quizterm_client.accounts.renewal import NotLoggedIn
from quizterm_client.addresses import Address
from quizterm_client.greeting import refusal_of
from quizterm_client.verdicts import OVER
from tests.support.pseudolanguage import speaking_pseudo, stretched

LAB = Address("lab", 8765)


def refused(sentence: str) -> Refused:
    """What comes over the line."""
    return Refused(ref=1, code=ErrorCode.BAD_MESSAGE, message=sentence)


def test_a_refusal_is_translated_where_it_comes_in() -> None:
    with speaking_pseudo():
        assert refusal_of(refused(OVER)).message == stretched(OVER)


def test_a_sentence_with_something_filled_in_is_recognised() -> None:
    with speaking_pseudo():
        said = refusal_of(refused("The server at lab:8765 does not answer. Try again in a moment.")).message

    assert said.startswith("⟦Ťĥé śéŕṽéŕ áť lab:8765 đóéś ńóť áńśẃéŕ.")


def test_what_nobody_has_translated_stays_as_the_server_says_it() -> None:
    with speaking_pseudo():
        assert (
            refusal_of(refused("Only a newer server says this.")).message == "Only a newer server says this."
        )


def test_the_command_for_another_login_names_the_server_in_every_language() -> None:
    in_english = NotLoggedIn(LAB, "This login has expired. Log in again: quizterm login")
    translated = NotLoggedIn(LAB, "Diese Anmeldung ist abgelaufen. Neu anmelden: quizterm login")
    without = NotLoggedIn(LAB, "It is over.")

    assert in_english.message == f"This login has expired. Log in again: quizterm login --server {LAB}"
    assert (
        translated.message == f"Diese Anmeldung ist abgelaufen. Neu anmelden: quizterm login --server {LAB}"
    )
    assert without.message == f"It is over. Log in again: quizterm login --server {LAB}"
