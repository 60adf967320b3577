"""`quizterm quiz`: its commands put together."""

import typer

from quizterm.cli.quiz import check, diff, edit, exports, fmt, imports, new, preview, schema, show, stats
from quizterm.cli.quiz.library import changing, listing, pulling, pushing, sharing, versions

app = typer.Typer(
    name="quiz",
    help="Write, check and convert quizzes, and keep them on a server.",
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
app.command("push")(pushing.push)
app.command("pull")(pulling.pull)
app.command("list")(listing.list_quizzes)
app.command("history")(versions.history)
app.command("restore")(versions.restore)
app.command("rename")(changing.rename)
app.command("tag")(changing.tag)
app.command("copy")(changing.copy)
app.command("delete")(changing.delete)
app.command("share")(sharing.share)
app.command("publish")(sharing.publish)
app.command("unpublish")(sharing.unpublish)
