"""`quizterm demo`: a game against bots, with nothing else to start."""

from pathlib import Path
from random import Random
from typing import Annotated

import typer

from quizterm.cli.exits import Exit, demand_terminal, fail, has_terminal, run
from quizterm.cli.faces import ChosenFace, FaceWish, chosen_face
from quizterm.cli.options import (
    Ascii,
    AsJson,
    Bell,
    Buttons,
    Colour,
    Plain,
    QuizFile,
    ScoringRule,
    Seed,
    Theme,
)
from quizterm.cli.output import put, put_document
from quizterm.cli.quizzes import load_quiz
from quizterm.language import _
from quizterm.quiz.model import Quiz

SAMPLE = Path("general-knowledge")
MOST_PLAYERS = 500

AsHost = Annotated[bool, typer.Option("--host", help="You host, and bots play.")]
Headless = Annotated[
    bool, typer.Option("--headless", help="Play to the end without a terminal and without pauses.")
]
Players = Annotated[int, typer.Option("--players", min=1, max=MOST_PLAYERS, help="How many bots play.")]


def demo(
    file: QuizFile = None,
    as_host: AsHost = False,
    headless: Headless = False,
    players: Players = 12,
    seed: Seed = None,
    scoring: ScoringRule = None,
    as_json: AsJson = False,
    plain: Plain = None,
    colour: Colour = None,
    theme: Theme = None,
    ascii_: Ascii = None,
    bell: Bell = None,
    buttons: Buttons = None,
) -> None:
    """Play a sample quiz against bots. You are a player, and nothing else needs to be started.

    Without a terminal, the bots play alone and the standings are printed, unless --plain is given.
    """
    alone = headless or as_json
    listening = has_terminal() or plain is True
    if as_host and alone:
        fail(Exit.USAGE, _("--host draws a screen; leave it out, or leave out --headless and --json."))
    if as_host and not listening:
        demand_terminal(_("Without one: quizterm demo --headless"))
    quiz = load_quiz(file or SAMPLE, scoring)
    chosen = Random().randrange(10_000) if seed is None else seed
    if alone or not listening:
        _play_headless(quiz, players, chosen, as_json=as_json)
    else:
        _play_here(
            quiz,
            players,
            chosen,
            chosen_face(FaceWish(plain, colour, ascii_, bell, buttons, theme=theme)),
            as_host=as_host,
        )


def _play_headless(quiz: Quiz, players: int, seed: int, *, as_json: bool) -> None:
    from quizterm.cli.in_process import play_headless
    from quizterm.cli.report import as_document, as_table

    session = run(play_headless(quiz, players, seed))
    put_document(as_document(session)) if as_json else put(as_table(session))


def _play_here(quiz: Quiz, players: int, seed: int, face: ChosenFace, *, as_host: bool) -> None:
    from quizterm.cli.in_process import play_here

    run(play_here(quiz, players, seed, face, as_host=as_host))
