"""R10, R12, R30: a server that is killed again and again loses nothing, and nobody has to do anything."""

from pathlib import Path
from random import Random

from tests.support.mortal import mortal_server
from tests.support.ordeal import Trial, go_through
from tests.support.processes import Home

TRIAL = Trial(seed="3", players=12, kills=5, calm=0.8, slowest=0.8)


async def test_nothing_is_lost_when_the_server_is_killed_again_and_again(tmp_path: Path) -> None:
    """R10: what was acknowledged is stored once, and what was shown is what the log says, kill after kill.

    Everybody comes back alone, and the open question has the time left that it had (R12).
    """
    async with mortal_server(Home(tmp_path / "home"), Random(TRIAL.seed)) as server:
        figures = await go_through(server, TRIAL)

    assert figures.kills >= TRIAL.kills
    assert figures.accepted > TRIAL.players
    assert figures.snapshots > figures.accepted
