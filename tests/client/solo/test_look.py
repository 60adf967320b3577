"""Going through a quiz, moment by moment."""

from quizterm.formats import read_sample
from quizterm.quiz.model import Quiz
from quizterm.snapshot import Phase
from quizterm_client.solo.deeds import Deed
from quizterm_client.solo.look import Look
from tests.support.games import BREAK, DNS, MOOD, PORT

QUIZ = Quiz(title="Test", questions=(PORT, BREAK, MOOD, DNS))


def test_the_moments_of_a_question_follow_each_other() -> None:
    look = Look(QUIZ)
    phases = []
    for _ in range(4):
        phases.append(look.phase)
        look = look.flipped()

    assert phases == [Phase.OPEN, Phase.REVEAL, Phase.READING, Phase.OPEN]


def test_the_moment_is_kept_from_question_to_question_over_those_that_do_not_have_it() -> None:
    look = Look(QUIZ).flipped()

    assert [look.at(index).phase for index in range(4)] == [
        Phase.REVEAL,
        Phase.READING,
        Phase.REVEAL,
        Phase.REVEAL,
    ]


def test_what_the_player_does_goes_round_where_it_is_seen() -> None:
    open_, reveal = Look(QUIZ), Look(QUIZ).flipped()

    assert open_.next_deed is None
    assert [look.deed for look in (reveal, reveal.otherwise(), reveal.otherwise().otherwise())] == [*Deed]
    poll = reveal.otherwise().at(2)
    assert (poll.deed, poll.next_deed) == (Deed.RIGHT, Deed.NONE)


def test_there_is_nothing_before_the_first_and_after_the_last_question() -> None:
    assert Look(QUIZ).at(-1).index == 0
    assert Look(QUIZ).at(99).index == 3


def test_a_look_shows_the_question_it_is_about() -> None:
    quiz = read_sample("general-knowledge")

    for index, question in enumerate(quiz.questions):
        stage = Look(quiz).at(index).seen.stage
        assert stage is not None
        assert stage.item is not None
        assert (stage.question, stage.item.text) == (index, question.text)
