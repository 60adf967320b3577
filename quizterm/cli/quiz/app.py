"""`quizterm quiz`: its commands put together."""

import typer

from quizterm.cli.quiz import check, exports, imports, show

app = typer.Typer(
    name="quiz",
    help="Write, check and convert quizzes.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command("check")(check.check)
app.command("show")(show.show)
app.command("import")(imports.import_quizzes)
app.command("export")(exports.export_quiz)
