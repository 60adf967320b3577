"""A whole game in line mode in a language that nobody speaks: nothing that is said stays English."""

from dataclasses import replace
from typing import Any

import pytest

from quizterm.errors import ErrorCode
from quizterm.quiz.answers import Ordered, Picked, RightOptions, RightOrder, RightRange, RightTexts, Typed
from quizterm.quiz.model import Select
from quizterm.snapshot import Group, Millis, Phase, Result, Stage, You
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.plain.commands import help_lines
from quizterm_client.plain.hostcommands import host_commands
from quizterm_client.plain.partingwords import player_commands, player_help
from quizterm_client.plain.watching import watching_commands
from quizterm_client.player.state import Seen
from quizterm_client.view.invitation import Invitation
from tests.support import stages
from tests.support.conversations import Conversation
from tests.support.lineplaying import playing
from tests.support.plainhosts import DESK, LOBBY, OPENED, PAUSED, hosting
from tests.support.plainwatching import watching
from tests.support.pseudolanguage import speaking_pseudo, untranslated

SEVERAL = replace(stages.SSH, select=Select.ALL)
MANY = replace(stages.POLL, several=True)
ITEMS = (
    *(stages.SLIDE, stages.SSH, stages.CODE, stages.TRUE_FALSE, SEVERAL, stages.TEXT, stages.NUMERIC),
    *(stages.ORDER, MANY, stages.OPEN),
)
GROUPS = (Group(text="DNS", count=20, right=True), Group(text="dhcp", count=4))
SAID = replace(stages.tally((), 20, GROUPS), others=7)
GONE = LinkStatus(LinkState.RECONNECTING)
BACK = LinkStatus(LinkState.CONNECTED, 40)
INVITATION = Invitation("quizterm join K7Q4MF@lab", "lab")
KNOWN = (
    *("quizterm join K7Q4MF lab xyzzy", "quizterm host resume token play", "To MF"),
    *(*stages.NAMES, "Mallory Di Tomás Zoë"),
    *(part for item in ITEMS for part in (item.text, *item.options, item.unit)),
    *(item.code.text + item.code.language for item in ITEMS if item.code),
    stages.lobby().title,
    stages.HARDEST.text,
    *("SSH has used port since", "DNS Domain Name System dhcp DHCP dns", "Which layer does ARP belong to"),
)
"""What is no part of the interface: the quiz, names and commands of a shell."""


def left_in_english(talk: Conversation[Any]) -> list[str]:
    """What was said in plain letters."""
    said = [line for line in talk.transcript if not line.startswith(">")]
    assert len(said) > 20
    return [f"{words}: {line}" for line in said if (words := untranslated(line, KNOWN))]


def closed() -> list[tuple[Stage, You]]:
    """Every kind of question, and how it ended."""
    order, near = RightOrder((1, 3, 2, 0)), Result(points=300, credit=0.5, time=Millis(65_000))
    streak = Result(points=800, credit=1, time=Millis(4_100), streak=3, bonus=100, rose=-2)
    return [
        (stages.revealed(), stages.right()),
        (stages.revealed(stages.CODE, RightOptions((1,))), stages.wrong()),
        (stages.revealed(stages.TRUE_FALSE, RightOptions((1,))), stages.wrong(None)),
        (stages.revealed(SEVERAL, RightOptions((0, 2))), stages.wrong(Picked((0, 1)))),
        (stages.revealed(SEVERAL, voided=True), stages.you(answer=Picked((0, 2)))),
        (
            stages.revealed(stages.TEXT, RightTexts(("DNS", "Domain Name System")), SAID),
            stages.right(Typed("dns")),
        ),
        (stages.revealed(stages.NUMERIC, RightRange(120, 130), SAID, ""), stages.you(result=streak)),
        (
            stages.revealed(stages.ORDER, order, stages.tally((), 7), ""),
            stages.you(answer=Ordered((1, 0, 2, 3)), result=near),
        ),
        (
            stages.revealed(MANY, None, stages.tally((3, 20, 8), 0), ""),
            stages.you(answer=Picked((0, 1)), result=Result(points=0)),
        ),
        (
            stages.revealed(stages.OPEN, None, stages.tally((), 0, GROUPS), ""),
            stages.you(answer=Typed("dns"), result=Result(points=0)),
        ),
        (stages.revealed(), stages.you(eligible=False)),
    ]


def test_nothing_is_overlooked_that_is_english() -> None:
    assert untranslated("1. SSH: 4 answers", KNOWN) == ["answers"]


def test_help_says_nothing_in_english_but_the_words_to_type() -> None:
    with speaking_pseudo():
        seen = Seen(stage=stages.opened(stages.TEXT), you=stages.you())
        for commands in (host_commands(), player_commands(hosting=True), watching_commands()):
            words = [word for command in commands for word in (command.word, command.short)]
            said = [*help_lines(commands), *player_help(seen, commands)]
            assert [line for line in said if untranslated(line, words)] == []
            assert [command.does for command in commands if untranslated(command.does + command.takes)] == []


async def test_a_player_hears_nothing_in_english() -> None:
    with speaking_pseudo():
        async with playing(stages.lobby(players=1, names=("Ada",)), invitation=INVITATION) as talk:
            await talk.tells(stages.you(score=0, rank=0), stages.lobby(players=2, names=("Ada", "Bashir")))
            await talk.types("time", "score", "2", "again", "leave", "stay")
            for item in ITEMS:
                await talk.tells(stages.reading(item), stages.you())
                await talk.types("1", "again")
                end = Millis(talk.peer.now + 60_000)
                await talk.tells(stages.opened(item, deadline=end, span=Millis(60_000)), stages.you())
                await talk.types("/time", "xyzzy \N{EM DASH}", "1 1", "1.000", "/again", "/leave", "stay")
                await talk.waits(58)
            for number, (stage, you) in enumerate(closed()):
                asked = replace(stage, phase=Phase.OPEN, reveal=None, question=number)
                await talk.tells(asked, replace_question(stages.you(), number))
                await talk.tells(replace(stage, question=number), replace_question(you, number))
                await talk.tells(stages.standings(question=number))
                await talk.types("score", "1")
            await talk.tells(stages.podium(), stages.placed())
            await talk.types("again", "score", "1")

    assert left_in_english(talk) == []


def replace_question(you: You, number: int) -> You:
    """The same for another question."""
    return replace(you, question=number)


async def test_a_player_hears_of_mishaps_in_their_language() -> None:
    with speaking_pseudo():
        async with playing(stages.opened(), stages.you()) as talk:
            talk.peer.refuse_next(ErrorCode.TOO_LATE, "No question is open now.")
            await talk.types("2")
            await talk.tells(GONE, BACK, stages.opened(host_away=True), stages.opened())
            await talk.types("time", "leave", "no")
            await talk.tells(stages.opened(paused=True, deadline=None, left=Millis(8_000)))
            await talk.types("time", "2")
            await talk.tells(stages.opened(deadline=Millis(talk.peer.now + 20_000)), stages.you(name="Zoë"))
            await talk.tells(stages.opened(deadline=Millis(talk.peer.now + 40_000)))
            await talk.types("2", "2", "again")
            await talk.tells(stages.revealed(), stages.right(), stages.revealed(key=RightOptions((2,))))
            await talk.tells(stages.standings(), stages.standings(stages.TOP_FIVE))

    assert left_in_english(talk) == []


@pytest.mark.parametrize("hidden", [False, True])
async def test_a_host_hears_nothing_in_english(hidden: bool) -> None:
    with speaking_pseudo():
        async with hosting(stages.lobby(desk=stages.desk(seats=(), tally=None), players=0, names=())) as talk:
            await talk.tells(LOBBY)
            await talk.waits(1)
            await talk.types("players", "players ada", "players x\N{EM DASH}", "xyzzy", "ban 3", "")
            await talk.types(
                "remove 3", "y", "rename 3", "unban 99", "lock", "unlock", "auto on", "auto x", "code"
            )
            await talk.types("hide" if hidden else "show", "standings", "question", "skip", "resume", "pause")
            for item in ITEMS:
                await talk.tells(stages.reading(item, desk=DESK, deadline=Millis(talk.peer.now + 3_000)))
                await talk.tells(stages.opened(item, desk=DESK, asked=26, answered=3, players=26))
                await talk.types(
                    "waiting", "answers", "time", "more 0", "skip", "", "correct", "\N{EM DASH}", ""
                )
                await talk.types("void", "leave", "")
            for number, (stage, _you) in enumerate(closed()):
                seen = replace(stage, question=number, desk=DESK, auto=number % 2 == 0)
                await talk.tells(seen, replace(seen, deadline=Millis(talk.peer.now + 9_000)))
                await talk.types("correct", "", "void", "", "unvoid", "", "answers", "question", "time")
            await talk.tells(stages.standings(desk=DESK, players=26), stages.podium(desk=DESK))
            await talk.types("standings", "", "", "end", "")

    assert left_in_english(talk) == []


async def test_a_host_hears_of_mishaps_in_their_language() -> None:
    with speaking_pseudo():
        async with hosting(PAUSED) as talk:
            await talk.tells(OPENED, PAUSED, replace(OPENED, stalled=True), OPENED, GONE)
            await talk.types("skip", "leave", "no", "time")
            await talk.tells(BACK, replace(OPENED, locked=True), replace(OPENED, auto=True))
            await talk.types("invite", "pause", "close", "waiting")

    assert left_in_english(talk) == []


async def test_a_room_hears_nothing_in_english() -> None:
    with speaking_pseudo():
        async with watching(stages.lobby(players=0, names=())) as talk:
            await talk.tells(stages.lobby(players=2, names=("Ada", "Bashir")))
            await talk.waits(1)
            await talk.tells(
                stages.lobby(players=2, names=("Ada", "Di")), stages.lobby(players=26, locked=True)
            )
            await talk.waits(1)
            await talk.types("time", "again", "code", "xyzzy")
            for item in ITEMS:
                await talk.tells(stages.reading(item, deadline=Millis(talk.peer.now + 3_000)))
                end = Millis(talk.peer.now + 60_000)
                opened = stages.opened(item, asked=26, answered=0, deadline=end, span=Millis(60_000))
                await talk.tells(opened, replace(opened, answered=13), replace(opened, answered=26))
                await talk.waits(58)
            for number, (stage, _you) in enumerate(closed()):
                await talk.tells(replace(stage, question=number))
            await talk.tells(GONE, BACK, stages.standings(players=26), stages.podium(players=26))

    assert left_in_english(talk) == []
