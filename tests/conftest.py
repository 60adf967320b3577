"""Settings for all tests."""

import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.databases import KINDS, fresh_database

# A loaded machine makes any example slow now and then, which says nothing about the code.
settings.register_profile("quizterm", deadline=None)
settings.load_profile("quizterm")

# In the background of a shell Ctrl-C is switched off, and whatever a test starts would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _no_test_touches_the_data_of_whoever_runs_it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZTERM_DATA_DIR", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(params=KINDS)
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """An empty database, as `--database` takes it: of every kind, one after the other."""
    async with fresh_database(request.param, tmp_path) as found:
        yield found
