"""Rights count when something is stored, not when it was asked for: reading a file takes its time."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import delete, select, update

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol import library
from quizterm.protocol.accounts import AccountRole
from quizterm.protocol.messages import HOST_PATH
from quizterm_server.accounts.identity import Identity
from quizterm_server.library.reader import Reader
from quizterm_server.library.readings import Reading
from quizterm_server.library.shelf import Library
from quizterm_server.settings import ServerSettings
from quizterm_server.storage.tables import accounts, quiz_shares, quiz_versions, quizzes
from tests.support.peers import wish
from tests.support.schools import School, school
from tests.support.shelves import push, quiz_text, share

PUSH = library.PushQuiz(ref=1, quiz="ada/networks", text=quiz_text("Late"), base=2, key=wish("late"))
RESTORE = library.RestoreQuiz(ref=1, quiz="ada/networks", version=1)


class SlowReader(Reader):
    """Lets something happen while it reads."""

    def __init__(self, meanwhile: Callable[[], Awaitable[None]]) -> None:
        super().__init__()
        self._meanwhile = meanwhile

    async def read(self, text: str) -> Reading:
        reading = await super().read(text)
        await self._meanwhile()
        return reading


async def share_ends(here: School) -> None:
    async with here.tables.writing() as connection:
        await connection.execute(delete(quiz_shares))


async def only_reading_is_left(here: School) -> None:
    async with here.tables.writing() as connection:
        await connection.execute(update(quiz_shares).values(may_edit=False))


async def quiz_goes(here: School) -> None:
    async with here.visitor("ada", HOST_PATH) as ada:
        await ada.ask(library.DeleteQuiz, quiz="networks")


async def no_teacher_any_more(here: School) -> None:
    async with here.tables.writing() as connection:
        await connection.execute(
            update(accounts).where(accounts.c.name == "grace").values(role=AccountRole.PLAYER.value)
        )


async def account_is_closed(here: School) -> None:
    async with here.tables.writing() as connection:
        await connection.execute(
            update(accounts).where(accounts.c.name == "grace").values(disabled_at=here.time())
        )


@pytest.mark.parametrize("message", [PUSH, RESTORE], ids=["push", "restore"])
@pytest.mark.parametrize(
    ("meanwhile", "code"),
    [
        (share_ends, ErrorCode.NO_QUIZ),
        (only_reading_is_left, ErrorCode.NOT_ALLOWED),
        (quiz_goes, ErrorCode.NO_QUIZ),
        (no_teacher_any_more, ErrorCode.NOT_ALLOWED),
        (account_is_closed, ErrorCode.ACCOUNT_DISABLED),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
async def test_who_loses_a_right_while_a_file_is_read_changes_nothing(
    database: str,
    meanwhile: Callable[[School], Awaitable[None]],
    code: ErrorCode,
    message: library.PushQuiz | library.RestoreQuiz,
) -> None:
    async with school(database) as here:
        await here.person("ada")
        grace = await here.person("grace")
        async with here.visitor("ada", HOST_PATH) as ada:
            await push(ada, "networks", quiz_text("First"))
            await push(ada, "networks", quiz_text("Second"), base=1)
            await share(ada, "networks", "grace", edit=True)
        reader = SlowReader(lambda: meanwhile(here))
        shelf = Library(here.tables, ServerSettings(), here.time, reader)
        who = Identity(grace.id, "grace", AccountRole.TEACHER, "device")
        try:
            with pytest.raises(Refusal) as refused:
                await shelf.handle(message, who)
        finally:
            await reader.close()

        assert refused.value.code is code
        assert not await here.rows(select(quiz_versions).where(quiz_versions.c.author == grace.id))
        assert {row.version for row in await here.rows(select(quizzes.c.version))} <= {2}
