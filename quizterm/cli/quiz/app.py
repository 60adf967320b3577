"""`quizterm quiz`: its commands put together."""

import typer

from quizterm.cli.quiz import check, diff, edit, exports, fmt, imports, new, preview, schema, show, stats

app = typer.Typer(
    name="quiz",
    help="Write, check and convert quizzes.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command("new")(new.new)
app.command("check")(check.check)
app.command("fmt")(fmt.fmt)
app.command("edit")(edit.edit)
app.command("show")(show.show)
app.command("preview")(preview.preview)
app.command("diff")(diff.diff)
app.command("stats")(stats.stats)
app.command("import")(imports.import_quizzes)
app.command("export")(exports.export_quiz)
app.command("schema")(schema.schema)
