"""What is asked of a server for a way in."""

import json

from quizterm.protocol.codec import encode
from quizterm_client.entries import HostQuizEntry, request_for


def asked(entry: HostQuizEntry) -> dict[str, object]:
    """The request as it travels."""
    request: dict[str, object] = json.loads(encode(request_for(entry)))
    return request


def test_a_server_of_before_is_not_told_of_clocks_unless_it_must() -> None:
    """It reads strictly, and would refuse a word that it does not know."""
    assert "untimed" not in asked(HostQuizEntry("ports"))
    assert asked(HostQuizEntry("ports", untimed=True))["untimed"] is True
