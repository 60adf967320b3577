"""Terminals of any size, and windows that change theirs in the middle of the game."""

from collections.abc import Callable

from tests.support.evenings import go_on, hosted, joined
from tests.support.machines import Machine
from tests.support.terminals import Terminal

QUIZ = """
quizterm: 1
title: Evening
reading: 0
seconds: 300
scoring: accuracy
questions:
  - ask: Which two are editors?
    options: [less, {right: vim}, {right: nano}, tar]
    explain: The other two are a pager and an archiver.
  - ask: What reads a manual?
    answer: man
"""

TINY = (20, 5)
SMALL = (38, 30)
USUAL = (80, 24)
LARGE = (200, 60)
ALTERNATE_SCREEN = 1049
SCREEN = "\x1b[?1049h"
"""A screen begins to take the terminal over."""
NO_MOUSE = "\x1b[?1006l"
"""A screen begins to let the terminal go."""


async def test_every_face_goes_on_in_lines_while_its_window_is_small(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    ann = await joined(here, code, "Ann")
    await joined(here, code, "Bob")
    projector = here.open("watch", code)
    await projector.until("Bob")
    await go_on(host, "start")
    await ann.until("1-4 or A-D pick")

    for screen in (host, ann, projector):
        screen.resize(*SMALL)
        await screen.until(_in_lines("Question 1 is open."))
        assert screen.modes[ALTERNATE_SCREEN] is False
    await projector.until(_in_lines("3. nano"))
    ann.type("2 3\r")
    await ann.until(_in_lines("Counted."))
    host.type("\r")
    await host.until(_in_lines("Closed: 1 of 2 answered."))
    await ann.until(_in_lines("Right, in"))
    host.type("\r")
    await host.until(_in_lines("Standings after question 1 of 2:"))
    await projector.until(_in_lines("Standings after question 1 of 2:"))

    for screen in (host, ann, projector):
        screen.resize(*USUAL)
        await screen.until(_fills("after 1 / 2", USUAL[0]))
        assert screen.modes[ALTERNATE_SCREEN] is True
    await go_on(host, "next question")
    await ann.until("Type your answer")
    ann.type("man\r")
    await ann.until("Counted.")


async def test_what_is_begun_on_the_screen_goes_on_in_lines_and_back(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    ann = await joined(here, code, "Ann")
    await go_on(host, "start")
    await ann.until("1-4 or A-D pick")

    ann.press("2", "4")
    await ann.until(lambda screen: screen.count("picked") == 2)
    ann.resize(*SMALL)
    await ann.until(_in_lines("Begun and not sent: option 2, vim; option 4, tar."))
    ann.type("2 3")
    await ann.until("2 3")
    ann.resize(*USUAL)
    await ann.until(lambda screen: screen.count("picked") == 2 and "3 / " not in screen)
    ann.press("Enter")
    await ann.until("Right, in")

    await go_on(host, "standings")
    await go_on(host, "next question")
    await ann.until("Type your answer")
    ann.type("ma")
    await ann.until("ma")
    ann.resize(*SMALL)
    await ann.until(_in_lines("You had begun to type, and can go on: ma"))
    ann.resize(*USUAL)
    await ann.until(_fills("Enter sends it.", USUAL[0]))
    ann.type("n")
    await ann.until("man")
    ann.resize(*SMALL)
    await ann.until(_in_lines("You had begun to type, and can go on: man"))
    ann.type("\r")
    await ann.until(_in_lines("Right, in"))


async def test_what_is_typed_between_two_faces_arrives_at_the_next(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    ann = await joined(here, code, "Ann")
    await go_on(host, "start")
    await ann.until("1-4 or A-D pick")
    ann.press("2", "4")
    await ann.until(lambda screen: screen.count("picked") == 2)

    ann.resize(*SMALL)
    await ann.until(lambda _: NO_MOUSE in ann.written)
    ann.press("3", "4")
    await ann.until(_in_lines("Begun and not sent: option 2, vim; option 3, nano."))
    ann.type("2 ")
    await ann.until(_in_lines("takes its place. 2"))
    screens = ann.written.count(SCREEN)
    ann.resize(*USUAL)
    await ann.until(lambda _: ann.written.count(SCREEN) > screens)
    ann.type("3")
    await ann.until(lambda screen: screen.count("picked") == 2)
    ann.press("Enter")
    await ann.until("Right, in")

    await go_on(host, "standings")
    await go_on(host, "next question")
    await ann.until("Type your answer")
    ann.type("m")
    await ann.until(" m ")
    left = ann.written.count(NO_MOUSE)
    ann.resize(*SMALL)
    await ann.until(lambda _: ann.written.count(NO_MOUSE) > left)
    ann.type("an\r")
    await ann.until(_in_lines("Right, in"))


async def test_a_line_that_a_host_has_begun_is_there_again_after_a_screen(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    await joined(here, code, "Bob")
    host.resize(*SMALL)
    await host.until(_in_lines("It waits to be started."))
    host.type("rename 1 An")
    await host.until(_in_lines("rename 1 An"))

    host.resize(*USUAL)
    await host.until(_fills("Space start", USUAL[0]))
    lines = host.written.count("It waits to be started.")
    host.resize(*SMALL)
    await host.until(lambda _: host.written.count("It waits to be started.") > lines)
    await host.until(lambda screen: screen.rstrip().endswith("rename 1 An"))
    host.type("\x7fnn\r")
    await host.until(_in_lines("Ann"))
    host.type("players\r")
    await host.until(lambda screen: "Ann" in screen.rpartition("players")[2])


async def test_a_line_that_is_ended_before_the_screen_is_seen_is_no_key(here: Machine) -> None:
    one = QUIZ.replace("{right: vim}", "vim")
    host, code = await hosted(here, here.quiz(one))
    ann = await joined(here, code, "Ann")
    await go_on(host, "start")
    await ann.until("1-4 or A-D answer")
    ann.resize(*SMALL)
    await ann.until(_in_lines("4. tar"))

    screens = ann.written.count(SCREEN)
    ann.resize(*USUAL)
    await ann.until(lambda _: ann.written.count(SCREEN) > screens)
    ann.type("21\r")
    await ann.until(_fills("Which two are editors?", USUAL[0]))
    ann.press("3")
    await ann.until("Right, in")


async def test_what_was_answered_stays_answered_in_lines(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    ann = await joined(here, code, "Ann")
    bob = await joined(here, code, "Bob")
    await go_on(host, "start")
    await ann.until("1-4 or A-D pick")
    ann.press("2", "3", "Enter")
    await ann.until("Counted.")

    ann.resize(*SMALL)
    await ann.until(_in_lines("Your answer: option 2, vim; option 3, nano. Counted."))
    ann.type("1\r")
    await ann.until(_in_lines("it cannot be changed"))
    ann.resize(*USUAL)
    await ann.until(_fills("Counted.", USUAL[0]))
    bob.press("1", "Enter")
    await ann.until("Right, in")
    assert "2 in" in host.screen


async def test_who_comes_in_through_a_small_window_gets_the_screen_when_it_is_pulled_open(
    here: Machine,
) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    ann = here.open("join", code, "--name", "Ann", columns=SMALL[0], rows=SMALL[1])
    await ann.until(_in_lines("You are in, Ann."))

    ann.resize(*USUAL)
    await ann.until(_fills("It begins when the host starts.", USUAL[0]))
    await go_on(host, "start")
    await ann.until("1-4 or A-D pick")


async def test_a_window_that_is_small_for_a_blink_keeps_its_screen(here: Machine) -> None:
    _host, code = await hosted(here, here.quiz(QUIZ))
    ann = await joined(here, code, "Ann")

    ann.resize(*TINY)
    ann.resize(*USUAL)
    await ann.until(_fills("You are in, Ann.", USUAL[0]))
    assert "\x1b[?1049l" not in ann.written


async def test_a_screen_that_was_asked_for_stays_in_any_window(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    ann = here.open("join", code, "--name", "Ann", "--no-plain")
    await ann.until("You are in, Ann.")

    ann.resize(*TINY)
    await ann.until("too small")
    await go_on(host, "start")
    await ann.until("Question 1 is open.")
    ann.resize(*USUAL)
    await ann.until("1-4 or A-D pick")
    assert "\x1b[?1049l" not in ann.written


async def test_every_screen_can_be_started_and_left_in_a_terminal_of_20_by_5(here: Machine) -> None:
    _host, code = await hosted(here, here.quiz(QUIZ))
    ann = here.open("join", code, "--name", "Ann", "--no-plain", columns=20, rows=5)
    projector = here.open("watch", code, "--no-plain", columns=20, rows=5)
    second = here.open("host", "--resume", code, "--no-plain", columns=20, rows=5)

    await ann.until("too small")
    for screen in (projector, second):
        await screen.until(lambda screen: screen.strip() != "")
        await screen.until(code)
    for screen in (ann, projector, second):
        screen.press("Ctrl-C")
        assert await screen.ended() == 0
        assert "Traceback" not in screen.written


async def test_a_window_that_changes_its_size_in_a_question_loses_nothing(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    ann = await joined(here, code, "Ann")
    await go_on(host, "start")
    await ann.until("1-4 or A-D pick")

    ann.press("2", "3")
    await ann.until(lambda screen: screen.count("picked") == 2)
    await _through_sizes(ann, "Which two are editors?")
    ann.press("Enter")
    await ann.until("Right, in")

    await go_on(host, "standings")
    await go_on(host, "next question")
    await ann.until("Type your answer")
    ann.type("ma")
    await _through_sizes(ann, "What reads a manual?")
    ann.type("n\r")
    await ann.until("Right, in")


async def _through_sizes(screen: Terminal, shown: str) -> None:
    for size in (LARGE, (40, 12), USUAL):
        screen.resize(*size)
        await screen.until(_fills(shown, size[0]))


def _in_lines(expected: str) -> Callable[[str], bool]:
    """Whether lines that a narrow window has broken somewhere hold these words."""
    return lambda screen: expected.replace(" ", "") in "".join(screen.split())


def _fills(expected: str, columns: int) -> Callable[[str], bool]:
    """Whether a screen of this width shows something: the line on top goes all the way."""
    return lambda screen: expected in screen and columns - 2 <= len(screen.split("\n")[0]) + 1 <= columns
