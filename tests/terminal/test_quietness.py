"""What has not changed is not drawn again: forty players on one lab machine, or one on a slow line, feel that."""

from tests.support.evenings import go_on, hosted, joined
from tests.support.machines import Machine

QUESTION = "Which one is an editor?"

APPEARING = 2
"""Drawings that a question may take to appear: its place may change once more in the next moment."""

QUIZ = f"""
quizterm: 1
title: Evening
reading: 2
seconds: 300
questions:
  - ask: {QUESTION}
    options: [less, {{right: vim}}]
"""


async def test_a_question_is_not_drawn_again_while_it_opens_and_people_answer_and_go(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    ann, bob = await joined(here, code, "Ann"), await joined(here, code, "Bob")
    projector = here.open("watch", code)
    await projector.until("Bob")
    await go_on(host, "start")
    await ann.until("Read first")

    await ann.until("1-2 or A-B answer")
    ann.press("2")
    await ann.until("Counted.")
    await projector.until("1 of 2 answered")
    assert ann.written.count(QUESTION) <= APPEARING
    bob.press("Ctrl-C")
    await bob.ended()
    await projector.until("1 of 2 right")
    await host.until("1 of 2 right")
    assert host.written.count(QUESTION) <= APPEARING
    assert projector.written.count(QUESTION) <= APPEARING
