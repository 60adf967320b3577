"""The one place where people's text is cleaned, measured and compared."""

from quizterm.text.cleaning import (
    ANSWER_LIMIT,
    CODE_LIMIT,
    DESCRIPTION_LIMIT,
    EXPLANATION_LIMIT,
    LABEL_LIMIT,
    OPTION_LIMIT,
    QUESTION_LIMIT,
    TITLE_LIMIT,
    BadText,
    clean_block,
    clean_line,
    is_blank,
)
from quizterm.text.display import ELLIPSIS, fit, plain_number, thousands, visible, width
from quizterm.text.folding import fold, skeleton, trim
from quizterm.text.handles import (
    BadHandle,
    QuizHandle,
    account_look,
    clean_handle,
    parse_quiz_handle,
    quiz_look,
)
from quizterm.text.names import NAME_CELLS, BadName, clean_name

__all__ = [
    "ANSWER_LIMIT",
    "CODE_LIMIT",
    "DESCRIPTION_LIMIT",
    "ELLIPSIS",
    "EXPLANATION_LIMIT",
    "LABEL_LIMIT",
    "NAME_CELLS",
    "OPTION_LIMIT",
    "QUESTION_LIMIT",
    "TITLE_LIMIT",
    "BadHandle",
    "BadName",
    "BadText",
    "QuizHandle",
    "account_look",
    "clean_block",
    "clean_handle",
    "clean_line",
    "clean_name",
    "fit",
    "fold",
    "is_blank",
    "parse_quiz_handle",
    "plain_number",
    "quiz_look",
    "skeleton",
    "thousands",
    "trim",
    "visible",
    "width",
]
