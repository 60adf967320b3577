"""What an account has played."""

from sqlalchemy import and_, or_, select

from quizterm.protocol import data
from quizterm_server.storage.access import Tables
from quizterm_server.storage.tables import participations, sessions

PAGE = 50
"""Results that are told at once."""
_SEATS, _SESSIONS = 2**21, 2**31 - 1
"""More players than a session ever has, and the highest number of a session: a place in the list is both,
in one number that every JSON reader keeps exact."""


class Results:
    """How people with accounts did in sessions that have ended; each is told of their own only."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def of(self, account: int, before: int | None) -> data.Results:
        """A page of what an account has played, the latest session first.

        Args:
            account: Its number.
            before: The `next` of the page before this one.

        Raises:
            NotStored: The database cannot be read now.
        """
        mine = participations.c
        query = (
            select(participations, sessions.c.code, sessions.c.title, sessions.c.ended_at)
            .join(sessions)
            .where(mine.account == account, sessions.c.ended_at.is_not(None))
            .order_by(mine.session.desc(), mine.player.desc())
            .limit(PAGE + 1)
        )
        if before is not None:
            session, player = divmod(min(before, _SESSIONS * _SEATS), _SEATS)
            query = query.where(
                or_(mine.session < session, and_(mine.session == session, mine.player < player))
            )
        async with self._tables.reading() as connection:
            rows = (await connection.execute(query)).all()
        page = rows[:PAGE]
        return data.Results(
            results=tuple(
                data.PlayedSession(
                    code=row.code,
                    title=row.title,
                    name=row.name,
                    ended_at=row.ended_at,
                    rank=row.rank,
                    players=row.players,
                    score=row.score,
                )
                for row in page
            ),
            next=page[-1].session * _SEATS + page[-1].player if len(rows) > PAGE else None,
        )
