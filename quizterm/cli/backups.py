"""`quizterm backup` and `quizterm restore`: a copy of everything that is kept, and the way back."""

from typing import Annotated

import typer

from quizterm.cli.databases import Database, chosen, database_explained
from quizterm.cli.exits import Exit, fail, run
from quizterm.cli.output import say
from quizterm.cli.prompts import ask

Target = Annotated[str, typer.Argument(metavar="FILE", help="Where to write the copy.")]
Source = Annotated[str, typer.Argument(metavar="FILE", help="A copy that quizterm backup made.")]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


def backup(file: Target, force: Force = False, database: Database = "") -> None:
    """Copy everything that is kept here into one file.

    Games may be running: the copy holds everything that was acknowledged until now.
    """
    from quizterm_server.storage.backup import backup as copied

    with database_explained():
        copy = run(copied(chosen(database), file, overwrite=force))
    say(f"Everything up to now is in {copy}. It holds tokens and answers: keep it to yourself.")


def restore(file: Source, yes: Yes = False, database: Database = "") -> None:
    """Put a copy in the place of the database. The database that was there is moved aside and kept.

    No server may run with it. Sessions that went on when the copy was made go on from that moment.
    """
    from quizterm_server.storage.backup import examine, place_for
    from quizterm_server.storage.backup import restore as put_back

    with database_explained():
        place = place_for(chosen(database))
        run(examine(file))
        if not yes and place.exists():
            _demand_consent(f"Replace the database {place}? It is kept under another name. yes/no")
        aside = run(put_back(file, str(place)))
    say(f"The database {place} is now what {file} holds.")
    if aside is not None:
        say(f"What was there before is in {aside}.")


def _demand_consent(question: str) -> None:
    answer = ask(question, default="no", instead="Say --yes if nobody can be asked.")
    if answer.casefold() not in ("y", "yes"):
        fail(Exit.FAILED, "Nothing was changed.")
