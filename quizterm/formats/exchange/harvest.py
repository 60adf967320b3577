"""The questions that a reader finds in somebody else's file, checked as they come."""

from dataclasses import dataclass, field

from quizterm.formats.exchange.ledger import Entry, Ledger, Spot
from quizterm.formats.exchange.mending import mended
from quizterm.language import N_
from quizterm.quiz.checking_questions import check_question
from quizterm.quiz.model import Question, Settings
from quizterm.quiz.problems import Findings


@dataclass(frozen=True, slots=True)
class Wishes:
    """What whoever imports wants done where a format leaves a choice."""

    polls: bool = False
    """Make a poll of a choice of which nothing is right, instead of leaving it out."""
    accept_partial: bool = False
    """Take typed answers that earn a part of the points for right ones."""
    expand_matching: bool = False
    """Make a choice of every pair of a matching question, instead of leaving it out."""
    encoding: str = ""
    """The encoding of the text, where the content does not tell; empty to find it out."""
    strict: bool = False
    """Leave out every question that would come with a loss."""


@dataclass(slots=True)
class Harvest(Ledger):
    """What one file gives.

    A reader sets what it finds about the quiz as a whole, and begins a `Seedling` for every question.
    """

    wishes: Wishes = field(default_factory=Wishes)
    title: str = ""
    description: str = ""
    language: str = ""
    settings: Settings = field(default_factory=Settings)
    questions: list[Question] = field(default_factory=list)

    def begin(self, spot: Spot, name: str) -> "Seedling":
        """Count a question; it is left out unless it is `taken`."""
        self.read += 1
        self.latest = spot
        return Seedling(self, spot, name)


@dataclass(slots=True)
class Seedling(Entry):
    """One question on its way from a file into a quiz."""

    ledger: Harvest

    def take(self, question: Question) -> None:
        """Put a question into the quiz as far as the rules allow, and say what they do not.

        Small things are mended and noted (times out of range, explanations that are too long, empty
        options); what breaks a rule nevertheless is left out with the reason.
        """
        settled = mended(self, question, polls=self.ledger.wishes.polls)
        if settled is None:
            return
        found = Findings()
        checked = check_question(found, settled)
        if found.problems:
            first = found.problems[0]
            self.leave_out(first.code, first.message)
            return
        if self.lossy and self.ledger.wishes.strict:
            self.leave_out("strict", N_("It would come with a loss, and --strict wants none."))
            return
        self.ledger.questions.append(checked)
        self.settle()
