"""What each viewer sees, phase by phase."""

from dataclasses import replace

import pytest

from quizterm.engine import inputs
from quizterm.engine.asking import prepare
from quizterm.engine.views import view_for
from quizterm.quiz.answers import Number, Picked, RightOptions, RightOrder, Typed
from quizterm.quiz.model import Choice, Question, Scoring
from quizterm.snapshot import LOBBY_NAMES, PLAYERS_TOP, TOP, Audience, Millis, Phase, PlayerId, Seat, Stage
from tests.support.games import ANN, BITS, BOB, CYD, DNS, LAYERS, PORT, UNCLEAR, Story


def players(story: Story) -> Stage:
    return view_for(story.game, Audience.PLAYERS)


def host(story: Story) -> Stage:
    return view_for(story.game, Audience.HOSTS)


def test_the_lobby_shows_the_newest_names_and_the_count() -> None:
    story = Story(PORT).join(*(PlayerId(number) for number in range(LOBBY_NAMES + 5)))

    stage = players(story)

    assert (stage.phase, stage.players) == (Phase.LOBBY, 65)
    assert host(story).connected == 65
    assert len(stage.names) == LOBBY_NAMES
    assert stage.names[-1] == "P64"


def test_players_see_the_question_with_its_deadline_but_not_its_key() -> None:
    story = Story(PORT).join(ANN).start()

    stage = players(story)

    assert stage.item is not None
    assert stage.item.options == ("21", "22", "80", "443")
    assert (stage.deadline, stage.span) == (20_000, 20_000)
    assert (stage.reveal, stage.desk, stage.answered) == (None, None, None)


def test_the_host_sees_the_key_the_spread_and_who_has_not_answered() -> None:
    story = Story(PORT).join(ANN, BOB, CYD).start().go(CYD).right(ANN)

    stage = host(story)

    assert stage.desk is not None
    assert stage.desk.tally is not None
    assert stage.desk.key == RightOptions((1,))
    assert stage.desk.tally.counts == (0, 1, 0, 0)
    assert [(seat.name, seat.answered, seat.connected) for seat in stage.desk.seats] == [
        ("Ann", True, True),
        ("Bob", False, True),
        ("Cyd", False, False),
    ]
    assert stage.answered == 1


def test_the_reveal_shows_key_explanation_and_spread_to_all() -> None:
    story = Story(PORT).join(ANN, BOB).start().right(ANN).wrong(BOB)

    reveal = players(story).reveal

    assert reveal is not None
    assert (reveal.key, reveal.explanation) == (RightOptions((1,)), "Since 1995.")
    assert (reveal.tally.counts, reveal.tally.right, reveal.tally.eligible) == ((1, 1, 0, 0), 1, 2)


def test_typed_answers_are_grouped_by_what_they_mean() -> None:
    story = Story(UNCLEAR).join(ANN, BOB, CYD).start()
    story.answer(ANN, Typed("Subnets"))
    story.answer(BOB, Typed(" subnets "))
    story.answer(CYD, Typed("BGP"))

    reveal = players(story).reveal

    assert reveal is not None
    assert [(group.text, group.count) for group in reveal.tally.groups] == [("Subnets", 2), ("BGP", 1)]


def test_right_words_are_marked_among_the_typed_ones() -> None:
    story = Story(DNS).join(ANN, BOB).start().right(ANN).wrong(BOB)

    reveal = players(story).reveal

    assert reveal is not None
    assert {group.text: group.right for group in reveal.tally.groups} == {
        "domain name system": True,
        "Dynamic Naming": False,
    }


def test_numbers_are_grouped_by_value() -> None:
    story = Story(BITS).join(ANN, BOB).start()
    story.answer(ANN, Number(128.0))
    story.answer(BOB, Number(128))

    reveal = players(story).reveal

    assert reveal is not None
    assert [(group.text, group.count) for group in reveal.tally.groups] == [("128", 2)]


def test_you_tell_a_player_what_the_question_brought() -> None:
    story = Story(PORT, scoring=Scoring.SPEED).join(ANN, BOB).start()
    story.wait(2).right(ANN)
    story.wait(2).wrong(BOB)

    you = view_for(story.game, ANN)

    assert you.result is not None
    assert (you.result.points, you.result.time, you.result.credit, you.result.streak) == (950, 2000, 1.0, 1)
    assert (you.score, you.rank, you.of) == (950, 1, 2)


def test_you_tell_a_player_at_the_end_how_the_whole_quiz_went() -> None:
    story = Story(PORT).join(ANN, BOB).start().wait(2).right(ANN).wrong(BOB).to(Phase.PODIUM)

    ann, bob = view_for(story.game, ANN), view_for(story.game, BOB)

    assert (ann.right, ann.wrong, ann.average) == (1, 0, 2000)
    assert (bob.right, bob.wrong, bob.average) == (0, 1, 2000)
    desk = host(story).desk
    assert desk is not None
    assert [(seat.name, seat.right, seat.wrong) for seat in desk.seats] == [("Ann", 1, 0), ("Bob", 0, 1)]


def test_the_host_is_not_told_before_the_end_how_often_somebody_was_right() -> None:
    story = Story(PORT).join(ANN, BOB).start().right(ANN).wrong(BOB).to(Phase.STANDINGS)

    desk = host(story).desk
    assert desk is not None
    assert [(seat.name, seat.right, seat.wrong) for seat in desk.seats] == [("Ann", 0, 0), ("Bob", 0, 0)]


def test_the_host_sees_who_was_banned_and_nobody_else_who_is_gone() -> None:
    story = Story(PORT).join(ANN, BOB, CYD)
    story.tell(inputs.Left(at=story.now, player=ANN))
    story.tell(inputs.Removed(at=story.now, player=BOB, ban=True))

    desk = host(story).desk
    assert desk is not None
    assert desk.banned == ((BOB, "Bob"),)
    assert [seat.name for seat in desk.seats] == ["Cyd"]
    assert [len(seat) for seat in desk.seats] == [len(Seat._fields)]


def test_the_host_sees_all_that_there_is_of_a_player() -> None:
    story = Story(PORT).join(ANN).start().to(Phase.PODIUM)
    known = {"connected": False, "away_since": 7, "score": 9, "right": 11, "wrong": 13, "extra": 25}
    for name, value in known.items():
        setattr(story.game.players[ANN], name, value)

    desk = host(story).desk

    assert desk is not None
    assert desk.seats == (
        Seat(
            player=ANN,
            name="Ann",
            connected=False,
            away_since=Millis(7),
            answered=False,
            eligible=True,
            score=9,
            right=11,
            wrong=13,
            extra_time=25,
        ),
    )


@pytest.mark.parametrize("phase", [Phase.REVEAL, Phase.STANDINGS])
def test_who_is_not_among_the_first_sees_their_own_place_with_its_neighbours(phase: Phase) -> None:
    crowd = [PlayerId(number) for number in range(PLAYERS_TOP + 4)]
    story = Story(PORT, scoring=Scoring.SPEED).join(*crowd).start()
    for someone in crowd:
        story.wait(1).right(someone)
    story.to(phase)

    seen = [[row.player for row in view_for(story.game, someone).nearby] for someone in crowd]

    assert seen == [[], [], [], [3, 4], [3, 4, 5], [4, 5, 6], [5, 6]]


def test_players_are_sent_nothing_that_their_screens_do_not_draw() -> None:
    story = Story(PORT, PORT).join(ANN, BOB).start()
    assert players(story) == replace(players(story), code="", title="", players=0, connected=0, asked=0)
    story.right(ANN, BOB)
    assert players(story).reveal is not None

    story.to(Phase.STANDINGS)

    assert (players(story).item, players(story).reveal, players(story).players) == (None, None, 2)
    assert view_for(story.game, ANN).title == host(story).title


def test_you_tell_nothing_of_right_or_wrong_before_the_reveal() -> None:
    story = Story(PORT).join(ANN, BOB).start().right(ANN)

    you = view_for(story.game, ANN)

    assert (you.answer, you.result, you.score) == (Picked((1,)), None, 0)


@pytest.mark.parametrize(("phase", "for_players"), [(Phase.STANDINGS, PLAYERS_TOP), (Phase.PODIUM, TOP)])
def test_standings_hold_the_top_for_the_class_and_everybody_for_the_host(
    phase: Phase, for_players: int
) -> None:
    story = Story(PORT).join(*(PlayerId(number) for number in range(TOP + 3))).to(phase)

    assert len(players(story).standings) == for_players
    assert len(view_for(story.game, Audience.SPECTATORS).standings) == TOP
    assert len(host(story).standings) == TOP + 3
    assert players(story).standings[0].rank == 1


def test_the_podium_names_the_hardest_question() -> None:
    story = Story(PORT, DNS).join(ANN, BOB).start().right(ANN, BOB).to(Phase.STANDINGS)
    story.to(Phase.OPEN).right(ANN).wrong(BOB).to(Phase.PODIUM)

    hardest = players(story).hardest

    assert hardest is not None
    assert (hardest.question, hardest.right, hardest.eligible) == (1, 1, 2)


def test_a_late_joiner_learns_that_they_are_not_asked_yet() -> None:
    story = Story(PORT, PORT).join(ANN).start().join(BOB)

    assert view_for(story.game, BOB).eligible is False


def test_the_class_sees_that_the_host_is_away() -> None:
    story = Story(PORT).join(ANN)

    story.tell(inputs.HostsSeen(at=story.now, present=False))

    assert players(story).host_away is True


def test_shuffled_options_keep_their_key() -> None:
    question = Choice(text="?", options=("a", "b", "c"), right=(0,), shuffle=True)

    asked = prepare(question, (2, 0, 1))

    assert asked.shown == ("c", "a", "b")
    assert asked.key == RightOptions((1,))


def test_items_to_order_are_laid_out_without_regard_to_the_right_order() -> None:
    backwards: Question = type(LAYERS)(text=LAYERS.text, items=tuple(reversed(LAYERS.items)))

    asked, other = prepare(LAYERS, (1, 2, 0)), prepare(backwards, (1, 2, 0))

    assert asked.shown == other.shown == ("Network", "Physical", "Link")
    assert asked.key == RightOrder((1, 2, 0))
    assert other.key == RightOrder((0, 2, 1))
