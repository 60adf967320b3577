"""What a server needs for accounts and the library, put together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from structlog.typing import FilteringBoundLogger

from quizterm_server.accounts.administration import Administration
from quizterm_server.accounts.devices import Devices
from quizterm_server.accounts.invites import Invitations
from quizterm_server.accounts.keys import place_of_keys
from quizterm_server.accounts.logins import Logins
from quizterm_server.accounts.own import OwnAccount
from quizterm_server.accounts.passwords import Passwords
from quizterm_server.accounts.people import People
from quizterm_server.accounts.presence import Presence
from quizterm_server.accounts.registration import Registration
from quizterm_server.accounts.signing import Signing
from quizterm_server.accounts.throttle import Throttle
from quizterm_server.accounts.upkeep import keep_up
from quizterm_server.clock import WallClock
from quizterm_server.library.reader import Reader
from quizterm_server.library.shelf import Library
from quizterm_server.results import Results
from quizterm_server.settings import ServerSettings
from quizterm_server.storage.access import Tables


def time_of_day() -> datetime:
    """The time of day of this machine."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Offices:
    """What a server knows about accounts and the library."""

    logins: Logins
    own: OwnAccount
    administration: Administration
    library: Library
    presence: Presence
    teachers_host: bool
    """Only teachers may host quiz files."""
    log: FilteringBoundLogger
    """Where it is told what could not be done."""


@asynccontextmanager
async def open_offices(
    tables: Tables | None, settings: ServerSettings, log: FilteringBoundLogger, now: WallClock = time_of_day
) -> AsyncIterator[Offices | None]:
    """The offices of a server as long as the context lasts; `None` where it keeps no accounts.

    Args:
        tables: Where accounts and quizzes are kept.
        settings: Limits.
        log: Where faults are reported.
        now: The time of day.

    Raises:
        CannotStore: The file with the keys that sign access tokens cannot be used.
    """
    if tables is None or not settings.accounts:
        yield None
        return
    people, invitations, presence = People(tables, now), Invitations(tables, now), Presence()
    passwords = Passwords(settings.password_workers, settings.password_queue, log)
    throttle = Throttle(settings, asyncio.get_running_loop().time)
    keys = place_of_keys(settings.keys, settings.database)
    signing = Signing(keys, settings.access_seconds, now, log)
    devices = Devices(tables, signing, settings, now, presence, log)
    registration = Registration(tables, people, invitations, passwords, devices, throttle, settings)
    reader = Reader()
    upkeep = asyncio.create_task(keep_up(devices, presence, log, now), name="upkeep")
    try:
        yield Offices(
            logins=Logins(people, passwords, devices, signing, throttle, registration, log),
            own=OwnAccount(tables, people, passwords, devices, throttle, presence, Results(tables), log),
            administration=Administration(tables, people, invitations, passwords, devices, presence, log),
            library=Library(tables, settings, now, reader),
            presence=presence,
            teachers_host=settings.hosting == "teachers",
            log=log,
        )
    finally:
        upkeep.cancel()
        await asyncio.wait({upkeep})
        passwords.close()
        await reader.close()
