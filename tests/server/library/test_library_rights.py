"""Who may do what: every request about the library, by everybody, with every kind of quiz."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Table, select

from quizterm.errors import ErrorCode
from quizterm.protocol import library
from quizterm.protocol.accounts import AccountRole
from quizterm.protocol.data import Quizzes
from quizterm.protocol.library import LibraryRequest
from quizterm.protocol.messages import HOST_PATH
from quizterm_server.library.entries import NO_QUIZ, NOT_YOURS, READ_ONLY
from quizterm_server.storage.tables import quiz_shares, quiz_tags, quiz_versions, quiz_words, quizzes
from tests.support.peers import wish
from tests.support.schools import School, school
from tests.support.shelves import called, publish, push, quiz_text, refused, share

OWNER, EDITOR, READER, STRANGER, ADMIN, PUPIL, GUEST = (
    *("owner", "editor", "reader", "stranger", "admin", "pupil"),
    "",
)
PEOPLE = (OWNER, EDITOR, READER, STRANGER, ADMIN, PUPIL, GUEST)
PRIVATE, SHARED, PUBLIC, MISSING = "private", "shared", "public", "missing"
KINDS = (PRIVATE, SHARED, PUBLIC, MISSING)
"""Quizzes of the owner; the shared one with the editor and the reader."""

USE: dict[type[LibraryRequest], dict[str, Any]] = {
    library.PullQuiz: {},
    library.ShowQuiz: {},
    library.QuizHistory: {},
    library.CopyQuiz: {"name": "the-copy"},
    library.HostQuiz: {"key": wish("host")},
}
EDIT: dict[type[LibraryRequest], dict[str, Any]] = {
    library.PushQuiz: {"text": quiz_text("New"), "base": 2, "key": wish("push")},
    library.TagQuiz: {"add": ("a-tag",)},
    library.RestoreQuiz: {"version": 1},
}
OWN: dict[type[LibraryRequest], dict[str, Any]] = {
    library.RenameQuiz: {"name": "renamed"},
    library.ShareQuiz: {"user": STRANGER},
    library.PublishQuiz: {"public": True},
    library.DeleteQuiz: {},
}
REQUESTS = USE | EDIT | OWN


@dataclass(frozen=True)
class Try:
    who: str
    kind: str

    def may(self, request: type[LibraryRequest]) -> bool:
        """What the rules say."""
        if self.who == OWNER:
            return self.kind != MISSING
        if request in OWN:
            return False
        if request in EDIT:
            return self.who == EDITOR and self.kind == SHARED
        return self.sees

    @property
    def sees(self) -> bool:
        if self.who in (PUPIL, GUEST) or self.kind == MISSING:
            return False
        return (
            self.who == OWNER or self.kind == PUBLIC or (self.kind == SHARED and self.who in (EDITOR, READER))
        )

    def refusal(self, request: type[LibraryRequest]) -> tuple[ErrorCode, str | None]:
        """How it is refused; `None` where the sentence is said by others."""
        quiz = f"{OWNER}/{self.kind}"
        if self.who == GUEST:
            return ErrorCode.LOGIN_NEEDED, None
        if self.who == PUPIL:
            return ErrorCode.NOT_ALLOWED, None
        if not self.sees:
            return ErrorCode.NO_QUIZ, NO_QUIZ.format(quiz=quiz)
        sentence = NOT_YOURS if request in OWN else READ_ONLY
        return ErrorCode.NOT_ALLOWED, sentence.format(quiz=quiz, owner=OWNER)


def requests_of(base: type[LibraryRequest]) -> Iterator[type[LibraryRequest]]:
    for one in base.__subclasses__():
        yield one
        yield from requests_of(one)


def test_every_request_about_the_library_is_in_the_matrix() -> None:
    """A new one must not be forgotten here."""
    assert set(requests_of(LibraryRequest)) == {*REQUESTS, library.ListQuizzes}


async def fill(here: School) -> None:
    for name in (OWNER, EDITOR, READER, STRANGER):
        await here.person(name)
    await here.person(ADMIN, AccountRole.ADMIN)
    await here.person(PUPIL, AccountRole.PLAYER)
    async with here.visitor(OWNER, HOST_PATH) as owner:
        for kind in (PRIVATE, SHARED, PUBLIC):
            await push(owner, kind, quiz_text("First"))
            await push(owner, kind, quiz_text("Second"), base=1)
        await share(owner, SHARED, EDITOR, edit=True)
        await share(owner, SHARED, READER)
        await publish(owner, PUBLIC)


async def everything(here: School) -> list[Any]:
    """All that is kept of quizzes."""
    tables: tuple[Table, ...] = (quizzes, quiz_versions, quiz_shares, quiz_tags, quiz_words)
    return [await here.rows(select(table).order_by(*table.primary_key.columns)) for table in tables]


@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: who or "guest")
async def test_nobody_can_do_more_than_the_rules_say(database: str, who: str) -> None:
    """R05, R50: and what may not be known of looks exactly like what is not there."""
    async with school(database, message_burst=1000) as here:
        await fill(here)
        before = await everything(here)
        for kind in KINDS:
            tried = Try(who, kind)
            for request, fields in REQUESTS.items():
                if tried.may(request):
                    continue
                async with here.visitor(who, HOST_PATH) as peer:
                    code, sentence = tried.refusal(request)
                    no = await refused(peer, request, quiz=f"{OWNER}/{kind}", **fields)
                    assert no.code is code, (kind, request)
                    assert sentence in (None, no.message), (kind, request)
        assert await everything(here) == before


@pytest.mark.parametrize("who", [OWNER, EDITOR, READER, STRANGER, ADMIN])
async def test_everybody_can_do_what_the_rules_say(database: str, who: str) -> None:
    async with school(database, message_burst=1000) as here:
        await fill(here)
        for kind in KINDS:
            tried = Try(who, kind)
            for request, fields in REQUESTS.items():
                if not tried.may(request):
                    continue
                told = {"key": wish(f"{who} {kind}")} if "key" in fields else {}
                if request is library.CopyQuiz:
                    told = {"name": f"copy-of-{kind}"}
                if request is library.RenameQuiz:
                    told = {"name": kind.upper()}  # the same quiz for the requests after it
                async with here.visitor(who, HOST_PATH) as peer:
                    await peer.ask(request, quiz=f"{OWNER}/{kind}", **fields | told)


@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: who or "guest")
async def test_lists_hold_what_may_be_used_and_nothing_else(database: str, who: str) -> None:
    async with school(database) as here:
        await fill(here)
        async with here.visitor(who, HOST_PATH) as peer:
            if who in (PUPIL, GUEST):
                code = await peer.refusal(library.ListQuizzes)
                assert code is (ErrorCode.NOT_ALLOWED if who else ErrorCode.LOGIN_NEEDED)
                return
            data = (await peer.ask(library.ListQuizzes)).data
            assert isinstance(data, Quizzes)
            seen = {kind for kind in KINDS if Try(who, kind).sees}
            assert {called(card) for card in data.quizzes} == {f"{OWNER}/{kind}" for kind in seen}
