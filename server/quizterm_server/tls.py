"""The certificate with which a server proves its name, and the key that encrypts what is said."""

import os
import ssl
import stat
from contextlib import suppress

from quizterm.files import open_regular, why
from quizterm.language import N_
from quizterm_server.settings import ServerSettings

MOST_BYTES = 1024 * 1024
"""A longer file holds no certificate."""

_UNREADABLE_CERTIFICATE = N_("The certificate {path} cannot be read: {reason}.")
_UNREADABLE_KEY = N_("The key {path} cannot be read: {reason}.")
_NO_CERTIFICATE = N_(
    "There is no certificate in {path}. It has to be in PEM form, with a line -----BEGIN … {mark}"
)
_NO_KEY = N_("There is no key in {path}. It has to be in PEM form, with a line -----BEGIN … {mark}")


class BadCertificate(Exception):
    """The certificate or its key cannot be used; the message says why and what to do."""


class _Locked(Exception):
    """The key asks for a password."""


def server_tls(settings: ServerSettings) -> ssl.SSLContext | None:
    """How connections are encrypted; `None` where no certificate was given.

    Raises:
        BadCertificate: The files cannot be used.
    """
    certificate, key = settings.tls_cert, settings.tls_key
    if not certificate and not key:
        return None
    if not certificate or not key:
        raise BadCertificate(N_("An encrypted server needs both --tls-cert and --tls-key."))
    _look_for("CERTIFICATE-----", certificate, _UNREADABLE_CERTIFICATE, _NO_CERTIFICATE)
    _look_for("PRIVATE KEY-----", key, _UNREADABLE_KEY, _NO_KEY)  # untranslated: as it stands in files
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(certificate, key, _refuse_to_unlock)
    except _Locked:
        raise BadCertificate(
            N_(
                "The key {key} is locked with a password, which nobody types when the server starts "
                "again. Unlock a copy that only the server may read: openssl pkey -in OLD -out NEW"
            ).format(key=key)
        ) from None
    except ssl.SSLError as error:
        raise BadCertificate(_unusable(certificate, key, error)) from error
    return context


def readable_by_all(settings: ServerSettings) -> bool:
    """Whether everybody on this machine can read the key."""
    with suppress(OSError):
        return bool(settings.tls_key and os.stat(settings.tls_key).st_mode & stat.S_IROTH)
    return False


def _look_for(mark: str, path: str, unreadable: str, missing: str) -> None:
    """See that a file can be read and holds what it should, which OpenSSL does not tell apart."""
    try:
        with open_regular(path) as file:
            found = mark.encode() in file.read(MOST_BYTES)
    except (OSError, ValueError) as error:
        raise BadCertificate(unreadable.format(path=path, reason=why(error))) from None
    if not found:
        raise BadCertificate(missing.format(path=path, mark=mark))


def _refuse_to_unlock() -> str:
    raise _Locked


def _unusable(certificate: str, key: str, error: ssl.SSLError) -> str:
    if error.reason == "KEY_VALUES_MISMATCH":
        return N_(
            "The key {key} does not belong to the certificate {certificate}. The server's own "
            "certificate has to come first in its file, before those of its authorities."
        ).format(key=key, certificate=certificate)
    return N_("The certificate {certificate} with the key {key} cannot be used: {reason}.").format(
        certificate=certificate, key=key, reason=error.reason or error
    )
