"""What a host can type in line mode; a short form is the key of the host's screen where there is one."""

from quizterm_client.plain.commands import Command

COMMANDS = (
    Command("next", "go on; Enter alone does the same", short="n"),
    Command("close", "close the open question", short="cl"),
    Command("more", "more time, 10 seconds unless you say how many", "[SECONDS]", short="+"),
    Command("pause", "stop the clock", short="p"),
    Command("resume", "let the clock run again", short="re"),
    Command("skip", "skip the question: nobody gets points", short="s"),
    Command("void", "take a closed question out of the scores", short="v"),
    Command("unvoid", "put a question back into the scores", short="uv"),
    Command("correct", "say what is right, and score everybody again", short="r"),
    Command("question", "hear the question again", short="again"),
    Command("time", "how much time is left", short="t"),
    Command("answers", "how the answers are spread", short="an"),
    Command("waiting", "who has not answered, and who is away", short="w"),
    Command("standings", "the places again", short="st"),
    Command("hide", "say neither the key nor the answers before the reveal", short="h"),
    Command("show", "say them again", short="sh"),
    Command("players", "who is in, with numbers", "[PART OF NAME]", short="k"),
    Command("rename", "give a player another name", "NUMBER NAME", short="rn"),
    Command("remove", "send a player out; they may come again", "NUMBER", short="rm"),
    Command("ban", "send a player out for good", "NUMBER", short="b"),
    Command("unban", "let a player come back who was banned", "NUMBER", short="ub"),
    Command("lock", "lock the door for new players", short="l"),
    Command("unlock", "open the door", short="ul"),
    Command("auto", "let it run by itself, or by hand", "[on or off]", short="a"),
    Command("code", "how people get in", short="j"),
    Command("invite", "invite a co-host", short="c"),
    Command("end", "end: to the podium, and from there for good", short="e"),
    Command("leave", "leave; the session goes on", short="q"),
    Command("help", "this help", short="?"),
)

ASKING_THE_SERVER = {
    *("next", "close", "more", "pause", "resume", "skip", "void", "unvoid", "correct", "rename", "remove"),
    *("ban", "unban", "lock", "unlock", "auto", "invite", "end"),
}
"""Words that do nothing without a line."""
