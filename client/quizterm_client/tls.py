"""Encrypted lines: whom this machine trusts, and what to tell a person when nothing comes of it."""

import asyncio
import importlib
import os
import re
import ssl
import sys
from asyncio import sslproto
from collections.abc import Awaitable, Callable
from functools import cache
from typing import TypeVar

from quizterm.language import _
from quizterm_client.addresses import Address, NotQuizTerm

NOT_YET_VALID, EXPIRED, OTHER_NAME, OTHER_NUMBER = 9, 10, 62, 64
"""OpenSSL's numbers for what is wrong with a certificate: X509_V_ERR_…"""
NO_TLS = {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE"}
"""What OpenSSL calls words that are not encrypted."""
PATIENCE = 2.0
"""Seconds to find out whether somebody encrypts who does not speak without."""
READ_AT_ONCE = 32 * 1024
"""Bytes that an encrypted line takes at a time, and has room for all the while: asyncio's 256 KiB are for
many megabytes. What is encrypted comes in pieces of 16 KiB at most."""

_HASHED = re.compile(r"[0-9a-f]{8}\.\d+")
"""How OpenSSL finds an authority in a folder: by a name made of who it is."""
_Opened = TypeVar("_Opened")


class Untrusted(NotQuizTerm):
    """What is there does not prove that it is the server that was meant."""


class OtherwiseEncrypted(NotQuizTerm):
    """What is there encrypts and the address does not say so, or the other way round."""


async def encrypted(connect: Callable[["ssl.SSLContext"], Awaitable[_Opened]]) -> _Opened:
    """Open an encrypted line to somebody for whom an authority vouches that this machine believes.

    Where a folder has the authorities by name, OpenSSL reads the one that it needs. Only when that leads
    nowhere are all others read as well: they take a MiB, and longer than anything else about a line.

    Args:
        connect: Opens it, and can be asked again if the other side is not believed.

    Returns:
        What `connect` has opened.
    """
    trust = _trust(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
    knew_all = trust.knows_all  # others, who knock meanwhile, may make it learn
    try:
        return await connect(trust.context)
    except ssl.SSLCertVerificationError:
        if knew_all:
            raise
        trust.learn_all()
    return await connect(trust.context)


class _Trust:
    """Those whom this machine believes, or who are in `SSL_CERT_FILE` or `SSL_CERT_DIR`."""

    def __init__(self, *, file_is_chosen: bool) -> None:
        folder = None if file_is_chosen else _folder_by_name()
        self.knows_all = folder is None
        self.context = context = ssl.create_default_context(capath=folder)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        # From 3.13 on Python refuses authorities without some extensions, which those of schools often lack.
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT

    def learn_all(self) -> None:
        """Read what Python reads for every program."""
        if not self.knows_all:
            self.knows_all = True
            self.context.load_default_certs()


@cache
def _trust(file: str | None, _folder: str | None) -> _Trust:
    """Made once, because reading authorities takes long; Python looks at the variables itself."""
    _let_asyncio_encrypt()
    return _Trust(file_is_chosen=bool(file))


def _folder_by_name() -> str | None:
    """The machine's folder of authorities, if OpenSSL finds any in it; others have a file only."""
    folder = ssl.get_default_verify_paths().capath
    try:
        return folder if folder and any(map(_HASHED.fullmatch, os.listdir(folder))) else None
    except OSError:
        return None


def _let_asyncio_encrypt() -> None:
    """Give OpenSSL to asyncio where it was loaded without, as a player's process does to stay small."""
    loaded = list(sys.modules.items())
    modules = [module for name, module in loaded if name.startswith("asyncio.")]  # untranslated: a package
    without = [module for module in modules if vars(module).get("ssl", ssl) is None]
    for module in without:
        vars(module)["ssl"] = ssl
    if sslproto in without:
        importlib.reload(sslproto)
    sslproto.SSLProtocol.max_size = READ_AT_ONCE


def not_encrypted(address: Address, error: OSError) -> NotQuizTerm | None:
    """What it means that an encrypted line did not come about; nothing unless encryption is to blame."""
    if not isinstance(error, ssl.SSLError):
        return None
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return None  # cut in the middle, as when a server stops
    if isinstance(error, ssl.SSLCertVerificationError):
        return Untrusted(_distrust(address, error.verify_code))
    if error.reason in NO_TLS:
        return OtherwiseEncrypted(
            _(
                "What listens at {server} does not encrypt. "
                "Check the address; a server that does without is written {plain}."
            ).format(server=address, plain=address.authority)
        )
    words = _("No encrypted connection to {server} comes about: {reason}. Tell whoever runs the server.")
    return NotQuizTerm(words.format(server=address, reason=error.reason or error))


def only_encrypted(address: Address) -> OtherwiseEncrypted:
    """What it means that somebody hangs up on whoever does not encrypt."""
    words = _("What listens at {server} takes encrypted connections only. Write it as wss://{authority}.")
    return OtherwiseEncrypted(words.format(server=address, authority=address.authority))


async def demands_encryption(address: Address, patience: float = PATIENCE) -> bool:
    """Whether TLS is spoken where plain words led nowhere; nothing is told there or believed."""
    _let_asyncio_encrypt()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        async with asyncio.timeout(min(patience, PATIENCE)):
            _reader, writer = await asyncio.open_connection(address.host, address.port, ssl=context)
    except (OSError, UnicodeError):
        return False
    writer.transport.abort()
    return True


def _distrust(address: Address, problem: int) -> str:
    if problem == NOT_YET_VALID:
        words = _("The certificate of {server} is not valid yet. Check the date on this machine.")
    elif problem == EXPIRED:
        words = _(
            "The certificate of {server} has expired. Tell whoever runs the server, "
            "and check the date on this machine."
        )
    elif problem in {OTHER_NAME, OTHER_NUMBER}:
        words = _(
            "The certificate of {server} is for another name. "
            "Write the server as whoever runs it calls it; an IP address often will not do."
        )
    else:
        words = _(
            "Nobody whom this machine trusts vouches for {server}. If it has its certificate from an "
            "authority of your school, set SSL_CERT_FILE to the file with the authority's certificate."
        )
    return words.format(server=address)
