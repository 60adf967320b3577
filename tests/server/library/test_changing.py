"""Names, tags, who may use a quiz, copies, and the end of it."""

import pytest
from sqlalchemy import func, select

from quizterm.errors import ErrorCode
from quizterm.protocol import library
from quizterm.protocol.accounts import AccountRole, ChangeName, SetDisabled, SetRole
from quizterm.protocol.data import Share
from quizterm.protocol.library import Shelf
from quizterm.protocol.messages import HOST_PATH
from quizterm_server.library.changing import NO_TEACHER
from quizterm_server.storage.tables import quiz_shares, quiz_tags, quiz_versions, quiz_words, quizzes
from tests.support.peers import wish
from tests.support.schools import PASSWORD, school
from tests.support.shelves import (
    kept,
    names,
    publish,
    pull,
    push,
    quiz_text,
    refused,
    share,
    show,
    tag,
    told,
)


async def test_a_quiz_gets_another_name(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        async with here.visitor("ada", HOST_PATH) as ada:
            await push(ada, "networks")
            await push(ada, "History")

            renamed = kept(await told(ada, library.RenameQuiz, quiz="networks", name=" Nets-2 "))
            assert (renamed.card.name, renamed.changed) == ("Nets-2", True)
            same = kept(await told(ada, library.RenameQuiz, quiz="nets-2", name="Nets-2"))
            assert not same.changed
            assert (await told(ada, library.RenameQuiz, quiz="nets-2", name="NETS-2")) is not None
            taken = await refused(ada, library.RenameQuiz, quiz="nets-2", name="history")
            assert taken.code is ErrorCode.QUIZ_TAKEN
            assert await names(ada) == ["ada/History", "ada/NETS-2"]
            gone = await refused(ada, library.ShowQuiz, quiz="networks")
            assert gone.code is ErrorCode.NO_QUIZ


async def test_tags_go_on_and_off(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        async with here.visitor("ada", HOST_PATH) as ada:
            await push(ada, "networks")

            assert (await tag(ada, "networks", "  Year  9 ", "Größe")).card.tags == ("Größe", "Year 9")
            again = await tag(ada, "networks", "year 9", "GRÖSSE")
            assert (again.card.tags, again.changed) == (("Größe", "Year 9"), False)
            less = await tag(ada, "networks", "new", remove=("YEAR 9", "never there"))
            assert (less.card.tags, less.changed) == (("Größe", "new"), True)
            assert await names(ada, tag=" GRÖßE") == ["ada/networks"]
            assert await names(ada, tag="year 9") == []


async def test_a_quiz_has_no_more_than_twenty_tags(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        async with here.visitor("ada", HOST_PATH) as ada:
            await push(ada, "networks")
            await tag(ada, "networks", *(f"tag {number}" for number in range(20)))

            no = await refused(ada, library.TagQuiz, quiz="networks", add=("one more",))

            assert no.code is ErrorCode.BAD_TAG
            assert "21" in no.message
            assert "20" in no.message
            assert len((await show(ada, "networks")).card.tags) == 20


async def test_sharing_gives_and_takes(database: str) -> None:
    async with school(database) as here:
        for name in ("ada", "Grace", "linus"):
            await here.person(name)
        async with here.visitor("ada", HOST_PATH) as ada, here.visitor("grace", HOST_PATH) as grace:
            await push(ada, "networks")
            shared = await share(ada, "networks", "GRACE")
            assert (shared.shares, shared.card.shared) == ((Share(user="Grace"),), True)
            seen = await show(grace, "networks")
            assert (seen.shares, seen.card.shared, seen.card.may_edit) == ((), True, False)
            assert (await pull(grace, "networks")).text == quiz_text()

            assert (await share(ada, "networks", "Grace", edit=True)).changed
            assert not (await share(ada, "networks", "Grace", edit=True)).changed
            assert (await show(grace, "networks")).card.may_edit
            await push(grace, "ada/networks", quiz_text("By Grace"), base=1)
            await tag(grace, "networks", "graced")

            assert (await share(ada, "networks", "Grace")).changed
            assert not (await show(grace, "networks")).card.may_edit
            assert (await share(ada, "networks", "Grace", stop=True)).shares == ()
            assert not (await share(ada, "networks", "linus", stop=True)).changed
            assert (await refused(grace, library.ShowQuiz, quiz="networks")).code is ErrorCode.NO_QUIZ
            assert (await show(ada, "networks")).card.updated_by == "Grace"


async def test_quizzes_are_shared_with_teachers_only_and_players_are_not_told_of(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        await here.person("pupil", AccountRole.PLAYER)
        await here.person("root", AccountRole.ADMIN)
        async with here.visitor("ada", HOST_PATH) as ada:
            await push(ada, "networks")

            for user in ("pupil", "nobody", "../etc"):
                no = await refused(ada, library.ShareQuiz, quiz="networks", user=user)
                assert no.code is ErrorCode.NO_ACCOUNT
                assert no.message == NO_TEACHER.format(user=user)
            yours = await refused(ada, library.ShareQuiz, quiz="networks", user="ada")
            assert yours.code is ErrorCode.NOT_ALLOWED
            assert (await share(ada, "networks", "root")).changed
            assert [one.user for one in (await show(ada, "networks")).shares] == ["root"]


async def test_a_public_quiz_is_there_for_every_teacher_until_it_is_not(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        await here.person("grace")
        async with here.visitor("ada", HOST_PATH) as ada, here.visitor("grace", HOST_PATH) as grace:
            await push(ada, "networks")
            assert (await publish(ada, "networks")).card.public
            assert not (await publish(ada, "networks")).changed
            assert await names(grace, Shelf.PUBLIC) == ["ada/networks"]
            assert await names(grace, Shelf.SHARED) == []
            assert not (await show(grace, "networks")).card.shared

            await publish(ada, "networks", False)

            assert await names(grace, Shelf.PUBLIC) == []
            assert (await refused(grace, library.PullQuiz, quiz="ada/networks")).code is ErrorCode.NO_QUIZ


async def test_a_copy_is_ones_own_and_goes_its_own_way(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        await here.person("grace")
        async with here.visitor("ada", HOST_PATH) as ada, here.visitor("grace", HOST_PATH) as grace:
            await push(ada, "networks", quiz_text("Routers"))
            await push(ada, "networks", quiz_text("Switches"), base=1)
            await tag(ada, "networks", "Year 9")
            await share(ada, "networks", "grace")

            made = kept(await told(grace, library.CopyQuiz, quiz="ada/networks"))
            assert (made.card.owner, made.card.name, made.card.version) == ("grace", "networks", 1)
            assert (made.card.tags, made.card.public, made.shares) == (("Year 9",), False, ())
            taken = await refused(grace, library.CopyQuiz, quiz="ada/networks", name="Networks")
            assert taken.code is ErrorCode.QUIZ_TAKEN
            await told(grace, library.CopyQuiz, quiz="networks", name="second")
            await push(grace, "networks", quiz_text("Mine"), base=1)
            await share(ada, "networks", "grace", stop=True)

            assert (await pull(ada, "networks")).text == quiz_text("Switches")
            assert (await pull(grace, "second")).text == quiz_text("Switches")
            assert await names(grace, search="switch") == ["grace/second"]
            assert await names(grace, search="router") == []
            assert await names(grace, search="second year") == ["grace/second"]


async def test_what_is_deleted_leaves_nothing_and_its_name_is_free(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        await here.person("grace")
        async with here.visitor("ada", HOST_PATH) as ada:
            await push(ada, "networks", key="one")
            await tag(ada, "networks", "t")
            await share(ada, "networks", "grace")

            assert await told(ada, library.DeleteQuiz, quiz="networks") is None

            for table in (quizzes, quiz_versions, quiz_shares, quiz_tags, quiz_words):
                assert (await here.rows(select(func.count()).select_from(table)))[0][0] == 0, table
            assert (await refused(ada, library.DeleteQuiz, quiz="networks")).code is ErrorCode.NO_QUIZ
            assert (await push(ada, "networks", quiz_text("Anew"))).card.version == 1


async def test_a_name_means_ones_own_then_what_is_shared_then_what_is_public(database: str) -> None:
    async with school(database) as here:
        for name in ("ada", "bob", "cy", "dan", "eve"):
            await here.person(name)
        for owner in ("ada", "bob", "cy", "dan"):
            async with here.visitor(owner, HOST_PATH) as found:
                await push(found, "networks", quiz_text(owner))
        async with (
            here.visitor("ada", HOST_PATH) as ada,
            here.visitor("bob", HOST_PATH) as bob,
            here.visitor("cy", HOST_PATH) as cy,
            here.visitor("eve", HOST_PATH) as eve,
        ):
            await publish(ada, "networks")
            assert (await pull(eve, "networks")).card.owner == "ada"
            await publish(bob, "networks")
            several = await refused(eve, library.PullQuiz, quiz="networks")
            assert several.code is ErrorCode.AMBIGUOUS_QUIZ
            assert "ada/networks, bob/networks" in several.message
            assert "cy" not in several.message
            assert (await pull(eve, "bob/networks")).card.owner == "bob"
            await share(cy, "networks", "eve")
            assert (await pull(eve, "networks")).card.owner == "cy"
            await share(ada, "networks", "eve")
            several = await refused(eve, library.PullQuiz, quiz="networks")
            assert "ada/networks, cy/networks" in several.message
            assert "bob" not in several.message
            assert "dan" not in several.message
            await push(eve, "networks", quiz_text("eve"))
            assert (await pull(eve, "networks")).card.owner == "eve"


async def test_quizzes_of_a_closed_account_stay_in_use(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        await here.person("grace")
        await here.person("root", AccountRole.ADMIN)
        async with here.visitor("ada", HOST_PATH) as ada:
            await push(ada, "networks")
            await share(ada, "networks", "grace", edit=True)
        async with here.visitor("root") as root:
            await root.ask(SetDisabled, name="ada", disabled=True)
        async with here.visitor("grace", HOST_PATH) as grace:
            assert await names(grace) == ["ada/networks"]
            await push(grace, "ada/networks", quiz_text("Goes on"), base=1)
            assert (await grace.ask(library.HostQuiz, quiz="networks", key=wish("host"))).code


async def test_a_quiz_follows_the_name_of_its_owner(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        async with here.visitor("ada", HOST_PATH) as ada:
            await push(ada, "networks", key="one")
            await ada.ask(ChangeName, name="lovelace", password=PASSWORD)

            assert (await show(ada, "lovelace/networks")).card.owner == "lovelace"
            assert (await refused(ada, library.ShowQuiz, quiz="ada/networks")).code is ErrorCode.NO_QUIZ


async def test_somebody_who_is_no_teacher_any_more_may_do_nothing_here(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        await here.person("root", AccountRole.ADMIN)
        async with here.visitor("ada", HOST_PATH) as ada, here.visitor("root") as root:
            await push(ada, "networks")
            await root.ask(SetRole, name="ada", role=AccountRole.PLAYER)

            assert (await refused(ada, library.ShowQuiz, quiz="networks")).code is ErrorCode.NOT_ALLOWED


@pytest.mark.parametrize("after", [0, 50, 100])
async def test_long_lists_come_in_pages(database: str, after: int) -> None:
    async with school(database) as here:
        ada = await here.person("ada")
        async with here.tables.writing() as connection:
            for number in range(101):
                await connection.execute(
                    quizzes.insert().values(
                        id=number + 1,
                        owner=ada.id,
                        name=f"q{number:03}",
                        look=f"q{number:03}",
                        public=False,
                        version=1,
                        created_at=here.time.moment,
                    )
                )
                await connection.execute(
                    quiz_versions.insert().values(
                        quiz=number + 1,
                        number=1,
                        text="",
                        size=0,
                        title="T",
                        questions=1,
                        author=ada.id,
                        pushed_at=here.time.moment,
                        wish=str(number).encode(),
                    )
                )
        async with here.visitor("ada", HOST_PATH) as found:
            told_of = (await found.ask(library.ListQuizzes, after=after)).data

            assert [card.name for card in told_of.quizzes] == [  # type: ignore[union-attr]
                f"q{number:03}" for number in range(after, min(after + 50, 101))
            ]
            assert told_of.next == (after + 50 if after < 100 else None)  # type: ignore[union-attr]
