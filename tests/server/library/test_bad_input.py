"""Bad input about the library: each has its code and its sentence, and leaves everything as it was."""

import json
from typing import Any

from sqlalchemy import Table, select

from quizterm.errors import ErrorCode
from quizterm.protocol import library
from quizterm.protocol.library import LibraryRequest
from quizterm.protocol.messages import HOST_PATH
from quizterm_server.storage.tables import quiz_shares, quiz_tags, quiz_versions, quiz_words, quizzes
from tests.support.peers import wish
from tests.support.schools import School, school
from tests.support.shelves import names, pull, push, quiz_text, refused

PUSH: dict[str, Any] = {"text": quiz_text("New"), "key": wish("bad")}
ODD_NAMES = [
    *("", " ", "../x", "%2e%2e", "a/../../b", "..", ".", "/etc/passwd", "a\\b", "a b", "-x", "x-", "a..b"),
    *(
        "x" * 41,
        "\u0000",
        "a\u0000b",
        "a\u202eb",
        "\u3164",
        "game:123456",
        "123456:5",
        "a/b/c",
        "@3",
        "a@",
        "a@x",
    ),
    *("a@0", "a@99999999", "'; DROP TABLE quizzes; --", "%", "_", "\x1b[2J", "a\nb"),
]
ODD_TEXTS = [
    *("", "\u0000", "quizterm: 1\ntitle: a\u0000b\nquestions: []\n", "[" * 10_000, "quizterm: 2\ntitle: x\n"),
    *("title: x\n", "{", "a: &a [*a]", "quizterm: 1\ntitle: T\nquestions: []\n", "\x1b]0;x\x07", "- " * 5000),
    "quizterm: 1\ntitle: T\nquestions:\n  - ask: What?\n    options:\n      - a\n      - b\n",
]
BAD: list[tuple[type[LibraryRequest], dict[str, Any], ErrorCode]] = [
    *((library.PushQuiz, PUSH | {"quiz": name}, ErrorCode.BAD_QUIZ_NAME) for name in ODD_NAMES),
    *((library.ShowQuiz, {"quiz": name}, ErrorCode.BAD_QUIZ_NAME) for name in ODD_NAMES),
    *(
        (library.RenameQuiz, {"quiz": "kept", "name": name}, ErrorCode.BAD_QUIZ_NAME)
        for name in [*ODD_NAMES, "a/b", "a@3"]
    ),
    *(
        (library.CopyQuiz, {"quiz": "kept", "name": name}, ErrorCode.BAD_QUIZ_NAME)
        for name in [*ODD_NAMES, "a/b", "a@3"]
        if name.strip()
    ),
    *(
        (library.PushQuiz, {"quiz": "new", "text": text, "key": wish("bad")}, ErrorCode.BAD_QUIZ)
        for text in ODD_TEXTS
    ),
    *(
        (library.TagQuiz, {"quiz": "kept", "add": ("good", tag)}, ErrorCode.BAD_TAG)
        for tag in ("", "  ", "\u200b", "x" * 41, "a\u0000b", "\u3164")
    ),
    *((library.ListQuizzes, {"tag": tag}, ErrorCode.BAD_TAG) for tag in (" ", "x" * 41, "\u0000")),
    *((library.ShareQuiz, {"quiz": "kept", "user": name}, ErrorCode.NO_ACCOUNT) for name in ODD_NAMES),
    *(
        (request, fields | {"quiz": "kept@1"}, ErrorCode.BAD_QUIZ_NAME)
        for request, fields in (
            (library.PushQuiz, PUSH),
            (library.ShowQuiz, {}),
            (library.RenameQuiz, {"name": "x"}),
            (library.TagQuiz, {}),
            (library.ShareQuiz, {"user": "grace"}),
            (library.PublishQuiz, {"public": True}),
            (library.CopyQuiz, {"name": "x"}),
            (library.DeleteQuiz, {}),
            (library.QuizHistory, {}),
        )
    ),
    *(
        (request, {"quiz": "kept@1", "version": 2} | fields, ErrorCode.BAD_QUIZ_NAME)
        for request, fields in (
            (library.PullQuiz, {}),
            (library.RestoreQuiz, {}),
            (library.HostQuiz, {"key": wish("host")}),
        )
    ),
    *(
        (request, {"quiz": "kept", "version": 9} | fields, ErrorCode.NO_VERSION)
        for request, fields in (
            (library.PullQuiz, {}),
            (library.RestoreQuiz, {}),
            (library.HostQuiz, {"key": wish("host")}),
        )
    ),
]
FRAMES: list[dict[str, Any]] = [
    {"type": "push_quiz", "quiz": "new", "text": "\ud800", "key": wish("bad")},
    {"type": "push_quiz", "quiz": "\udfff", "text": "x", "key": wish("bad")},
    {"type": "push_quiz", "quiz": "new", "text": "x", "key": "short"},
    {"type": "push_quiz", "quiz": "new", "text": "x", "key": wish("bad"), "base": 0},
    {"type": "push_quiz", "quiz": "new", "text": "x", "key": wish("bad"), "base": "1"},
    {"type": "push_quiz", "quiz": "new", "text": "x", "key": wish("bad"), "base": 2**63},
    {"type": "push_quiz", "quiz": "new", "text": "x", "key": wish("bad"), "owner": "ada"},
    {"type": "pull_quiz", "quiz": "x" * 401},
    {"type": "pull_quiz", "quiz": "kept", "version": 1.0},
    {"type": "list_quizzes", "search": "x" * 201},
    {"type": "list_quizzes", "after": -1},
    {"type": "list_quizzes", "shelf": "everybody's"},
    {"type": "tag_quiz", "quiz": "kept", "add": ["x"] * 21},
    {"type": "publish_quiz", "quiz": "kept", "public": "true"},
    {"type": "share_quiz", "quiz": "kept", "user": "grace", "edit": 1},
]


async def test_each_is_refused_with_its_code_and_changes_nothing(database: str) -> None:
    """R20, R46, R50."""
    async with school(database, message_rate=10_000.0, message_burst=10_000) as here:
        await fill(here)
        before = await everything(here)
        async with here.visitor("ada", HOST_PATH) as ada:
            for request, fields, code in BAD:
                no = await refused(ada, request, **fields)

                assert no.code is code, (request, fields, no)
                assert no.message.endswith((".", "all of it.", "quizterm quiz list")), no.message
                assert no.message.isprintable(), (request, fields, no)
                assert "Traceback" not in no.message
        assert await everything(here) == before


async def test_what_is_no_request_changes_nothing_on_any_database(database: str) -> None:
    """R20, R55: and the connection stays good for the next one."""
    async with school(database, bad_messages=1000, message_burst=1000) as here:
        await fill(here)
        before = await everything(here)
        async with here.visitor("ada", HOST_PATH) as ada:
            for frame in FRAMES:
                await ada.send(json.dumps(frame | {"ref": 99}))
                await names(ada)

            codes = [refusal.code for refusal in ada.strays]
            assert codes == [ErrorCode.BAD_MESSAGE] * len(FRAMES)
            assert await names(ada) == ["ada/kept"]
        assert await everything(here) == before


async def test_names_that_nobody_thinks_of_are_names_like_others(database: str) -> None:
    async with school(database) as here:
        await fill(here)
        async with here.visitor("ada", HOST_PATH) as ada:
            for name in ("CON", "nul.txt", "null", "None", "main", "квиз-2", "東京", "1"):
                await push(ada, name)
                assert (await pull(ada, f"ada/{name}")).text == quiz_text()


async def fill(here: School) -> None:
    await here.person("ada")
    await here.person("grace")
    async with here.visitor("ada", HOST_PATH) as ada:
        await push(ada, "kept", quiz_text("First"))
        await push(ada, "kept", quiz_text("Second"), base=1)


async def everything(here: School) -> list[Any]:
    """All that is kept of quizzes."""
    tables: tuple[Table, ...] = (quizzes, quiz_versions, quiz_shares, quiz_tags, quiz_words)
    return [await here.rows(select(table).order_by(*table.primary_key.columns)) for table in tables]
