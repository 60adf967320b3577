"""`quizterm play`: practise a quiz alone, without a server."""

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Annotated

import typer

from quizterm.cli.accounts.secrets import has_typist
from quizterm.cli.exits import Exit, fail, run
from quizterm.cli.faces import ChosenFace, FaceWish, chosen_face
from quizterm.cli.options import Ascii, Colour, Plain, Theme
from quizterm.cli.output import say
from quizterm.cli.quizzes import load_quiz
from quizterm.cli.windows import show
from quizterm.language import heard
from quizterm.quiz.model import Quiz
from quizterm.quiz.pace import untimed as without_a_clock
from quizterm.quiz.tags import UnknownTag, tagged

if TYPE_CHECKING:
    from quizterm_client.plain.practising import PlainPractice
    from quizterm_client.plain.typing import Typed
    from quizterm_client.plain.voice import Voice
    from quizterm_client.player.exit import PlayerExit
    from quizterm_client.solo.app import PracticeApp
    from quizterm_client.solo.peer import SoloPeer

File = Annotated[
    Path, typer.Argument(help="A quiz in QuizTerm YAML, or the name of a sample quiz.", show_default=False)
]
Shuffle = Annotated[bool, typer.Option("--shuffle", help="Ask in another order; slides stay where they are.")]
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only", metavar="TAG", help="Ask only what has this tag; may be given again.", show_default=False
    ),
]
Untimed = Annotated[bool, typer.Option("--untimed", help="Take as much time as you like.")]
Seed = Annotated[
    int | None,
    typer.Option("--seed", help="Same seed, same orders.", show_default="drawn at random"),
]


def play(
    file: File,
    shuffle: Shuffle = False,
    only: Only = None,
    untimed: Untimed = False,
    seed: Seed = None,
    plain: Plain = None,
    colour: Colour = None,
    theme: Theme = None,
    ascii_: Ascii = None,
) -> None:
    """Practise a quiz alone. It needs no server, and what was not right comes again at the end.

    Example: quizterm play networks --shuffle --only ports.
    """
    quiz = load_quiz(file, None)
    randomness = Random(seed)
    practised = _chosen(quiz, only or [], randomness, shuffle=shuffle, without_clock=untimed)
    run(_practise(practised, randomness, chosen_face(FaceWish(plain, colour, ascii_, theme=theme))))


def _chosen(quiz: Quiz, tags: list[str], randomness: Random, *, shuffle: bool, without_clock: bool) -> Quiz:
    from quizterm_client.solo.course import shuffled

    try:
        chosen = replace(quiz, questions=tagged(quiz.questions, tags))
    except UnknownTag as problem:
        fail(Exit.USAGE, heard(str(problem)))
    chosen = without_a_clock(chosen) if without_clock else chosen
    return shuffled(chosen, randomness) if shuffle else chosen


async def _practise(quiz: Quiz, randomness: Random, face: ChosenFace) -> None:
    from quizterm_client.solo.clock import MachineClock
    from quizterm_client.solo.peer import SoloPeer

    peer = SoloPeer(quiz, MachineClock(), randomness)
    try:
        left = await _show(peer, face)
    finally:
        await peer.close()
    if left is not None and left.message:
        say(left.message)


async def _show(peer: "SoloPeer", face: ChosenFace) -> "PlayerExit | None":
    from quizterm_client.player.handover import Handover
    from quizterm_client.relay import Relay

    news, handover, typist = Relay(peer), Handover(), has_typist()

    def screen() -> "PracticeApp":
        from quizterm_client.solo.app import PracticeApp

        return PracticeApp(peer, news, appearance=face.appearance, handover=handover)

    def lines(voice: "Voice", typed: "Typed") -> "PlainPractice":
        from quizterm_client.plain.practising import PlainPractice

        return PlainPractice(peer, voice, typed, news, at_terminal=typist, handover=handover)

    return await show(face, screen, lines)
