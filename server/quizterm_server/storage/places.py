"""Where a database lies, and that nobody else on the machine can read, plant or redirect its file."""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import platformdirs
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from quizterm.language import N_
from quizterm_server.storage.errors import CannotStore, NoDatabase

DATA_VARIABLE = "QUIZTERM_DATA_DIR"
FILE_NAME = "quizterm.db"
WAL = "-wal"
"""What the name of the file ends with that holds the latest of a database while it is in use."""
COMPANIONS = (WAL, "-shm")
"""What the names of the files end with that belong to a database while it is in use."""

_FILES = ("sqlite", "sqlite+aiosqlite")
_SERVERS = ("postgresql+asyncpg", "postgresql", "postgres")
_SECRETS = ("password", "sslpassword")
"""Options of a URL that nobody is shown."""
_SSL = {"ssl": "sslmode"}
_CERTIFICATES = frozenset({"sslrootcert", "sslcert", "sslkey", "sslcrl"})
_WANTED = N_("Give the path of a file, or postgresql+asyncpg://USER@HOST/NAME.")
_TWO_ATS = N_(
    "In the URL of a database, an @ in the user's name or the password is written as %40. "
    "Better leave the password out, and give it in PGPASSWORD or ~/.pgpass."
)
_PRIVATE_FOLDER = 0o700
_PRIVATE_FILE = 0o600
_OPEN_TO_OTHERS = 0o077
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True, slots=True)
class FileDatabase:
    """A file of SQLite."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class ServerDatabase:
    """A database in a PostgreSQL server."""

    shown: str
    """Its URL for people, which names no password."""
    name: str
    at: str
    """The server, for people."""
    dsn: str = field(compare=False, repr=False)
    """Everything that is needed to connect, with the password if the URL has one: never to be shown."""

    def __str__(self) -> str:
        return self.shown

    @property
    def has_certificates(self) -> bool:
        """Whether files are named to encrypt with."""
        return not _CERTIFICATES.isdisjoint(make_url(self.dsn).query)


Place = FileDatabase | ServerDatabase


def default_database() -> str:
    """The database of this user on this machine; the environment can name another folder for it."""
    chosen = os.environ.get(DATA_VARIABLE)
    folder = Path(chosen) if chosen else platformdirs.user_data_path("quizterm", appauthor=False)
    return str(folder / FILE_NAME)


def locate(database: str) -> Place:
    """What a path, or a URL that begins with `sqlite+aiosqlite:///` or `postgresql+asyncpg://`, names.

    Raises:
        CannotStore: It names neither a file nor a database in a PostgreSQL server.
    """
    if "://" not in database:
        return FileDatabase(Path(database).expanduser().absolute())
    try:
        url = make_url(database)
    except (ArgumentError, ValueError):
        raise CannotStore(N_("This is no address of a database. {wanted}").format(wanted=_WANTED)) from None
    if url.drivername in _SERVERS:
        if database.partition("?")[0].count("@") > 1:
            # What stands behind the first one would be taken for a host, and shown.
            raise CannotStore(_TWO_ATS)
        return _in_server(url)
    if url.drivername not in _FILES:
        raise CannotStore(
            N_("{kind} is not supported, only SQLite and PostgreSQL. {wanted}").format(
                kind=url.drivername, wanted=_WANTED
            )
        )
    if not url.database or url.database.startswith((":memory:", "file:")) or url.query:
        raise CannotStore(N_("The database has to be a file. Give its path."))
    return FileDatabase(Path(url.database).absolute())


def locate_file(database: str, otherwise: str) -> Path:
    """The file that a path or a URL names.

    Raises:
        CannotStore: It is no file; `otherwise` says what to do in a PostgreSQL server.
    """
    match locate(database):
        case FileDatabase(path):
            return path
        case ServerDatabase() as place:
            raise CannotStore(
                N_("{place} is in a PostgreSQL server. {otherwise}").format(place=place, otherwise=otherwise)
            )


def _in_server(url: URL) -> ServerDatabase:
    if not (name := url.database):
        raise CannotStore(
            N_("The URL names no database. Put its name at the end: postgresql+asyncpg://HOST/NAME")
        )
    # SQLAlchemy and PostgreSQL call it by different names.
    query = {_SSL.get(key, key): value for key, value in url.query.items()}
    url = url.set(drivername="postgresql", query=query)
    shown = url._replace(drivername=_SERVERS[0], password=None).difference_update_query(_SECRETS)
    hosts = url.query.get("host", ())
    nowhere = "this machine"  # untranslated: a part of a name
    host = url.host or ", ".join([hosts] if isinstance(hosts, str) else hosts) or nowhere
    return ServerDatabase(
        shown=shown.render_as_string(),
        name=name,
        at=f"{host}:{url.port}" if url.port else host,
        dsn=url.render_as_string(hide_password=False),
    )


def make_private(path: Path) -> None:
    """Make an empty file that is its owner's alone, with its folder, or see that the one there is ours.

    Raises:
        CannotStore: It cannot be made, or is not a file of this user's own.
    """
    make_folder(path)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINKS, _PRIVATE_FILE))
    except FileExistsError:
        check_own(path)
    except OSError as error:
        raise CannotStore(_cannot_use(path, error)) from error


def make_folder(path: Path) -> None:
    """Make the folder of a database if it is not there; on the way to a place that was typed, only that one.

    Raises:
        CannotStore: It cannot be made.
    """
    is_default = path == Path(default_database()).absolute()
    try:
        path.parent.mkdir(mode=_PRIVATE_FOLDER, parents=is_default, exist_ok=True)
    except FileNotFoundError:
        raise CannotStore(
            N_("There is no folder {parent}. Make it, or choose another place for the database.").format(
                parent=path.parent.parent
            )
        ) from None
    except OSError as error:
        raise CannotStore(_cannot_use(path, error)) from error


def check_own(path: Path) -> None:
    """See that a file is this user's own, and take other people's rights to it away.

    It is never opened for that: closing it again would take the locks away that this process has on it.

    Raises:
        NoDatabase: It is not there.
        CannotStore: It is not a file of this user's own.
    """
    try:
        found = path.lstat()
    except FileNotFoundError:
        raise NoDatabase(
            N_("There is no database at {path}. Give the path of one.").format(path=path)
        ) from None
    except OSError as error:
        raise CannotStore(_cannot_use(path, error)) from error
    if not stat.S_ISREG(found.st_mode):
        raise CannotStore(
            N_("{path} is not a file of its own. Choose another place for the database.").format(path=path)
        )
    if not _is_mine(found):
        raise CannotStore(
            N_("{path} belongs to somebody else. Choose another place for the database.").format(path=path)
        )
    if os.name == "posix" and found.st_mode & _OPEN_TO_OTHERS:
        for file in (path, *companions(path)):
            with suppress(OSError):
                file.chmod(_PRIVATE_FILE)


@contextmanager
def readable(path: Path) -> Iterator[Path]:
    """The database as SQLite can read it, which wants to write beside it; a copy where that is not possible.

    Raises:
        CannotStore: It cannot be copied.
    """
    if os.access(path.parent, os.W_OK):
        yield path
        return
    with TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        try:
            for ending in ("", WAL):
                if os.path.lexists(original := path.with_name(path.name + ending)):
                    shutil.copyfile(original, copy.with_name(copy.name + ending))
        except OSError as error:
            raise CannotStore(_cannot_use(path, error)) from error
        yield copy


def companions(path: Path) -> tuple[Path, ...]:
    """The files that belong to a database while it is in use."""
    return tuple(path.with_name(path.name + ending) for ending in COMPANIONS)


def _is_mine(found: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or found.st_uid == os.getuid()


def _cannot_use(path: Path, error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    return N_("The database {path} cannot be used: {reason}. Choose another place for it.").format(
        path=path, reason=reason
    )
