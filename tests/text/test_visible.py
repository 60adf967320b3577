"""What a hostile server sends is seen, and steers nothing."""

import sys
import unicodedata

from quizterm.text import visible


def test_no_hidden_character_reaches_a_terminal() -> None:
    drawn_or_spelling = set(
        "\n\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
    )
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    through = {char for char in map(chr, range(sys.maxunicode + 1)) if visible(char) == char}
    assert {char for char in through if unicodedata.category(char) in hidden} == drawn_or_spelling
