"""The bell: off unless it is asked for, and then at the moments that matter."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from quizterm.snapshot import Tally
from quizterm_client.host.app import HostApp
from quizterm_client.player.app import PlayerApp
from quizterm_client.terminal.appearance import STILL, Appearance
from quizterm_client.view.bell import PlayerBell
from quizterm_client.view.invitation import Invitation
from tests.support import stages
from tests.support.lineplaying import playing
from tests.support.plainhosts import OPENED, hosting
from tests.support.reading import settled
from tests.support.stages import NOW, FakePeer

LOUD = replace(STILL, bell=True)
ALL_IN = Tally(answered=26, eligible=26, right=16, counts=(6, 16, 3, 1))


class Timers:
    """Timers that the test lets run out."""

    def __init__(self) -> None:
        self.pending: dict[int, tuple[float, Callable[[], None]]] = {}
        self.made = 0

    def later(self, seconds: float, do: Callable[[], None]) -> Callable[[], object]:
        self.made += 1
        number = self.made
        self.pending[number] = (seconds, do)
        return lambda: self.pending.pop(number, None)


def test_it_rings_when_a_question_opens_and_once_more_in_its_last_quarter() -> None:
    rung: list[str] = []
    timers = Timers()
    bell = PlayerBell(lambda: rung.append("x"), lambda: NOW, timers.later)

    bell.see(stages.opened(), waits=True)
    bell.see(stages.opened(), waits=True)
    assert len(rung) == 1
    ((seconds, do),) = timers.pending.values()
    assert seconds == 7  # 12 of 20 s are left
    do()
    bell.see(stages.opened(), waits=True)
    assert len(rung) == 2
    assert len(timers.pending) <= 1


def test_whoever_has_answered_is_left_in_peace() -> None:
    rung: list[str] = []
    timers = Timers()
    bell = PlayerBell(lambda: rung.append("x"), lambda: NOW, timers.later)

    bell.see(stages.opened(), waits=True)
    bell.see(stages.opened(), waits=False)
    assert len(rung) == 1
    assert not timers.pending


@pytest.mark.parametrize(("look", "rings"), [(LOUD, 1), (STILL, 0)], ids=["asked for", "by itself"])
async def test_a_player_hears_a_question_open(look: Appearance, rings: int) -> None:
    rung: list[str] = []

    class Heard(PlayerApp):
        def bell(self) -> None:
            rung.append("x")

    peer = FakePeer(stages.reading(), stages.you())
    async with Heard(peer, appearance=look).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert not rung
        peer.tell(stages.opened())
        await settled(pilot)
        peer.tell(stages.answered())
        await settled(pilot)

    assert len(rung) == rings


@pytest.mark.parametrize(("look", "rings"), [(LOUD, 1), (STILL, 0)], ids=["asked for", "by itself"])
async def test_a_host_hears_that_everybody_has_answered(
    look: Appearance, rings: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[str] = []
    monkeypatch.setattr(HostApp, "bell", lambda app: rung.append("x"))
    peer = FakePeer(stages.opened(desk=stages.desk()))
    async with HostApp(peer, Invitation("", ""), appearance=look).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert not rung
        for _ in range(2):
            peer.tell(stages.opened(desk=stages.desk(tally=ALL_IN)))
            await settled(pilot)

    assert len(rung) == rings


async def test_in_lines_it_rings_where_there_is_a_bell() -> None:
    rung: list[str] = []
    async with playing(stages.opened(), ring=lambda: rung.append("x")) as talk:
        await talk.tells(stages.you())

    assert rung == ["x"]


async def test_a_host_in_lines_hears_once_that_everybody_has_answered() -> None:
    rung: list[str] = []
    async with hosting(OPENED, ring=lambda: rung.append("x")) as talk:
        for _ in range(2):
            await talk.tells(stages.opened(desk=stages.desk(tally=ALL_IN)))

    assert rung == ["x"]


async def test_in_lines_only_numbers_are_said_where_the_question_is_on_the_wall() -> None:
    async with playing(stages.opened(), buttons=True) as talk:
        await talk.tells(stages.you())
        said = "\n".join(talk.transcript)

    assert "Question 3 of 10. Look at the projector. Options: 1, 2, 3, 4." in said
    assert "SSH" not in said
