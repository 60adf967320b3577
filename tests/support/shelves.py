"""Teachers who keep quizzes in a library, over the real protocol."""

import itertools

from quizterm.errors import Refusal
from quizterm.protocol import library
from quizterm.protocol.client import Request
from quizterm.protocol.data import Data, KeptQuiz, QuizCard, QuizText, Quizzes, Versions
from tests.support.peers import Peer, wish

_wishes = itertools.count(1)


def quiz_text(title: str = "Networks", *asked: str) -> str:
    """A quiz file with these questions, each with the same options."""
    questions = "".join(
        f"  - ask: {question}\n    options:\n      - right: yes it is\n      - not at all\n"
        for question in asked or ("Is this a question?",)
    )
    return f"quizterm: 1\ntitle: {title}\nquestions:\n{questions}"


async def push(
    who: Peer, quiz: str, text: str | None = None, base: int | None = None, key: str | None = None
) -> KeptQuiz:
    """Push a text, each time with another key."""
    wished = wish(key or f"push {next(_wishes)}")
    text = quiz_text() if text is None else text
    return kept(await told(who, library.PushQuiz, quiz=quiz, text=text, base=base, key=wished))


async def pull(who: Peer, quiz: str, version: int | None = None) -> QuizText:
    """A version of a quiz."""
    data = await told(who, library.PullQuiz, quiz=quiz, version=version)
    assert isinstance(data, QuizText)
    return data


async def share(who: Peer, quiz: str, user: str, *, edit: bool = False, stop: bool = False) -> KeptQuiz:
    """Share a quiz, or stop doing so."""
    return kept(await told(who, library.ShareQuiz, quiz=quiz, user=user, edit=edit, stop=stop))


async def publish(who: Peer, quiz: str, public: bool = True) -> KeptQuiz:
    """Let every teacher use a quiz, or no longer."""
    return kept(await told(who, library.PublishQuiz, quiz=quiz, public=public))


async def tag(who: Peer, quiz: str, *add: str, remove: tuple[str, ...] = ()) -> KeptQuiz:
    """Put tags on a quiz, and take some off."""
    return kept(await told(who, library.TagQuiz, quiz=quiz, add=add, remove=remove))


async def show(who: Peer, quiz: str) -> KeptQuiz:
    """A quiz, as somebody sees it."""
    return kept(await told(who, library.ShowQuiz, quiz=quiz))


async def history(who: Peer, quiz: str) -> Versions:
    """All versions of a quiz."""
    data = await told(who, library.QuizHistory, quiz=quiz)
    assert isinstance(data, Versions)
    return data


async def listed(
    who: Peer,
    shelf: library.Shelf = library.Shelf.ALL,
    *,
    tag: str = "",
    search: str = "",
    after: int = 0,
) -> Quizzes:
    """A list of quizzes."""
    data = await told(who, library.ListQuizzes, shelf=shelf, tag=tag, search=search, after=after)
    assert isinstance(data, Quizzes)
    return data


async def names(
    who: Peer, shelf: library.Shelf = library.Shelf.ALL, *, tag: str = "", search: str = ""
) -> list[str]:
    """The quizzes of a list, as they are called."""
    return [called(card) for card in (await listed(who, shelf, tag=tag, search=search)).quizzes]


def called(card: QuizCard) -> str:
    """A quiz with its owner."""
    return f"{card.owner}/{card.name}"


async def told(who: Peer, kind: type[Request], /, **fields: object) -> Data | None:
    """What a request is answered with.

    Raises:
        Refusal: The server said no.
    """
    return (await who.ask(kind, **fields)).data


def kept(data: Data | None) -> KeptQuiz:
    """What is told of a quiz that was made or changed."""
    assert isinstance(data, KeptQuiz)
    return data


async def refused(who: Peer, kind: type[Request], /, **fields: object) -> Refusal:
    """How a request is refused, with its sentence."""
    try:
        await who.ask(kind, **fields)
    except Refusal as refusal:
        return refusal
    raise AssertionError(f"{kind.__name__} was accepted")
