"""The podium, and what the player did in the whole quiz."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from quizterm_client.player.state import Seen
from quizterm_client.themes import QUIET
from quizterm_client.view.podium import hardest_words, own_words, shared, steps
from quizterm_client.view.words import took_part
from quizterm_client.widgets.podium import Podium


class PodiumPart(Vertical):
    """The podium, and below it what the player did in the whole quiz."""

    DEFAULT_CSS = """
    PodiumPart { width: 100%; height: 1fr; }
    PodiumPart > Static { width: 100%; height: auto; text-align: center; padding: 1 2 0 2; }
    """

    def compose(self) -> ComposeResult:
        yield Podium()
        yield Static(markup=False)

    def show(self, seen: Seen) -> None:
        """Show who won."""
        stage, you = seen.stage, seen.you
        if stage is None:
            return
        self.query_one(Podium).show(steps(stage.standings, you.player if you else None))
        lines = [Content.styled(shared(stage.standings), QUIET)]
        if you is not None:
            lines.append(Content.styled(own_words(you), "bold"))
        lines.append(Content.styled(hardest_words(stage.hardest), QUIET))
        lines.append(Content.styled(took_part(stage.players), QUIET))
        self.query_one(Static).update(Content("\n").join(line for line in lines if line.plain))
