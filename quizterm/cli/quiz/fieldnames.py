"""How kinds of questions and their fields are called in what is told about quizzes."""

from quizterm.language import ngettext, pgettext
from quizterm.quiz.model import Kind


def kinds_counted(kind: Kind, number: int) -> str:
    """So many questions of a kind, as `2 choices`."""
    match kind:
        case Kind.CHOICE:
            words = ngettext("{number} choice", "{number} choices", number)
        case Kind.TRUE_FALSE:
            words = ngettext("{number} statement", "{number} statements", number)
        case Kind.TEXT:
            words = ngettext("{number} typed", "{number} typed", number)
        case Kind.NUMERIC:
            words = ngettext("{number} number", "{number} numbers", number)
        case Kind.ORDER:
            words = ngettext("{number} order", "{number} orders", number)
        case Kind.POLL:
            words = ngettext("{number} poll", "{number} polls", number)
        case Kind.OPEN:
            words = ngettext("{number} open", "{number} open", number)
        case Kind.SLIDE:
            words = ngettext("{number} slide", "{number} slides", number)
    return words.format(number=number)


def longest_name(field: str) -> str:
    """What is the longest of its kind; as in our JSON where nothing is known."""
    names = {
        "text": pgettext("longest", "question"),
        "options": pgettext("longest", "option"),
        "items": pgettext("longest", "item"),
        "accepted": pgettext("longest", "answer"),
        "code": pgettext("longest", "code"),
        "explanation": pgettext("longest", "explanation"),
    }
    return names.get(field, field)


def field_name(field: str) -> str:
    """A field of a quiz or a question, where two are compared."""
    names = _of_quizzes() | _of_questions() | _of_answers()
    return names.get(field, field.replace("_", " "))


def _of_quizzes() -> dict[str, str]:
    return {
        "title": pgettext("field", "title"),
        "description": pgettext("field", "description"),
        "language": pgettext("field", "language"),
        "scoring": pgettext("field", "scoring"),
        "reading_seconds": pgettext("field", "reading time"),
        "streak_bonus": pgettext("field", "streak bonus"),
        "change_answer": pgettext("field", "change answer"),
    }


def _of_questions() -> dict[str, str]:
    return {
        "text": pgettext("field", "question"),
        "explanation": pgettext("field", "explanation"),
        "code": pgettext("field", "code"),
        "code_language": pgettext("field", "code language"),
        "seconds": pgettext("field", "time"),
        "points": pgettext("field", "points"),
        "tags": pgettext("field", "tags"),
        "kind": pgettext("field", "kind"),
    }


def _of_answers() -> dict[str, str]:
    return {
        "options": pgettext("field", "options"),
        "right": pgettext("field", "right"),
        "select": pgettext("field", "pick"),
        "shuffle": pgettext("field", "shuffle"),
        "accepted": pgettext("field", "answers"),
        "items": pgettext("field", "items"),
        "several": pgettext("field", "several"),
        "unit": pgettext("field", "unit"),
        "nearness": pgettext("field", "nearness"),
        "match_case": pgettext("field", "match case"),
        "match_accents": pgettext("field", "match accents"),
        "match_spaces": pgettext("field", "match spaces"),
        "slips": pgettext("field", "slips"),
    }
