"""What a player's screen says; whoever draws it for somebody alone hands in another one."""

from dataclasses import dataclass

from quizterm_client.player.keys import player_keys
from quizterm_client.player.outcome import Outcome, Verdict, outcome
from quizterm_client.player.state import Seen
from quizterm_client.player.welcome import Welcome, in_a_sentence, welcome
from quizterm_client.player.words import Fits, Notice, notice, top_line
from quizterm_client.view.invitation import Invitation
from quizterm_client.view.keys import KeyHint
from quizterm_client.view.topline import TopLine


@dataclass(frozen=True, slots=True)
class Hands:
    """What keys would do on the screen as it is."""

    scrolls: bool = False
    """There is more to read than can be seen."""
    cut: bool = False
    """The arrows lead to options that are longer than their place."""
    conducting: str = ""
    """What the host's key does, where the host plays along."""
    typing: bool = False
    """Letters go into the answer."""


class Speech:
    """The words for a player among others."""

    def top_line(self, seen: Seen) -> TopLine:
        """The line on top."""
        return top_line(seen.stage, seen.you, seen.status)

    def welcome(self, seen: Seen, invitation: Invitation | None, *, hosting: bool) -> Welcome:
        """What is said where one waits."""
        return welcome(seen.stage, seen.you, invitation, hosting=hosting)

    def notice(self, seen: Seen, fits: Fits) -> Notice:
        """The most important thing to say now."""
        return notice(seen.stage, seen.you, seen.status, seen.sent, fits)

    def outcome(self, seen: Seen) -> Outcome:
        """What a closed question brought."""
        stage = seen.stage
        if stage is None or stage.item is None or stage.reveal is None:
            return Outcome(Verdict.SEEN)
        return outcome(stage.item, stage.reveal, seen.you, lost=seen.missed)

    def keys(self, seen: Seen, hands: Hands) -> tuple[KeyHint, ...]:
        """The keys that work now, the most likely first."""
        return player_keys(
            seen.stage,
            seen.live,
            scrolls=hands.scrolls,
            cut=hands.cut,
            conducting=hands.conducting,
            typing=hands.typing,
        )

    def sentence(self, seen: Seen) -> str:
        """What goes on, where there is room for nothing else."""
        return in_a_sentence(seen.stage)
