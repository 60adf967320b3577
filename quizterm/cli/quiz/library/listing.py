"""`quizterm quiz list`: the quizzes of the library that one may use."""

from typing import TYPE_CHECKING, Annotated, assert_never

import typer

from quizterm.cli.accounts.asking import Asking
from quizterm.cli.accounts.wishes import wish
from quizterm.cli.accounts.words import document
from quizterm.cli.exits import Exit, fail, run
from quizterm.cli.options import AsJson, Ephemeral, Insecure, Server
from quizterm.cli.output import put, put_document, say
from quizterm.cli.quiz.library.cards import list_of
from quizterm.language import N_, _

if TYPE_CHECKING:
    from quizterm.protocol.data import QuizCard
    from quizterm.protocol.library import Shelf

MOST_LISTED = 2000
"""Quizzes of one list; nobody reads more."""

NOTHING_LIKE_THAT = N_("No quiz is like that.")
KEEP_ONE = N_("Keep one: quizterm quiz push FILE")

Mine = Annotated[bool, typer.Option("--mine", help="Only your own.")]
Shared = Annotated[bool, typer.Option("--shared", help="Only what others have shared with you.")]
Public = Annotated[bool, typer.Option("--public", help="Only what is open to every teacher.")]
Tag = Annotated[
    str, typer.Option("--tag", metavar="TAG", help="Only those with this tag.", show_default=False)
]
Search = Annotated[
    str,
    typer.Option(
        "--search",
        metavar="WORDS",
        help="Only those in which all these words begin a word, the best matches first.",
        show_default=False,
    ),
]


def list_quizzes(
    mine: Mine = False,
    shared: Shared = False,
    public: Public = False,
    tag: Tag = "",
    search: Search = "",
    as_json: AsJson = False,
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
) -> None:
    """List the quizzes of the library that you may use."""
    shelf = _shelf(mine=mine, shared=shared, public=public)
    cards, more = run(_listed(shelf, tag, search, Asking(server, insecure, ephemeral)))
    if as_json:
        put_document({"quizzes": [document(card) for card in cards], "more": more})
    elif cards:
        put(list_of(cards))
        if more:
            sentence = _("These are the first {number}, and there are more; narrow them down with --search.")
            say(sentence.format(number=len(cards)))
    else:
        say(_(NOTHING_LIKE_THAT) if tag or search else _nothing(shelf))


def _shelf(*, mine: bool, shared: bool, public: bool) -> "Shelf":
    from quizterm.protocol.library import Shelf

    chosen = [
        shelf
        for shelf, is_chosen in ((Shelf.MINE, mine), (Shelf.SHARED, shared), (Shelf.PUBLIC, public))
        if is_chosen
    ]
    if len(chosen) > 1:
        fail(Exit.USAGE, _("Say one of --mine, --shared and --public; without them, all are listed."))
    return chosen[0] if chosen else Shelf.ALL


def _nothing(shelf: "Shelf") -> str:
    from quizterm.protocol.library import Shelf

    match shelf:
        case Shelf.ALL:
            return f"{_('There is no quiz for you here yet.')} {_(KEEP_ONE)}"
        case Shelf.MINE:
            return f"{_('You keep no quiz here yet.')} {_(KEEP_ONE)}"
        case Shelf.SHARED:
            return _("Nobody shares a quiz with you here yet.")
        case Shelf.PUBLIC:
            return _(
                "No quiz here is open to every teacher yet. Open one of yours: quizterm quiz publish NAME"
            )
        case _:
            assert_never(shelf)


async def _listed(shelf: "Shelf", tag: str, search: str, asking: Asking) -> "tuple[list[QuizCard], bool]":
    """The quizzes, and whether there are more."""
    from quizterm.protocol.data import Quizzes
    from quizterm.protocol.library import ListQuizzes

    cards: list[QuizCard] = []
    request = wish(ListQuizzes, shelf=shelf, tag=tag, search=search)
    async with asking.somebody() as somebody, somebody.desk() as desk:
        while True:
            page = await desk.ask_for(Quizzes, request)
            cards += page.quizzes
            if page.next is None or not page.quizzes or len(cards) >= MOST_LISTED:
                return cards, page.next is not None
            request = wish(ListQuizzes, shelf=shelf, tag=tag, search=search, after=page.next)
