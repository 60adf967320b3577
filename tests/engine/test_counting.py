"""What is kept up to date step by step is what counting and scoring everything anew would give."""

from collections import Counter
from dataclasses import replace
from math import floor

import pytest
from hypothesis import given, settings

from quizterm.engine import inputs
from quizterm.engine.grading import credit
from quizterm.engine.outcome import outcome
from quizterm.engine.scoring import counts, latest_result, results, speed_points, streak_bonus
from quizterm.engine.state import Game, Player, Round
from quizterm.engine.tallies import tally
from quizterm.quiz.answers import Number, Ordered, Picked, RightTexts, Typed
from quizterm.quiz.matching import group_key
from quizterm.quiz.model import Choice, Poll, Scoring, TrueFalse
from quizterm.snapshot import GROUPS, Group, Millis, Phase, PlayerId, Result, Tally
from tests.engine.histories import History, happen, histories
from tests.support.games import ANN, BITS, BOB, CYD, DAN, DNS, PORT, UNCLEAR, Story


@given(histories)
def test_who_is_here_and_who_is_connected_is_never_miscounted(history: History) -> None:
    story = history.started()
    for move in history.moves:
        happen(story, move)
        game = story.game
        present = game.present
        assert game.here == len(present)
        assert game.connected == sum(player.connected for player in present)
        assert game.newest(2) == present[-2:]
        if game.question >= 0:
            assert game.attending == sum(player.connected and _is_asked(game, player) for player in present)


def _is_asked(game: Game, player: Player) -> bool:
    return player.id in game.round.eligible


@given(histories)
@settings(max_examples=300)
def test_answers_are_counted_as_if_they_were_counted_anew(history: History) -> None:
    story = history.started()
    for move in history.moves:
        happen(story, move)
        for asked in story.game.rounds:
            assert tally(asked) == _tally_of(asked)
            assert asked.right == _tally_of(asked).right


def test_a_changed_answer_counts_in_the_place_of_the_first_one() -> None:
    """A group is called what the first of its members said, however often they changed their minds."""
    story = Story(UNCLEAR, change_answer=True).join(ANN, BOB, CYD, DAN).start()
    for player, words in ((ANN, "x"), (BOB, "All of it"), (CYD, "all of it"), (ANN, "ALL OF IT"), (BOB, "y")):
        story.answer(player, Typed(words))
        assert tally(story.game.round) == _tally_of(story.game.round)
    assert [(group.text, group.count) for group in tally(story.game.round).groups] == [
        ("ALL OF IT", 2),
        ("y", 1),
    ]

    story.tell(inputs.Removed(at=story.now, player=ANN, ban=True))
    assert [group.text for group in tally(story.game.round).groups] == ["all of it", "y"]
    story.tell(inputs.Unbanned(at=story.now, player=ANN))
    assert tally(story.game.round) == _tally_of(story.game.round)
    assert [group.text for group in tally(story.game.round).groups] == ["all of it", "y"]


def test_what_equals_and_reads_differently_is_kept_as_it_was_said() -> None:
    story = Story(BITS).join(ANN, BOB, CYD).start()
    story.answer(ANN, Number(0.0))
    story.answer(BOB, Number(-0.0))

    assert repr(story.game.round.given[ANN].answer) == repr(Number(0.0))
    assert repr(story.game.round.given[BOB].answer) == repr(Number(-0.0))
    assert [group.text for group in tally(story.game.round).groups] == ["-0", "0"]


def test_a_key_that_is_corrected_while_the_question_is_open_holds_for_what_was_said_and_what_comes() -> None:
    story = Story(DNS).join(ANN, BOB, CYD).start()
    story.answer(ANN, Typed("nameserver"))

    corrected = inputs.KeyCorrected(at=story.now, target=0, key=RightTexts(("nameserver",)))
    story.tell(corrected)
    story.answer(BOB, Typed("nameserver"))

    assert tally(story.game.round).right == 2
    assert tally(story.game.round).groups == (Group(text="nameserver", count=2, right=True),)
    story.answer(CYD, Typed("domain name system"))
    assert [result.points for result in _latest(story)] == [1000, 1000, 0]


def _latest(story: Story) -> list[Result]:
    found = (latest_result(story.game, player) for player in story.game.players.values())
    return [result for result in found if result is not None]


def test_a_key_that_is_corrected_while_somebody_is_banned_holds_for_them_once_they_are_back() -> None:
    story = Story(DNS, scoring=Scoring.ACCURACY).join(ANN, BOB).start()
    story.answer(ANN, Typed("nameserver"))
    story.answer(BOB, Typed("nameserver"))
    story.tell(inputs.Removed(at=story.now, player=BOB, ban=True))
    story.tell(inputs.KeyCorrected(at=story.now, target=0, key=RightTexts(("nameserver",))))

    story.tell(inputs.Unbanned(at=story.now, player=BOB))

    assert story.scores() == {"Ann": 1000, "Bob": 1000}
    assert tally(story.game.round).right == 2


def test_more_groups_than_are_shown_are_counted_together() -> None:
    players = [PlayerId(number) for number in range(GROUPS + 6)]
    story = Story(UNCLEAR).join(*players).start()
    for player in players[1:]:
        story.answer(player, Typed(f"word {max(player, 3)}"))

    spread = tally(story.game.round)

    assert spread == _tally_of(story.game.round)
    assert len(spread.groups) == GROUPS
    assert spread.groups[0] == Group(text="word 3", count=3)
    assert spread.others == len(players) - 1 - sum(group.count for group in spread.groups) > 0


@given(histories)
@settings(max_examples=300)
def test_closing_question_after_question_adds_up_to_scoring_all_of_them(history: History) -> None:
    """A late joiner is left out until the next question is closed."""
    story = history.started()
    for move in history.moves:
        kept = story.game.question, story.game.phase
        if happen(story, move) is None:
            continue
        _check_scores(story.game)
        if (story.game.question, story.game.phase) != kept and story.game.phase in (
            Phase.REVEAL,
            Phase.PODIUM,
        ):
            assert sorted(story.game.ranking) == [p.id for p in story.game.players.values() if p.ranked]


@given(histories)
def test_what_is_kept_of_a_session_has_every_result(history: History) -> None:
    game = history.story().game
    for kept in outcome(game).players:
        for part in kept.parts:
            expected = _score_of(game, game.players[kept.player])[1].get(part.question)
            assert part.result == expected


def test_a_streak_goes_on_over_a_question_that_is_taken_out_before_it_is_closed() -> None:
    story = Story(PORT, PORT, PORT, scoring=Scoring.ACCURACY, streak_bonus=True).join(ANN).start().right(ANN)
    story.to(Phase.STANDINGS).to(Phase.OPEN)
    story.tell(inputs.Voided(at=story.now, target=1, voided=True))
    story.wrong(ANN).to(Phase.OPEN).right(ANN)

    assert story.scores() == {"Ann": 2100}
    assert [result.streak for result in _latest(story)] == [2]


@pytest.mark.parametrize(
    ("question", "scoring"),
    [(PORT, Scoring.NONE), (replace(PORT, points=0), Scoring.ACCURACY)],
    ids=["no-points-in-this-quiz", "none-for-this-question"],
)
def test_a_streak_adds_nothing_where_nothing_is_to_be_earned(question: Choice, scoring: Scoring) -> None:
    story = Story(question, question, scoring=scoring, streak_bonus=True).join(ANN).start().right(ANN)
    story.to(Phase.OPEN).right(ANN)

    assert [(result.points, result.bonus, result.streak) for result in _latest(story)] == [(0, 0, 2)]


# The same, worked out the long way


def _check_scores(game: Game) -> None:
    ranked = [game.players[player] for player in game.ranking]
    first = sum(counts(asked) for asked in game.rounds) <= 1
    before = {}
    for player in game.players.values():
        before[player.id], expected = _score_of(game, player)
        assert results(game, player) == expected
        assert player.score == sum(result.points for result in expected.values())
        scored = [result for index, result in expected.items() if counts(game.rounds[index])]
        assert player.right == sum(result.credit == 1.0 for result in scored)
        assert player.wrong == len(scored) - player.right
        assert player.answers == sum(result.answered for result in scored)
        assert player.time == sum(result.time for result in scored)
        assert player.pace == sum(
            result.time * 100 // (100 + game.rounds[index].extra.get(player.id, 0))
            for index, result in expected.items()
            if counts(game.rounds[index])
        )
        assert latest_result(game, player) == expected.get(game.question)
    assert ranked == sorted(ranked, key=lambda player: (-player.score, player.pace, player.name, player.id))
    assert game.places == {player.id: place for place, player in enumerate(ranked)}
    for player in ranked:
        assert player.rank == 1 + sum(other.score > player.score for other in ranked)
        old = 1 + sum(before[other.id] > before[player.id] for other in ranked)
        assert player.rose == (0 if first else old - player.rank)


def _score_of(game: Game, player: Player) -> tuple[int, dict[int, Result]]:
    """The score before the last question that counts, and what every closed question brought."""
    last = max((index for index, asked in enumerate(game.rounds) if counts(asked)), default=-1)
    found: dict[int, Result] = {}
    streak = before = 0
    for index, asked in enumerate(game.rounds):
        if index == last:
            before = sum(result.points for result in found.values())
        if asked.closed and player.id in asked.eligible:
            found[index] = _result_of(asked, player, streak)
            streak = found[index].streak
    return before, found


def _result_of(asked: Round, player: Player, streak: int) -> Result:
    said = asked.given.get(player.id)
    time = said.time if said else Millis(0)
    if not counts(asked):
        return Result(points=0, answered=said is not None, time=time, streak=streak)
    share = credit(asked, said.answer) if said else 0.0
    streak = streak + 1 if share == 1.0 else 0
    points = bonus = 0
    if share:
        fair = Millis(time * 100 // (100 + asked.extra.get(player.id, 0)))
        full = speed_points(asked.question.points, fair, asked.span)
        points, bonus = floor(full * share + 0.5), streak_bonus(streak)
    blank = Result(points=points + bonus, bonus=bonus, answered=said is not None, time=time, streak=streak)
    return replace(blank, credit=share)


def _tally_of(asked: Round) -> Tally:
    answers = [given.answer for given in asked.given.values()]
    groups = _groups_of(asked)
    return Tally(
        answered=len(asked.given),
        eligible=len(asked.eligible),
        right=sum(credit(asked, answer) == 1.0 for answer in answers) if asked.key else 0,
        counts=_counts_of(asked),
        groups=groups[:GROUPS],
        others=sum(group.count for group in groups[GROUPS:]),
    )


def _counts_of(asked: Round) -> tuple[int, ...]:
    match asked.question:
        case Choice() | Poll():
            size = len(asked.shown)
        case TrueFalse():
            size = 2
        case _:
            return ()
    answers = [given.answer for given in asked.given.values()]
    picks = Counter(option for answer in answers if isinstance(answer, Picked) for option in answer.options)
    return tuple(picks[option] for option in range(size))


def _groups_of(asked: Round) -> tuple[Group, ...]:
    found: dict[str, Group] = {}
    for said in asked.given.values():
        match said.answer:
            case Typed(text):
                words = text
            case Number(value):
                words = f"{value:.10g}"
            case Ordered(items):
                words = " → ".join(asked.shown[item] for item in items)
            case Picked():
                continue
        group = Group(text=words, count=0, right=credit(asked, said.answer) == 1.0)
        group = found.get(group_key(words), group)
        found[group_key(words)] = replace(group, count=group.count + 1)
    return tuple(sorted(found.values(), key=lambda group: (-group.count, group.text)))
