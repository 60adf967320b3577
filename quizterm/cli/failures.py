"""What is kept of a mistake in QuizTerm, for a report."""

import traceback

from quizterm.language import _

FAILURE_FILE = "failure.txt"


def kept(failure: Exception) -> str:
    """Write down where it failed; returns what to tell of it."""
    from quizterm_client.statefiles import StateFolder
    from quizterm_client.store import state_folder

    text = "".join(traceback.format_exception(failure))
    try:
        folder = StateFolder(state_folder())
        folder.write(FAILURE_FILE, text.encode(errors="backslashreplace"))
    except OSError:
        return ""
    return " " + _("What happened is in {file}.").format(file=folder.path / FAILURE_FILE)
