"""`quizterm quiz`: its commands put together."""

import typer

app = typer.Typer(
    name="quiz",
    help="Write, check and convert quizzes.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
