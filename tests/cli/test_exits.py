"""Exit statuses that tell why there is no way back."""

import pytest

from quizterm.cli.exits import Exit, status_of
from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.client import Join
from tests.support.fakeserver import fake_server, refuse
from tests.support.processes import Home


async def test_a_return_that_is_refused_has_the_status_of_the_refusal(home: Home) -> None:
    async with fake_server() as fake:
        home.variables["QUIZTERM_SERVER"] = str(fake.address)
        async with home.terminal("join", "K7Q4MF", "--name", "Ann") as terminal:
            await fake.until_heard(Join, 1)
            fake.reply = refuse("bad_token", "This token opens nothing.")
            fake.cut()
            await terminal.until("This token opens nothing.")
            terminal.type("\x03")

            assert await terminal.ended() == Exit.BAD_TOKEN


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        pytest.param(None, Exit.LINE_LOST, id="none"),
        pytest.param(Refusal(ErrorCode.NO_SESSION, "There is no such session."), Exit.NO_SESSION, id="gone"),
        pytest.param(Refusal(ErrorCode.INTERNAL, "Something broke."), Exit.LINE_LOST, id="unknown"),
    ],
)
def test_a_lost_connection_has_the_status_of_what_the_server_said(
    refusal: Refusal | None, status: Exit
) -> None:
    assert status_of(refusal) is status
