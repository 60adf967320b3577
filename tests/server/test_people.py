"""Who may come into a session as whom, in any history of joining, renaming, leaving, bans and returns."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from quizterm.engine.effects import Dismissal
from quizterm.errors import ErrorCode, Refusal
from quizterm.snapshot import PlayerId
from quizterm_server.rooms.people import People

NAMES = ("Ann", "ANN", "Bob", "Cyd", "Dan")
"""Two of them look alike."""

moves = st.lists(
    st.tuples(
        st.sampled_from(("join", "join", "return", "return", "rename", "leave", "remove", "ban", "unban")),
        st.integers(0, 6),
        st.sampled_from(NAMES),
    ),
    max_size=40,
)


@dataclass
class Guest:
    """Somebody as a simple list remembers them."""

    number: PlayerId
    name: str
    tokens: list[str]
    state: Dismissal | None = None
    returns: int = 0


@dataclass
class Door:
    """The door, and a list of everybody beside it that is gone through from end to end each time."""

    people: People = field(default_factory=lambda: People(b"secret"))
    guests: list[Guest] = field(default_factory=list)

    def join(self, name: str) -> None:
        number = self.people.next_player()
        if self._refused(name, number):
            return
        key = f"wish {number}"
        self.people.name(number, name)
        self.people.admit(self.people.admission(number, key))
        self.guests.append(Guest(number, name, [self.people.joining_again(number, key).token]))

    def rename(self, guest: Guest, name: str) -> None:
        if guest.state is None and not self._refused(name, guest.number):
            self.people.rename(guest.number, name)
            guest.name = name

    def come_back(self, guest: Guest) -> None:
        guest.returns += 1
        key = f"return {guest.number}.{guest.returns}"
        if guest.state is not None:
            banned = guest.state is Dismissal.BANNED
            refused = refusal(lambda: self.people.returning(guest.tokens[-1], key))
            assert refused is (ErrorCode.BANNED if banned else ErrorCode.BAD_TOKEN)
            return
        granted = self.people.returning(guest.tokens[-1], key)
        assert granted.player == guest.number
        assert granted.change is not None
        self.people.admit(granted.change)
        guest.tokens.append(granted.token)

    def send_out(self, guest: Guest, why: Dismissal) -> None:
        if guest.state is None:
            guest.state = why
            self.people.dismiss(guest.number, why)

    def unban(self, guest: Guest) -> None:
        if guest.state is Dismissal.BANNED:
            guest.state = None
            self.people.unban(guest.number)

    def check(self) -> None:
        """The door knows of everybody what the list says."""
        for guest in self.guests:
            joined = self.people.joined_before(f"wish {guest.number}")
            assert joined in ((guest.number, None) if guest.state is None else (None,))
            for token in guest.tokens[:-1]:
                refused = refusal(partial(self.people.returning, token, "another key"))
                banned = guest.state is Dismissal.BANNED and token == guest.tokens[-2]
                assert refused is (ErrorCode.BANNED if banned else ErrorCode.BAD_TOKEN)

    def _refused(self, name: str, number: PlayerId) -> bool:
        """Whether the name is refused, for the reason that the list gives."""
        same = [guest for guest in self.guests if guest.name.lower() == name.lower()]
        banned = any(guest.state is Dismissal.BANNED for guest in same)
        taken = any(guest.state is None and guest.number != number for guest in same)
        expected = ErrorCode.BANNED if banned else ErrorCode.NAME_TAKEN if taken else None
        assert refusal(lambda: self.people.check_name(name, number)) is expected
        return expected is not None


def refusal(asked: Callable[[], object]) -> ErrorCode | None:
    """Why the door says no; `None` if it does not."""
    try:
        asked()
    except Refusal as refused:
        return refused.code
    return None


@given(moves)
def test_names_and_tokens_open_to_whom_they_belong_and_to_nobody_else(
    history: list[tuple[str, int, str]],
) -> None:
    door = Door()
    for what, who, name in history:
        guest = door.guests[who % len(door.guests)] if door.guests else None
        match what:
            case "join":
                door.join(name)
            case _ if guest is None:
                continue
            case "return":
                door.come_back(guest)
            case "rename":
                door.rename(guest, name)
            case "leave":
                door.send_out(guest, Dismissal.LEFT)
            case "remove":
                door.send_out(guest, Dismissal.REMOVED)
            case "ban":
                door.send_out(guest, Dismissal.BANNED)
            case _:
                door.unban(guest)
        door.check()
