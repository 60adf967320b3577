"""What a host can type in line mode; a short form is the key of the host's screen where there is one."""

from quizterm.language import _, pgettext
from quizterm_client.plain.commands import Command

ASKING_THE_SERVER = {
    *("next", "close", "more", "pause", "resume", "skip", "void", "unvoid", "correct", "rename", "remove"),
    "extra",
    *("ban", "unban", "lock", "unlock", "auto", "invite", "end"),
}
"""Words that do nothing without a line."""


def host_commands() -> tuple[Command, ...]:
    """All of them, in the language that is spoken."""
    return (*_the_quiz(), *_the_question(), *_people(), *_the_session())


def _the_quiz() -> tuple[Command, ...]:
    return (
        Command("next", _("go on; Enter alone does the same"), pgettext("typed command", "next"), short="n"),
        Command("close", _("close the open question"), pgettext("typed command", "close"), short="cl"),
        Command(
            "more",
            _("more time, 10 seconds unless you say how many"),
            pgettext("typed command", "more"),
            _("[SECONDS]"),
            short="+",
        ),
        Command("pause", _("stop the clock"), pgettext("typed command", "pause"), short="p"),
        Command("resume", _("let the clock run again"), pgettext("typed command", "resume"), short="re"),
        Command(
            "skip", _("skip the question: nobody gets points"), pgettext("typed command", "skip"), short="s"
        ),
    )


def _the_question() -> tuple[Command, ...]:
    return (
        Command(
            "void",
            _("take a closed question out of the scores"),
            pgettext("typed command", "void"),
            short="v",
        ),
        Command(
            "unvoid",
            _("put a question back into the scores"),
            pgettext("typed command", "unvoid"),
            short="uv",
        ),
        Command(
            "correct",
            _("say what is right, and score everybody again"),
            pgettext("typed command", "correct"),
            short="r",
        ),
        Command(
            "question", _("hear the question again"), pgettext("typed command", "question"), short="again"
        ),
        Command("time", _("how much time is left"), pgettext("typed command", "time"), short="t"),
        Command("answers", _("how the answers are spread"), pgettext("typed command", "answers"), short="an"),
        Command(
            "waiting",
            _("who has not answered, and who is away"),
            pgettext("typed command", "waiting"),
            short="w",
        ),
        Command("standings", _("the places again"), pgettext("typed command", "standings"), short="st"),
        Command(
            "hide",
            _("say neither the key nor the answers before the reveal"),
            pgettext("typed command", "hide"),
            short="h",
        ),
        Command("show", _("say them again"), pgettext("typed command", "show"), short="sh"),
    )


def _people() -> tuple[Command, ...]:
    return (
        Command(
            "players",
            _("who is in, with numbers"),
            pgettext("typed command", "players"),
            _("[PART OF NAME]"),
            short="k",
        ),
        Command(
            "rename",
            _("give a player another name"),
            pgettext("typed command", "rename"),
            _("NUMBER NAME"),
            short="rn",
        ),
        Command(
            "extra",
            _("give a player more time, in percent; 0 takes it back"),
            pgettext("typed command", "extra"),
            _("NUMBER PERCENT"),
            short="x",
        ),
        Command(
            "remove",
            _("send a player out; they may come again"),
            pgettext("typed command", "remove"),
            _("NUMBER"),
            short="rm",
        ),
        Command(
            "ban", _("send a player out for good"), pgettext("typed command", "ban"), _("NUMBER"), short="b"
        ),
        Command(
            "unban",
            _("let a player come back who was banned"),
            pgettext("typed command", "unban"),
            _("NUMBER"),
            short="ub",
        ),
        Command("lock", _("lock the door for new players"), pgettext("typed command", "lock"), short="l"),
        Command("unlock", _("open the door"), pgettext("typed command", "unlock"), short="ul"),
    )


def _the_session() -> tuple[Command, ...]:
    return (
        Command(
            "auto",
            _("let it run by itself, or by hand"),
            pgettext("typed command", "auto"),
            _("[on or off]"),
            short="a",
        ),
        Command("code", _("how people get in"), pgettext("typed command", "code"), short="j"),
        Command("invite", _("invite a co-host"), pgettext("typed command", "invite"), short="c"),
        Command(
            "end",
            _("end: to the podium, and from there for good"),
            pgettext("typed command", "end"),
            short="e",
        ),
        Command("leave", _("leave; the session goes on"), pgettext("typed command", "leave"), short="q"),
        Command("help", _("this help"), pgettext("typed command", "help"), short="?"),
    )
