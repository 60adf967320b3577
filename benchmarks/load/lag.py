"""How late the server's event loop was, by its own account on `/metrics`."""

import asyncio
import re
import urllib.error
import urllib.request

_BUCKET = re.compile(r'^quizterm_loop_lag_seconds_bucket\{.*?le="([^"]+)".*?\} (\S+)$', re.MULTILINE)
_SECONDS = 10.0

Histogram = dict[float, float]
"""How many samples are not above each bound, in seconds."""


async def metrics_page(port: int) -> str:
    """What `/metrics` says; empty when a server has no such page."""
    return await asyncio.to_thread(_fetch, f"http://127.0.0.1:{port}/metrics")


def _fetch(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=_SECONDS) as answer:
            page: bytes = answer.read()
            return page.decode()
    except (urllib.error.URLError, OSError):
        return ""


def histogram(page: str) -> Histogram:
    """The lag's histogram on a page; empty when there is none."""
    return {float(bound): float(count) for bound, count in _BUCKET.findall(page)}


def lag_bound(before: str, after: str, share: float) -> float | None:
    """The bound in seconds that this share (0 to 1) of the samples between two pages does not exceed."""
    first, last = histogram(before), histogram(after)
    counts = {bound: count - first.get(bound, 0.0) for bound, count in sorted(last.items())}
    total = max(counts.values(), default=0.0)
    if not total:
        return None
    return next(bound for bound, count in counts.items() if count >= share * total)
