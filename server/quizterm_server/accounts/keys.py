"""The keys that sign access tokens: one file for each installation, for the eyes of its owner alone."""

import errno
import os
import secrets
import stat
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, Base64UrlBytes, BaseModel, ConfigDict, Field, ValidationError
from structlog.typing import FilteringBoundLogger

from quizterm.language import N_
from quizterm_server.clock import WallClock
from quizterm_server.storage.errors import CannotStore
from quizterm_server.storage.places import FileDatabase, ServerDatabase, default_database, locate, make_folder

KEY_NAME = r"^[A-Za-z0-9_-]{8,32}$"
KEY_BYTES = 32
"""As many as the digest has that they make; a shorter key could be found by trying."""
FILE_ENDING = ".keys"
"""What the name of the file ends with that lies beside a database."""
LONGEST_LIFE = timedelta(days=1)
"""No access token lives longer, whatever a server is told."""
LARGEST = 64 * 1024
"""Bytes of a file that is read."""

_PRIVATE_FILE = 0o600
_OPEN_TO_OTHERS = 0o077
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_NO_WAITING = getattr(os, "O_NONBLOCK", 0)
"""Opening a pipe would wait for somebody who writes."""
_BINARY = getattr(os, "O_BINARY", 0)


class Key(BaseModel):
    """A key, by its name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kid: Annotated[str, Field(pattern=KEY_NAME)]
    secret: Annotated[Base64UrlBytes, Field(min_length=KEY_BYTES, repr=False)]
    made_at: AwareDatetime


class Keys(BaseModel):
    """What is in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    issuer: Annotated[str, Field(pattern=KEY_NAME)]
    """Names the installation."""
    keys: Annotated[tuple[Key, ...], Field(min_length=1, max_length=64)]
    """The oldest first. The last one signs; those before it are still good for what they have signed."""

    @property
    def newest(self) -> Key:
        """The key that signs."""
        return self.keys[-1]

    def named(self, kid: str) -> Key | None:
        """The key of this name."""
        return next((key for key in self.keys if key.kid == kid), None)

    def retired_at(self, key: Key) -> datetime | None:
        """When the key stopped signing; `None` for the one that does."""
        following = self.keys[self.keys.index(key) + 1 :]
        return following[0].made_at if following else None


class KeyWatch:
    """The keys as they are in the file now: a change is noticed at the next use.

    Raises:
        CannotStore: The file cannot be made or used.
    """

    def __init__(self, path: Path, now: WallClock, log: FilteringBoundLogger) -> None:
        self._path = path
        self._log = log
        make_keys(path, now())
        self._seen = _look(path)
        self._keys = read_keys(path)

    @property
    def keys(self) -> Keys:
        """The latest keys that could be read."""
        seen = _look(self._path)
        if seen != self._seen:
            self._seen = seen
            try:
                self._keys = read_keys(self._path)
            except CannotStore as problem:
                # Whoever is logged in stays so: the keys are as good as they were.
                self._log.error("keys_unreadable", why=str(problem))
            else:
                self._log.info("keys_changed", signing=self._keys.newest.kid)
        return self._keys


def place_of_keys(chosen: str, database: str) -> Path:
    """Where the keys are of a server with this database.

    Args:
        chosen: The file that was asked for; empty for none.
        database: A path or a URL; empty for the one in the user's data folder.

    Raises:
        CannotStore: The database is no file and no address of one.
    """
    if chosen:
        return Path(chosen).expanduser().absolute()
    match locate(database or default_database()):
        case FileDatabase(path):
            return path.with_name(path.name + FILE_ENDING)
        case ServerDatabase():
            path = Path(default_database())
            make_folder(path)
            return path.with_name(path.name + FILE_ENDING)


def make_keys(path: Path, now: datetime) -> None:
    """Make the file with a first key unless it is there; of several that try at once, one does.

    Raises:
        CannotStore: It cannot be made.
    """
    if os.path.lexists(path):
        return
    make_folder(path)
    made = Keys(issuer=secrets.token_urlsafe(12), keys=(_fresh_key(now),))
    fresh = _written(path, made)
    try:
        # Unlike a renamed file, a link never takes the place of one that another server has just made.
        os.link(fresh, path)
    except FileExistsError:
        pass
    except OSError:
        _rename(fresh, path)  # a file system without links
    finally:
        with suppress(OSError):
            fresh.unlink()
    _keep_name(path)


def rotate(path: Path, now: datetime, *, at_once: bool = False) -> None:
    """Let a new key sign from now on; a server that runs notices by itself.

    What the keys before it have signed stays good for as long as it lives.

    Args:
        path: The file.
        now: The time of day.
        at_once: Forget the keys before it, so that every access token has to be refreshed now.

    Raises:
        CannotStore: The file is not there, or cannot be used.
    """
    old = read_keys(path)
    kept = tuple(key for key in old.keys if not at_once and not _is_forgotten(old, key, now))
    fresh = _written(path, Keys(issuer=old.issuer, keys=(*kept, _fresh_key(now))))
    try:
        os.replace(fresh, path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise CannotStore(_cannot_use(path, error)) from error
    _keep_name(path)


def read_keys(path: Path) -> Keys:
    """The keys in a file that is this user's own, and that nobody else can read.

    Raises:
        CannotStore: It is not there, not such a file, or holds something else.
    """
    try:
        file = os.open(path, os.O_RDONLY | _NO_LINKS | _NO_WAITING | _BINARY)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise CannotStore(
                N_("{path} is a link. Put the file with the keys there itself.").format(path=path)
            ) from error
        raise CannotStore(_cannot_use(path, error)) from error
    try:
        _check_own(path, os.fstat(file))
        raw = os.read(file, LARGEST)
    except OSError as error:
        raise CannotStore(_cannot_use(path, error)) from error
    finally:
        os.close(file)
    try:
        return Keys.model_validate_json(raw)
    except ValidationError as error:
        raise CannotStore(_whats_wrong(path, error)) from None


def _check_own(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise CannotStore(N_("{path} is no file. Choose another place for the keys.").format(path=path))
    if hasattr(os, "getuid") and found.st_uid != os.getuid():
        raise CannotStore(
            N_("{path} belongs to somebody else. Choose another place for the keys.").format(path=path)
        )
    if os.name == "posix" and found.st_mode & _OPEN_TO_OTHERS:
        raise CannotStore(
            N_(
                "Others may read the keys in {path}, so they are secret no more. Remove the file: a "
                "new one is made, and everybody's access tokens are refreshed."
            ).format(path=path)
        )


def _whats_wrong(path: Path, error: ValidationError) -> str:
    if any(problem["loc"][-1:] == ("secret",) for problem in error.errors(include_input=False)):
        problem = N_("A key in {path} is shorter than {number} bytes or unreadable.").format(
            path=path, number=KEY_BYTES
        )
    else:
        problem = N_("{path} does not hold the keys of a QuizTerm server.").format(path=path)
    return N_("{problem} Restore the file, or remove it: a new one is made.").format(problem=problem)


def _written(path: Path, keys: Keys) -> Path:
    """A new file beside `path` that holds these keys, safely on the disk."""
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}.new")
    try:
        file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINKS | _BINARY, _PRIVATE_FILE)
        with open(file, "wb") as opened:
            opened.write(keys.model_dump_json(indent=2).encode() + b"\n")
            opened.flush()
            os.fsync(opened.fileno())
    except OSError as error:
        with suppress(OSError):
            fresh.unlink()
        raise CannotStore(_cannot_use(path, error)) from error
    return fresh


def _rename(fresh: Path, path: Path) -> None:
    if os.path.lexists(path):
        return
    try:
        fresh.rename(path)
    except OSError as error:
        raise CannotStore(_cannot_use(path, error)) from error


def _keep_name(path: Path) -> None:
    """Let the name of the file survive a power cut, where the system can do that."""
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _fresh_key(now: datetime) -> Key:
    return Key.model_construct(
        kid=secrets.token_urlsafe(9), secret=secrets.token_bytes(KEY_BYTES), made_at=now
    )


def _is_forgotten(keys: Keys, key: Key, now: datetime) -> bool:
    """Whether nothing that a key has signed can still be good."""
    retired = keys.retired_at(key)
    return retired is not None and retired + LONGEST_LIFE < now


def _look(path: Path) -> tuple[int, int, int] | None:
    """What tells one state of a file from the next; `None` while it is not there."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


def _cannot_use(path: Path, error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    return N_("The keys in {path} cannot be used: {reason}. Choose another place for them.").format(
        path=path, reason=reason
    )
