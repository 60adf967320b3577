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
from quizterm.text.display import fit, plain_number, thousands, visible, width
from quizterm.text.folding import fold, skeleton, trim
from quizterm.text.names import NAME_CELLS, BadName, clean_name

__all__ = [
    "ANSWER_LIMIT",
    "CODE_LIMIT",
    "DESCRIPTION_LIMIT",
    "EXPLANATION_LIMIT",
    "LABEL_LIMIT",
    "NAME_CELLS",
    "OPTION_LIMIT",
    "QUESTION_LIMIT",
    "TITLE_LIMIT",
    "BadName",
    "BadText",
    "clean_block",
    "clean_line",
    "clean_name",
    "fit",
    "fold",
    "is_blank",
    "plain_number",
    "skeleton",
    "thousands",
    "trim",
    "visible",
    "width",
]
