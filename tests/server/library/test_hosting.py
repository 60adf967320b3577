"""Hosting from the library: the right quiz, for who may, and players learn nothing of where it is kept."""

import re
from typing import Any

import pytest
from websockets.frames import CloseCode

from quizterm.errors import ErrorCode
from quizterm.formats.native.quiz import parse_quiz
from quizterm.protocol import client, library
from quizterm.protocol.accounts import AccountRole, WhoAmI
from quizterm.protocol.messages import HOST_PATH
from quizterm.quiz.answers import Picked
from quizterm.quiz.model import Scoring
from quizterm.snapshot import Phase
from tests.support.peers import Peer, player, spectator, wish
from tests.support.schools import school
from tests.support.shelves import push, quiz_text, refused, share

FILE = quiz_text("What one should know", "Is water wet?", "Is ice cold?")
_TOKEN = re.compile(r'"token":"[^"]*"')
OWNER, NAME = "unmistakable-owner", "unmistakable-name"


async def test_the_newest_version_is_hosted_or_the_one_that_is_named(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        async with here.visitor("ada", HOST_PATH) as ada:
            await push(ada, "networks", quiz_text("First"))
            await push(ada, "networks", quiz_text("Second"), base=1)
        wanted: list[tuple[dict[str, Any], str]] = [
            ({}, "Second"),
            ({"version": 1}, "First"),
            ({"quiz": "networks@1"}, "First"),
        ]
        for number, (fields, title) in enumerate(wanted):
            async with here.visitor("ada", HOST_PATH) as ada:
                await ada.ask(library.HostQuiz, **{"quiz": "networks", "key": wish(str(number))} | fields)
                stage = await ada.until(lambda _: True)
                assert (stage.title, stage.phase) == (title, Phase.LOBBY)
        async with here.visitor("ada", HOST_PATH) as ada:
            no = await refused(ada, library.HostQuiz, quiz="networks@3", key=wish("k"))
            assert no.code is ErrorCode.NO_VERSION
            no = await refused(ada, library.HostQuiz, quiz="networks@1", version=2, key=wish("k"))
            assert no.code is ErrorCode.BAD_QUIZ_NAME


async def test_the_same_wish_gives_the_same_session(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        async with here.visitor("ada", HOST_PATH) as ada:
            await push(ada, "networks", FILE)
            first = await ada.ask(library.HostQuiz, quiz="networks", key=wish("one"))
            again = await ada.ask(library.HostQuiz, quiz="networks", key=wish("one"))
        async with here.visitor("ada", HOST_PATH) as ada:
            anew = await ada.ask(library.HostQuiz, quiz="networks", key=wish("one"))

        assert first.code == again.code == anew.code


async def test_only_teachers_stay_at_the_door_for_hosts_as_long_as_they_like(database: str) -> None:
    """Whoever waits there may send messages of a megabyte."""
    async with school(database, max_waiting_hosts=2) as here:
        await here.person("ada")
        await here.person("bob", AccountRole.PLAYER)
        async with (
            here.visitor("ada", HOST_PATH) as ada,
            here.visitor("bob", HOST_PATH) as first,
            here.visitor("bob", HOST_PATH) as second,
            here.visitor("bob", HOST_PATH) as third,
        ):
            assert await first.closed() == CloseCode.TRY_AGAIN_LATER
            for who in (ada, second, third):
                await who.ask(WhoAmI)


async def test_a_quiz_can_be_scored_differently_for_once(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        async with here.visitor("ada", HOST_PATH) as ada:
            await push(ada, "networks", FILE)
        for scoring, points in ((Scoring.ACCURACY, True), (Scoring.NONE, False)):
            async with here.visitor("ada", HOST_PATH) as ada:
                await ada.ask(library.HostQuiz, quiz="networks", key=wish(scoring), scoring=scoring)
                code = (await ada.until(lambda _: True)).code
                async with player(here.address, code, "Ann") as ann:
                    await to_the_first_question(ada, here.serving.clock)
                    await ann.reaches(Phase.OPEN)
                    await ann.answer(Picked((0,)))
                    await ada.reaches(Phase.REVEAL)
                    you = await ann.until_you(lambda you: you.result is not None)
                    assert (you.score > 0) is points


async def test_a_quiz_can_be_played_without_a_clock_for_once(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        async with here.visitor("ada", HOST_PATH) as ada:
            await push(ada, "networks", FILE)
        for untimed in (True, False):
            async with here.visitor("ada", HOST_PATH) as ada:
                key = wish(f"untimed {untimed}")
                await ada.ask(library.HostQuiz, quiz="networks", key=key, untimed=untimed)
                await ada.command(client.Start)
                stage = await ada.until(lambda stage: stage.item is not None)
                assert (stage.phase is Phase.OPEN and stage.deadline is None) is untimed
                assert stage.item is not None
                assert (stage.item.seconds == 0) is untimed


@pytest.mark.parametrize("kind", ["player", "spectator"])
async def test_players_and_spectators_get_the_same_bytes_as_from_a_file(database: str, kind: str) -> None:
    """R01, R50: nothing tells them whose quiz it is, what it is called there, or which version."""
    async with school(database, seed=11) as here:
        await here.person(OWNER)
        await here.person("grace")
        async with here.visitor(OWNER, HOST_PATH) as owner:
            await push(owner, NAME, FILE)
            await share(owner, NAME, "grace")
        async with here.visitor("grace", HOST_PATH) as grace:
            await grace.ask(library.HostQuiz, quiz=f"{OWNER}/{NAME}", key=wish("game"))
            kept = await watched(here.address, here.serving.clock, grace, kind)
    async with school(database, seed=11, name="other") as here, here.visitor("grace", HOST_PATH) as grace:
        await grace.ask(client.CreateSession, quiz=parse_quiz(FILE), key=wish("game"))
        local = await watched(here.address, here.serving.clock, grace, kind)

    assert any("What one should know" in frame for frame in kept)
    assert kept == local
    for frame in kept:
        for secret in (OWNER, NAME, "unmistakable", "grace"):
            assert secret not in frame


async def watched(address: str, clock: Any, teacher: Peer, kind: str) -> list[str]:
    """All that somebody is sent in a game, but for the code and the token, which are drawn by lot."""
    code = (await teacher.until(lambda _: True)).code
    entering = player(address, code, "Ann") if kind == "player" else spectator(address, code)
    async with entering as found:
        await settled(teacher, found)
        for question in range(2):
            await teacher.command(client.Start if question == 0 else client.Next)
            await settled(teacher, found)
            await clock.advance(3_000)
            await teacher.reaches(Phase.OPEN, question)
            await settled(teacher, found)
            if kind == "player":
                await found.answer(Picked((0,)))
            else:
                await teacher.command(client.Close)
            await teacher.reaches(Phase.REVEAL, question)
            await settled(teacher, found)
            await teacher.command(client.Next)
            await settled(teacher, found)
        await teacher.command(client.EndSession)
        await found.reaches(Phase.PODIUM)
        return [_TOKEN.sub("", frame.replace(code, "CODE")) for frame in found.frames]


async def to_the_first_question(teacher: Peer, clock: Any) -> None:
    await teacher.command(client.Start)
    await teacher.reaches(Phase.READING)
    await clock.advance(3_000)
    await teacher.reaches(Phase.OPEN)


async def settled(*peers: Peer) -> None:
    """Wait until everything that was on its way to these has arrived."""
    for _ in range(2):
        for someone in peers:
            await someone.ask(client.Ping)
