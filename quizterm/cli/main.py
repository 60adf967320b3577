"""Where `quizterm` begins."""

import errno
import os
import sys

from quizterm.cli.garbage import LOADING, look_seldom
from quizterm.cli.later import SELDOM, load_later, load_logs_without_rich, load_without_openssl

_UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def main() -> None:
    """Run the command line; neither Ctrl-C anywhere nor a full disk below stdout ends in a traceback."""
    look_seldom()
    # Nobody extends these messages, and looking for who might reads the lists of all installed packages.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    load_later(*SELDOM)
    if sys.argv[1:2] == ["serve"]:
        load_logs_without_rich()
    elif sys.argv[1:2] == ["join"]:
        _spare_what_a_player_seldom_needs()
    # Only from now on, because these load libraries.
    from quizterm.cli.exits import Exit
    from quizterm.cli.output import give_up_output
    from quizterm.cli.sooner import pass_over_unsaid
    from quizterm.cli.speaking import command_in, speak_own_language
    from quizterm.cli.streams import write_anything
    from quizterm.cli.tree import tree

    write_anything()
    try:
        command = command_in(speak_own_language(), tree(*sys.argv[1:2]))
        pass_over_unsaid(command)
        command()
    except KeyboardInterrupt:
        sys.exit(Exit.INTERRUPTED)
    except OSError as error:
        if error.errno not in _UNWRITABLE:
            raise
        give_up_output(error)
        sys.exit(Exit.FAILED)


def _spare_what_a_player_seldom_needs() -> None:
    """Start with less CPU and memory: a whole class may play on one machine."""
    look_seldom(LOADING)
    load_without_openssl()
    from quizterm.cli.sooner import load_schemas_untyped, make_methods_later

    make_methods_later()
    load_schemas_untyped()
