"""Plain text as the HTML that Moodle keeps, written so that the same text is read back."""

import re

from quizterm.formats.exchange.xmltext import allowed
from quizterm.quiz.model import Code

_LANGUAGE = re.compile(r"[\w+#.-]{1,40}")
_LAYOUT = re.compile("  |\t|\n\n\n|(?m:^[^\\S\n])")
"""What browsers fold unless they are told not to."""
_KEPT = 'style="white-space: pre-wrap"'  # untranslated: HTML


def escaped(text: str) -> str:
    """Write text so that XML, or HTML, holds it; characters that neither can hold are left out."""
    return allowed(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def paragraph(text: str) -> str:
    """Write a text of several lines."""
    if not text:
        return ""
    if _LAYOUT.search(text):
        return f"<p {_KEPT}>{escaped(text)}</p>"
    return f"<p>{escaped(text).replace(chr(10), '<br>')}</p>"


def line(text: str) -> str:
    """Write a text of one line."""
    return f"<span {_KEPT}>{escaped(text)}</span>" if _LAYOUT.search(text) else escaped(text)


def program(code: Code) -> str:
    """Write a block of program text."""
    named = f' class="language-{code.language}"' if can_name(code.language) and code.language else ""
    return f"<pre><code{named}>{escaped(code.text)}</code></pre>"


def can_name(language: str) -> bool:
    """Tell whether a language's name can stand where HTML keeps it."""
    return not language or _LANGUAGE.fullmatch(language) is not None
