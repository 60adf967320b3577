"""`quizterm backup` and `quizterm restore`: a copy of everything that is kept, and the way back."""

from typing import Annotated

import typer

from quizterm.cli.databases import Database, chosen, database_explained
from quizterm.cli.exits import Exit, fail, run
from quizterm.cli.output import say
from quizterm.cli.prompts import ask, is_yes
from quizterm.language import _, pgettext

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
    sentence = _("Everything up to now is in {file}. It holds tokens and answers: keep it to yourself.")
    say(sentence.format(file=copy))


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
            _demand_consent(str(place))
        aside = run(put_back(file, str(place)))
    say(_("The database {database} is now what {file} holds.").format(database=place, file=file))
    if aside is not None:
        say(_("What was there before is in {file}.").format(file=aside))


def _demand_consent(place: str) -> None:
    yes, no = pgettext("answer", "yes"), pgettext("answer", "no")
    question = _("Replace the database {database}? It is kept under another name. {yes}/{no}")
    answer = ask(
        question.format(database=place, yes=yes, no=no),
        default=no,
        instead=_("Say --yes if nobody can be asked."),
    )
    if not is_yes(answer):
        fail(Exit.FAILED, _("Nothing was changed."))
