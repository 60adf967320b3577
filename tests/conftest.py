"""Settings for all tests."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

# A loaded machine makes any example slow now and then, which says nothing about the code.
settings.register_profile("quizterm", deadline=None)
settings.load_profile("quizterm")


@pytest.fixture(scope="session", autouse=True)
def _no_test_touches_the_data_of_whoever_runs_it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZTERM_DATA_DIR", str(tmp_path_factory.mktemp("data")))
        yield
