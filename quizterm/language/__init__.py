"""The language that a person reads, from gettext catalogues; each task can have its own.

The names are gettext's. `_` is for what is shown now, `N_` marks what is translated when it is shown.
Parts that vary are named and filled in afterwards: `_("{name} has joined.").format(name=name)`.
"""

from quizterm.language.catalogues import LANGUAGES, N_, _, heard, ngettext, pgettext, speaking, use
from quizterm.language.choosing import language_of

__all__ = ["LANGUAGES", "N_", "_", "heard", "language_of", "ngettext", "pgettext", "speaking", "use"]
