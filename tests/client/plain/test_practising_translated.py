"""A practice in lines, in a language of longer words: nothing stays English."""

from collections.abc import AsyncIterator
from random import Random

from quizterm.quiz.model import Quiz, Settings
from quizterm_client.plain.practising import PlainPractice
from quizterm_client.plain.voice import Voice
from quizterm_client.solo.peer import SoloPeer
from quizterm_server.clock import ManualClock
from tests.support.games import BREAK, DNS, PORT
from tests.support.pseudolanguage import speaking_pseudo, untranslated

TYPED = (
    *(
        "help",
        "score",
        "leave",
        "stay",
        "",
        "",
        "pause",
        "time",
        "",
        "help",
        "again",
        "",
        "1",
        "again",
        "x",
        "",
    ),
    *("xyzzy", "", "/pass", "restart", "", "", "finish", "", "score", "help", "leave"),
)
QUIZ = Quiz(title="Ports", questions=(PORT, DNS, BREAK), settings=Settings(reading_seconds=3))
COMMANDS = "time again score help leave next pass pause finish restart n Ctrl a b"
"""English commands always work, and the help names them."""


async def typed() -> AsyncIterator[str]:
    """Everything, as fast as a pipe does."""
    for line in TYPED:
        yield line


async def test_everything_that_is_said_is_translated() -> None:
    said: list[str] = []

    with speaking_pseudo():
        peer = SoloPeer(QUIZ, ManualClock(), Random(7))
        await PlainPractice(peer, Voice(said.append), typed()).run()

    assert sum("⟦" in line for line in said) > 40
    assert untranslated("\n".join(said), (repr(QUIZ), COMMANDS, "xyzzy")) == []
