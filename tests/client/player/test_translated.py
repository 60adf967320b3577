"""A player's evening in a language of longer words: nothing stays English, nothing is pushed off."""

from dataclasses import replace
from typing import Any

import pytest
from rich.cells import cell_len
from textual.containers import Vertical
from textual.pilot import Pilot

from quizterm.errors import ErrorCode
from quizterm.quiz.answers import (
    Number,
    Ordered,
    Picked,
    RightOptions,
    RightOrder,
    RightRange,
    RightTexts,
    Typed,
)
from quizterm.quiz.model import Select
from quizterm.snapshot import Group, Millis, Stage
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.player.app import PlayerApp
from quizterm_client.player.exit import PlayerExit
from quizterm_client.terminal.appearance import STILL
from quizterm_client.view.invitation import Invitation
from quizterm_client.view.words import ordinal, seconds
from quizterm_client.widgets.keyline import KeyLine
from quizterm_client.widgets.orderentry import OrderEntry
from quizterm_client.widgets.tiles import Tiles
from tests.support import stages
from tests.support.pseudolanguage import speaking_pseudo, untranslated
from tests.support.reading import settled
from tests.support.stages import FakePeer

SIZE = (80, 24)
INVITATION = Invitation("quizterm join K7Q4MF@lab", "lab")
GROUPS = Group(text="DNS", count=20, right=True), Group(text="DHCP", count=3, right=False)
AWAY = LinkStatus(LinkState.RECONNECTING)
SPREAD = stages.tally(
    (), groups=(Group(text="DNS", count=20, right=True), Group(text="DHCP", count=3, right=False))
)

SCENES = {
    "lobby": (stages.lobby(), stages.you(rank=0, score=0)),
    "reading": (stages.reading(), stages.you()),
    "open": (stages.opened(), stages.you()),
    "answered": (stages.opened(), stages.answered()),
    "right": (stages.revealed(), stages.right()),
    "wrong": (stages.revealed(), stages.wrong()),
    "true or false": (stages.opened(stages.TRUE_FALSE), stages.answered(Picked((0,)))),
    "true": (stages.revealed(stages.TRUE_FALSE, key=RightOptions((0,))), stages.right(Picked((0,)))),
    "about to go on": (
        stages.revealed(deadline=Millis(stages.NOW + 12_000), span=Millis(20_000)),
        stages.right(),
    ),
    "long": (stages.revealed(stages.LONG), stages.right()),
    "code": (stages.opened(stages.CODE), stages.you()),
    "typed": (stages.opened(stages.TEXT), stages.you()),
    "said": (
        stages.revealed(stages.TEXT, key=RightTexts(("DNS",)), spread=stages.tally((), groups=GROUPS)),
        stages.right(Typed("DNS")),
    ),
    "number": (stages.opened(stages.NUMERIC), stages.you()),
    "range": (
        stages.revealed(stages.NUMERIC, key=RightRange(120, 130), spread=stages.tally(())),
        stages.wrong(Number(64)),
    ),
    "order": (stages.opened(stages.ORDER), stages.you()),
    "ordered": (
        stages.revealed(stages.ORDER, key=RightOrder((1, 3, 2, 0))),
        stages.wrong(Ordered((0, 1, 2, 3))),
    ),
    "poll": (stages.opened(stages.POLL), stages.you()),
    "slide": (stages.reading(stages.SLIDE), stages.you()),
    "late": (stages.opened(), stages.you(eligible=False)),
    "paused": (stages.opened(paused=True), stages.you()),
    "host away": (stages.opened(host_away=True), stages.you()),
    "standings": (stages.standings(), stages.right()),
    "podium": (stages.podium(), stages.placed()),
    "ended": (stages.ended(), stages.placed()),
    "away": (stages.opened(), stages.you(), AWAY),
    "lost": (stages.opened(), stages.you(), LinkStatus(LinkState.LOST)),
}


def content(*news: Any) -> tuple[str, ...]:
    """What stands in the quiz, the names and the commands of a scene, and in no catalogue."""
    known = [*stages.NAMES, INVITATION.join_command]
    for stage in (one for one in news if isinstance(one, Stage)):
        known += [stage.title, stage.hardest.text if stage.hardest else ""]
        known += [stage.reveal.explanation, *(group.text for group in GROUPS)] if stage.reveal else []
        item = stage.item
        known += [item.text, *item.options, item.unit, item.code.text if item.code else ""] if item else []
    return tuple(known)


async def tell(pilot: Pilot[PlayerExit], peer: FakePeer, *news: Any) -> str:
    """Let news arrive and read the screen."""
    for one in news:
        peer.tell(one)
    return await settled(pilot)


def fits(app: PlayerApp) -> None:
    """Every line has its width, and no key is cut."""
    width = app.size.width
    assert all(strip.cell_length == width for strip in app.screen._compositor.render_strips())
    for part in (*app.screen.query(Tiles), *app.screen.query(OrderEntry)):
        lines = part.render().split("\n") if part.display else []
        assert all(line.cell_length <= part.size.width for line in lines)
    for keys in app.screen.query(KeyLine):
        line = keys.render()
        shown = [f"{hint.printed} {hint.what}" for hint in keys._shown()]
        assert line.plain == "   ".join(shown)
        assert shown[-1] == f"{keys.hints[-1].printed} {keys.hints[-1].what}"
        assert cell_len(line.plain) <= width - 2


@pytest.mark.parametrize("scene", SCENES)
async def test_every_word_is_translated_and_every_line_fits(scene: str) -> None:
    peer = FakePeer()

    with speaking_pseudo():
        app = PlayerApp(peer, invitation=INVITATION, appearance=STILL)
        app.blink = 0
        async with app.run_test(size=SIZE) as pilot:
            text = await tell(pilot, peer, *SCENES[scene])

            assert "⟦" in text
            assert untranslated(text, content(*SCENES[scene])) == []
            fits(app)


async def test_a_whole_question_is_played_in_longer_words() -> None:
    peer = FakePeer(stages.lobby(), stages.you(rank=0, score=0))
    said = []

    with speaking_pseudo():
        app = PlayerApp(peer, appearance=STILL)
        async with app.run_test(size=SIZE) as pilot:
            said.append(await tell(pilot, peer, stages.reading(), stages.you()))
            fits(app)
            said.append(await tell(pilot, peer, stages.opened()))
            peer.hold()
            await pilot.press("b")
            said.append(await settled(pilot))
            peer.release()
            said.append(await settled(pilot))
            fits(app)
            assert "✓ ⟦Ćóúńťéđ. Ẃáíťíńǵ ḟóŕ ťĥé óťĥéŕś." in said[-1]
            said.append(await tell(pilot, peer, stages.revealed(), stages.right()))
            fits(app)
            assert "⟦Ŕíǵĥť, íń" in said[-1]
            assert "4,1" in said[-1]

    assert all(untranslated(text, content(stages.revealed())) == [] for text in said)


async def test_several_are_picked_and_an_answer_waits_for_the_line_in_longer_words() -> None:
    several = stages.opened(replace(stages.SSH, select=Select.ALL))
    peer = FakePeer(several, stages.you())
    said = []

    with speaking_pseudo():
        app = PlayerApp(peer, appearance=STILL)
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await pilot.press("enter")
            said.append(await settled(pilot))
            await pilot.press("b")
            said.append(await settled(pilot))
            assert "⟦ṗíćķéđ" in said[-1]
            fits(app)
            peer.refuse_next(ErrorCode.NOT_STORED, "")
            await pilot.press("enter")
            said.append(await settled(pilot))
            assert "⟦ńóť ćóńḟíŕṁéđ" in said[-1]
            fits(app)

    assert all(untranslated(text, content(stages.revealed())) == [] for text in said)


@pytest.mark.parametrize(("keys", "stage"), [("f1", stages.opened()), ("q", stages.opened())])
async def test_help_and_dialogs_are_translated(keys: str, stage: Stage) -> None:
    peer = FakePeer(stage, stages.you())

    with speaking_pseudo():
        app = PlayerApp(peer, appearance=STILL)
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await pilot.press(keys)
            lines = (await settled(pilot)).split("\n")
            place = app.screen.query(Vertical).first().region

    said = [line.ljust(SIZE[0])[place.x : place.right] for line in lines[place.y : place.bottom]]
    assert "⟦" in "".join(said)
    assert untranslated("\n".join(said), content()) == []


async def test_a_number_that_is_none_is_told_so_in_full() -> None:
    long = replace(stages.NUMERIC, text="How long is an address? " * 50)
    peer = FakePeer(stages.opened(long), stages.you())

    with speaking_pseudo():
        app = PlayerApp(peer, appearance=STILL)
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await pilot.press("o")

            text = await settled(pilot)

    sentence = text[text.index("⟦Ťĥíś íś ńóť á ńúṁḃéŕ") :]
    assert "⟧" in sentence[: sentence.index("\n\n")]


def test_places_and_times_follow_the_language() -> None:
    with speaking_pseudo():
        assert ordinal(1).startswith("⟦1śť")
        assert [ordinal(number)[:5] for number in (2, 3, 21, 12)] == ["⟦2ńđë", "⟦3ŕđë", "⟦21śť", "⟦12ťĥ"]
        assert seconds(4_100).startswith("⟦4,1 ś")
