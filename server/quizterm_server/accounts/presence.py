"""Which connections use which login, so that a login that ends takes its connections with it."""

from collections.abc import Callable

HangUp = Callable[[], None]


class Presence:
    """The live connections of this process, by the device that they have logged in with."""

    def __init__(self) -> None:
        self._lines: dict[str, set[HangUp]] = {}

    @property
    def devices(self) -> list[str]:
        """The marks of all devices that are connected."""
        return list(self._lines)

    def came(self, device: str, hang_up: HangUp) -> None:
        """A connection has logged in."""
        self._lines.setdefault(device, set()).add(hang_up)

    def left(self, device: str, hang_up: HangUp) -> None:
        """A connection is gone, or has logged in as somebody else."""
        lines = self._lines.get(device, set())
        lines.discard(hang_up)
        if not lines:
            self._lines.pop(device, None)

    def end(self, device: str, besides: HangUp | None = None) -> None:
        """Hang up on every connection of a device whose login is over, save one."""
        for hang_up in list(self._lines.get(device, ())):
            if hang_up != besides:
                hang_up()
