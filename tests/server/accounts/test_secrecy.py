"""Nobody in a session can tell who has an account, those who have one included."""

from pathlib import Path

import pytest
from sqlalchemy import select

from quizterm.protocol import client
from quizterm.protocol.accounts import AccountRole, LogIn
from quizterm.snapshot import Phase
from quizterm_server.storage.tables import participations, sessions
from tests.server.quizzes import quiz
from tests.support.databases import KINDS, fresh_database
from tests.support.games import DNS, PORT, RIGHT, WRONG
from tests.support.peers import Peer, host, peer, spectator
from tests.support.schools import PASSWORD, school

SINCE_LOGGING_IN = 2
"""Frames of a player before the first that has to do with the session: a greeting, and one reply."""


async def settled(*peers: Peer) -> None:
    """Wait until everything that was on its way to these has arrived."""
    for _ in range(2):
        for someone in peers:
            await someone.ask(client.Ping)


async def played(kind: str, folder: Path, accounts: list[str]) -> tuple[list[list[str]], str, int]:
    """A whole session with these accounts for its three players, `""` for a guest.

    Returns what everybody was sent, the result, and how many seats belong to accounts.
    """
    async with fresh_database(kind, folder) as database, school(database, seed=7) as there:
        for name in ("ada", "bea"):
            await there.person(name, AccountRole.PLAYER)
        async with (
            host(there.address, quiz(PORT, DNS)) as teacher,
            spectator(there.address, teacher.code) as projector,
            peer(there.address) as ann,
            peer(there.address) as bob,
            peer(there.address) as cyd,
            peer(there.address) as again,
        ):
            players = (ann, bob, cyd)
            for somebody, account in zip(players, accounts, strict=True):
                if account:
                    await somebody.ask(LogIn, name=account, password=PASSWORD)
                else:
                    await somebody.ask(client.Ping)
            for somebody, name in zip(players, ("Ann", "Bob", "Cyd"), strict=True):
                await somebody.join(teacher.code, name)
                await settled(teacher, projector, *players)
            await teacher.command(client.Start)
            await settled(teacher, projector, *players)
            await there.serving.clock.advance(2_000)
            for somebody, answer in zip(players, (RIGHT, WRONG, RIGHT), strict=True):
                await somebody.answer(answer[PORT.text])
                await settled(teacher, projector, *players)
            await again.rejoin(teacher.code, bob.token)
            assert await bob.closed() == 4401
            await settled(teacher, projector, ann, cyd, again)
            await ann.ask(client.Leave)
            await settled(teacher, projector, cyd, again)
            for phase in (Phase.PODIUM, Phase.ENDED):
                await teacher.command(client.EndSession)
                await projector.reaches(phase)
            everybody = (teacher, projector, again, *players)
            for somebody in everybody:
                await somebody.closed()
        (session,) = await there.rows(select(sessions.c.result))
        seats = len(await there.rows(select(participations)))
    sent = [somebody.frames for somebody in everybody]
    return [*sent[:3], *(frames[SINCE_LOGGING_IN:] for frames in sent[3:])], session.result, seats


@pytest.mark.parametrize("kind", KINDS)
async def test_a_session_sends_the_same_bytes_whoever_has_an_account(kind: str, tmp_path: Path) -> None:
    """The same script, the same chance, the same clock; only the logins differ."""
    folders = [tmp_path / "guests", tmp_path / "members"]
    for folder in folders:
        folder.mkdir()
    guests = await played(kind, folders[0], ["", "", ""])
    members = await played(kind, folders[1], ["ada", "bea", ""])

    assert members[:2] == guests[:2]
    assert (guests[2], members[2]) == (0, 2)
