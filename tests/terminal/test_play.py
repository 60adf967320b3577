"""`quizterm play` at a terminal: nothing is started, nothing is joined, and a question is there."""

from tests.support.machines import Machine

QUIZ = """
quizterm: 1
title: Trial
reading: 0
seconds: 0
questions:
  - ask: Which one is an editor?
    options: [less, {right: vim}]
    tags: [tools]
  - ask: Which port is DNS?
    answer: 53
"""


async def test_a_quiz_is_practised_until_all_of_it_is_right(here: Machine) -> None:
    play = here.open("play", here.quiz(QUIZ))
    await play.until("What is not right comes again at the end.")
    play.press("Space")
    await play.until("1-2 or A-B answer")
    play.press("a")
    await play.until("It was B vim")
    play.press("Space")
    await play.until("Which port is DNS?")
    play.type("53\r")
    await play.until("Space once more: 1 question")
    play.press("Space")
    await play.until("1 question comes again")
    play.press("Space")
    await play.until("again 1 / 1")
    play.press("b")
    await play.until("Space summary")
    play.press("Enter")
    await play.until("1 of 2 right at the first try")
    play.press("q")

    assert await play.ended() == 0
    assert "Bye. 1 of 2 right at the first try, 1 more since then" in play.written
    assert not here.home.data.exists()
    assert not here.home.store.servers()


async def test_who_leaves_in_the_middle_hears_how_far_they_got(here: Machine) -> None:
    play = here.open("play", here.quiz(QUIZ), "--only", "tools")
    await play.until("1 question")
    play.press("Space")
    await play.until("1-2 or A-B answer")
    play.press("b")
    await play.until("Right, in")
    play.press("Ctrl-C")

    assert await play.ended() == 0
    assert "You stopped at question 1 of 1: 1 of 1 right at the first try" in play.written
    assert "Traceback" not in play.written


async def test_a_practice_goes_on_in_lines_while_its_window_is_small(here: Machine) -> None:
    play = here.open("play", here.quiz(QUIZ))
    await play.until("What is not right comes again at the end.")
    play.press("Space")
    await play.until("1-2 or A-B answer")

    play.resize(38, 20)
    await play.until("The window is too small")
    play.type("1\r")
    await play.until("Not this time")
    play.type("\r")
    await play.until("Type a number and press Enter.")
    play.type("5")
    await play.until(lambda screen: screen.rstrip().endswith("5"))
    play.resize(80, 24)
    await play.until("Enter sends it.")
    play.type("3")
    await play.until("53")
    play.resize(38, 20)
    await play.until(lambda screen: screen.rstrip().endswith("\n53"))
    play.type("\r")
    await play.until("Right, in")
    play.type("\r\r2\r\r")
    await play.until("Type restart")

    play.resize(80, 24)
    await play.until("r practise once more")
    assert "1 of 2 right at the first try" in play.screen
    play.press("q")
    assert await play.ended() == 0
