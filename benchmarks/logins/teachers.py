"""A process with teachers who keep large quizzes and host them, again and again."""

from multiprocessing.connection import Connection
from secrets import token_urlsafe
from time import monotonic

import uvloop

from benchmarks.logins.people import OK, People, Person
from quizterm.protocol.messages import HOST_PATH
from quizterm.quiz.bounds import MAX_QUESTIONS

QUIZ = "large"
_EXPLANATION = "Because it is so, and has been since somebody wrote it down in a book about it. " * 9


def large_quiz(version: int) -> str:
    """A file of as many questions as there may be, with half a megabyte of text."""
    questions = "".join(
        f"  - ask: Which of these words is number {number} of version {version}?\n"
        "    options: [the first one, {right: the second one}, the third one, the last one]\n"
        f"    explain: {_EXPLANATION}\n"
        "    tags: [words, numbers]\n"
        for number in range(MAX_QUESTIONS)
    )
    return f"quizterm: 1\ntitle: As large as can be\nquestions:\n{questions}"


def teacher_name(number: int) -> str:
    """The account of a teacher."""
    return f"teacher-{number}"


class Teacher(Person):
    """Keeps one quiz in ever more versions."""

    def __init__(self, number: int) -> None:
        super().__init__(teacher_name(number), HOST_PATH)
        self._versions = 0
        self._port = 0

    async def come(self, port: int) -> None:
        self._port = port
        await super().come(port)

    async def get_in(self) -> float:
        return await self._log_in(self)

    async def do_it(self) -> float:
        """Push a version, look for it and at it, pull it and host it; see what one has played."""
        began, base = monotonic(), self._versions or None
        text = large_quiz(self._versions + 1)
        await self.ask(OK, type="push_quiz", quiz=QUIZ, text=text, base=base, key=token_urlsafe(18))
        self._versions += 1
        await self.ask(OK, type="list_quizzes", search=f"version {self._versions}")
        await self.ask(OK, type="quiz_history", quiz=QUIZ)
        await self.ask(OK, type="pull_quiz", quiz=QUIZ)
        await self.ask(OK, type="list_results")
        await self._host()
        return monotonic() - began

    async def _host(self) -> None:
        host = Person(self.name, HOST_PATH)
        await host.come(self._port)
        await self._log_in(host)
        await host.ask(OK, type="host_quiz", quiz=QUIZ, key=token_urlsafe(18))
        await host.ask(OK, type="end", phase="lobby", question=-1)
        host.leave()

    async def _log_in(self, line: Person) -> float:
        return await line.ask(OK, type="log_in", name=self.name, password=self.password)


def come_and_keep_quizzes(pipe: Connection) -> None:
    """Take orders until the pipe closes; the accounts of the teachers are there already."""
    uvloop.run(People(pipe, Teacher).run())
