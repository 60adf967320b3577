"""What is kept of a session: enough to settle every dispute, and the same bytes for the same game."""

from hypothesis import given
from pydantic import TypeAdapter

from quizterm.engine import inputs
from quizterm.engine.effects import Dismissal
from quizterm.engine.outcome import Outcome, Part, Place, PlayerOutcome, outcome
from quizterm.engine.state import Game
from quizterm.engine.views import view_for
from quizterm.quiz.answers import Answer, Picked, RightOptions, Typed
from quizterm.quiz.model import Scoring
from quizterm.snapshot import OVER, Audience, Millis, Phase, PlayerId, Result, Standing, Tally
from tests.engine.histories import History, histories
from tests.support.games import ANN, BOB, BREAK, CYD, DNS, PORT, RIGHT, Story

JSON = TypeAdapter(Outcome)


def _player(story: Story, player: PlayerId) -> PlayerOutcome:
    return outcome(story.game).players[player]


@given(histories)
def test_it_can_be_written_down_and_read_again(history: History) -> None:
    """R56."""
    kept = outcome(history.story().game)

    assert JSON.validate_json(JSON.dump_json(kept)) == kept


@given(histories)
def test_it_holds_every_answer_and_every_point(history: History) -> None:
    """R56."""
    game = history.story().game
    kept = outcome(game)

    told = {
        (player.player, part.question, part.answer, part.time)
        for player in kept.players
        for part in player.parts
        if part.answer is not None
    }
    assert told == _counted(game) | _set_aside(game)
    for player in kept.players:
        points = sum(part.result.points for part in player.parts if part.result is not None)
        assert points == game.players[player.player].score


def _counted(game: Game) -> set[tuple[PlayerId, int, Answer, Millis]]:
    return {
        (player, index, said.answer, said.time)
        for index, asked in enumerate(game.rounds)
        for player, said in asked.given.items()
    }


def _set_aside(game: Game) -> set[tuple[PlayerId, int, Answer, Millis]]:
    return {
        (player.id, index, said.answer, said.time)
        for player in game.players.values()
        for index, said in player.set_aside.items()
        if said is not None
    }


@given(histories)
def test_the_standings_are_those_that_hosts_see(history: History) -> None:
    """R56."""
    game = history.story().game
    if game.phase in (Phase.STANDINGS, *OVER):
        kept = [Standing(p.player, p.name, p.rank, p.score, p.rose) for p in outcome(game).standings]
        assert kept == list(view_for(game, Audience.HOSTS).standings)


def test_a_small_session() -> None:
    story = Story(PORT, BREAK).join(ANN, BOB, CYD).start().wait(10).right(ANN).wrong(BOB).to(Phase.ENDED)

    kept = outcome(story.game)

    assert (kept.code, kept.title) == ("K7Q4MF", "Test")
    assert kept.standings == (
        Place(player=ANN, name="Ann", rank=1, score=750, right=1, time=Millis(10_000)),
        Place(player=CYD, name="Cyd", rank=2, score=0, wrong=1),
        Place(player=BOB, name="Bob", rank=2, score=0, wrong=1, time=Millis(10_000)),
    )
    assert kept.players[ANN].parts == (
        Part(
            question=0,
            answer=Picked((1,)),
            time=Millis(10_000),
            result=Result(points=750, credit=1.0, answered=True, time=Millis(10_000), streak=1),
        ),
        Part(question=1, answer=None, time=Millis(0), result=None),
    )
    assert kept.players[CYD].parts[0].answer is None
    asked, shown = kept.questions
    assert (asked.text, asked.shown, asked.points, asked.span) == (PORT.text, PORT.options, 1000, 20_000)
    assert (asked.key, asked.closed, asked.voided) == (RightOptions((1,)), True, False)
    assert asked.tally == Tally(answered=2, eligible=3, right=1, counts=(1, 1, 0, 0))
    assert (shown.text, shown.key, shown.closed) == (BREAK.text, None, False)


def test_an_answer_that_was_changed_is_kept_as_it_was_in_the_end() -> None:
    story = Story(DNS, change_answer=True).join(ANN, BOB).start().wrong(ANN).wait(5).right(ANN).close()

    part = _player(story, ANN).parts[0]

    assert (part.answer, part.time) == (RIGHT[DNS.text], 5_000)


def test_the_key_is_kept_as_it_was_in_the_end() -> None:
    story = Story(PORT, scoring=Scoring.ACCURACY).join(ANN).start().wrong(ANN)
    story.tell(inputs.KeyCorrected(at=story.now, target=0, key=RightOptions((0,))))

    kept = outcome(story.game)

    assert kept.questions[0].key == RightOptions((0,))
    assert kept.standings[0].score == 1000


def test_a_voided_question_is_kept_as_such_with_its_answers() -> None:
    story = Story(PORT).join(ANN).start().right(ANN)
    story.tell(inputs.Voided(at=story.now, target=0, voided=True))

    kept = outcome(story.game)

    assert kept.questions[0].voided
    assert kept.standings[0].score == 0
    assert kept.players[ANN].parts[0].answer == Picked((1,))


def test_a_skipped_question_keeps_its_answers_without_a_result() -> None:
    story = Story(PORT, PORT).join(ANN, BOB).start().right(ANN)
    story.command(inputs.Skipped)

    part = _player(story, ANN).parts[0]

    assert (part.answer, part.result) == (Picked((1,)), None)
    assert not outcome(story.game).questions[0].closed


def test_a_late_joiner_has_no_part_in_what_was_before() -> None:
    story = Story(PORT, PORT).join(ANN).start().join(BOB).right(ANN).to(Phase.STANDINGS).to(Phase.OPEN)

    assert [part.question for part in _player(story, BOB).parts] == [1]


def test_who_was_sent_out_is_kept_with_what_was_set_aside() -> None:
    story = Story(DNS).join(ANN, BOB).start()
    story.answer(BOB, Typed("Domain Name System"))
    story.tell(inputs.Removed(at=story.now, player=BOB, ban=True))
    story.right(ANN)

    kept = outcome(story.game)

    assert [place.name for place in kept.standings] == ["Ann"]
    assert kept.players[BOB].gone is Dismissal.BANNED
    assert kept.players[BOB].parts == (
        Part(question=0, answer=Typed("Domain Name System"), time=Millis(0), result=None),
    )
    assert kept.questions[0].tally.eligible == 1


def test_who_left_keeps_a_place_and_all_results() -> None:
    story = Story(PORT).join(ANN, BOB).start().right(ANN, BOB)
    story.tell(inputs.Left(at=story.now, player=BOB))

    kept = outcome(story.game)

    assert [place.name for place in kept.standings] == ["Ann", "Bob"]
    assert kept.players[BOB].gone is Dismissal.LEFT
    assert kept.players[BOB].parts[0].result is not None


def test_a_session_that_ended_in_the_lobby_has_players_and_no_standings() -> None:
    story = Story(PORT).join(ANN)
    story.command(inputs.Ended)

    kept = outcome(story.game)

    assert kept.standings == ()
    assert kept.players == (PlayerOutcome(player=ANN, name="Ann", gone=None, parts=()),)
