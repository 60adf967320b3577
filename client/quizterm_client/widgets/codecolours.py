"""The colours of program text."""

from pygments.token import Token
from textual.content import Content
from textual.highlight import HighlightTheme, highlight


class CodeColours(HighlightTheme):
    """Colours of program text, from the theme."""

    STYLES = {  # noqa: RUF012 - the base class declares it so
        Token.Comment: "$text-muted",
        Token.Keyword: "bold $text-primary",
        Token.Literal.Number: "$text-warning",
        Token.Literal.String: "$text-success",
        Token.Name.Builtin: "$text-accent",
        Token.Name.Class: "bold",
        Token.Name.Decorator: "$text-accent",
        Token.Name.Function: "$text-accent",
        Token.Operator.Word: "bold $text-primary",
    }


def coloured(text: str, language: str) -> Content:
    """Program text in the colours of its language; `text` is the language of what has none."""
    return highlight(text, language=language, theme=CodeColours)
