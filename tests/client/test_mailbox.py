"""What a reader who is late still hears, and in which order."""

from quizterm.protocol.server import StageNews, YouNews
from quizterm_client.mailbox import Mailbox
from quizterm_client.peer import LinkEvent, LinkState, LinkStatus
from tests.support.stages import lobby, you

GONE = LinkStatus(LinkState.RECONNECTING)
BACK = LinkStatus(LinkState.CONNECTED, 40)
PINGED = LinkStatus(LinkState.CONNECTED, 41)


def stage(version: int) -> StageNews:
    return StageNews(version=version, stage=lobby())


async def heard(*events: LinkEvent) -> list[LinkEvent]:
    """What a reader hears who comes after all of it."""
    mailbox = Mailbox()
    for event in events:
        mailbox.put(event)
    mailbox.close()
    return [event async for event in mailbox.read()]


async def test_of_snapshots_only_the_newest_is_heard() -> None:
    news = YouNews(version=1, you=you())
    assert await heard(stage(1), news, stage(2), stage(3)) == [news, stage(3)]


async def test_news_of_a_line_stay_behind_the_word_that_it_is_back() -> None:
    """R30: a ping on the same line does not make them look older than the line."""
    assert await heard(stage(1), GONE, BACK, stage(2), PINGED) == [GONE, PINGED, stage(2)]


async def test_the_last_word_about_the_line_is_the_newest() -> None:
    assert (await heard(BACK, GONE, BACK, GONE))[-1] == GONE
    assert (await heard(BACK, GONE, PINGED))[-1] == PINGED
