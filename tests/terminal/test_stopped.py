"""Ctrl-Z and `fg`, after the game has gone on in lines."""

from tests.support.evenings import go_on, hosted
from tests.support.machines import QUIZTERM, Machine

QUIZ = """
quizterm: 1
title: Evening
reading: 0
seconds: 300
questions:
  - ask: What reads a manual?
    answer: man
"""


async def test_lines_that_were_stopped_go_on_in_lines(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    shell = here.run(("sh", "-i"))
    shell.type(f"{' '.join(QUIZTERM)} join {code} --name Ann\r")
    await host.until("1 player")
    await go_on(host, "start")
    await shell.until("Type your answer, then")
    shell.resize(38, 20)
    await shell.until("the game goes on in lines")
    await shell.until("like /time.")
    screens = shell.raw.count(b"\x1b[?1049h")

    shell.type("\x1a")
    await shell.until("Stopped")
    shell.type("fg\r")
    await shell.until(lambda screen: "--name Ann" in screen.rpartition("fg\n")[2].replace("\n", ""))
    shell.type("man\r")

    await shell.until("Right, in")
    assert shell.raw.count(b"\x1b[?1049h") == screens
