"""Made-up snapshots for tests of the screens, and a peer that needs no server."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.client import Request
from quizterm.protocol.server import Goodbye, Ok, StageNews, YouNews
from quizterm.quiz.answers import Answer, Key, Picked, RightOptions, RightOrder, RightRange, RightTexts
from quizterm.quiz.model import Code, Kind, Scoring
from quizterm.snapshot import (
    Desk,
    Group,
    Hardest,
    Millis,
    Phase,
    PlayerId,
    QuestionView,
    Result,
    Reveal,
    Seat,
    Stage,
    Standing,
    Tally,
    You,
)
from quizterm_client.peer import LinkEvent, LinkState, LinkStatus

NOW = Millis(1_000_000)
"""Where the server's clock stands in these stories."""

NAMES = (
    *("Ada", "Bashir", "Chen", "Dmitri", "Eve", "Farah", "Goran", "Hana", "Ines", "Jun", "Kofi", "Lena"),
    *("Mikołaj", "Nadia", "Omar", "Priya", "Quentin", "Rosa", "Søren", "Tomás", "Uma", "Viktor", "Wei"),
    *("Ximena", "Yuki", "Zoë"),
)

SSH = QuestionView(
    kind=Kind.CHOICE,
    text="Which of these ports does SSH listen on by default?",
    options=("21", "22", "80", "443"),
    points=1000,
    seconds=20,
)
CODE = QuestionView(
    kind=Kind.CHOICE,
    text="What does this print?",
    code=Code("def f(x, acc=[]):\n    acc.append(x)\n    return acc\n\nf(1)\nprint(f(2))", "python"),
    options=("[2]", "[1, 2]", "[1]", "an error"),
    points=1000,
    seconds=20,
)
TRUE_FALSE = QuestionView(
    kind=Kind.TRUE_FALSE, text="UDP delivers packets in order.", points=1000, seconds=10
)
TEXT = QuestionView(
    kind=Kind.TEXT, text="Which protocol turns names into addresses?", points=1000, seconds=20
)
NUMERIC = QuestionView(
    kind=Kind.NUMERIC, text="How long is an IPv6 address?", unit="bits", points=1000, seconds=20
)
ORDER = QuestionView(
    kind=Kind.ORDER,
    text="From the oldest to the youngest.",
    options=("HTTP/2", "Telnet", "SSH", "TCP"),
    points=1000,
    seconds=30,
)
POLL = QuestionView(
    kind=Kind.POLL, text="How was the pace?", options=("too slow", "right", "too fast"), seconds=20
)
OPEN = QuestionView(kind=Kind.OPEN, text="What was hardest today?", seconds=60)
PORT_22 = Picked((1,))
PORT_21 = Picked((0,))
KEY_22 = RightOptions((1,))
STRANGE_KEYS: tuple[Key, ...] = (
    RightOptions((7, 99)),
    RightOptions(()),
    RightOrder((3, 9, 0)),
    RightOrder(()),
    RightTexts(()),
    RightRange(5, 1),
)
"""Keys that no honest server sends for the questions here."""
SLIDE = QuestionView(kind=Kind.SLIDE, text="Half-time.\nStretch, drink some water, come back.")

LONG = QuestionView(
    kind=Kind.CHOICE,
    text=(
        "A lab of forty machines shares one address towards the world. One morning half of them can reach "
        "the server in the next building and the other half can not, although every cable is plugged in, "
        "every light is green and nobody has changed anything since yesterday evening, when the caretaker "
        "moved the old switch to the other end of the room to make space for a plant. Reading the program "
        "below, which the caretaker left running on the gateway, which of these explains best what goes on?"
    ),
    code=Code("\n".join(f"line_{n} = check(host_{n}, timeout={n})" for n in range(1, 31)), "python"),
    options=tuple(
        f"Explanation {n}: the plant stands so that its leaves move in the wind of the fan, and with "
        f"every movement one of the plugs loses contact for {n} s"
        for n in range(1, 9)
    ),
    points=1000,
    seconds=120,
)


def stage(phase: Phase = Phase.LOBBY, **changes: Any) -> Stage:
    """A stage of the quiz "Networks, week 3" with 31 players; any field may be given."""
    common: dict[str, Any] = {
        "code": "K7Q4MF",
        "title": "Networks, week 3",
        "phase": phase,
        "questions": 10,
        "scoring": Scoring.SPEED,
        "players": 31,
        "connected": 31,
        "asked": 31,
    }
    made = Stage(**{**common, **changes})
    if made.item is None and made.desk is not None:
        return replace(made, desk=replace(made.desk, key=None))  # there is no question it could be of
    return made


def lobby(**changes: Any) -> Stage:
    """People are coming in."""
    return stage(**{"names": NAMES, **changes})


def reading(item: QuestionView = SSH, **changes: Any) -> Stage:
    """The question is shown and cannot be answered yet; 2 of 3 s are left."""
    timing = {"deadline": Millis(NOW + 2_000), "span": Millis(3_000)}
    return stage(Phase.READING, **{"question": 2, "item": item, **timing, **changes})


def opened(item: QuestionView = SSH, **changes: Any) -> Stage:
    """The question is open; 12 of 20 s are left."""
    timing = {"deadline": Millis(NOW + 12_000), "span": Millis(20_000)}
    return stage(Phase.OPEN, **{"question": 2, "item": item, **timing, **changes})


def tally(counts: Sequence[int] = (4, 23, 3, 1), right: int = 23, groups: Sequence[Group] = ()) -> Tally:
    """How 31 answers are spread."""
    return Tally(answered=31, eligible=31, right=right, counts=tuple(counts), groups=tuple(groups))


def revealed(
    item: QuestionView = SSH,
    key: Key | None = KEY_22,
    spread: Tally | None = None,
    explanation: str = "SSH has used port 22 since 1995.",
    *,
    voided: bool = False,
    **changes: Any,
) -> Stage:
    """The question is closed and the key is known."""
    reveal = Reveal(key=key, explanation=explanation, tally=spread or tally(), voided=voided)
    return stage(Phase.REVEAL, **{"question": 2, "item": item, "reveal": reveal, **changes})


def standing(place: int, name: str, score: int, **changes: Any) -> Standing:
    """One row; the player's number is the place."""
    return Standing(**{"player": PlayerId(place), "name": name, "rank": place, "score": score, **changes})


TOP_FIVE = (
    standing(1, "Chen", 3310, rose=1),
    standing(2, "Priya", 3244, rose=-1),
    standing(3, "Ada", 3007, rose=2),
    standing(4, "Zoë", 2980),
    standing(5, "Tomás", 2911, rose=-2),
)
TOP_TEN = (
    *TOP_FIVE,
    standing(6, "Uma", 2710),
    standing(7, "Wei", 2690, rose=1),
    standing(8, "Omar", 2650, rose=-1),
    standing(9, "Rosa", 2405),
    standing(10, "Jun", 2300, rose=3),
)


def standings(rows: Sequence[Standing] = TOP_TEN, **changes: Any) -> Stage:
    """After question 3."""
    return stage(Phase.STANDINGS, **{"question": 2, "item": SSH, "standings": tuple(rows), **changes})


FINAL = (
    standing(1, "Chen", 9421),
    standing(2, "Priya", 9102),
    standing(3, "Ada", 8770),
    standing(4, "Zoë", 8001),
)
HARDEST = Hardest(question=6, text="Which layer does ARP belong to?", right=4, eligible=31)


def podium(rows: Sequence[Standing] = FINAL, **changes: Any) -> Stage:
    """The end of the quiz."""
    return stage(Phase.PODIUM, **{"question": 9, "standings": tuple(rows), "hardest": HARDEST, **changes})


def ended(rows: Sequence[Standing] = FINAL, **changes: Any) -> Stage:
    """The session is over; the podium stays."""
    return replace(podium(rows, **changes), phase=Phase.ENDED)


def you(**changes: Any) -> You:
    """Ada, before the third question."""
    common: dict[str, Any] = {
        "player": PlayerId(3),
        "name": "Ada",
        "score": 2140,
        "rank": 5,
        "of": 31,
        "question": 2,
    }
    return You(**{**common, **changes})


def answered(answer: Answer = PORT_22, **changes: Any) -> You:
    """Ada, whose answer was counted."""
    return you(**{"answer": answer, **changes})


def right(answer: Answer = PORT_22, **changes: Any) -> You:
    """Ada, who was right."""
    result = Result(points=867, credit=1.0, answered=True, time=Millis(4_100), streak=3, rose=2)
    return you(**{"answer": answer, "result": result, "score": 3007, "rank": 3, "right": 3, **changes})


def wrong(answer: Answer | None = PORT_21, **changes: Any) -> You:
    """Ada, who was wrong, or did not answer at all."""
    result = Result(points=0, credit=0.0, answered=answer is not None, time=Millis(7_300), rose=-2)
    return you(**{"answer": answer, "result": result, "rank": 7, "right": 2, "wrong": 1, **changes})


def placed(**changes: Any) -> You:
    """Ada on the podium."""
    common = {"score": 8770, "rank": 3, "right": 8, "wrong": 2, "average": Millis(2_800), "question": 9}
    return you(**{**common, **changes})


def seats(names: Sequence[str] = NAMES, answered: int = 0, away: Sequence[str] = ()) -> tuple[Seat, ...]:
    """Players as a host sees them; the first `answered` have answered, those in `away` left 60 s ago."""
    return tuple(
        Seat(
            player=PlayerId(number),
            name=name,
            connected=name not in away,
            away_since=Millis(NOW - 60_000) if name in away else None,
            answered=number <= answered,
        )
        for number, name in enumerate(names, 1)
    )


def desk(**changes: Any) -> Desk:
    """What a host knows of the open question."""
    common: dict[str, Any] = {
        "seats": seats(answered=23, away=("Uma",)),
        "key": RightOptions((1,)),
        "explanation": "SSH has used port 22 since 1995.",
        "tally": Tally(answered=23, eligible=26, right=16, counts=(4, 16, 2, 1)),
        "next_text": "Which layer does ARP belong to?",
    }
    return Desk(**{**common, **changes})


class FakePeer:
    """A peer whose news are told by the test and whose requests are kept in `sent`."""

    def __init__(self, *news: Stage | You | LinkStatus) -> None:
        self.sent: list[Request] = []
        self.now = NOW
        self.closed = False
        self._status = LinkStatus(LinkState.CONNECTED, 38)
        self._events: asyncio.Queue[LinkEvent | None] = asyncio.Queue()
        self._version = 0
        self._failures: list[Exception] = []
        self._gate: asyncio.Event | None = None
        for one in news:
            self.tell(one)

    @property
    def status(self) -> LinkStatus:
        """The line as told last."""
        return self._status

    def server_now(self) -> Millis:
        """The time that the test set."""
        return self.now

    def tell(self, news: Stage | You | LinkStatus | Goodbye) -> None:
        """Let something arrive."""
        self._version += 1
        match news:
            case Stage():
                self._events.put_nowait(StageNews(version=self._version, stage=news))
            case You():
                self._events.put_nowait(YouNews(version=self._version, you=news))
            case LinkStatus():
                self._status = news
                self._events.put_nowait(news)
            case Goodbye():
                self._events.put_nowait(news)

    def hang_up(self) -> None:
        """Let the news end."""
        self._events.put_nowait(None)

    def refuse_next(self, code: ErrorCode, message: str) -> None:
        """Refuse the next request."""
        self._failures.append(Refusal(code, message))

    def break_next(self) -> None:
        """Lose the line during the next request."""
        self._failures.append(ConnectionError("The line broke."))

    def hold(self) -> None:
        """Keep replies back until `release`."""
        self._gate = asyncio.Event()

    def release(self) -> None:
        """Let the replies out."""
        if self._gate is not None:
            self._gate.set()

    async def events(self) -> AsyncIterator[LinkEvent]:
        """What was told, in order."""
        while (event := await self._events.get()) is not None:
            yield event

    async def request(self, message: Request) -> Ok:
        """Keep the request; fail if the test said so, or where there is no line."""
        if self._status.state is not LinkState.CONNECTED:
            raise ConnectionError("There is no line.")
        self.sent.append(message)
        if self._gate is not None:
            await self._gate.wait()
        if self._failures:
            raise self._failures.pop(0)
        return Ok(ref=message.ref)

    async def close(self) -> None:
        """Remember that the face hung up."""
        self.closed = True
        self.hang_up()
