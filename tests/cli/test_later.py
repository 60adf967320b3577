"""Modules that are loaded when something of them is used."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from quizterm.cli.later import load_later
from tests.support import thrift

Make = Callable[[str], str]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Make]:
    """Writes a module that is loaded later; returns its name. Afterwards there is no such module."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    name = f"seldom_{abs(hash(request.node.name))}"

    def made(text: str) -> str:
        (tmp_path / f"{name}.py").write_text(text)
        load_later(name)
        return name

    yield made
    sys.modules.pop(name, None)


def test_it_is_loaded_when_something_of_it_is_used(make: Make) -> None:
    module = __import__(make("value = 7"))

    assert "value" not in vars(module)
    assert module.value == 7
    assert type(module) is ModuleType


def test_to_import_it_again_does_not_load_it(make: Make) -> None:
    name = make("value = 7")

    assert __import__(name) is __import__(name)
    assert "value" not in vars(sys.modules[name])


def test_what_it_does_not_have_is_missed_as_in_any_module(make: Make) -> None:
    module = __import__(make("value = 7"))

    with pytest.raises(AttributeError, match=f"module '{module.__name__}' has no attribute 'other'"):
        _ = module.other


def test_a_mistake_in_it_is_told_to_whoever_uses_it_each_time(make: Make) -> None:
    module = __import__(make("1 / 0"))

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            _ = module.value


def test_threads_that_use_it_at_once_all_find_it_whole(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go = threading.Event(), threading.Event()
    monkeypatch.setattr(sys, "seldom", (begun, go), raising=False)
    module = __import__(make("import sys\nbegun, go = sys.seldom\nbegun.set()\ngo.wait(10)\nvalue = 7"))
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(module.value)) for _ in range(4)]

    for thread in threads:
        thread.start()
    assert begun.wait(10)
    go.set()
    for thread in threads:
        thread.join()

    assert found == [7] * 4


def test_everything_is_there_that_says_how_it_was_found() -> None:
    program = (
        "import inspect, pickle\n"
        "from quizterm.cli.later import SELDOM, load_later\n"
        "load_later(*SELDOM)\n"
        "import csv, email.message, urllib.request\n"
        "assert email.__path__ and csv.__file__ and csv.__spec__.name == 'csv'\n"
        "assert inspect.getsource(csv.DictReader)\n"
        "assert pickle.loads(pickle.dumps(csv.Sniffer)) is csv.Sniffer\n"
        "assert urllib.request.getproxies is not None\n"
    )

    subprocess.run([sys.executable, "-c", program], check=True)


def test_without_openssl_there_are_all_digests_and_it_can_still_be_had() -> None:
    program = (
        "import sys\n"
        "from quizterm.cli.later import load_without_openssl\n"
        "load_without_openssl()\n"
        "assert sys.modules.keys().isdisjoint({'ssl', '_ssl', '_hashlib'})\n"
        "import asyncio, hashlib, hmac\n"
        "assert hashlib.sha1(b'a').hexdigest().startswith('86f7e437')\n"
        "assert hashlib.sha256(b'a').hexdigest().startswith('ca978112')\n"
        "assert hmac.new(b'a', b'b', 'sha256').hexdigest().startswith('08de3299')\n"
        "import ssl, _hashlib\n"
    )
    unmeasured = os.environ | {thrift.MEASURED_PROCESSES: ""}  # what measures a process loads OpenSSL

    subprocess.run([sys.executable, "-c", program], check=True, env=unmeasured)


def test_a_server_writes_its_log_without_rich() -> None:
    program = (
        "import sys\n"
        "from quizterm.cli.later import load_logs_without_rich\n"
        "load_logs_without_rich()\n"
        "from quizterm_server.logs import make_log\n"
        "make_log('plain').info('listening', port=7)\n"
        "assert sys.modules.keys().isdisjoint({'rich.console', 'rich.traceback', 'pygments'})\n"
        "import rich.console\n"
    )

    told = subprocess.run([sys.executable, "-c", program], check=True, stderr=subprocess.PIPE, text=True)

    assert "port=7" in told.stderr


def test_a_module_that_is_no_file_in_python_is_loaded_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.delitem(sys.modules, "_bz2", raising=False)
    load_later("_bz2")

    assert "BZ2Compressor" in vars(__import__("_bz2"))
