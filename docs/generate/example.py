"""A short game as it goes over the wire, made with the real rules and the real codec."""

from quizterm.engine import inputs
from quizterm.engine.rules import begin, step
from quizterm.engine.views import view_for
from quizterm.protocol.client import CreateSession, Hello, Join, Start, SubmitAnswer
from quizterm.protocol.codec import encode
from quizterm.protocol.messages import PROTOCOL, ClientBase, ServerBase
from quizterm.protocol.server import Ok, StageNews, Welcome, YouNews
from quizterm.quiz.answers import Picked
from quizterm.quiz.model import Choice, Quiz, Settings
from quizterm.snapshot import Audience, Millis, Phase, PlayerId

ADA = PlayerId(0)
CODE = "K7Q4MF"
QUIZ = Quiz(
    title="Networks",
    questions=(Choice(text="Which port is SSH?", options=("21", "22"), right=(1,)),),
    settings=Settings(reading_seconds=0),
)


def example() -> str:
    """The frames of a host and a player, as a Markdown code block."""
    created = inputs.Created(at=Millis(0), code=CODE, quiz=QUIZ, orders=((),))
    game = begin(created)
    lines = [
        _frame("host → ", Hello(protocol=PROTOCOL, client="my-host 1.0")),
        _frame("host ← ", Welcome(protocol=PROTOCOL, server="QuizTerm")),
        _frame("host → ", CreateSession(ref=1, key="a-key-of-22-characters", quiz=QUIZ)),
        _frame("host ← ", Ok(ref=1, code=CODE, token="the-hosts-secret-token-")),
    ]
    step(game, inputs.Joined(at=Millis(0), player=ADA, name="Ada"))
    step(game, inputs.Came(at=Millis(0), player=ADA))
    lines += [
        _frame("ada  → ", Hello(protocol=PROTOCOL, client="my-player 1.0")),
        _frame("ada  ← ", Welcome(protocol=PROTOCOL, server="QuizTerm")),
        _frame("ada  → ", Join(ref=1, key="another-key-22-letters", code=CODE, name="Ada")),
        _frame("ada  ← ", Ok(ref=1, player=ADA, token="adas-secret-resume-token")),
        _frame("ada  ← ", StageNews(version=1, stage=view_for(game, Audience.PLAYERS))),
        _frame("host → ", Start(ref=2, phase=Phase.LOBBY, question=-1)),
    ]
    step(game, inputs.Started(at=Millis(5_000), phase=Phase.LOBBY, question=-1))
    answer = Picked((1,))
    lines += [
        _frame("ada  ← ", StageNews(version=2, stage=view_for(game, Audience.PLAYERS))),
        _frame("ada  → ", SubmitAnswer(ref=2, question=0, answer=answer)),
        _frame("ada  ← ", Ok(ref=2)),
    ]
    step(game, inputs.Answered(at=Millis(7_000), player=ADA, question=0, answer=answer))
    lines += [
        _frame("ada  ← ", StageNews(version=3, stage=view_for(game, Audience.PLAYERS))),
        _frame("ada  ← ", YouNews(version=2, you=view_for(game, ADA))),
    ]
    return "```\n" + "\n".join(lines) + "\n```"


def _frame(who: str, message: ClientBase | ServerBase) -> str:
    return who + encode(message).decode()
