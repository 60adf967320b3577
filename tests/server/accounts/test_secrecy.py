"""The log tells who has logged in, and nothing that logs anybody in (R42)."""

from contextlib import suppress

from quizterm.errors import Refusal
from quizterm.protocol.accounts import Authenticate, LogIn, Refresh, Register
from quizterm.protocol.data import Login
from tests.support.schools import PASSWORD, school


async def test_nothing_secret_and_nothing_that_strangers_typed_gets_into_the_log(database: str) -> None:
    mistyped = "plenty of orangutans"
    async with school(database, registration="open", log_level="debug") as place, place.visitor() as ada:
        await place.person("Ada")
        logins = [await place.login(ada, "ada", device="the laptop of \x1b[31mAda")]
        renewed = (await ada.ask(Refresh, token=logins[0].refresh)).data
        made = (
            await ada.ask(Register, name="Grace", password="plenty of grapes", email="g@example.org")
        ).data
        for login in (renewed, made):
            assert isinstance(login, Login)
            logins.append(login)
        for kind, fields in (
            (LogIn, {"name": "ada", "password": mistyped}),
            (LogIn, {"name": "my-secret-typed-as-name", "password": mistyped}),
            (Authenticate, {"token": f"{logins[0].access[:-3]}AAA"}),
            (Refresh, {"token": "A" * 43}),
            (Refresh, {"token": logins[0].refresh}),
            (Refresh, {"token": logins[0].refresh}),
        ):
            with suppress(Refusal):
                await ada.ask(kind, **fields)
        log = place.log

    secrets = {PASSWORD, mistyped, "plenty of grapes", "my-secret", "orange", "laptop", "example.org"}
    secrets |= {login.access for login in logins} | {login.refresh for login in logins}
    secrets |= {part for login in logins for part in login.access.split(".")[1:]}
    assert [secret for secret in secrets if secret in log] == []
    for told in ("logged_in", "login_refused", "registered", "refresh_token_reused", "account=1"):
        assert told in log
    assert log.replace("\n", "").isprintable()
    assert "fault" not in log
