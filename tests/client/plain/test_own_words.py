"""Words that are typed in the language of whoever types: they do what the English ones do."""

import pytest

from quizterm.language import LANGUAGES, speaking
from quizterm.protocol.client import CorrectKey, Request, SetAuto, Skip
from quizterm.quiz.answers import Picked, RightOptions
from quizterm_client.plain.commands import Command, own_word, read_command
from quizterm_client.plain.hostcommands import host_commands
from quizterm_client.plain.partingwords import player_commands
from quizterm_client.plain.replies import END, GOOD, NOW, OFF, ON, STAY, YES, meant
from quizterm_client.plain.watching import watching_commands
from quizterm_client.player.exit import ExitReason
from quizterm_client.view.truth import truth_of
from tests.support import stages
from tests.support.lineplaying import answers, playing
from tests.support.plainhosts import DESK, LOBBY, OPENED, hosting
from tests.support.spoken import saying


@pytest.mark.parametrize("line", ["nochmál", "NOCHMAL", "/nochmal", "again"])
async def test_a_player_types_commands_in_their_language_or_in_english(line: str) -> None:
    with saying(again="nochmal"):
        async with playing(stages.opened(), stages.you()) as talk:
            await talk.heard()

            assert (await talk.types(line))[0].startswith("Question 3 of 10.")


async def test_help_names_both_words() -> None:
    with saying(again="nochmal", next="weiter", more="mehr"):
        async with playing(stages.lobby(), stages.you()) as talk:
            said = await talk.types("help")
        async with hosting(OPENED) as host:
            told = await host.types("help")

    assert "nochmal, or again: hear once more what goes on, with the question and your answer." in said
    assert "time: how much time is left." in said
    assert "weiter, or next, or n: go on; Enter alone does the same." in told
    assert "mehr [SECONDS], or more, or +: more time, 10 seconds unless you say how many." in told


async def test_a_word_of_the_language_that_means_something_in_english_means_that() -> None:
    with saying(again="score"):
        async with playing(stages.lobby(), stages.you(score=0, rank=0)) as talk:
            await talk.heard()
            assert await talk.types("score") == ["You have no points yet."]
            assert not any("score, or again" in line for line in await talk.types("help"))


@pytest.mark.parametrize("own", ["gleich", "noch mal", ""])
def test_a_word_that_is_shared_or_no_single_word_is_none(own: str) -> None:
    commands = (Command("time", "", own), Command("again", "", own))

    assert [own_word(command, commands) for command in commands] == ["", ""]
    assert read_command(own, commands) is None


@pytest.mark.parametrize(
    ("lines", "request_"),
    [
        (["überspringen", "Ja"], Skip(ref=0, phase=OPENED.phase, question=2)),
        (["uberspringen", "yes"], Skip(ref=0, phase=OPENED.phase, question=2)),
        (["auto an"], SetAuto(ref=0, auto=True)),
        (["auto on"], SetAuto(ref=0, auto=True)),
    ],
)
async def test_a_host_says_yes_and_on_in_their_language(lines: list[str], request_: Request) -> None:
    with saying(skip="überspringen", yes="ja", on="an", off="aus"):
        async with hosting(OPENED) as talk:
            await talk.heard()
            await talk.types(*lines)

    assert talk.peer.sent == [request_]


async def test_a_reply_that_means_another_one_in_english_means_that() -> None:
    with saying(e="y"):
        assert meant("y", YES, END) is YES
    with saying(y="o", e="o"):
        assert meant("o", YES, END) is None


@pytest.mark.parametrize(("line", "stays"), [("jetzt", False), ("now", False), ("bleiben", True)])
async def test_a_player_leaves_and_stays_in_their_language(line: str, stays: bool) -> None:
    with saying(now="jetzt", stay="bleiben"):
        async with playing(stages.lobby(), stages.you()) as talk:
            said = await talk.types("leave", line)

            if stays:
                assert said[-1] == "You stay."
            else:
                assert (await talk.running).reason is ExitReason.AWAY


@pytest.mark.parametrize(
    ("line", "option"),
    [("wahr", 0), ("W", 0), ("ja", 0), ("Fálsch", 1), ("true", 0), ("f", 1), ("no", 1), ("b", 1), ("2", 1)],
)
async def test_true_and_false_are_answered_in_their_language_or_in_english(line: str, option: int) -> None:
    with saying(true="wahr", t="w", yes="ja", false="falsch"):
        async with playing(stages.opened(stages.TRUE_FALSE), stages.you()) as talk:
            await talk.types(line)

    assert answers(talk.peer) == [Picked((option,))]


@pytest.mark.parametrize(("typed", "option"), [("wahr", 0), ("fal", 1), ("tr", 0), ("wa", 0)])
async def test_a_key_is_corrected_in_the_language_of_the_host(typed: str, option: int) -> None:
    stage = stages.revealed(stages.TRUE_FALSE, key=None, desk=DESK)
    with saying(true="wahr", false="falsch"):
        async with hosting(stage) as talk:
            await talk.types("correct", typed)

    assert talk.peer.sent == [CorrectKey(ref=0, target=2, answer_key=RightOptions((option,)))]


def test_a_word_that_would_mean_both_means_what_it_does_in_english() -> None:
    with saying(t="f", yes="n", y="x", n="x"):
        assert [truth_of(word) for word in ("f", "n", "x", "t")] == [1, 1, None, 0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_that_can_be_told_apart(language: str) -> None:
    with speaking(language):
        for commands in (host_commands(), player_commands(hosting=True), watching_commands()):
            for command in commands:
                assert command.own.casefold() == command.word or own_word(command, commands), command.own
        for replies in ((YES, END), (NOW, GOOD, STAY), (ON, OFF)):
            for reply in replies:
                assert all(meant(word, *replies) is reply for word in reply)


async def test_a_command_is_no_answer_and_its_word_is_one_where_words_are_wanted() -> None:
    async with playing(stages.opened(stages.TEXT), stages.you()) as talk:
        await talk.heard()
        assert any(line.startswith("/time: ") for line in await talk.types("/help"))
        said = await talk.types("score")

    assert said == [
        "“score” is your answer now; the command is /score.",
        "Your answer: score. Counted. Waiting for the others.",
    ]


async def test_a_word_of_the_language_is_an_answer_where_words_are_wanted() -> None:
    with saying(time="zeit"):
        async with playing(stages.opened(stages.TEXT), stages.you()) as talk:
            await talk.heard()
            assert await talk.types("/zeit") == ["12 seconds left."]
            assert "“Zeit” is your answer now; the command is /Zeit." in await talk.types("Zeit")


async def test_a_command_where_a_number_is_wanted_is_told_how_it_is_typed() -> None:
    async with playing(stages.opened(stages.NUMERIC), stages.you()) as talk:
        await talk.heard()
        said = await talk.types("time")

    assert said == [
        "This is not a number: type something like 42, 3.5 or 3,5.",
        "“time” is a command only with a slash now: /time.",
    ]
    assert answers(talk.peer) == []


async def test_a_lobby_is_run_with_own_words() -> None:
    with saying(lock="sperren", players="leute"):
        async with hosting(LOBBY) as talk:
            await talk.heard()
            assert (await talk.types("leute ada"))[0] == "1 player found:"
            await talk.types("sperren")

    assert len(talk.peer.sent) == 1
