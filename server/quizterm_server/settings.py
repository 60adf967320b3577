"""What can be set about a server, from the environment or by the command line."""

from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from quizterm.protocol.messages import DEFAULT_PORT
from quizterm_server.loops import LoopChoice


class ServerSettings(BaseSettings):
    """Limits and addresses; every field can come from an environment variable `QUIZTERM_SERVE_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="QUIZTERM_SERVE_", frozen=True, extra="forbid")

    bind: str = Field(default="127.0.0.1", min_length=1)
    """Address to listen on; `0.0.0.0` for everybody in the network."""
    port: int = Field(default=DEFAULT_PORT, ge=0, le=65_535)
    """TCP port; 0 takes any free one."""
    last_port: int | None = Field(default=None, ge=1, le=65_535)
    """When set, the first free port from `port` to this one is taken."""
    tls_cert: str = ""
    """File with the certificate (PEM, the server's own first) to encrypt with; read once, at the start."""
    tls_key: str = ""
    """File with the certificate's key (PEM, without a password)."""
    database: str = ""
    """Where sessions are kept: a file or a database URL; empty for the user's data folder."""
    name: str = Field(default="main", pattern=r"^[A-Za-z0-9_-]{1,64}$")
    """Tells this server's sessions from those of others that share the database."""
    durability: Literal["full", "normal"] = "full"
    """What is acknowledged survives a power cut (`full`), or a crash of the server only (`normal`)."""
    until_ended: bool = False
    """End by itself: when all its sessions have ended, or nobody has been there for `idle_seconds`."""
    idle_seconds: int = Field(default=1800, ge=1)
    """How long an `until_ended` server stays when nobody is connected."""
    linger_seconds: int = Field(default=10, ge=0)
    """How long an `until_ended` server stays after its last session has ended."""

    max_sessions: int = Field(default=200, ge=1)
    """Sessions at the same time."""
    max_players: int = Field(default=10_000, ge=1)
    """Players in one session."""
    max_spectators: int = Field(default=64, ge=1)
    """Spectators of one session; they come in by the code alone and never take a host's place."""
    max_connections: int = Field(default=12_000, ge=1)
    """Connections of all kinds at the same time."""
    max_waiting_hosts: int = Field(default=32, ge=1)
    """Connections for hosts that may be without a session at once; the oldest give way to new ones."""

    connection_rate: float = Field(default=1000.0, gt=0)
    """Connections a second that one address may open in the long run; behind it may be a whole school."""
    connection_burst: int = Field(default=5000, ge=1)
    """Connections that one address may open at once."""
    join_rate: float = Field(default=1000.0, gt=0)
    """Players a second that one address may bring in in the long run."""
    join_burst: int = Field(default=5000, ge=1)
    """Players that one address may bring in at once."""
    wrong_codes_per_minute: int = Field(default=10, ge=1)
    """Different wrong codes from one address, before the next new ones have to wait, longer each time."""

    message_rate: float = Field(default=20.0, gt=0)
    """Messages a second that one connection may send in the long run."""
    message_burst: int = Field(default=40, ge=1)
    """Messages that one connection may send at once."""
    bad_messages: int = Field(default=5, ge=0)
    """Messages that are not of the protocol, before the connection is closed."""
    wrong_codes: int = Field(default=20, ge=1)
    """Wrong codes and tokens on one connection, before it is closed."""
    hello_seconds: float = Field(default=10.0, gt=0)
    """How long a client may take to say hello."""
    entry_seconds: float = Field(default=30.0, gt=0)
    """How long a connection for hosts may be without a session."""
    stall_seconds: float = Field(default=10.0, gt=0)
    """How long a client may leave a message untaken."""
    ping_seconds: float = Field(default=20.0, gt=0)
    """How often a silent client is asked for a sign of life, and how long it may take to give one."""

    accounts: bool = True
    """Whether people can log in and keep quizzes here; a server for one session does without."""
    registration: Literal["open", "invite", "closed"] = "invite"
    """Who may register: everybody, whoever has a code that an admin made, or nobody."""
    hosting: Literal["anyone", "teachers"] = "anyone"
    """Who may host a quiz file: everybody who reaches the server, or those with an account for it."""
    keys: str = ""
    """The file with the keys that sign access tokens; empty for one in the folder of the database."""
    access_seconds: int = Field(default=900, ge=10, le=86_400)
    """How long an access token is good for."""
    refresh_days: int = Field(default=30, ge=1, le=366)
    """How long a device stays logged in that does not show up."""
    login_days: int = Field(default=180, ge=1, le=3660)
    """How long a device stays logged in at most."""
    password_workers: int = Field(default=2, ge=1, le=64)
    """Passwords that are checked at the same time; each takes 19 MiB and a core meanwhile."""
    password_queue: int = Field(default=500, ge=1)
    """Passwords that may wait to be checked; more are refused."""
    wrong_passwords: int = Field(default=5, ge=1)
    """Wrong passwords for one account from one address, before the next have to wait, longer each time."""
    wrong_passwords_per_minute: int = Field(default=60, ge=1)
    """Wrong passwords from one address, before the next ones have to wait, longer each time."""
    registrations_per_hour: int = Field(default=300, ge=1)
    """Accounts that may be made from one address."""
    max_quizzes: int = Field(default=500, ge=1)
    """Quizzes that one account may keep."""
    max_versions: int = Field(default=200, ge=1)
    """Versions of one quiz that are kept."""
    max_quiz_bytes: int = Field(default=512 * 1024, ge=1024, le=900 * 1024)
    """Size of a quiz file that is kept."""

    metrics: bool = True
    """Whether `GET /metrics` tells what the server counts; nothing in it tells of anybody."""
    loop: LoopChoice = "auto"
    """The event loop: `uvloop`, which is faster, `asyncio`, or `auto` for the faster one that is there."""

    blink_seconds: int = Field(default=10, ge=0)
    """How long somebody whose line broke still counts as there."""
    host_grace_seconds: int = Field(default=900, ge=1)
    """How long a session waits for a host, or with nobody there at all, before it ends."""
    ended_seconds: int = Field(default=300, ge=0)
    """How long the last stage of an ended session can still be seen by those who were in it."""
    staff_news_seconds: float = Field(default=0.1, ge=0)
    """Shortest time between two stages for hosts and spectators while players come, go and answer."""
    player_news_seconds: float = Field(default=0.25, ge=0)
    """The same for players."""

    log_format: Literal["plain", "json", "none"] = "plain"
    """How the log on stderr looks: `plain`, `json` (one document a line) or `none`."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """The least that is logged: `debug`, `info`, `warning` or `error`."""
