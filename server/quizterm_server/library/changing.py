"""What can be changed about a quiz besides its text: name, tags, who may use it, and whether it is there."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, exists, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.protocol.accounts import AccountRole
from quizterm.protocol.data import KeptQuiz
from quizterm.protocol.library import CopyQuiz, DeleteQuiz, PublishQuiz, RenameQuiz, ShareQuiz, TagQuiz
from quizterm.text import BadHandle, account_look, clean_handle, quiz_look, visible
from quizterm_server.accounts.identity import Identity
from quizterm_server.accounts.people import demand_still
from quizterm_server.library.cards import kept, tags_of
from quizterm_server.library.entries import (
    Entry,
    Right,
    clean_quiz_name,
    find,
    find_to_change,
    locked,
    parse_whole,
)
from quizterm_server.library.indexing import copy_words, keep_labels
from quizterm_server.library.tags import MOST_TAGS, TOO_MANY, changed_tags
from quizterm_server.library.versions import add_quiz, insert_version, unwished
from quizterm_server.storage.tables import (
    accounts,
    quiz_shares,
    quiz_tags,
    quiz_versions,
    quiz_words,
    quizzes,
)

QUIZ_TAKEN = N_("You have a quiz “{name}” already. Choose another name.")
NO_TEACHER = N_("No teacher on this server is called “{user}”. Quizzes are shared with teachers only.")
YOURS = N_("{quiz} is yours; there is nothing to share with yourself.")

_TEACHERS = (AccountRole.TEACHER.value, AccountRole.ADMIN.value)
_SHOWN = 40


async def rename(connection: AsyncConnection, who: Identity, message: RenameQuiz) -> KeptQuiz:
    """Give a quiz of one's own another name.

    Raises:
        Refusal: It is not theirs, or the name is taken or cannot be one.
    """
    name = clean_quiz_name(message.name)
    entry = await find_to_change(connection, who, parse_whole(message.quiz), Right.OWN)
    changing = update(quizzes).where(quizzes.c.id == entry.id)
    try:
        await connection.execute(changing.values(name=name, look=quiz_look(name)))
    except IntegrityError:
        raise Refusal(ErrorCode.QUIZ_TAKEN, QUIZ_TAKEN.format(name=name)) from None
    await keep_labels(connection, entry.id, name, await tags_of(connection, entry.id))
    return await kept(connection, who.account, entry.id, changed=name != entry.name)


async def tag(connection: AsyncConnection, who: Identity, message: TagQuiz) -> KeptQuiz:
    """Put tags on a quiz, or take them off.

    Raises:
        Refusal: They may not, or something cannot be a tag, or there would be too many.
    """
    entry = await find_to_change(connection, who, parse_whole(message.quiz), Right.EDIT)
    before = await tags_of(connection, entry.id)
    after = changed_tags(before, message.add, message.remove)
    if len(after) > MOST_TAGS:
        sentence = TOO_MANY.format(quiz=entry, count=len(after), most=MOST_TAGS)
        raise Refusal(ErrorCode.BAD_TAG, sentence)
    changed = set(after.values()) != set(before)
    if changed:
        await connection.execute(delete(quiz_tags).where(quiz_tags.c.quiz == entry.id))
        await _put_tags(connection, entry.id, entry.name, after)
    return await kept(connection, who.account, entry.id, changed=changed)


async def share(connection: AsyncConnection, who: Identity, message: ShareQuiz) -> KeptQuiz:
    """Let another teacher use a quiz of one's own, or no longer.

    Raises:
        Refusal: It is not theirs, or there is no such teacher.
    """
    entry = await find_to_change(connection, who, parse_whole(message.quiz), Right.OWN)
    user = await _colleague(connection, entry, message.user)
    if user == who.account:
        raise Refusal(ErrorCode.NOT_ALLOWED, YOURS.format(quiz=entry))
    its = (quiz_shares.c.quiz == entry.id, quiz_shares.c.account == user)
    before = (await connection.execute(select(quiz_shares.c.may_edit).where(*its))).scalar()
    after = None if message.stop else message.edit
    if after != before:
        await connection.execute(delete(quiz_shares).where(*its))
        if after is not None:
            values = {"quiz": entry.id, "account": user, "may_edit": after}
            await connection.execute(insert(quiz_shares).values(values))
    return await kept(connection, who.account, entry.id, changed=after != before)


async def publish(connection: AsyncConnection, who: Identity, message: PublishQuiz) -> KeptQuiz:
    """Let every teacher use a quiz of one's own, or no longer.

    Raises:
        Refusal: It is not theirs.
    """
    entry = await find_to_change(connection, who, parse_whole(message.quiz), Right.OWN)
    changing = update(quizzes).where(quizzes.c.id == entry.id)
    await connection.execute(changing.values(public=message.public))
    return await kept(connection, who.account, entry.id, changed=entry.public != message.public)


async def copy(
    connection: AsyncConnection, who: Identity, message: CopyQuiz, at: datetime, most: int
) -> KeptQuiz:
    """Make a quiz of one's own from the newest version of another one, with its tags.

    Raises:
        Refusal: They may not use it, or the name is taken, or they have `most` quizzes already.
    """
    handle = parse_whole(message.quiz)
    given = clean_quiz_name(message.name) if message.name.strip() else ""
    await demand_still(connection, who, AccountRole.TEACHER, lock=True)
    source = await locked(connection, who, handle, (await find(connection, who, handle)).id)
    name = given or source.name
    try:
        quiz = await add_quiz(connection, who, name, at, most)
    except IntegrityError:
        raise Refusal(ErrorCode.QUIZ_TAKEN, QUIZ_TAKEN.format(name=name)) from None
    await _copy_version(connection, source, quiz, who.account, at)
    await copy_words(connection, source.id, quiz)
    tags = changed_tags(await tags_of(connection, source.id), (), ())
    await _put_tags(connection, quiz, name, tags)
    return await kept(connection, who.account, quiz)


async def remove(connection: AsyncConnection, who: Identity, message: DeleteQuiz) -> None:
    """Remove a quiz of one's own with all its versions.

    Raises:
        Refusal: It is not theirs.
    """
    entry = await find_to_change(connection, who, parse_whole(message.quiz), Right.OWN)
    for table in (quiz_words, quiz_tags, quiz_shares, quiz_versions):
        await connection.execute(delete(table).where(table.c.quiz == entry.id))
    await connection.execute(delete(quizzes).where(quizzes.c.id == entry.id))


async def _colleague(connection: AsyncConnection, entry: Entry, user: str) -> int:
    """The account of a teacher, or of somebody who was one when the quiz was shared with them.

    Raises:
        Refusal: There is none. That a player has this name is not told.
    """
    try:
        look = account_look(clean_handle(user))
    except BadHandle:
        look = ""
    shared = exists().where(quiz_shares.c.quiz == entry.id, quiz_shares.c.account == accounts.c.id)
    known = or_(accounts.c.role.in_(_TEACHERS), shared)
    number = (await connection.execute(select(accounts.c.id).where(accounts.c.look == look, known))).scalar()
    if number is None:
        raise Refusal(ErrorCode.NO_ACCOUNT, NO_TEACHER.format(user=visible(" ".join(user.split())[:_SHOWN])))
    return int(number)


async def _put_tags(connection: AsyncConnection, quiz: int, name: str, tags: Mapping[str, str]) -> None:
    if tags:
        rows = [{"quiz": quiz, "look": look, "tag": tag} for look, tag in tags.items()]
        await connection.execute(insert(quiz_tags), rows)
    await keep_labels(connection, quiz, name, tags.values())


async def _copy_version(
    connection: AsyncConnection, source: Entry, quiz: int, author: int, at: datetime
) -> None:
    its_newest = (quiz_versions.c.quiz == source.id, quiz_versions.c.number == source.version)
    columns = (quiz_versions.c.text, quiz_versions.c.size, quiz_versions.c.title, quiz_versions.c.questions)
    row = (await connection.execute(select(*columns).where(*its_newest))).one()
    await insert_version(connection, quiz, 1, **row._mapping, author=author, pushed_at=at, wish=unwished())
