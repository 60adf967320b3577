"""Quiz files in their one canonical form; what they say, and their comments, stay."""

from quizterm.formats.native.layout import Field, Item, Listing, Word
from quizterm.formats.native.nodes import Items, Node, Scalar, load
from quizterm.formats.native.quiz import Understood, parse_quiz, understand
from quizterm.formats.native.rewriting import rewritten
from quizterm.formats.native.stating import Head
from quizterm.formats.problems import FileFindings
from quizterm.quiz.model import Numeric

_NUMBERS = ("answer", "tolerance", "range", "nearness")


def formatted(text: str) -> str:
    """Write a quiz file as it should look.

    Fields come in the usual order, quotes only where they are needed, an empty line between questions;
    comments stay at what they belong to. Nothing is added and nothing that was said is left out. Lines end
    as they did.

    Raises:
        QuizFileError: The file has problems; tells all of them, with places.
    """
    quiz = parse_quiz(text)
    found = FileFindings()
    understood = understand(load(text, found), found)
    assert understood  # or else it would have had problems
    head = Head.of(quiz, understood.defaults)
    return rewritten(text, understood, head, quiz.questions, _Spelling(understood).of)


class _Spelling:
    """Leaves numbers as they are written: 36.0 and 3.6e1 are the same number, and not the same care."""

    def __init__(self, understood: Understood) -> None:
        self._read = understood.read

    def of(self, field: Field, question: int) -> Field:
        read = self._read[question]
        node = read.form.written.values.get(field.name)
        if field.name not in _NUMBERS or not isinstance(read.question, Numeric) or node is None:
            return field
        return Field(field.name, _as_written(node))


def _as_written(node: Node) -> Word | Listing:
    if isinstance(node, Items):
        return Listing(tuple(Item(_word(item)) for item in node.items))
    return _word(node)


def _word(node: Node) -> Word:
    assert isinstance(node, Scalar)
    return Word(node.text, literal=True)
