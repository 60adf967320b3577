"""Every push makes a version; nobody's is lost, and none is made twice."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol import library
from quizterm.protocol.messages import HOST_PATH
from quizterm_server.storage.tables import quiz_versions, quizzes
from tests.support.peers import wish
from tests.support.schools import School, school
from tests.support.shelves import history, pull, push, quiz_text, refused, share, show, told

FIRST, SECOND, THIRD = (quiz_text(title) for title in ("First", "Second", "Third"))
ODD = (
    "\ufeff# mine\r\nquizterm: 1\r\ntitle: 'Odd: \u00e9 e\u0301 \U0001f600'\r\n"
    "questions:\r\n- ask: a?\r\n  options:\r\n  - right: b\r\n  - c  \r\n\r\n"
)


async def test_what_was_pushed_comes_back_byte_for_byte(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        async with here.visitor("ada", HOST_PATH) as ada:
            made = await push(ada, "Networks", ODD)

            assert (made.changed, made.card.name, made.card.version, made.card.questions) == (
                True,
                "Networks",
                1,
                1,
            )
            assert made.card.size == len(ODD.encode())
            assert (await pull(ada, "networks")).text == ODD


async def test_versions_are_counted_and_kept(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        async with here.visitor("ada", HOST_PATH) as ada:
            await push(ada, "networks", FIRST)
            here.time.passes(minutes=5)
            second = await push(ada, "networks", SECOND, base=1)

            assert (second.card.version, second.card.title) == (2, "Second")
            assert second.card.updated_at == here.time.moment
            assert (await pull(ada, "networks@1")).text == FIRST
            assert (await pull(ada, "networks", 1)).version == 1
            assert (await pull(ada, "networks")).text == SECOND
            found = await history(ada, "networks")
            assert [(one.number, one.title, one.author) for one in found.versions] == [
                (2, "Second", "ada"),
                (1, "First", "ada"),
            ]


async def test_the_same_text_again_changes_nothing_whatever_it_builds_on(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        async with here.visitor("ada", HOST_PATH) as ada:
            await push(ada, "networks", FIRST)
            await push(ada, "networks", SECOND, base=1)

            for base in (None, 1, 2, 7):
                again = await push(ada, "networks", SECOND, base)
                assert (again.changed, again.card.version) == (False, 2)


@pytest.mark.parametrize("base", [None, 1, 3])
async def test_a_push_that_does_not_build_on_the_newest_version_is_refused(
    database: str, base: int | None
) -> None:
    async with school(database) as here:
        await here.person("ada")
        await here.person("Grace")
        async with here.visitor("ada", HOST_PATH) as ada, here.visitor("Grace", HOST_PATH) as grace:
            await push(ada, "networks", FIRST)
            await share(ada, "networks", "Grace", edit=True)
            await push(grace, "ada/networks", SECOND, base=1)

            no = await refused(
                ada, library.PushQuiz, quiz="networks", text=THIRD, base=base, key=wish("third")
            )

            assert no.code is ErrorCode.VERSION_CONFLICT
            for said in ("ada/networks", "version 2", "Grace", "2026-09-01 at 08:00 UTC"):
                assert said in no.message
            assert (await pull(ada, "networks")).text == SECOND
            assert len((await history(ada, "networks")).versions) == 2


async def test_a_push_sent_again_makes_no_second_version(database: str) -> None:
    """R10: also after a restart, when somebody has pushed since, and after the quiz got another name."""
    async with school(database) as here:
        await here.person("ada")
        async with here.visitor("ada", HOST_PATH) as ada:
            first = await push(ada, "networks", FIRST, key="one")
            assert await push(ada, "networks", FIRST, key="one") == first
            second = await push(ada, "networks", SECOND, base=1, key="two")
            assert await push(ada, "networks", SECOND, base=1, key="two") == second
    async with school(database) as here, here.visitor("ada", HOST_PATH) as ada:
        assert await push(ada, "networks", SECOND, base=1, key="two") == second
        assert (await push(ada, "networks", FIRST, key="one")).card.version == 2
        await ada.ask(library.RenameQuiz, quiz="networks", name="nets")
        again = await push(ada, "networks", SECOND, base=1, key="two")
        assert (again.card.name, again.card.version) == ("nets", 2)
        assert await count(here) == (1, 2)


async def test_of_two_pushes_on_the_same_version_one_wins(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        await here.person("grace")
        async with here.visitor("ada", HOST_PATH) as ada, here.visitor("grace", HOST_PATH) as grace:
            await push(ada, "networks", FIRST)
            await share(ada, "networks", "grace", edit=True)

            results = await asyncio.gather(
                push(ada, "networks", SECOND, base=1),
                push(grace, "ada/networks", THIRD, base=1),
                return_exceptions=True,
            )

            lost = [one for one in results if isinstance(one, Refusal)]
            assert [one.code for one in lost] == [ErrorCode.VERSION_CONFLICT]
            assert await count(here) == (1, 2)


async def test_of_two_first_pushes_at_once_one_wins(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        async with here.visitor("ada", HOST_PATH) as ada, here.visitor("ada", HOST_PATH) as again:
            results = await asyncio.gather(
                push(ada, "networks", FIRST), push(again, "Networks", SECOND), return_exceptions=True
            )

            lost = [one for one in results if isinstance(one, Refusal)]
            assert [one.code for one in lost] == [ErrorCode.VERSION_CONFLICT]
            assert await count(here) == (1, 1)


async def test_the_same_push_on_two_lines_at_once_is_one(database: str) -> None:
    """R10: a lost line whose push is still under way, and the client that comes back."""
    async with school(database) as here:
        await here.person("ada")
        async with here.visitor("ada", HOST_PATH) as ada, here.visitor("ada", HOST_PATH) as again:
            one, other = await asyncio.gather(
                push(ada, "networks", FIRST, key="k"), push(again, "networks", FIRST, key="k")
            )

            assert one == other
            assert await count(here) == (1, 1)


async def test_without_an_owner_one_pushes_a_quiz_of_ones_own(database: str) -> None:
    """What others share under the same name is never changed by accident."""
    async with school(database) as here:
        await here.person("ada")
        await here.person("grace")
        async with here.visitor("ada", HOST_PATH) as ada, here.visitor("grace", HOST_PATH) as grace:
            await push(ada, "networks", FIRST)
            await share(ada, "networks", "grace", edit=True)

            mine = await push(grace, "networks", SECOND)
            theirs = await push(grace, "ADA/networks", THIRD, base=1)

            assert (mine.card.owner, mine.card.version) == ("grace", 1)
            assert (theirs.card.owner, theirs.card.version, theirs.card.updated_by) == ("ada", 2, "grace")
            assert (await pull(ada, "networks")).text == THIRD


async def test_a_base_without_a_quiz_makes_none(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        async with here.visitor("ada", HOST_PATH) as ada:
            no = await refused(ada, library.PushQuiz, quiz="networks", text=FIRST, base=3, key=wish("k"))

            assert no.code is ErrorCode.NO_QUIZ
            assert await count(here) == (0, 0)


async def test_an_old_version_becomes_the_newest_again(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        async with here.visitor("ada", HOST_PATH) as ada:
            await push(ada, "networks", FIRST)
            await push(ada, "networks", SECOND, base=1)

            back = await told(ada, library.RestoreQuiz, quiz="networks", version=1)

            assert back == await show(ada, "networks")
            assert (await pull(ada, "networks")).text == FIRST
            assert [one.number for one in (await history(ada, "networks")).versions] == [3, 2, 1]
            again = await told(ada, library.RestoreQuiz, quiz="networks@1", version=1)
            assert again == (await show(ada, "networks")).model_copy(update={"changed": False})


async def test_limits_are_said_with_their_numbers(database: str) -> None:
    async with school(database, max_quizzes=2, max_versions=2, max_quiz_bytes=1024) as here:
        await here.person("ada")
        async with here.visitor("ada", HOST_PATH) as ada:
            await push(ada, "one", FIRST)
            await push(ada, "two", FIRST)
            await push(ada, "one", SECOND, base=1)
            full: list[tuple[type[library.LibraryRequest], dict[str, Any]]] = [
                (library.PushQuiz, {"quiz": "three", "text": FIRST, "key": wish("a")}),
                (library.CopyQuiz, {"quiz": "one", "name": "three"}),
                (library.PushQuiz, {"quiz": "one", "text": THIRD, "base": 2, "key": wish("b")}),
                (library.RestoreQuiz, {"quiz": "one", "version": 1}),
            ]

            for kind, fields in full:
                no = await refused(ada, kind, **fields)
                assert no.code is ErrorCode.LIBRARY_FULL, kind
                assert "2" in no.message
            large = FIRST + "# \u00e9" * 400
            no = await refused(ada, library.PushQuiz, quiz="one", text=large, base=2, key=wish("c"))
            assert no.code is ErrorCode.QUIZ_TOO_LARGE
            assert "1\u00a0024" in no.message
            assert f"{len(large.encode()):,}".replace(",", "\u00a0") in no.message
            assert await count(here) == (2, 3)


async def count(here: School) -> tuple[int, int]:
    """How many quizzes and versions there are."""
    (made,), (versions,) = [
        (await here.rows(select(func.count()).select_from(table)))[0] for table in (quizzes, quiz_versions)
    ]
    return made, versions
