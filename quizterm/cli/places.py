"""Where a session is: what was typed, what is configured, what this machine remembers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizterm.cli.output import say
from quizterm.cli.prompts import ask
from quizterm.language import _, heard

if TYPE_CHECKING:
    from quizterm_client.addresses import Address, Target
    from quizterm_client.settings import Settings
    from quizterm_client.store import Store


@dataclass(frozen=True, slots=True)
class Machine:
    """What this machine knows before a command begins."""

    settings: "Settings"
    store: "Store"


def this_machine(settings: "Settings | None" = None) -> Machine:
    """Read the settings, unless they are known, and open the store.

    Raises:
        BadConfig: The config file or a variable cannot be used.
    """
    from quizterm_client.settings import load_settings
    from quizterm_client.store import Store, state_folder

    return Machine(settings or load_settings(), Store(state_folder(), warn=say))


def configured_server(machine: Machine, option: str | None) -> "Address | None":
    """The server that the command line or the settings name.

    Raises:
        BadTarget: The option names no server.
    """
    from quizterm_client.addresses import parse_server

    return machine.settings.server if option is None else parse_server(option)


async def locate(machine: Machine, target: "Target", option: str | None) -> "Address":
    """Find the server that runs a session.

    Raises:
        BadTarget, UnreachableSession: There is no way to it; says what to do.
    """
    from quizterm_client.finding import find_session

    configured = configured_server(machine, option)
    return await find_session(target, configured, machine.store.known_addresses(target.code))


def ask_target(given: str | None) -> "Target":
    """What session somebody wants: as typed after the command, or asked for until it makes sense.

    Raises:
        BadTarget: What was typed after the command makes no sense.
    """
    from quizterm_client.addresses import BadTarget, parse_target

    if given is not None:
        return parse_target(given)
    while True:
        try:
            return parse_target(ask(_("Join code"), instead=_("Give the join code after the command.")))
        except BadTarget as problem:
            say(heard(str(problem)))
