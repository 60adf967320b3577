"""Sentences are recognised at once, whatever a server or a file fills in."""

from hypothesis import given
from hypothesis import strategies as st

from quizterm.language import heard, speaking
from quizterm.language.templates import Template

LONG = 64 * 1024


class TestFilledIn:
    def test_each_hole_has_what_stands_there(self) -> None:
        template = Template.of("{quiz} is at version {version}, by {who}.")
        assert template.filled_in("Capitals is at version 3, by Ada.") == {
            "quiz": "Capitals",
            "version": "3",
            "who": "Ada",
        }

    def test_earlier_holes_have_as_much_as_they_can(self) -> None:
        assert Template.of("{a}, {b}").filled_in("x, y, z") == {"a": "x, y", "b": "z"}

    def test_no_hole_is_empty(self) -> None:
        template = Template.of("{a}, {b}.")
        for words in (", y.", "x, .", ", .", "x.", "", "."):
            assert template.filled_in(words) is None

    def test_holes_side_by_side_share(self) -> None:
        assert Template.of("{a}{b}").filled_in("xyz") == {"a": "xy", "b": "z"}

    def test_the_same_stands_in_holes_of_one_name(self) -> None:
        template = Template.of("“{word}” is a command: /{word}.")
        assert template.filled_in("“stop” is a command: /stop.") == {"word": "stop"}
        assert template.filled_in("“stop” is a command: /start.") is None

    def test_line_breaks_are_characters_like_others(self) -> None:
        assert Template.of("{a} ends.").filled_in("x\ny ends.") == {"a": "x\ny"}

    @given(st.lists(st.text("ab, ", min_size=1), min_size=3, max_size=3))
    def test_whatever_is_filled_in_is_recognised(self, words: list[str]) -> None:
        template = Template.of("{a}, {b}: {c}.")
        assert template.filled_in("{}, {}: {}.".format(*words)) is not None


class TestHostileSentences:
    """A test that did not end here would be a client that stands still."""

    def test_one_that_nearly_fits_keeps_nobody_waiting(self) -> None:
        for piece in (", by ", ": version , ", " is at version ", "x, pushed by on and builds on version "):
            said = piece * (LONG // len(piece))
            with speaking("de"):
                assert heard(said) == said

    def test_sentences_in_sentences_end_somewhere(self) -> None:
        said = "The config file cannot be read: " * (LONG // 32) + "x."
        with speaking("de"):
            assert heard(said).endswith("x.")

    def test_what_looks_like_a_hole_is_text(self) -> None:
        with speaking("de"):
            for name in ("{x}", "{0.__class__}", "%s", "{", "}}"):
                assert name in heard(f"{name} has joined.")
