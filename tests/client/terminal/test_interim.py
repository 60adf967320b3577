"""What is typed and pasted while one face gives way to another."""

import pytest

from quizterm_client.terminal.interim import text_of


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (b"2\r", "2\n"),
        (b"dns\x7f\x7fhcp", "dhcp"),
        (b"\x1b[A2\x1b[1;2B", "2"),
        ("ж\r".encode(), "ж\n"),
        (b"2\x03", "2\x03"),
    ],
)
def test_letters_ends_of_lines_and_an_interruption_are_kept(typed: bytes, text: str) -> None:
    assert text_of(typed, "utf-8") == text


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        (b"b", "b"),
        (b"b\r", "b"),
        (b"b\ry\n", "b"),
        ("b\u2028y\u2029".encode(), "b"),
        (b"\rb", ""),
        (b"", ""),
        (b"a\x03b", "ab"),
        (b"a\x1b[31mb\r2\x1b[0m\r", "a[31mb"),
    ],
)
def test_what_is_pasted_answers_nothing_and_leaves_nothing(pasted: bytes, text: str) -> None:
    """R13: a line on a screen takes the first line and waits for Enter; whoever pastes has seen no other."""
    assert text_of(b"\x1b[200~" + pasted + b"\x1b[201~", "utf-8") == text
