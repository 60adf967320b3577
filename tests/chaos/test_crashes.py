"""R10, R12, R30, R34, R40: a server that dies, or whose disk does, loses nothing, and all goes on alone."""

from pathlib import Path
from random import Random

from tests.support.mortal import mortal_server
from tests.support.ordeal import Trial, go_through
from tests.support.processes import Home

KILLS = Trial(seed="3", players=12, latecomers=2, kills=5, calm=0.8, slowest=0.8)
DISK = Trial(seed="98", players=6, kills=0, disk_faults=3, calm=0.5, slowest=0.8)


async def test_nothing_is_lost_when_the_server_is_killed_again_and_again(
    tmp_path: Path, database: str
) -> None:
    """R10: what was acknowledged is stored once, and what was shown is what the log says, kill after kill.

    Everybody comes back alone, and the open question has the time left that it had (R12).
    """
    home = Home(tmp_path / "home")
    async with mortal_server(home, Random(KILLS.seed), database=database) as server:
        figures = await go_through(server, KILLS)

    assert figures.kills + figures.stops >= KILLS.kills
    assert figures.accepted > KILLS.players
    assert figures.snapshots > figures.accepted


async def test_nothing_is_lost_when_nothing_can_be_stored_for_a_while(tmp_path: Path) -> None:
    """R34, R40: what could not be stored was not accepted, people saw why, and play goes on by itself."""
    async with mortal_server(Home(tmp_path / "home"), Random(DISK.seed)) as server:
        figures = await go_through(server, DISK)

    assert figures.disk_faults == DISK.disk_faults
    assert figures.standstills > 0
    assert figures.accepted > DISK.players
