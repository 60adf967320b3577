"""What teachers do with quizzes that are kept here."""

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol import library
from quizterm.protocol.data import Data
from quizterm.quiz.model import Quiz
from quizterm_server.accounts.identity import Identity

NOT_YET = "This server cannot do this yet."


class Library:
    """Keeps quizzes, and lets nobody learn of those that they may not use."""

    async def handle(self, message: library.Library, who: Identity) -> Data | None:
        """Answer a request of a teacher.

        Raises:
            Refusal: It cannot be done, and nothing has changed.
            NotStored: The database cannot be used now.
        """
        raise Refusal(ErrorCode.NO_ACCOUNTS, NOT_YET)

    async def quiz_to_host(self, message: library.HostQuiz, who: Identity) -> Quiz:
        """A quiz that this account may host, checked.

        Raises:
            Refusal: There is none.
            NotStored: The database cannot be read now.
        """
        raise Refusal(ErrorCode.NO_ACCOUNTS, NOT_YET)
