"""Searching finds the same on every database: what a plain reading of the rules says."""

import random
from dataclasses import dataclass, field

from sqlalchemy import insert

from quizterm.protocol import library
from quizterm.protocol.data import Quizzes
from quizterm.protocol.library import Shelf
from quizterm.protocol.messages import HOST_PATH
from quizterm.quiz.model import Choice, Quiz
from quizterm_server.library.indexing import keep_labels, keep_words
from quizterm_server.library.words import Weight, words_of
from quizterm_server.storage.tables import quiz_shares, quiz_tags, quiz_versions, quizzes
from tests.support.schools import School, school
from tests.support.shelves import called, names, push, quiz_text, share, tag, told

VOCABULARY = {
    "net": "net",
    "Network": "network",
    "NETWORKS": "networks",
    "netting": "netting",
    "Café": "cafe",
    "caffeine": "caffeine",
    "Straße": "strasse",
    "strasse": "strasse",
    "Ångström": "angstrom",
    "x": "x",
    "802": "802",
    "８０２": "802",
    "Жизнь": "жизнь",
    "東京都": "東京都",
    "京都": "京都",
    "京": "京",
    "สวัสดี": "สวัสดี",
    "zebra": "zebra",
    "\U0001d400z": "az",
}
"""Words as they are written, and as they are compared."""
UNSPACED = ("東京都", "京都", "京", "สวัสดี")
ASKED = [
    *VOCABULARY,
    *("NE", "netw", "caf", "ÇAF", "stra", "80", "東京", "都", "สวัส", "z", "q", "net%", "_", "%", "n*", "'"),
]
PEOPLE = ("ada", "Bea", "cy")
QUIZZES = 120
QUERIES = 250


@dataclass
class Kept:
    """A quiz as the rules see it."""

    owner: str
    name: str
    tags: list[str]
    title: list[str]
    question: list[str]
    rest: list[str]
    public: bool
    shared: set[str] = field(default_factory=set)

    @property
    def called(self) -> str:
        return f"{self.owner}/{self.name}"

    def usable(self, who: str, shelf: Shelf) -> bool:
        on = {
            Shelf.ALL: True,
            Shelf.MINE: self.owner == who,
            Shelf.SHARED: who in self.shared,
            Shelf.PUBLIC: self.public,
        }
        return on[shelf] and (self.owner == who or self.public or who in self.shared)

    def weight(self, asked: str) -> int:
        """How much a word tells about this quiz; 0 if it is not there."""
        places = (
            (Weight.LABEL, [*self.tags, *self.name.split("-")]),
            (Weight.TITLE, self.title),
            (Weight.QUESTION, self.question),
            (Weight.REST, self.rest),
        )
        for weight, written in places:
            for word in written:
                folded = VOCABULARY.get(word, word)
                if asked in folded if word in UNSPACED else folded.startswith(asked):
                    return weight
        return 0


def folded(asked: str) -> str:
    """A word of a search as it is compared; empty if there is none in it."""
    plain = {"NE": "ne", "ÇAF": "caf", "net%": "net", "n*": "n", "_": "", "%": "", "'": ""}
    return VOCABULARY.get(asked, plain.get(asked, asked))


def parts(word: str) -> list[str]:
    """What a word counts as: letters of scripts without spaces are looked for in pairs."""
    if len(word) < 3 or word not in (*UNSPACED, "สวัส"):
        return [word]
    return [word[place : place + 2] for place in range(len(word) - 1)]


def expected(kept: list[Kept], who: str, shelf: Shelf, tagged: str, asked: list[str]) -> list[str]:
    """What the rules say."""
    wanted = {part for word in asked for part in parts(folded(word))} - {""}
    # What begins another word that is wanted tells nothing beyond it.
    wanted = {
        word for word in wanted if not any(other != word and other.startswith(word) for other in wanted)
    }
    if asked and not wanted:
        return []
    found = []
    for one in kept:
        weights = [one.weight(word) for word in wanted]
        if one.usable(who, shelf) and all(weights) and (not tagged or has_tag(one, tagged)):
            found.append((-sum(weights), one.owner.casefold(), one.name, one.called))
    return [name for *_, name in sorted(found)][:50]


def has_tag(one: Kept, tagged: str) -> bool:
    return tagged.casefold() in [tag.casefold() for tag in one.tags]


def corpus(chance: random.Random) -> list[Kept]:
    def words(most: int) -> list[str]:
        return chance.choices(list(VOCABULARY), k=chance.randint(1, most))

    return [
        Kept(
            owner=(owner := chance.choice(PEOPLE)),
            name=f"q{number:03}" + chance.choice(["", "-net", "-zebra"]),
            tags=list({VOCABULARY[word]: word for word in words(2)}.values()),
            title=words(3),
            question=words(5),
            rest=words(8),
            public=chance.random() < 0.2,
            shared={who for who in PEOPLE if who != owner and chance.random() < 0.3},
        )
        for number in range(QUIZZES)
    ]


async def keep(here: School, kept: list[Kept]) -> None:
    """Put quizzes into the database."""
    numbers = {name: (await here.person(name)).id for name in PEOPLE}
    async with here.tables.writing() as connection:
        for number, one in enumerate(kept, 1):
            quiz = Quiz(
                title=" ".join(one.title),
                questions=(Choice(text=" ".join(one.question), options=tuple(one.rest), right=(0,)),),
            )
            owner = numbers[one.owner]
            at = here.time.moment
            await connection.execute(
                insert(quizzes).values(
                    id=number,
                    owner=owner,
                    name=one.name,
                    look=one.name,
                    public=one.public,
                    version=1,
                    created_at=at,
                )
            )
            await connection.execute(
                insert(quiz_versions).values(
                    quiz=number,
                    number=1,
                    text="",
                    size=0,
                    title=quiz.title,
                    questions=1,
                    author=owner,
                    pushed_at=at,
                    wish=str(number).encode(),
                )
            )
            for who in one.shared:
                await connection.execute(
                    insert(quiz_shares).values(quiz=number, account=numbers[who], may_edit=False)
                )
            for word in one.tags:
                await connection.execute(
                    insert(quiz_tags).values(quiz=number, look=word.casefold(), tag=word)
                )
            await keep_words(connection, number, words_of(quiz))
            await keep_labels(connection, number, one.name, one.tags)


async def test_any_search_finds_what_the_rules_say(database: str) -> None:
    chance = random.Random(5)
    kept = corpus(chance)
    async with school(database, message_rate=10_000.0, message_burst=10_000) as here:
        await keep(here, kept)
        found_something = 0
        for who in PEOPLE:
            async with here.visitor(who) as peer:
                for _ in range(QUERIES // len(PEOPLE)):
                    asked = chance.choices(ASKED, k=chance.choice((0, 1, 1, 2, 2, 3)))
                    shelf = chance.choice(list(Shelf))
                    tagged = chance.choice(("", "", "", "net", "CAFÉ", "京都"))
                    request = {"shelf": shelf, "tag": tagged, "search": " ".join(asked)}
                    data = await told(peer, library.ListQuizzes, **request)

                    assert isinstance(data, Quizzes)
                    found = [called(card) for card in data.quizzes]
                    assert found == expected(kept, who, shelf, tagged, asked), (who, request)
                    found_something += bool(found and asked)
        assert found_something > 50


async def test_a_quiz_is_found_by_what_it_says_now(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        async with here.visitor("ada", HOST_PATH) as ada:
            await push(ada, "one", quiz_text("Routers", "What is a hub?"))
            await push(ada, "two", quiz_text("Routers again", "What is a hub?"))
            assert await names(ada, search="rout HUB") == ["ada/one", "ada/two"]
            await push(ada, "one", quiz_text("Switches", "What routes?"), base=1)
            assert await names(ada, search="rout") == ["ada/two", "ada/one"]
            assert await names(ada, search="hub") == ["ada/two"]
            await told(ada, library.RestoreQuiz, quiz="one", version=1)
            assert await names(ada, search="hub") == ["ada/one", "ada/two"]
            await tag(ada, "two", "Exam")
            assert await names(ada, search="exa") == ["ada/two"]
            await tag(ada, "two", remove=("exam",))
            assert await names(ada, search="exa") == []
            await told(ada, library.RenameQuiz, quiz="two", name="second")
            assert await names(ada, search="two") == []
            assert await names(ada, search="sec rout") == ["ada/second"]


async def test_a_search_tells_nothing_of_other_peoples_quizzes(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        await here.person("grace")
        async with here.visitor("ada", HOST_PATH) as ada, here.visitor("grace", HOST_PATH) as grace:
            await push(ada, "secret", quiz_text("Unspeakable"))
            await tag(ada, "secret", "hidden")

            for shelf in Shelf:
                for search in ("", "unspeakable", "secret", "hidden", "u", "%"):
                    assert await names(grace, shelf, search=search) == []
                assert await names(grace, shelf, tag="hidden") == []
            await share(ada, "secret", "grace")
            assert await names(grace, Shelf.SHARED, search="UNSPEAK hid") == ["ada/secret"]


async def test_a_search_as_long_as_can_be_is_answered(database: str) -> None:
    async with school(database) as here:
        await here.person("ada")
        async with here.visitor("ada", HOST_PATH) as ada:
            text = "".join(chr(0x4E00 + number) for number in range(199))
            await push(ada, "kanji", quiz_text("Kanji", text))

            assert await names(ada, search=text) == ["ada/kanji"]
            assert await names(ada, search=text[::-1]) == []
            assert await names(ada, search=" ".join("abcdefghijklmnopqrstuvwxyz" * 3)) == []
