"""Settings for all tests."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support import thrift
from tests.support.databases import (
    KINDS,
    MISSING,
    REQUIRED,
    STANDARD,
    VARIABLE,
    fresh_database,
    is_there,
    remove_databases,
    server_url,
    shown_server,
)
from tests.support.private_postgres import PrivatePostgres

thrift.keep_bytecode()

# A loaded machine makes any example slow now and then, which says nothing about the code.
settings.register_profile("quizterm", deadline=None)
settings.load_profile("quizterm")

# In the background of a shell Ctrl-C is switched off, and whatever a test starts would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_configure(config: pytest.Config) -> None:
    """Where PostgreSQL must not be left out and nobody runs a server, run one."""
    is_worker = hasattr(config, "workerinput")
    if is_worker or os.environ.get(VARIABLE) or not _is_required() or is_there(server_url()):
        return
    server = PrivatePostgres.started()
    if server is not None:
        os.environ[VARIABLE] = server.url
        config.add_cleanup(server.end)


def pytest_xdist_auto_num_workers() -> int | None:
    return None if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ else thrift.workers()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--cov-share",
        type=int,
        default=1,
        metavar="N",
        help="Measure coverage in the quick tests and in one of N others only.",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    thrift.choose_measured(items, config.getoption("--cov-share"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    with thrift.measured_if_chosen(item):
        return (yield)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _is_required() and _left_out(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say at the very end what was not measured or tried, and what to do about it."""
    if (share := config.getoption("--cov-share")) > 1:
        terminalreporter.line(
            f"Coverage was measured in quick tests and one of {share} others; `make coverage` measures all."
        )
    if not (count := _left_out(config)):
        return
    terminalreporter.section("PostgreSQL was not tested", red=True, bold=True)
    terminalreporter.line(f"Tests left out: {count}, because {MISSING} at {shown_server()}.")
    terminalreporter.line(f"Start one at {STANDARD}, or name another one in {VARIABLE}.")
    if _is_required():
        terminalreporter.line(f"{REQUIRED} is set: this counts as a failure.")


def _is_required() -> bool:
    return os.environ.get(REQUIRED) == "1"


def _left_out(config: pytest.Config) -> int:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    return sum(MISSING in str(report.longrepr) for report in skipped)


@pytest.fixture(scope="session", autouse=True)
def _no_test_touches_the_data_of_whoever_runs_it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZTERM_DATA_DIR", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_database_is_left_behind() -> Iterator[None]:
    yield
    asyncio.run(remove_databases())


@pytest.fixture(params=KINDS)
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """An empty database, as `--database` takes it: of every kind, one after the other."""
    async with fresh_database(request.param, tmp_path) as found:
        yield found


@pytest.fixture
async def postgres(tmp_path: Path) -> AsyncIterator[str]:
    """The same in a PostgreSQL server only."""
    async with fresh_database("postgresql", tmp_path) as found:
        yield found
