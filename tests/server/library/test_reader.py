"""Quiz files are read in a process of its own, which may be slow or die without harming anybody."""

import asyncio
import os
import pickle
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from quizterm.errors import ErrorCode, Refusal
from quizterm_client.patience import Patience
from quizterm_server.library import reader
from quizterm_server.library.reader import Reader
from tests.support.shelves import quiz_text

PLAIN = quiz_text("Plain")

HANGS = "import time\nwhile True: time.sleep(60)"
DIES = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
TALKS_NONSENSE = "import sys\nsys.stdin.buffer.read(1)\nprint('no pickle', flush=True)"
TELLS_ITS_NUMBER = """
import os, sys
with open(sys.argv[1], "a") as file:
    print(os.getpid(), os.getsid(0), file=file)
from quizterm_server.library.reading import main
main()
"""
HANGS_ONCE = (
    "import os, sys, time\n"
    "if not os.path.exists(sys.argv[1]):\n"
    "    open(sys.argv[1], 'w').close()\n"
    "    for pipe in sys.argv[2:]: open(pipe, 'w').close()\n"
    "    time.sleep(600)\n" + TELLS_ITS_NUMBER.replace("sys.argv[1]", "os.devnull")
)


@asynccontextmanager
async def reading(script: str, *arguments: str, longest: float = 60.0) -> AsyncIterator[Reader]:
    """A reader that runs this."""
    made = Reader(longest, (sys.executable, "-c", script, *arguments))
    try:
        yield made
    finally:
        await made.close()


async def test_it_reads_one_after_the_other_in_one_process(tmp_path: Path) -> None:
    numbers = tmp_path / "numbers"
    async with reading(TELLS_ITS_NUMBER, str(numbers)) as found:
        texts = [quiz_text(f"Quiz {number}") for number in range(5)]
        read = await asyncio.gather(*map(found.read, texts))

        assert [one.quiz.title for one in read] == [f"Quiz {number}" for number in range(5)]
        assert len(numbers.read_text().splitlines()) == 1
        (number,) = {int(line.split()[0]) for line in numbers.read_text().splitlines()}
        assert number != os.getpid()

    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


async def test_ctrl_c_on_the_servers_terminal_is_not_for_it(tmp_path: Path) -> None:
    numbers = tmp_path / "numbers"
    async with reading(TELLS_ITS_NUMBER, str(numbers)) as found:
        await found.read(PLAIN)

        _, session = numbers.read_text().split()
        assert int(session) != os.getsid(0)


async def test_it_ends_with_its_server() -> None:
    """However that ends: nothing of a killed server stays behind."""
    server = (
        "import asyncio, os, signal\n"
        "from quizterm_server.library.reader import Reader\n"
        "async def serve():\n"
        "    reader = Reader()\n"
        "    await reader.read('x')\n"
        "try:\n"
        "    asyncio.run(serve())\n"
        "except Exception: pass\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", server, stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr is not None

    async with asyncio.timeout(60):
        # The child has inherited this pipe: its end comes when the child is gone.
        assert await process.stderr.read() == b""
    assert await process.wait() == -signal.SIGKILL


async def test_it_ends_without_a_word_when_nobody_takes_its_answer() -> None:
    """As when the server is killed while it reads."""
    read_end, write_end = os.pipe()
    process = await asyncio.create_subprocess_exec(
        *reader.COMMAND, stdin=asyncio.subprocess.PIPE, stdout=write_end, stderr=asyncio.subprocess.PIPE
    )
    os.close(write_end)
    os.close(read_end)

    async with asyncio.timeout(60):
        _, said = await process.communicate(pickle.dumps(PLAIN))

    assert said == b""


async def test_what_is_wrong_is_told_with_its_line() -> None:
    made = Reader()
    try:
        with pytest.raises(Refusal) as refused:
            await made.read("quizterm: 1\ntitle: T\nquestions:\n  - ask: What?\n    option: [a, b]\n")
    finally:
        await made.close()

    assert refused.value.code is ErrorCode.BAD_QUIZ
    assert "ine 4" in refused.value.message or "ine 5" in refused.value.message
    assert "Traceback" not in refused.value.message


async def test_a_text_that_takes_too_long_is_given_up_and_the_next_one_read(tmp_path: Path) -> None:
    once = tmp_path / "once"
    async with reading(HANGS_ONCE, str(once), longest=5.0) as found:
        with pytest.raises(Refusal) as refused:
            await found.read(PLAIN)
        assert refused.value.code is ErrorCode.BAD_QUIZ
        assert refused.value.message == reader.TOO_SLOW

        assert (await found.read(PLAIN)).quiz.title == "Plain"


@pytest.mark.parametrize("script", [DIES, TALKS_NONSENSE])
async def test_a_process_that_dies_costs_one_text(tmp_path: Path, script: str) -> None:
    once = tmp_path / "once"
    code = (
        "import os, sys\n"
        "if not os.path.exists(sys.argv[1]):\n"
        "    open(sys.argv[1], 'w').close()\n"
        f"    exec({script!r})\n"
        "    sys.exit()\n" + TELLS_ITS_NUMBER.replace("sys.argv[1]", "os.devnull")
    )
    async with reading(code, str(once)) as found:
        with pytest.raises(Refusal) as refused:
            await found.read(PLAIN)
        assert refused.value.code is ErrorCode.INTERNAL
        assert refused.value.message == reader.STUMBLED

        assert (await found.read(PLAIN)).quiz.title == "Plain"


async def test_one_that_died_while_nobody_asked_costs_nothing(tmp_path: Path) -> None:
    numbers = tmp_path / "numbers"
    async with reading(TELLS_ITS_NUMBER, str(numbers)) as found:
        await found.read(PLAIN)
        number = int(numbers.read_text().split()[0])
        os.kill(number, signal.SIGKILL)
        # Until it has ended, and without noting that.
        await asyncio.to_thread(os.waitid, os.P_PID, number, os.WEXITED | os.WNOWAIT)

        assert (await found.read(PLAIN)).quiz.title == "Plain"


async def test_who_asks_next_does_not_wait_for_what_nobody_waits_for(tmp_path: Path) -> None:
    once, pipe = tmp_path / "once", tmp_path / "pipe"
    os.mkfifo(pipe)
    async with reading(HANGS_ONCE, str(once), str(pipe), longest=10.0) as found:
        gone = asyncio.create_task(found.read(quiz_text("Gone")))
        await asyncio.to_thread(pipe.read_bytes)  # it ends when the process has opened it
        gone.cancel()

        assert (await found.read(quiz_text("Next"))).quiz.title == "Next"


async def test_only_so_many_may_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_WAITING", 2)
    async with reading(HANGS) as found:
        waiting = [asyncio.create_task(found.read(PLAIN)) for _ in range(2)]
        await asyncio.sleep(0)

        with pytest.raises(Refusal) as refused:
            await found.read(PLAIN)
        assert refused.value.code is ErrorCode.BUSY

        for task in waiting:
            task.cancel()
        await asyncio.wait(waiting)


async def test_nobody_waits_longer_for_others_than_clients_wait_for_a_reply(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert Patience().reply > reader.TURN + reader.LONGEST
    monkeypatch.setattr(reader, "TURN", 0.05)
    async with reading(HANGS) as found:
        before = asyncio.create_task(found.read(PLAIN))
        await asyncio.sleep(0)

        with pytest.raises(Refusal) as refused:
            await found.read(PLAIN)
        assert (refused.value.code, refused.value.message) == (ErrorCode.BUSY, reader.CROWDED)

        before.cancel()
        await asyncio.wait([before])


async def test_it_is_replaced_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "FRESH_AFTER", 2)
    numbers = tmp_path / "numbers"
    async with reading(TELLS_ITS_NUMBER, str(numbers)) as found:
        for _ in range(5):
            await found.read(PLAIN)

        assert len(numbers.read_text().splitlines()) == 3
