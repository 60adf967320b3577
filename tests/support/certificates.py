"""Certificates of an authority of one's own, made by the `openssl` command."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from shutil import copy, which
from typing import Any

import pytest

_NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


@dataclass(frozen=True, slots=True)
class Certificate:
    """Two files that belong together."""

    cert: Path
    key: Path

    @property
    def settings(self) -> dict[str, Any]:
        """A server's settings for it."""
        return {"tls_cert": str(self.cert), "tls_key": str(self.key)}

    @property
    def options(self) -> list[str]:
        """The same for `quizterm serve`."""
        return ["--tls-cert", str(self.cert), "--tls-key", str(self.key)]


class Authority:
    """Somebody who vouches for servers; skips the test where certificates cannot be made.

    Attributes:
        cert: What whoever trusts it needs, for `SSL_CERT_FILE`.
    """

    def __init__(self, folder: Path) -> None:
        if which("openssl") is None:
            pytest.skip("certificates cannot be made: there is no openssl command")
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.cert, self._key = folder / "authority.pem", folder / "authority.key"
        self._openssl(
            "req", "-x509", *_NEW_KEY, "-subj", "/CN=School", "-keyout", self._key, "-out", self.cert
        )

    def hashed(self) -> Path:
        """A folder with this one only, for `SSL_CERT_DIR`: OpenSSL finds an authority by its name there."""
        folder = self._folder / "hashed"
        folder.mkdir(exist_ok=True)
        told = self._openssl("x509", "-noout", "-subject_hash", "-in", self.cert)
        copy(self.cert, folder / f"{told.strip()}.0")
        return folder

    def issue(self, *names: str, name: str = "server", days: int = 2) -> Certificate:
        """Vouch for a server.

        Args:
            names: What the server is called, as OpenSSL writes it: `DNS:lab`, `IP:10.0.0.5`.
            name: Of the files.
            days: How long it is valid; with a negative number it has expired.
        """
        cert, key, wish = (self._folder / f"{name}.{ending}" for ending in ("pem", "key", "csr"))
        called = ("-subj", "/CN=server", "-addext", f"subjectAltName={','.join(names or ('DNS:localhost',))}")
        self._openssl("req", *_NEW_KEY, *called, "-keyout", key, "-out", wish)
        by = ("-CA", self.cert, "-CAkey", self._key, "-CAcreateserial", "-copy_extensions", "copy")
        self._openssl("x509", "-req", "-in", wish, *by, "-days", str(days), "-out", cert)
        return Certificate(cert, key)

    def lock(self, key: Path) -> Path:
        """The same key behind a password."""
        locked = key.with_suffix(".locked")
        self._openssl("pkey", "-in", key, "-aes256", "-passout", "pass:secret", "-out", locked)
        return locked

    @staticmethod
    def _openssl(*arguments: str | Path) -> str:
        """Run the command; returns what it says."""
        return subprocess.run(("openssl", *arguments), check=True, capture_output=True, text=True).stdout
