"""A network on a bad day: lines are cut, half-closed, slowed down and silenced for moments, at random."""

import asyncio
from random import Random

from tests.support.figures import Figures
from tests.support.pipe import CLEAR, Weather
from tests.support.relay import SILENT, Relay, Way

_DRIZZLE = Weather(latency=0.02, jitter=0.03, stalls=0.05, stall=0.2)
_TRICKLE = Weather(rate=4000)
_LONGEST_SILENCE = 1.0


async def spoil(bad: Relay, rng: Random, figures: Figures, *, pause: float = 1.0) -> None:
    """Do something to the lines again and again, until cancelled; then the weather is clear.

    Args:
        bad: The relay.
        rng: Decides what and when.
        figures: Where cuts are counted.
        pause: Seconds from one thing to the next, at most.
    """
    try:
        while True:
            await asyncio.sleep(rng.uniform(0.0, pause))
            await _spoil_once(bad, rng, figures)
    finally:
        bad.heal()


async def _spoil_once(bad: Relay, rng: Random, figures: Figures) -> None:
    what = rng.random()
    if what < 0.6 and bad.lines:
        figures.cuts += 1
        bad.cut([rng.choice(sorted(bad.lines))])
    elif what < 0.65:
        figures.cuts += len(bad.lines)
        bad.half_close(rng.choice(list(Way)))
    elif what < 0.8:
        bad.set(rng.choice((_DRIZZLE, _TRICKLE, CLEAR)))
    elif what < 0.9:
        bad.set(SILENT, *rng.sample(list(Way), rng.choice((1, 2))))
        await asyncio.sleep(rng.uniform(0.0, _LONGEST_SILENCE))
        bad.heal()
