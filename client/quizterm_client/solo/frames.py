"""One question at one moment as a player sees it, made by the rules themselves among a made-up class."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from quizterm.engine import inputs
from quizterm.engine.rules import begin, step
from quizterm.engine.state import Game
from quizterm.engine.views import view_for
from quizterm.errors import Refusal
from quizterm.language import _
from quizterm.quiz.answers import Answer
from quizterm.quiz.model import Question, Quiz, Slide
from quizterm.snapshot import Audience, Millis, Phase, PlayerId, Stage
from quizterm_client.brains import KnowingBrain, plan
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.player.state import Seen
from quizterm_client.solo.deeds import Deed, answer_for
from quizterm_client.solo.orders import draw_orders

NOW = Millis(0)
"""Where the clock stands while a frame is looked at: at the beginning of its phase."""

CLASS_SIZE = 24
"""Players, the one whose screen it is included."""

SKILL = 0.6
"""How much the class knows, so that its answers are spread as in a real one."""

_ME = PlayerId(0)
_MY_SHARE = 0.25
_UNHURRIED = 20_000
"""Milliseconds that a question without a deadline is thought to take."""


def phases_of(question: Question, quiz: Quiz) -> tuple[Phase, ...]:
    """What players see of a question, one after the other."""
    if isinstance(question, Slide):
        return (Phase.READING,)
    if quiz.settings.reading_seconds == 0:
        return Phase.OPEN, Phase.REVEAL
    return Phase.READING, Phase.OPEN, Phase.REVEAL


def seen_of(
    question: Question, *, quiz: Quiz, index: int = 0, phase: Phase = Phase.OPEN, deed: Deed = Deed.RIGHT
) -> Seen:
    """All that a player's screen draws from; the same question gives the same frame.

    Args:
        question: As the author wrote it; it may still lack what a quiz needs to be played.
        quiz: Where it stands; gives title, settings and the number of questions.
        index: The question's place in the quiz, from 0.
        phase: Reading, open or reveal; another one than the question has gives its nearest.
        deed: What the player does with it, which is seen at the reveal.
    """
    phases = phases_of(question, quiz)
    alone = replace(quiz, questions=(question,))
    game = _played(alone, phase if phase in phases else phases[0], deed)
    stage, you = view_for(game, Audience.PLAYERS), view_for(game, _ME)
    return Seen(
        stage=_standing_still(
            replace(stage, title=quiz.title, question=index, questions=len(quiz.questions))
        ),
        you=replace(you, question=index if you.question == 0 else you.question),
        status=LinkStatus(LinkState.CONNECTED),
    )


def _standing_still(stage: Stage) -> Stage:
    """The stage as it is when its phase begins."""
    return replace(stage, deadline=Millis(NOW + stage.span) if stage.deadline is not None else None)


def _played(quiz: Quiz, phase: Phase, deed: Deed) -> Game:
    """A game of one question that stands at this phase."""
    randomness = Random(quiz.questions[0].text)
    game = begin(inputs.Created(at=NOW, code="", quiz=quiz, orders=draw_orders(quiz.questions, randomness)))
    for number in map(PlayerId, range(CLASS_SIZE)):
        step(game, inputs.Joined(at=NOW, player=number, name=_name(number)))
        step(game, inputs.Came(at=NOW, player=number))
    step(game, inputs.Started(at=NOW, phase=Phase.LOBBY, question=-1))
    if game.phase is Phase.READING and phase is not Phase.READING:
        step(game, inputs.WentOn(at=NOW, phase=Phase.READING, question=0))
    if phase is Phase.REVEAL:
        _answer_and_close(game, deed, randomness)
    return game


def _name(number: PlayerId) -> str:
    return _("You") if number == _ME else _("Player {n}").format(n=number)


def _answer_and_close(game: Game, deed: Deed, randomness: Random) -> None:
    last = NOW
    for at, player, answer in sorted(_answers(game, deed, randomness), key=lambda one: one[:2]):
        last = at
        try:
            step(game, inputs.Answered(at=at, player=player, question=0, answer=answer))
        except Refusal:
            continue  # an unfinished question may have no answer that fits
    if game.phase is Phase.OPEN:
        step(game, inputs.Closed(at=last, phase=Phase.OPEN, question=0))


def _answers(game: Game, deed: Deed, randomness: Random) -> Sequence[tuple[Millis, PlayerId, Answer]]:
    """What everybody answers, and when."""
    question, item = game.round.question, view_for(game, Audience.PLAYERS).item
    assert item is not None
    span = question.seconds * 1000 or _UNHURRIED
    mine = answer_for(question, item, deed)
    found = [] if mine is None else [(Millis(round(span * _MY_SHARE)), _ME, mine)]
    brain = KnowingBrain(game.quiz, SKILL)
    for number in map(PlayerId, range(1, CLASS_SIZE)):
        planned = plan(randomness, brain, 0, item) if answer_for(question, item, Deed.RIGHT) else None
        if planned is not None:
            found.append((planned.think, number, planned.answer))
    return found
