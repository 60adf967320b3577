"""The projector in a language of longer words: nothing stays English, nothing is pushed off."""

from dataclasses import replace

import pytest
from textual.widgets import Static

from quizterm.snapshot import Stage
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.projector.app import ProjectorApp
from quizterm_client.terminal.appearance import STILL
from quizterm_client.view.invitation import Invitation
from tests.support import stages
from tests.support.pseudolanguage import speaking_pseudo, untranslated
from tests.support.reading import settled

INVITATION = Invitation("quizterm join K7Q4MF@lab", "lab")
SCENES: dict[str, tuple[Stage | LinkStatus, ...]] = {
    "lobby": (stages.lobby(),),
    "reading": (stages.reading(),),
    "open": (stages.opened(answered=23),),
    "revealed": (stages.revealed(),),
    "typed": (stages.opened(stages.TEXT),),
    "number": (stages.opened(stages.NUMERIC),),
    "free": (stages.opened(stages.OPEN),),
    "order": (stages.opened(stages.ORDER),),
    "poll": (stages.opened(stages.POLL),),
    "true or false": (stages.opened(stages.TRUE_FALSE),),
    "standings": (stages.standings(),),
    "podium": (stages.podium(),),
    "ended": (stages.ended(),),
    "paused": (stages.opened(paused=True),),
    "host away": (stages.opened(host_away=True),),
    "lost": (stages.opened(), LinkStatus(LinkState.LOST)),
}


def content(*news: Stage | LinkStatus) -> list[str]:
    """What is written by others: the quiz, names and commands."""
    known = [*stages.NAMES, INVITATION.join_command, "K7 Q4 MF quizterm watch"]
    for stage in (one for one in news if isinstance(one, Stage)):
        known += [stage.title, stage.hardest.text if stage.hardest else ""]
        known += [stage.reveal.explanation] if stage.reveal else []
        known += [stage.item.text, *stage.item.options, stage.item.unit] if stage.item else []
    return known


@pytest.mark.parametrize("size", [(80, 24), (200, 60)], ids=["80x24", "200x60"])
@pytest.mark.parametrize("scene", SCENES)
async def test_every_word_is_translated(scene: str, size: tuple[int, int]) -> None:
    with speaking_pseudo():
        app = ProjectorApp(stages.FakePeer(*SCENES[scene]), INVITATION, appearance=STILL)
        app.blink = 0
        async with app.run_test(size=size) as pilot:
            text = await settled(pilot)

            assert "⟦" in text
            assert untranslated(text, content(*SCENES[scene])) == []
            assert all(line.cell_length == size[0] for line in app.screen._compositor.render_strips())


async def test_the_help_is_translated() -> None:
    stage = replace(stages.opened(), title="Ports")

    with speaking_pseudo():
        app = ProjectorApp(stages.FakePeer(stage), INVITATION, appearance=STILL)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await pilot.press("question_mark")
            await settled(pilot)
            said = "\n".join(str(part.render()) for part in app.screen.query(Static))

            assert "⟦" in said
            assert untranslated(said) == []
