"""Where `quizterm` begins."""

import errno
import gc
import os
import sys

from quizterm.cli.later import SELDOM, load_later, load_without_openssl

_UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)

NEW = 20_000
"""New objects after which Python looks for garbage among them. Its usual 700 come together some four hundred
times while a screen is loaded, where there is no garbage; that takes a tenth of the start."""


def main() -> None:
    """Run the command line; neither Ctrl-C anywhere nor a full disk below stdout ends in a traceback."""
    gc.set_threshold(NEW, *gc.get_threshold()[1:])
    # Nobody extends these messages, and looking for who might reads the lists of all installed packages.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    load_later(*SELDOM)
    if sys.argv[1:2] == ["join"]:
        load_without_openssl()  # a whole class may play on one machine
    # Only from now on, because these load libraries.
    from quizterm.cli.exits import Exit
    from quizterm.cli.output import give_up_output
    from quizterm.cli.speaking import command_in, speak_own_language
    from quizterm.cli.streams import write_anything
    from quizterm.cli.tree import tree

    write_anything()
    try:
        command_in(speak_own_language(), tree(*sys.argv[1:2]))()
    except KeyboardInterrupt:
        sys.exit(Exit.INTERRUPTED)
    except OSError as error:
        if error.errno not in _UNWRITABLE:
            raise
        give_up_output(error)
        sys.exit(Exit.FAILED)
