"""R08, R09: What people write reaches no terminal as anything but text."""

import re
from contextlib import AsyncExitStack

from quizterm.errors import Refusal
from quizterm.protocol.server import Goodbye, StageNews
from quizterm.quiz.answers import RightOptions
from tests.support import stages
from tests.support.evenings import go_on, hosted, joined
from tests.support.fakeserver import fake_server, refuse
from tests.support.machines import Machine
from tests.support.peers import peer
from tests.support.terminals import Terminal

MARKUP = ("[/nope]", "[@click=quit]x[/]", "[bold red]r[/]", "${x}{0}%s", "\\[x]")
STEERING = (
    "\x1b]0;pwned\x07",
    "\x1b[2Jpwned",
    "\x9b31mpwned",
    "\x1b]8;;http://x\x1b\\pwned",
    "a\u202epwned",
    "a\u2066pwned",
    "pwned\x08\x08",
    "pwned\u2028x",
)
ODD = ("字" * 20, "字" * 10, "a\u200bb", "\u3164", "e\u0301\u0301\u0301\u0301", "👩\u200d👩\u200d👧", "\x00")

DRAWING = re.compile(r"\x1b\[[0-9;?<>=$]*[a-zA-Z]|\x1b\]22;default\x07|\x1b(\[[0-9;?]*)?\Z")
"""What a screen of ours is made of: CSI sequences, the mouse pointer's shape, and what is on its way."""

HARMFUL = re.compile(
    "[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)

QUIZ = """
quizterm: 1
title: "[/nope] [bold]T[/]"
reading: 0
seconds: 300
questions:
  - ask: "[@click=app.quit]Q[/] [/nope]"
    code:
      "python": "print('[/nope]') # [@click=app.quit]c[/]"
    options: ["[/nope]", {right: "[@click=app.quit]A[/]"}, "{0} %s", "\\\\[x]"]
    explain: "[link=http://x]E[/link] [/nope]"
  - ask: "[reverse]Say[/reverse]"
    open: true
"""

STEERING_QUIZ = """
quizterm: 1
title: "T\\e]0;pwned\\a"
reading: 0
questions:
  - ask: "Q\\e[2J\\u202epwned"
    options: ["a\\e]0;pwned\\a", {right: "b\\u2066"}]
    explain: "E\\x9b31m"
"""


async def test_hostile_names_are_refused_or_stand_there_as_text(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    ann = await joined(here, code, "Ann")
    projector = here.open("watch", code)
    names, refusals = [], []

    async with AsyncExitStack() as stack:
        for name in (*MARKUP, *STEERING, *ODD):
            guest = await stack.enter_async_context(peer(here.server))
            try:
                await guest.join(code, name)
                names.append((await guest.until_you(lambda _: True)).name)
            except Refusal as refusal:
                refusals.append(refusal.message)
        assert not HARMFUL.search("".join(refusals))
        assert set(MARKUP) < set(names)
        for screen in (host, ann, projector):
            await screen.until(lambda text: all(name in text for name in names))
        await go_on(host, "start")
        await go_on(host, "close")
        await go_on(host, "standings")
        for screen in (host, ann, projector):
            await screen.until(lambda text: "Standings" in text and "[/nope]" in text)

    for screen in (host, ann, projector):
        _is_harmless(screen)


async def test_markup_in_a_quiz_is_drawn_as_it_was_written(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    ann = await joined(here, code, "Ann")
    projector = here.open("watch", code)
    screens = (host, ann, projector)
    await projector.until("[/nope] [bold]T[/]")
    await go_on(host, "start")
    for screen in screens:
        await screen.until("[@click=app.quit]Q[/] [/nope]")
        await screen.until("[@click=app.quit]A[/]")
        await screen.until("\\[x]")

    await ann.until("1-4 or A-D answer")
    ann.press("2")

    for screen in screens:
        await screen.until("[link=http://x]E[/link] [/nope]")
    await go_on(host, "standings")
    await go_on(host, "next question")
    await ann.until("Say it in your own words")
    ann.type("[@click=app.quit]me[/]\r")
    for screen in screens:
        await screen.until("[@click=app.quit]me[/]")
        _is_harmless(screen)


async def test_escape_sequences_in_a_quiz_file_reach_no_terminal(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(STEERING_QUIZ))
    ann = await joined(here, code, "Ann")
    projector = here.open("watch", code)
    await projector.until("Ann")
    await go_on(host, "start")
    await ann.until("1-2 or A-B answer")
    ann.press("2")
    await go_on(host, "standings")

    for screen in (host, ann, projector):
        await screen.until("Standings")
        _is_harmless(screen)


async def test_a_hostile_server_steers_no_terminal(here: Machine) -> None:
    text = "".join(STEERING) + "".join(MARKUP)
    item = stages.SSH
    shown = (
        stages.lobby(title=text, names=(text,)),
        stages.revealed(item, RightOptions((1,)), explanation=text, title=text),
        stages.standings((stages.standing(1, text, 100),), title=text),
    )
    async with fake_server() as fake:
        player = here.open("join", f"K7Q4MF@{fake.address}", "--name", "Ann")
        projector = here.open("watch", f"K7Q4MF@{fake.address}")
        for screen in (player, projector):
            await screen.until("●")
        for version, stage in enumerate(shown, 1):
            await fake.say(StageNews(version=version, stage=stage))
            for screen in (player, projector):
                await screen.until("pwned")
        await fake.say(Goodbye(close=4000, message=text))
        for screen in (player, projector):
            await screen.until("␛")
            screen.press("Ctrl-C")
            await screen.ended()
            _is_harmless(screen)


async def test_a_hostile_refusal_at_the_door_steers_no_terminal(here: Machine) -> None:
    async with fake_server() as fake:
        fake.reply = refuse("no_session", "".join(STEERING))
        player = here.open("join", f"K7Q4MF@{fake.address}", "--name", "Ann")

        assert await player.ended() == 7

    assert "pwned" in player.screen
    _is_harmless(player)


def _is_harmless(screen: Terminal) -> None:
    """Only sequences that draw, and nothing between them that a terminal could obey."""
    assert "Traceback" not in screen.written
    rest = DRAWING.sub("", screen.written)
    found = HARMFUL.search(rest)
    assert not found, f"{rest[max(0, found.start() - 40) : found.end() + 40]!r}"
