"""Parameters that several commands share."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from quizterm.quiz.model import Scoring

QuizFile = Annotated[
    Path | None,
    typer.Argument(help="A quiz in QuizTerm YAML, or the name of a sample quiz.", show_default=False),
]
SessionTarget = Annotated[
    str | None,
    typer.Argument(
        metavar="CODE[@SERVER]",
        help="The join code, with the server where needed: K7Q4MF, K7Q4MF@lab-server, K7Q4MF@10.0.0.5:8765, "
        "K7Q4MF@wss://quiz.school.example where the line is encrypted.",
        show_default=False,
    ),
]
Server = Annotated[
    str | None,
    typer.Option(
        "--server",
        metavar="[wss://]HOST[:PORT]",
        help="The server to use, with wss:// where it encrypts; otherwise QUIZTERM_SERVER or the config file "
        "says. SSL_CERT_FILE names a file with a school's own authority.",
        show_default=False,
    ),
]
PlayerName = Annotated[
    str | None,
    typer.Option(
        "--name", "-n", help="Your name; another one than before makes another player.", show_default=False
    ),
]
ScoringRule = Annotated[
    Scoring | None,
    typer.Option("--scoring", help="Score differently from what the quiz says.", show_default=False),
]
Seed = Annotated[
    int | None,
    typer.Option("--seed", help="Same seed, same names and answers.", show_default="drawn at random"),
]
Auto = Annotated[bool, typer.Option("--auto", help="Let the session run by itself once started.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text.")]
JsonLines = Annotated[
    bool,
    typer.Option("--json", help="Line mode for programs: one JSON object a line, in both directions."),
]
Insecure = Annotated[
    bool,
    typer.Option(
        "--insecure",
        help="Send passwords and tokens over the network unencrypted, for everybody on it to read.",
    ),
]
Ephemeral = Annotated[
    bool,
    typer.Option("--ephemeral", help="Log in for this command only and keep nothing on this machine."),
]
PasswordStdin = Annotated[
    bool,
    typer.Option("--password-stdin", help="Read secrets from stdin, one a line, instead of asking for them."),
]
Email = Annotated[
    str,
    typer.Option("--email", help="An e-mail address for the account; none is needed.", show_default=False),
]
Plain = Annotated[
    bool | None,
    typer.Option(
        "--plain/--no-plain",
        "--screen-reader",
        help="Line mode, one line per event; chosen by itself where no screen can be drawn.",
        show_default=False,
    ),
]
Colour = Annotated[
    Literal["true", "256", "16", "8", "none"] | None,
    typer.Option(
        "--colour",
        "--color",
        help="How many colours to draw with; otherwise TERM, COLORTERM and NO_COLOR say.",
        show_default=False,
    ),
]
Theme = Annotated[
    Literal["dark", "light", "contrast", "contrast-light", "terminal", "dusk", "paper"] | None,
    typer.Option(
        "--theme",
        help="Colours of the screen; terminal takes those that the terminal has itself.",
        show_default=False,
    ),
]
Ascii = Annotated[
    bool | None,
    typer.Option(
        "--ascii/--no-ascii",
        help="Draw marks, bars and borders in ASCII; chosen by itself where there is nothing better.",
        show_default=False,
    ),
]
Bell = Annotated[
    bool | None,
    typer.Option(
        "--bell/--no-bell",
        help="Sound the bell when a question opens and when time runs out; "
        "for hosts, when all have answered.",
        show_default=False,
    ),
]
Buttons = Annotated[
    bool | None,
    typer.Option(
        "--buttons/--no-buttons",
        help="Show only letters to press, where the question is on the wall.",
        show_default=False,
    ),
]
