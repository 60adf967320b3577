"""Codes and servers as people type them."""

import pytest

from quizterm_client.addresses import Address, BadTarget, Place, Target, parse_server, parse_target


@pytest.mark.parametrize("typed", ["K7Q4MF", "k7q4mf", " K7Q4MF ", "K7Q-4MF", "k7 q4 mf", "K7–Q4–MF"])
def test_a_code_may_be_typed_in_any_case_with_spaces_and_dashes(typed: str) -> None:
    assert parse_target(typed) == Target("K7Q4MF")


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("K7Q4MF@lab", Place("lab")),
        ("k7q4mf @ lab-server.example", Place("lab-server.example")),
        ("K7Q4MF@10.0.0.5:8770", Place("10.0.0.5", 8770)),
        ("K7Q4MF@[::1]:8765", Place("::1", 8765)),
        ("K7Q4MF@[fe80::1]", Place("fe80::1")),
        ("K7Q4MF@::1", Place("::1")),
        ("K7Q4MF@ws://lab", Place("lab")),
        ("K7Q4MF@wss://lab", Place("lab", secure=True)),
        ("K7Q4MF@WSS://[::1]:9000/", Place("::1", 9000, secure=True)),
        ("K7Q4MF@wss://::1", Place("::1", secure=True)),
    ],
)
def test_a_place_may_follow_the_code(typed: str, place: Place) -> None:
    assert parse_target(typed) == Target("K7Q4MF", place)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("", "join code is missing"),
        ("@lab", "join code is missing"),
        ("K7Q4", "has 4 characters"),
        ("K7Q4MF2", "has 7 characters"),
        ("K7Q4M0", "“0” cannot be part of a join code"),
        ("K7Q4MÄ", "“Ä” cannot be part"),
        ("K7Q4MF@", "“” is not a server"),
        ("K7Q4MF@lab:http", "“http” is not a port"),
        ("K7Q4MF@lab:0", "“0” is not a port"),
        ("K7Q4MF@lab:70000", "“70000” is not a port"),
        ("K7Q4MF@lab:８０", "is not a port"),
        ("K7Q4MF@lab/../x", "“lab/../x” is not a server"),
        ("K7Q4MF@a..b", "is not a server"),
        ("K7Q4MF@https://lab", "“https://” is not spoken here"),
        ("K7Q4MF@wss://", "“” is not a server"),
        ("K7Q4MF@wss://ws://lab", "is not spoken here"),
        ("K7Q4MF@[::1", "is not a server"),
        ("K7Q4MF@[lab]:80", "is not a server"),
    ],
)
def test_what_names_no_session_is_explained(typed: str, hint: str) -> None:
    with pytest.raises(BadTarget, match=hint):
        parse_target(typed)


def test_a_code_that_would_reach_the_terminal_is_shown_as_pictures() -> None:
    with pytest.raises(BadTarget) as caught:
        parse_target("\x1b[2J")
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("lab", Address("lab", 8765)),
        ("lab:9000", Address("lab", 9000)),
        ("ws://10.0.0.5:9000/", Address("10.0.0.5", 9000)),
        ("[::1]:9000", Address("::1", 9000)),
        ("wss://lab", Address("lab", 8765, secure=True)),
        ("WSS://lab:443/", Address("lab", 443, secure=True)),
        ("wss://[::1]:9000", Address("::1", 9000, secure=True)),
    ],
)
def test_a_server_may_be_set_with_or_without_port_and_scheme(typed: str, address: Address) -> None:
    assert parse_server(typed) == address


@pytest.mark.parametrize("typed", ["", "https://lab", "lab:port", "a b"])
def test_what_names_no_server_is_explained(typed: str) -> None:
    with pytest.raises(BadTarget, match=r"Write a server as|is not a port"):
        parse_server(typed)


@pytest.mark.parametrize(
    ("address", "url"),
    [
        (Address("lab"), "ws://lab:8765/play"),
        (Address("::1", 9000), "ws://[::1]:9000/play"),
        (Address("fe80::1%eth0"), "ws://[fe80::1]:8765/play"),
        (Address("lab", 443, secure=True), "wss://lab:443/play"),
    ],
)
def test_an_address_has_a_url(address: Address, url: str) -> None:
    assert address.url("/play") == url


@pytest.mark.parametrize("typed", ["lab:8765", "[::1]:9000", "wss://lab:443", "wss://[::1]:8765"])
def test_an_address_is_shown_as_it_can_be_typed(typed: str) -> None:
    assert str(parse_server(typed)) == typed


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.3.2.1", "::1"])
def test_this_machine_is_recognized(host: str) -> None:
    assert Address(host).is_local


@pytest.mark.parametrize("host", ["10.0.0.5", "127.example.org", "localhost.example.org", "::2", "lab"])
def test_another_machine_is_not_taken_for_this_one(host: str) -> None:
    assert not Address(host).is_local
