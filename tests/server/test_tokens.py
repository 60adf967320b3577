"""Resume tokens: the newest one opens the seat, and only to whoever has it (R06)."""

from quizterm.errors import ErrorCode
from quizterm.protocol import client
from tests.server.quizzes import quiz
from tests.support.peers import host, peer, player, wish
from tests.support.serving import running
from tests.support.storages import FrailStorage


async def test_every_return_gives_another_token_and_the_one_before_opens_nothing() -> None:
    async with (
        running() as serving,
        host(serving.address, quiz()) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        peer(serving.address) as back,
        peer(serving.address) as thief,
        peer(serving.address) as other,
    ):
        number = await back.rejoin(ann.code, ann.token, "first return")
        assert back.token not in (ann.token, "")

        stolen = {"code": ann.code, "token": ann.token}
        assert await thief.refusal(client.Rejoin, **stolen) is ErrorCode.BAD_TOKEN
        assert await thief.closed() == 4401
        assert await other.refusal(client.Rejoin, **stolen, key=wish("another")) is ErrorCode.BAD_TOKEN
        assert await other.closed() == 4401
        assert back.close_code is None

        async with peer(serving.address) as again:
            assert await again.rejoin(ann.code, back.token) == number


async def test_whoever_lost_the_reply_asks_again_and_gets_the_same_token() -> None:
    async with (
        running() as serving,
        host(serving.address, quiz()) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
    ):
        tokens = []
        for _ in range(3):
            async with peer(serving.address) as back:
                await back.rejoin(ann.code, ann.token, "the same return")
                tokens.append(back.token)
        assert len(set(tokens)) == 1

        async with peer(serving.address) as on:
            await on.rejoin(ann.code, tokens[0], "the next return")
        async with peer(serving.address) as late:
            code = await late.refusal(
                client.Rejoin, code=ann.code, token=ann.token, key=wish("the same return")
            )
            assert code is ErrorCode.BAD_TOKEN


async def test_a_wish_to_join_that_arrives_late_does_not_cost_the_seat() -> None:
    """The first token is worth nothing after a return, so it must not be given out again."""
    async with (
        running() as serving,
        host(serving.address, quiz()) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        peer(serving.address) as back,
        peer(serving.address) as late,
        peer(serving.address) as again,
    ):
        number = await back.rejoin(ann.code, ann.token, "a return")
        assert await late.join(ann.code, "Ann") == number
        assert late.token not in (ann.token, back.token)
        stolen = {"code": ann.code, "token": back.token}
        assert await again.rejoin(ann.code, late.token, "the next return") == number
        assert await back.closed() == await late.closed() == 4401
        async with peer(serving.address) as thief:
            assert await thief.refusal(client.Rejoin, **stolen, key=wish("Ann")) is ErrorCode.BAD_TOKEN


async def test_a_ban_and_its_end_find_the_return_whose_reply_was_lost() -> None:
    async with (
        running() as serving,
        host(serving.address, quiz()) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        peer(serving.address) as lost,
        peer(serving.address) as back,
    ):
        number = await lost.rejoin(ann.code, ann.token, "a return")
        await teacher.ask(client.Ban, player=number)
        again = {"code": ann.code, "token": ann.token, "key": wish("a return")}
        assert await back.refusal(client.Rejoin, **again) is ErrorCode.BANNED
        await back.ask(client.Ping)
        await teacher.ask(client.Unban, player=number)

        assert await back.rejoin(ann.code, ann.token, "a return") == number
        assert back.token == lost.token


async def test_nothing_that_opens_a_door_is_stored() -> None:
    """R06: a dump of the storage holds hashes only."""
    storage = FrailStorage()
    async with (
        running(storage=storage) as serving,
        host(serving.address, quiz()) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        peer(serving.address) as back,
    ):
        invited = await teacher.ask(client.InviteHost)
        await back.rejoin(ann.code, ann.token, "a return")
        [(opening, log)] = storage.sessions

        kept = repr((opening, await log.read()))
        for secret in (teacher.token, ann.token, back.token, invited.token, wish("Ann"), wish("a return")):
            assert secret
            assert secret not in kept


async def test_a_restart_knows_every_token_again() -> None:
    storage = FrailStorage()
    async with running(storage=storage) as serving, host(serving.address, quiz()) as teacher:
        async with player(serving.address, teacher.code, "Ann") as ann:
            pass
        async with peer(serving.address) as back:
            await back.rejoin(ann.code, ann.token, "a return")
        async with player(serving.address, teacher.code, "Bea") as bea:
            await teacher.ask(client.Ban, player=2)
            await bea.closed()
        invited = await teacher.ask(client.InviteHost)

    async with running(storage=storage) as serving, peer(serving.address) as visitor:
        refused = await visitor.refusal(client.Rejoin, code=bea.code, token=bea.token)
        assert refused is ErrorCode.BANNED
        refused = await visitor.refusal(client.Join, code=bea.code, name="Bea", key=wish("another Bea"))
        assert refused is ErrorCode.BANNED
        assert await visitor.rejoin(ann.code, back.token) == 1
        async with peer(serving.address, "/host") as cohost, peer(serving.address, "/host") as owner:
            await cohost.ask(client.ResumeHost, code=ann.code, token=invited.token)
            await owner.open(quiz())
            assert (owner.code, owner.token) == (teacher.code, teacher.token)
        async with peer(serving.address) as twice:
            assert await twice.join(ann.code, "Ann") == 1
