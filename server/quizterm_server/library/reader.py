"""The server's end of the process that reads quiz files."""

import asyncio
import pickle
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import IO

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm_server.library.readings import NoQuiz, Reading

LONGEST = 12.0
"""Seconds that a text may take; those that may be kept take less than one on an idle machine."""
TURN = 7.0
"""Seconds that a text may wait for those before it.

With `LONGEST` this is less than clients wait for a reply: they are to hear what is wrong, and not to take the
line for dead and ask again.
"""
MOST_WAITING = 64
"""Texts that may wait to be read; more are refused."""
FRESH_AFTER = 500
"""Texts after which a new process takes over, so that nothing can pile up in one."""

TOO_SLOW = N_("Reading this file takes too long. Split the quiz into several files.")
STUMBLED = N_("The server stumbled over this file. Nothing was changed.")
CROWDED = N_("Many quizzes are being read now. Try again in a moment.")
NO_QUIZ = N_("The file is no quiz yet. {problem}")
AND_MORE = N_("There is more to mend; quizterm quiz check tells all of it.")

# Without -P, a file in the current folder could take the place of one of our modules.
COMMAND = (  # untranslated: code
    sys.executable,
    "-P",
    "-c",
    "from quizterm_server.library.reading import main; main()",
)


class Reader:
    """Reads one text after the other, in a process that is started when needed and replaced when it fails.

    Args:
        longest: Seconds that a text may take.
        command: What is run to read.
    """

    def __init__(self, longest: float = LONGEST, command: Sequence[str] = COMMAND) -> None:
        self._longest = longest
        self._command = command
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._process: _Process | None = None

    async def read(self, text: str) -> Reading:
        """What a quiz file says.

        Raises:
            Refusal: It is no quiz, or it cannot be read here and now.
        """
        if self._waiting >= MOST_WAITING:
            raise Refusal(ErrorCode.BUSY, CROWDED)
        self._waiting += 1
        try:
            await self._take_turn()
            try:
                answer = await self._ask(text)
            finally:
                self._turn.release()
        finally:
            self._waiting -= 1
        if isinstance(answer, NoQuiz):
            sentence = NO_QUIZ.format(problem=_capital(answer.problem))
            raise Refusal(ErrorCode.BAD_QUIZ, f"{sentence} {AND_MORE}" if answer.more else sentence)
        return answer

    async def close(self) -> None:
        """End the process, and whatever it does."""
        if self._process is not None:
            self._process.kill()
            await asyncio.to_thread(self._process.bury)
            self._process = None

    async def _take_turn(self) -> None:
        try:
            async with asyncio.timeout(TURN):
                await self._turn.acquire()
        except TimeoutError:
            raise Refusal(ErrorCode.BUSY, CROWDED) from None

    async def _ask(self, text: str) -> Reading | NoQuiz:
        process = self._process
        if process is None or process.answered >= FRESH_AFTER or process.has_ended:
            await self.close()
            process = self._process = _Process(self._command)
        try:
            async with asyncio.timeout(self._longest):
                return await asyncio.to_thread(process.ask, text)
        except TimeoutError:
            self._give_up(process)
            raise Refusal(ErrorCode.BAD_QUIZ, TOO_SLOW) from None
        except (OSError, EOFError, pickle.UnpicklingError):
            self._give_up(process)
            raise Refusal(ErrorCode.INTERNAL, STUMBLED) from None
        except BaseException:
            # Whoever asked is gone, and nobody else would notice that it takes too long.
            self._give_up(process)
            raise

    def _give_up(self, process: "_Process") -> None:
        process.kill()
        if self._process is process:
            self._process = None


class _Process:
    """A process that reads: asked in a thread, killed from anywhere."""

    def __init__(self, command: Sequence[str]) -> None:
        self.answered = 0
        self._command = command
        self._lock = threading.Lock()
        self._asking = threading.Lock()
        self._over = False
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def has_ended(self) -> bool:
        """Whether it ended by itself, or somebody else ended it, while nobody asked."""
        return self._running is not None and self._running.poll() is not None

    def ask(self, text: str) -> Reading | NoQuiz:
        """Let it read a text; after an exception it is gone.

        Raises:
            OSError: It cannot be started, or does not listen.
            EOFError: It has ended.
            UnpicklingError: It does not make sense.
        """
        with self._asking:
            try:
                texts, answers = self._pipes()
                pickle.dump(text, texts)
                texts.flush()
                answer: Reading | NoQuiz = pickle.load(answers)
            except BaseException:
                self.kill()
                self._bury()
                raise
            self.answered += 1
            return answer

    def kill(self) -> None:
        """End it at once; whoever waits for its answer gets an exception."""
        with self._lock:
            self._over = True
            if self._running is not None:
                self._running.kill()

    def bury(self) -> None:
        """Wait until nothing is left of one that was killed."""
        with self._asking:
            self._bury()

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        with self._lock:
            if self._over:
                raise EOFError
            if self._running is None:
                # A session of its own keeps Ctrl-C on the server's terminal away.
                self._running = subprocess.Popen(
                    self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
                )
            assert self._running.stdin is not None
            assert self._running.stdout is not None
            return self._running.stdin, self._running.stdout

    def _bury(self) -> None:
        if self._running is None:
            return
        for pipe in (self._running.stdin, self._running.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._running.wait()


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
