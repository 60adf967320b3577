"""Access tokens: only what this installation has signed for access opens anything (R23, R58)."""

import base64
import json
from collections.abc import Callable
from typing import Any

import jwt
import pytest

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.accounts import Authenticate, LogOut, Refresh, WhoAmI
from quizterm.protocol.data import Account, Login
from quizterm_server.accounts.keys import Key, Keys, place_of_keys, read_keys, rotate
from tests.support.peers import Peer
from tests.support.schools import School, school

Claims = dict[str, Any]


def keys_of(place: School) -> Keys:
    """What signs the tokens of a server."""
    return read_keys(place_of_keys("", place.database))


def claims_of(login: Login) -> Claims:
    """What the access token of a login says."""
    claims: Claims = jwt.decode(login.access, options={"verify_signature": False})
    return claims


def signed(claims: Claims, key: Key, **head: Any) -> str:
    """A token with a good signature, whatever it says."""
    return jwt.encode(claims, key.secret, "HS256", {"kid": key.kid} | head)


def spelled(part: object) -> str:
    """A part of a token."""
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


async def refused(who: Peer, token: str) -> tuple[ErrorCode, str]:
    """What the server says to an access token that it does not take."""
    with pytest.raises(Refusal) as refusal:
        await who.ask(Authenticate, token=token)
    return refusal.value.code, refusal.value.message


async def test_an_access_token_logs_another_connection_in(database: str) -> None:
    async with school(database) as place, place.visitor() as ada, place.visitor() as again:
        await place.person("Ada")
        login = await place.login(ada, "ada")
        told = (await again.ask(Authenticate, token=login.access)).data

        assert told == login.account
        assert (await again.ask(WhoAmI)).data == login.account


async def test_it_says_all_that_it_must_and_no_more_than_that(database: str) -> None:
    async with school(database, access_seconds=600) as place, place.visitor() as ada:
        person = await place.person("Ada")
        login = await place.login(ada, "ada")
        claims = claims_of(login)
        now = int(place.time().timestamp())

        assert claims.pop("jti")
        assert claims == {
            "iss": keys_of(place).issuer,
            "aud": "quizterm",
            "typ": "access",
            "sub": str(person.id),
            "sid": login.account.device,
            "iat": now,
            "exp": now + 600,
        }
        assert login.access_seconds == 600


async def test_it_ends_after_its_time_by_the_clock_of_the_server(database: str) -> None:
    async with school(database, access_seconds=600) as place, place.visitor() as ada:
        await place.person("Ada")
        login = await place.login(ada, "ada")
        place.time.passes(seconds=599)
        await ada.ask(Authenticate, token=login.access)
        place.time.passes(seconds=1)

        assert (await refused(ada, login.access))[0] is ErrorCode.TOKEN_EXPIRED


Forge = Callable[[Claims, Keys], str]


def without(claim: str) -> Forge:
    return lambda claims, keys: signed(
        {name: value for name, value in claims.items() if name != claim}, keys.newest
    )


def having(**changed: Any) -> Forge:
    return lambda claims, keys: signed(claims | changed, keys.newest)


def moved(claim: str, seconds: float) -> Forge:
    return lambda claims, keys: signed(claims | {claim: claims["iat"] + seconds}, keys.newest)


def foreign_key(claims: Claims, keys: Keys) -> str:
    stranger = keys.newest.model_copy(update={"secret": b"x" * 32})
    return signed(claims, stranger)


def unknown_key(claims: Claims, keys: Keys) -> str:
    return signed(claims, keys.newest, kid="AAAAAAAAAAAA")


def unsigned(claims: Claims, keys: Keys) -> str:
    return f"{spelled({'alg': 'none', 'typ': 'JWT', 'kid': keys.newest.kid})}.{spelled(claims)}."


def without_key_name(claims: Claims, keys: Keys) -> str:
    return jwt.encode(claims, keys.newest.secret, "HS256")


def other_digest(claims: Claims, keys: Keys) -> str:
    return jwt.encode(claims, keys.newest.secret * 2, "HS512", {"kid": keys.newest.kid})


def path_as_key_name(claims: Claims, keys: Keys) -> str:
    return signed(claims, keys.newest, kid="../../etc/passwd")


def address_as_key(claims: Claims, keys: Keys) -> str:
    return signed(claims, keys.newest, jku="https://keys.example/")


def changed_afterwards(claims: Claims, keys: Keys) -> str:
    head, _, signature = signed(claims, keys.newest).split(".")
    return f"{head}.{spelled(claims | {'sub': '2'})}.{signature}"


REQUIRED = ("exp", "iat", "jti", "aud", "iss", "typ", "sub", "sid")
FORGED: dict[str, tuple[Forge, ErrorCode]] = {
    **{f"without {claim}": (without(claim), ErrorCode.BAD_TOKEN) for claim in REQUIRED},
    "alg none": (unsigned, ErrorCode.BAD_TOKEN),
    "another key": (foreign_key, ErrorCode.BAD_TOKEN),
    "another digest": (other_digest, ErrorCode.BAD_TOKEN),
    "changed afterwards": (changed_afterwards, ErrorCode.BAD_TOKEN),
    "no kid": (without_key_name, ErrorCode.BAD_TOKEN),
    "a path as kid": (path_as_key_name, ErrorCode.BAD_TOKEN),
    "an address for the key": (address_as_key, ErrorCode.BAD_TOKEN),
    "an unknown kid": (unknown_key, ErrorCode.TOKEN_FOREIGN),
    "another aud": (having(aud="elsewhere"), ErrorCode.TOKEN_FOREIGN),
    "several aud": (having(aud=["quizterm", "elsewhere"]), ErrorCode.BAD_TOKEN),
    "another iss": (having(iss="AAAAAAAAAAAAAAAA"), ErrorCode.TOKEN_FOREIGN),
    "another typ": (having(typ="refresh"), ErrorCode.TOKEN_FOREIGN),
    "exp as text": (having(exp="99999999999"), ErrorCode.BAD_TOKEN),
    "exp as a fraction": (having(exp=99999999999.5), ErrorCode.BAD_TOKEN),
    "exp as a whole fraction": (moved("exp", 60.0), ErrorCode.BAD_TOKEN),
    "exp as true": (having(exp=True), ErrorCode.BAD_TOKEN),
    "exp as null": (having(exp=None), ErrorCode.BAD_TOKEN),
    "exp long ago": (having(exp=1), ErrorCode.TOKEN_EXPIRED),
    "iat as text": (having(iat="1"), ErrorCode.BAD_TOKEN),
    "iat to come": (moved("iat", 60), ErrorCode.BAD_TOKEN),
    "nbf to come": (moved("nbf", 60), ErrorCode.BAD_TOKEN),
    "nbf as text": (having(nbf="1"), ErrorCode.BAD_TOKEN),
    "sub as a number": (having(sub=1), ErrorCode.BAD_TOKEN),
    "sub as a name": (having(sub="ada"), ErrorCode.BAD_TOKEN),
    "somebody else as sub": (having(sub="2"), ErrorCode.BAD_TOKEN),
    "an unknown sid": (having(sid="ABCDEFGHJK"), ErrorCode.TOKEN_REVOKED),
    "a claim more": (having(role="admin"), ErrorCode.BAD_TOKEN),
}


async def test_everything_else_is_refused_and_the_right_one_taken_after_all_of_it(database: str) -> None:
    async with (
        school(database, message_burst=200) as place,
        place.visitor() as ada,
        place.visitor() as mallory,
    ):
        await place.person("Ada")
        await place.person("Bob")
        login = await place.login(ada, "ada")
        claims, keys = claims_of(login), keys_of(place)
        said = {name: await refused(mallory, forge(claims, keys)) for name, (forge, _) in FORGED.items()}

        assert {name: code for name, (code, _) in said.items()} == {
            name: code for name, (_, code) in FORGED.items()
        }
        assert all(sentence.endswith(".") or "quizterm login" in sentence for _, sentence in said.values())
        assert await mallory.refusal(WhoAmI) is ErrorCode.LOGIN_NEEDED
        await mallory.ask(Authenticate, token=signed(claims, keys.newest))


async def test_what_is_no_token_at_all_is_told_apart_from_what_opens_nothing(database: str) -> None:
    async with school(database) as place, place.visitor() as ada:
        await place.person("Ada")
        login = await place.login(ada, "ada")

        for nonsense in ("", ".", "..", "a.b.c", login.access.rpartition(".")[0], "A" * 4096):
            assert (await refused(ada, nonsense))[0] is ErrorCode.BAD_TOKEN
        assert (await refused(ada, login.refresh))[0] is ErrorCode.BAD_TOKEN
        crossed = login.access.replace(".", "")[:128]
        assert await ada.refusal(Refresh, token=crossed) is ErrorCode.BAD_TOKEN


async def test_a_new_key_signs_while_the_old_one_is_good_for_as_long_as_its_tokens(database: str) -> None:
    async with school(database, access_seconds=600) as place, place.visitor() as ada:
        await place.person("Ada")
        before = await place.login(ada, "ada")
        old = keys_of(place).newest
        place.time.passes(seconds=100)
        rotate(place_of_keys("", place.database), place.time())
        after = await place.login(ada, "ada")

        assert jwt.get_unverified_header(before.access)["kid"] == old.kid
        assert jwt.get_unverified_header(after.access)["kid"] == keys_of(place).newest.kid != old.kid
        for login in (before, after):
            assert (await ada.ask(Authenticate, token=login.access)).data == login.account

        place.time.passes(seconds=600)
        # Whoever has the old key can make nothing with it any more.
        stolen = signed(claims_of(before) | {"exp": 99_999_999_999}, old)
        assert (await refused(ada, stolen))[0] is ErrorCode.TOKEN_EXPIRED


async def test_keys_that_are_forgotten_at_once_log_nobody_out(database: str) -> None:
    async with school(database) as place, place.visitor() as ada, place.visitor() as other:
        await place.person("Ada")
        login = await place.login(ada, "ada")
        rotate(place_of_keys("", place.database), place.time(), at_once=True)

        assert len(keys_of(place).keys) == 1
        assert (await refused(other, login.access))[0] is ErrorCode.TOKEN_FOREIGN
        assert isinstance((await ada.ask(WhoAmI)).data, Account)
        renewed = (await other.ask(Refresh, token=login.refresh)).data
        assert isinstance(renewed, Login)
        await ada.ask(Authenticate, token=renewed.access)


async def test_whoever_came_in_by_a_key_that_was_forgotten_may_do_nothing_more(database: str) -> None:
    """R58: who has stolen the key may be in already."""
    async with school(database) as place, place.visitor() as ada:
        await place.person("Ada")
        login = await place.login(ada, "ada")
        async with place.visitor() as mallory:
            forged = signed(claims_of(login) | {"exp": 99_999_999_999}, keys_of(place).newest)
            await mallory.ask(Authenticate, token=forged)
            rotate(place_of_keys("", place.database), place.time())
            assert isinstance((await mallory.ask(WhoAmI)).data, Account)
            rotate(place_of_keys("", place.database), place.time(), at_once=True)

            assert await mallory.refusal(WhoAmI) is ErrorCode.TOKEN_EXPIRED
            assert await mallory.refusal(LogOut, everywhere=True) is ErrorCode.TOKEN_EXPIRED
        assert isinstance((await ada.ask(WhoAmI)).data, Account)


async def test_a_token_is_good_at_every_server_of_one_installation(database: str) -> None:
    async with school(database) as place, school(database, name="second", time=place.time) as second:
        await place.person("Ada")
        async with place.visitor() as ada, second.visitor() as there:
            login = await place.login(ada, "ada")
            assert (await there.ask(Authenticate, token=login.access)).data == login.account
