"""The join code in large letters."""

import pytest

from quizterm.protocol.messages import CODE_ALPHABET
from quizterm_client.view.invitation import spoken
from quizterm_client.widgets.blockletters import HEIGHT, block_rows
from quizterm_client.widgets.joincode import code_rows


def test_a_code_is_said_in_pairs() -> None:
    assert spoken("K7Q4MF") == "K7 Q4 MF"


@pytest.mark.parametrize(
    ("width", "tallest", "rows"),
    [
        pytest.param(200, 20, 10, id="huge"),
        pytest.param(78, 5, 5, id="80-columns"),
        pytest.param(50, 5, 5, id="narrow"),
        pytest.param(200, 4, 1, id="low"),
        pytest.param(20, 5, 1, id="tiny"),
    ],
)
def test_the_code_is_as_large_as_fits(width: int, tallest: int, rows: int) -> None:
    drawn = code_rows("K7Q4MF", width, tallest)

    assert len(drawn) == rows
    assert len({len(row) for row in drawn}) == 1
    assert len(drawn[0]) <= width


@pytest.mark.parametrize(("width", "line"), [(20, "K 7  Q 4  M F"), (10, "K7 Q4 MF"), (6, "K7Q4MF")])
def test_without_room_for_letters_the_code_is_written(width: int, line: str) -> None:
    assert code_rows("K7Q4MF", width, 5) == [line]


def test_every_character_of_a_code_has_letters_of_its_own() -> None:
    drawn = {character: tuple(block_rows(character, across=1)) for character in CODE_ALPHABET}

    assert len(set(drawn.values())) == len(CODE_ALPHABET)
    assert all(len(rows) == HEIGHT and any("█" in row for row in rows) for rows in drawn.values())
