"""Every host command and every answer, in every phase."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol import client
from quizterm.protocol.messages import HOST_PATH
from quizterm.quiz.answers import Picked
from quizterm.snapshot import Phase
from tests.server.quizzes import quiz
from tests.support.games import DNS, PORT
from tests.support.peers import Peer, host, peer, player
from tests.support.serving import running

WAY: dict[Phase, tuple[type[client.HostCommand], ...]] = {
    Phase.LOBBY: (),
    Phase.READING: (client.Start,),
    Phase.OPEN: (client.Start, client.Next),
    Phase.REVEAL: (client.Start, client.Next, client.Close),
    Phase.STANDINGS: (client.Start, client.Next, client.Close, client.Next),
    Phase.PODIUM: (client.Start, client.EndSession),
}
"""The commands that lead to each phase."""

ALLOWED: dict[type[client.HostCommand], set[Phase]] = {
    client.Start: {Phase.LOBBY},
    client.Next: {Phase.READING, Phase.REVEAL, Phase.STANDINGS},
    client.Close: {Phase.OPEN},
    client.AddTime: {Phase.OPEN},
    client.Pause: {Phase.READING, Phase.OPEN, Phase.REVEAL, Phase.STANDINGS},
    client.Resume: set(),
    client.Skip: {Phase.READING, Phase.OPEN},
    client.EndSession: set(WAY),
}
"""In which phases each command means something; `resume` only after a pause."""

FIELDS: dict[type[client.HostCommand], dict[str, Any]] = {client.AddTime: {"seconds": 10}}

CASES = [pytest.param(p, c, id=f"{c.__name__}-in-{p.value}") for p in WAY for c in ALLOWED]


@asynccontextmanager
async def brought_to(phase: Phase) -> AsyncIterator[tuple[str, Peer, Peer]]:
    """A session in this phase: its server's address, its host, a player."""
    async with (
        running() as serving,
        host(serving.address, quiz(PORT, DNS, reading_seconds=3)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
    ):
        await teacher.until(lambda stage: stage.connected == 1)
        for command in WAY[phase]:
            before = teacher.stage
            await teacher.command(command)
            await teacher.until(lambda stage, before=before: stage != before)  # type: ignore[misc]
        await teacher.reaches(phase)
        await ann.reaches(phase)
        yield serving.address, teacher, ann


async def snapshots(address: str, teacher: Peer, ann: Peer) -> tuple[list[str], list[str]]:
    """What a host who comes in now sees, byte for byte, and what the player has been sent."""
    for _ in range(2):
        await ann.ask(client.Ping)
    async with peer(address, HOST_PATH) as second:
        await second.ask(client.ResumeHost, code=teacher.code, token=teacher.token)
        await second.until(lambda _: True)
        stages = [frame for frame in second.frames if '"stage"' in frame]
    return stages, [frame for frame in ann.frames if '"ok"' not in frame and '"refused"' not in frame]


@pytest.mark.parametrize(("phase", "command"), CASES)
async def test_a_command_works_in_its_phases_and_changes_nothing_in_the_others(
    phase: Phase, command: type[client.HostCommand]
) -> None:
    """R04: commands in the wrong phase."""
    async with brought_to(phase) as (address, teacher, ann):
        before = await snapshots(address, teacher, ann)

        if phase in ALLOWED[command]:
            await teacher.command(command, **FIELDS.get(command, {}))
            return
        with pytest.raises(Refusal) as refused:
            await teacher.command(command, **FIELDS.get(command, {}))

        assert refused.value.code is ErrorCode.WRONG_PHASE
        assert await snapshots(address, teacher, ann) == before


@pytest.mark.parametrize("command", ALLOWED)
@pytest.mark.parametrize("phase", WAY)
async def test_a_command_for_a_moment_that_is_past_changes_nothing(
    phase: Phase, command: type[client.HostCommand]
) -> None:
    """R04: every command says which moment it was meant for."""
    async with brought_to(phase) as (address, teacher, ann):
        before = await snapshots(address, teacher, ann)
        past = Phase.LOBBY if phase is not Phase.LOBBY else Phase.OPEN

        code = await teacher.refusal(command, phase=past, question=0, **FIELDS.get(command, {}))

        assert code is ErrorCode.WRONG_PHASE
        assert await snapshots(address, teacher, ann) == before


@pytest.mark.parametrize("phase", [phase for phase in WAY if phase is not Phase.OPEN])
@pytest.mark.parametrize("question", [-1, 0, 1, 7])
async def test_an_answer_outside_its_question_changes_nothing(phase: Phase, question: int) -> None:
    """R04: an answer is accepted only while its question is open."""
    async with brought_to(phase) as (address, teacher, ann):
        before = await snapshots(address, teacher, ann)

        code = await ann.refusal(client.SubmitAnswer, question=question, answer=Picked((1,)))

        assert code in (ErrorCode.WRONG_PHASE, ErrorCode.TOO_LATE)
        assert await snapshots(address, teacher, ann) == before


async def test_nothing_is_accepted_after_the_end_or_from_a_player_who_was_sent_out() -> None:
    """R04: after the end, and after having been sent out."""
    async with brought_to(Phase.OPEN) as (address, teacher, ann), peer(address) as back:
        number = ann.you.player if ann.you else -1
        await teacher.ask(client.Remove, player=number)
        assert await ann.closed() == 4402
        assert await back.refusal(client.Rejoin, code=ann.code, token=ann.token) is ErrorCode.BAD_TOKEN
        assert await back.refusal(client.SubmitAnswer, question=0, answer=Picked((1,))) is ErrorCode.NOT_IN

        await teacher.command(client.EndSession)
        await teacher.reaches(Phase.PODIUM)
        await teacher.command(client.EndSession)
        assert await teacher.closed() == 4404
        assert await back.refusal(client.Watch, code=ann.code) is ErrorCode.NO_SESSION
        assert await back.refusal(client.Rejoin, code=ann.code, token=ann.token) is ErrorCode.NO_SESSION
