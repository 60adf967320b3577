"""`quizterm verify`: whether the log of a session leads to its stored result."""

from dataclasses import asdict
from typing import Annotated

import typer

from quizterm.cli.databases import Database, chosen, database_explained
from quizterm.cli.exits import Exit, run
from quizterm.cli.options import AsJson
from quizterm.cli.output import put, put_document
from quizterm.language import _, heard, ngettext
from quizterm.text import visible

Session = Annotated[
    str,
    typer.Argument(
        metavar="SESSION", help="A join code, for the latest session that had it, or a number like #12."
    ),
]


def verify(session: Session, database: Database = "", as_json: AsJson = False) -> None:
    """Check a session's log against its stored result.

    The log is replayed. Exits 22 when something else comes out, or when the log is not what was written, and
    says where.
    """
    from quizterm_server.storage.archive import Finding
    from quizterm_server.storage.archive import verify as checked

    with database_explained():
        verdict = run(checked(chosen(database), session))
    if as_json:
        put_document(asdict(verdict))
    else:
        quoted = _("“{name}”").format(name=visible(verdict.title))
        title = f"#{verdict.id} {verdict.code} {quoted}"
        told = ngettext(
            "{title}, {number} records: {detail}", "{title}, {number} records: {detail}", verdict.records
        )
        detail = visible(heard(verdict.detail))
        put(told.format(title=title, number=verdict.records, detail=detail))
    if verdict.finding not in (Finding.CONFIRMED, Finding.UNFINISHED):
        raise typer.Exit(Exit.DAMAGED)
