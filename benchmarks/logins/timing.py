"""Whether the time that a wrong password takes tells who has an account."""

from dataclasses import dataclass, field
from random import Random
from statistics import median

from benchmarks.load.figures import percentile
from benchmarks.logins.people import Person
from benchmarks.logins.servers import login_server
from benchmarks.logins.table import Row

WARMING = 20
"""Guesses before that, which are not counted."""
PEOPLE = 20


@dataclass(slots=True)
class Guesses:
    """What wrong passwords for one sort of names took, in milliseconds."""

    said: str
    waits: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    """CPU time of the server, which tells the same where others keep the machine busy."""

    def rows(self) -> list[Row]:
        """The figures."""
        return [
            Row(f"wrong password, {self.said}, median, ms", [median(self.waits)], 2),
            Row("… nine of ten, ms", [percentile(self.waits, 0.9)], 2),
            Row("… CPU of the server, median, ms", [median(self.cpu)], 2),
        ]


async def timing(kind: str, seed: int, each: int) -> list[Row]:
    """Guess, known and unknown names in any order, one guess after the other.

    Args:
        kind: Of the database.
        seed: For the order.
        each: Wrong passwords for those who have an account, and as many for those who have none.
    """
    known, unknown = Guesses("known user"), Guesses("unknown user")
    async with login_server(kind) as server:
        visitor = await _registered(server.port, "visitor")
        for number in range(PEOPLE):
            (await _registered(server.port, f"person-{number}")).leave()
        for number in range(WARMING):
            await visitor.guess(f"person-{number}")
        guesses = [known, unknown] * each
        Random(seed).shuffle(guesses)
        for number, taken in enumerate(guesses):
            who = "person" if taken is known else "nobody"
            before = server.cpu
            taken.waits.append(await visitor.guess(f"{who}-{number % PEOPLE}") * 1000)
            taken.cpu.append((server.cpu - before) * 1000)
        visitor.leave()
    return [
        *known.rows(),
        *unknown.rows(),
        Row("difference of the medians, ms", [median(known.waits) - median(unknown.waits)], 2),
        Row("… of CPU, ms", [median(known.cpu) - median(unknown.cpu)], 2),
        Row("of all pairs, the known user took longer in, %", [_longer(known.waits, unknown.waits)]),
        Row("… more CPU in, %", [_longer(known.cpu, unknown.cpu)]),
    ]


def _longer(ones: list[float], others: list[float]) -> float:
    """In how many of 100 pairs the first took longer; 50 means that nothing can be told."""
    return 100 * sum(one > other for one in ones for other in others) / (len(ones) * len(others))


async def _registered(port: int, name: str) -> Person:
    person = Person(name)
    await person.come(port)
    await person.get_in()
    return person
