"""What the outcome of a run comes to, in figures."""

from array import array
from bisect import bisect_right
from statistics import median

from benchmarks.load.figures import Figures, percentile
from benchmarks.load.game import Outcome
from benchmarks.load.lag import lag_bound
from benchmarks.load.messages import OPEN, Inside, Takings, floats

BUSY = 0.8
"""A core that is used by more than this is what holds the others up."""
_MS = 1000.0
_MIB = 1024.0


def figures(outcome: Outcome) -> Figures:
    """All figures of one run; those that it cannot have are left out."""
    if not outcome.takings:
        return {}
    plan = outcome.plan
    each = plan.everybody * plan.questions
    seconds = outcome.ended - outcome.began
    busy = seconds - plan.paused
    return {
        "cpu": outcome.server_cpu * _MS / each,
        **_questions(outcome),
        **_answers(outcome),
        **_wire(outcome),
        **_joins(outcome),
        "rest": outcome.rest / _MIB,
        "each_joined": (outcome.joined - outcome.rest) / plan.everybody,
        "each_played": (outcome.most - outcome.rest) / plan.everybody,
        **_evenness(outcome),
        "seconds": seconds,
        "server_share": 100 * outcome.server_cpu / busy,
        "load_share": 100 * outcome.load_cpu / busy,
    }


def bottleneck(run: Figures) -> str:
    """Who held the others up."""
    if run["server_share"] >= 100 * BUSY:
        return "the server's core"
    if run["load_share"] >= 100 * BUSY:
        return "the load's core"
    return "neither core all the time"


def _questions(outcome: Outcome) -> Figures:
    late = question_delays(outcome)
    return {"question_p99": percentile(late, 0.99) * _MS, "question_last": max(late, default=0.0) * _MS}


def question_delays(outcome: Outcome) -> "array[float]":
    """Seconds from the key that opened a question to each player's socket."""
    late = floats()
    for session, takings in outcome.takings.items():
        pressed = outcome.pressed[session]
        for (phase, _), arrivals in takings.seen.items():
            if phase == OPEN and arrivals:
                key = pressed[bisect_right(pressed, min(arrivals)) - 1]
                late.extend(arrival - key for arrival in arrivals)
    return late


def _answers(outcome: Outcome) -> Figures:
    waits = floats()
    for takings in outcome.takings.values():
        for of_question in takings.waits.values():
            waits.extend(of_question)
    told = {
        "ok_p50": percentile(waits, 0.5) * _MS,
        "ok_p99": percentile(waits, 0.99) * _MS,
        "ok_last": max(waits, default=0.0) * _MS,
    }
    gaps = [gap for takings in outcome.takings.values() for gap in _gaps(takings)]
    return told | {"points_apart": max(gaps)} if gaps else told


def _gaps(takings: Takings) -> list[float]:
    """How far apart those who had it right are, in points, for each question."""
    return [float(max(points) - min(points)) for points in takings.points.values() if len(points) > 1]


def _joins(outcome: Outcome) -> Figures:
    plan = outcome.plan
    of_game = [one for one in outcome.inside if one.session < plan.sessions]
    others = [one for one in outcome.inside if one.session >= plan.sessions]
    seconds = _lasted(of_game)
    told = {
        "joins": seconds,
        "join_rate": plan.everybody / seconds,
        "join_cpu": outcome.join_cpu * _MS / plan.everybody,
        "join_p99": _slowest(of_game) * _MS,
    }
    if others:
        told |= {"beside": _lasted(others), "beside_p99": _slowest(others) * _MS}
    return told


def _lasted(inside: list[Inside]) -> float:
    return max(one.ended for one in inside) - min(one.began for one in inside)


def _slowest(inside: list[Inside]) -> float:
    """Seconds that 99 % of the joins did not exceed."""
    waits = floats()
    for one in inside:
        waits.extend(one.waits)
    return percentile(waits, 0.99)


def _wire(outcome: Outcome) -> Figures:
    messages = _all(outcome, "messages")
    octets = _all(outcome, "octets")
    return {
        "messages": median(messages),
        "messages_most": max(messages),
        "bytes": median(octets),
        "bytes_most": max(octets),
    }


def _all(outcome: Outcome, what: str) -> list[int]:
    return [
        value
        for takings in outcome.takings.values()
        for values in getattr(takings, what).values()
        for value in values
    ] or [0]


def _evenness(outcome: Outcome) -> Figures:
    told = lags(outcome.canary, 0.0, outcome.ended)
    for name, share in (("own_lag_p99", 0.99), ("own_lag_most", 1.0)):
        if (bound := lag_bound(*outcome.metrics, share)) is not None:
            told[name] = bound * _MS
    return told


def lags(song: list[tuple[float, float]], began: float, ended: float) -> Figures:
    """How late the canary was answered between two moments."""
    late = [seconds for sent, seconds in song if began <= sent <= ended]
    if not late:
        return {}
    return {"canary_p99": percentile(late, 0.99) * _MS, "canary_most": max(late) * _MS}
