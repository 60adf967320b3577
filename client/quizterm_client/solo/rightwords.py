"""What is right, in words that do not depend on how options were shown."""

from quizterm.language import _
from quizterm.quiz.answers import RightRange
from quizterm.quiz.model import Choice, Numeric, Order, Question, Select, Text, TrueFalse
from quizterm.snapshot import QuestionView
from quizterm_client.view.words import joined, key_words


def right_words(question: Question) -> str:
    """`22`, `True`, `120 to 130 bits`; empty where nothing is right or wrong."""
    match question:
        case Choice():
            last = "or" if question.select is Select.ANY else "and"
            return joined(tuple(question.options[index] for index in question.right), last)
        case TrueFalse():
            return _("True") if question.right else _("False")
        case Text():
            return question.accepted[0]
        case Numeric():
            item = QuestionView(kind=question.kind, text=question.text, unit=question.unit)
            return key_words(item, RightRange(question.low, question.high))
        case Order():
            return ", ".join(question.items)
        case _:
            return ""
