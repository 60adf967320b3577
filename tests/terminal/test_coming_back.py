"""Windows that close, processes that are killed, and how everybody comes back."""

import signal

from quizterm_client.addresses import parse_server
from tests.support.evenings import go_on, hosted, joined
from tests.support.machines import Machine
from tests.support.terminals import Terminal, interrupt

QUIZ = """
quizterm: 1
title: Evening
reading: 0
seconds: 300
scoring: accuracy
questions:
  - ask: Which one is an editor?
    options: [less, {right: vim}]
  - ask: And which one pages?
    options: [{right: less}, vim]
"""

ALTERNATE_SCREEN, SHOWN_CURSOR, PASTE, FOCUS = 1049, 25, 2004, 1004
MOUSE = (1000, 1003, 1006, 1015)


async def test_a_session_outlives_its_hosts_window_and_is_taken_up_from_another_one(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    ann = await joined(here, code, "Ann")
    await go_on(host, "start")
    await ann.until("Which one is an editor?")

    host.hang_up()

    assert await host.ended() == -signal.SIGHUP
    await ann.until("The host is away; the game goes on.")
    ann.press("2")
    await ann.until("Right, in")
    again = here.open("host", "--resume", code)
    await go_on(again, "standings")
    await ann.until("Standings")
    assert "host is away" not in ann.screen
    await go_on(again, "next question")
    await ann.until("And which one pages?")


async def test_a_killed_player_comes_back_as_the_same_player_without_being_asked(here: Machine) -> None:
    """R06, R11."""
    host, code = await hosted(here, here.quiz(QUIZ))
    ann = await joined(here, code, "Ann")
    await go_on(host, "start")
    await ann.until("1-2 or A-B answer")
    ann.press("2")
    await ann.until("Right, in")

    tokens = set()
    for _ in range(2):
        ann.kill()
        assert await ann.ended() == -signal.SIGKILL
        tokens.add(_stored_token(here, code))
        ann = here.open("join", code)
        await ann.until("Ann · 1\xa0000")
        assert "Your name" not in ann.written

    assert len(tokens) == 2, "each return uses up the token of the one before"
    assert all(tokens)
    await go_on(host, "standings")
    await ann.until("Standings")
    await host.until("1 in")


async def test_two_who_join_on_one_machine_are_two_players(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))

    await joined(here, code, "Ann")
    await joined(here, code, "Bob")

    await host.until("2 players")
    assert "Ann" in host.screen
    assert "Bob" in host.screen


async def test_a_taken_name_is_asked_for_again(here: Machine) -> None:
    _host, code = await hosted(here, here.quiz(QUIZ))
    await joined(here, code, "Ann")
    second = here.open("join", code)
    await second.until("Your name")

    second.type("ann\r")
    await second.until(lambda screen: screen.count("Your name") == 2)
    second.type("Anna\r")

    await second.until("You are in, Anna.")


async def test_ctrl_c_leaves_every_screen_and_gives_the_terminal_back(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    ann = await joined(here, code, "Ann")
    projector = here.open("watch", code)
    await projector.until("Ann")

    for screen in (ann, projector, host):
        screen.press("Ctrl-C")
        assert await screen.ended() == 0
        _is_as_before(screen)

    assert f"quizterm join {code}" in ann.screen
    assert f"quizterm host --resume {code}" in host.screen


async def test_ctrl_c_at_a_question_before_the_game_ends_the_command(here: Machine) -> None:
    _host, code = await hosted(here, here.quiz(QUIZ))
    player = here.open("join", code)
    await player.until("Your name")

    assert await interrupt(player) == 130
    assert "Traceback" not in player.written


async def test_a_session_that_the_host_ends_is_over_for_everybody(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    ann = await joined(here, code, "Ann")
    host.press("e")
    await host.until("End the session?")

    host.press("y")

    await ann.until("This session has ended")
    ann.press("q")
    assert await ann.ended() == 0
    assert "come back" not in ann.screen
    await host.until("The session is over.")
    host.press("q")
    assert await host.ended() == 0
    assert "The session has ended." in host.screen


def _stored_token(here: Machine, code: str) -> str:
    """What the only player of this machine comes back with."""
    held = here.home.store.claim_player(parse_server(here.server), code)
    assert held is not None
    with held:
        return held.player.token


def _is_as_before(screen: Terminal) -> None:
    modes = screen.modes
    assert modes[SHOWN_CURSOR]
    assert not any(modes.get(mode) for mode in (ALTERNATE_SCREEN, PASTE, FOCUS, *MOUSE))
    assert {ALTERNATE_SCREEN, PASTE} <= modes.keys()
    assert screen.settings == screen.settings_before
    assert screen.written.count("\x1b[<u") == screen.written.count("\x1b[>")
