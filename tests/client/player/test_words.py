"""What a player's screen says."""

from dataclasses import replace

from quizterm.quiz.answers import Picked
from quizterm.quiz.model import Select
from quizterm.snapshot import Phase, Stage, You
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.player.keys import player_keys
from quizterm_client.player.state import Sending, Sent, can_answer
from quizterm_client.player.welcome import greeting
from quizterm_client.player.words import Notice, Tone, notice
from quizterm_client.view.keys import fitting, hint
from quizterm_client.view.topline import line_view, place_words
from tests.support import stages

UP = LinkStatus(LinkState.CONNECTED, 38)
NOTHING = Sent()


def said(stage: Stage | None, you: You | None = None, line: LinkStatus = UP, sent: Sent = NOTHING) -> Notice:
    return notice(stage, you, line, sent)


def on_its_way(state: Sending, words: str = "") -> Sent:
    return Sent(2, Picked((1,)), state, words)


def test_an_answer_is_followed_until_it_is_counted() -> None:
    assert said(stages.opened(), stages.you()).words == ""
    assert said(stages.opened(), stages.you(), sent=on_its_way(Sending.SENT)).words == "Sent…"
    assert said(stages.opened(), stages.answered()).words == "Counted. Waiting for the others."


def test_a_refusal_is_told_in_the_servers_words() -> None:
    refused = said(stages.opened(), stages.you(), sent=on_its_way(Sending.REFUSED, "Time was up."))

    assert refused == Notice("Time was up.", Tone.WARNING)


def test_an_answer_that_may_be_changed_says_so() -> None:
    assert "change it" in said(stages.opened(change_answer=True), stages.answered()).words


def test_the_line_matters_more_than_the_question() -> None:
    gone = LinkStatus(LinkState.RECONNECTING)

    assert "Reconnecting" in said(stages.opened(paused=True), stages.you(), gone).words
    assert (
        "Press q" in said(stages.opened(), stages.you(), LinkStatus(LinkState.LOST, message="Removed.")).words
    )


def test_a_paused_game_and_a_host_who_is_away_are_told() -> None:
    assert "Paused" in said(stages.opened(paused=True)).words
    assert "host" in said(stages.opened(host_away=True)).words


def test_a_late_joiner_is_told_when_they_are_in() -> None:
    late = stages.you(eligible=False)

    assert "from the next question" in said(stages.opened(), late).words
    assert not can_answer(stages.opened(), late, NOTHING, UP)


def test_one_answer_is_all_unless_it_may_be_changed() -> None:
    assert can_answer(stages.opened(), stages.you(), NOTHING, UP)
    assert not can_answer(stages.opened(), stages.answered(), NOTHING, UP)
    assert can_answer(stages.opened(change_answer=True), stages.answered(), NOTHING, UP)
    assert not can_answer(stages.opened(), stages.you(), on_its_way(Sending.SENT), UP)
    assert not can_answer(stages.opened(change_answer=True), stages.you(), on_its_way(Sending.SENT), UP)
    assert not can_answer(stages.opened(paused=True), stages.you(), NOTHING, UP)
    assert not can_answer(stages.reading(), stages.you(), NOTHING, UP)


def test_an_answer_to_another_question_does_not_hold_this_one_up() -> None:
    assert can_answer(stages.opened(question=3), stages.answered(), on_its_way(Sending.COUNTED), UP)


def test_only_keys_that_work_are_named() -> None:
    several = replace(stages.SSH, select=Select.ALL)

    assert [key.face for key in player_keys(stages.opened(), True)] == ["1-4 or A-D", "q", "?"]
    assert [key.face for key in player_keys(stages.opened(), False)] == ["q", "?"]
    assert [key.what for key in player_keys(stages.opened(several), True)][:2] == ["pick", "send"]
    assert player_keys(stages.opened(), True, conducting="close")[0].face == "n"


def test_a_narrow_line_of_keys_keeps_the_first_and_the_help() -> None:
    keys = [hint("Space", "close"), hint("p", "pause"), hint("s", "skip"), hint("?", "help")]

    assert [key.face for key in fitting(keys, 24)] == ["Space", "?"]
    assert list(fitting(keys, 80)) == keys


def test_the_line_is_told_by_shape_and_word() -> None:
    seen = [line_view(LinkStatus(state)) for state in LinkState]

    assert [view.dot for view in seen] == ["●", "◌", "○"]
    assert [view.words for view in seen] == ["connected", "reconnecting…", "lost"]
    assert line_view(LinkStatus(LinkState.CONNECTED, 1500)).words == "1.5 s"


def test_the_line_of_an_ended_session_is_not_called_lost() -> None:
    gone = LinkStatus(LinkState.LOST)

    assert line_view(gone, Phase.ENDED).words == "ended"
    assert line_view(gone, Phase.PODIUM).words == "lost"


def test_the_top_line_says_where_we_are() -> None:
    assert place_words(stages.lobby()) == "lobby"
    assert place_words(stages.opened()) == "3 / 10"
    assert place_words(stages.standings()) == "after 3 / 10"
    assert place_words(stages.podium()) == "final"


def test_the_podium_and_the_end_are_told() -> None:
    assert "last question" in said(stages.podium()).words
    lost = LinkStatus(LinkState.LOST, message="The session has ended.")
    assert said(stages.ended(), None, lost).words == "This session has ended. Thank you for playing."
    assert stages.ended().phase is Phase.ENDED


def test_whoever_is_in_is_greeted_by_name_unless_they_are_you() -> None:
    assert greeting(stages.you(name="Ada")) == "You are in, Ada."
    assert greeting(stages.you(name="You")) == "You are in."
    assert greeting(None) == "You are in."
