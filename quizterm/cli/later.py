"""Modules that libraries import and a command seldom uses: they are loaded when something of them is used.

Python has no statement for that before `lazy import` of 3.15. What `importlib.util.LazyLoader` offers loads a
module as soon as it is imported a second time.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from threading import RLock
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from importlib.abc import Loader

SELDOM = (
    *("csv", "email", "zipfile", "importlib.metadata._adapters"),  # for lists of what packages hold
    *("urllib.request", "mimetypes"),  # for proxies, and pictures sent to browsers
    *("bz2", "lzma"),  # for archives
    *("ssl", "asyncio.sslproto"),
    *("asyncio.staggered", "getpass", "linecache", "locale", "stringprep", "tokenize"),
)
"""Imported by libraries as whole modules at their top, and used in a few of their functions."""


def load_later(*names: str) -> None:
    """Let these modules load when something of them is used; what is loaded already stays."""
    sys.meta_path.insert(0, _Finder(frozenset(names)))


def load_without_openssl() -> None:
    """Load what most needs OpenSSL as on a Python that has none: it takes 5 MiB of each process.

    Where a line is encrypted, `quizterm_client.tls` gives it to asyncio after all. The digests of `hashlib`
    are Python's own instead, where it has them.
    """
    own_digests = PathFinder.find_spec("_sha1") is not None or "_sha1" in sys.builtin_module_names
    with _missing("ssl", *(["_hashlib"] if own_digests else [])):
        import asyncio  # noqa: F401
        import hmac  # noqa: F401 - and hashlib with it


def load_logs_without_rich() -> None:
    """Load what writes logs as where there is no rich: it takes 2 MiB, for tracebacks that are not drawn."""
    with _missing("rich.console"):
        import_module("structlog")


@contextmanager
def _missing(*names: str) -> Iterator[None]:
    """Let these modules be none that could be imported."""
    finder = _Nowhere(frozenset(names))
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Nowhere:
    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> None:
        """Nothing, or none of the finders behind this one.

        Raises:
            ModuleNotFoundError: It is one of the modules.
        """
        if name in self._names:
            raise ModuleNotFoundError(name=name)


class _Finder:
    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """How to load one of the modules, if it is a file in Python; the next finder knows all others."""
        spec = PathFinder.find_spec(name, path, target) if name in self._names else None
        # One that is compiled is made by its own loader, and cannot be filled in afterwards.
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = cast("Loader", _Later(spec.loader))  # untranslated: a type
        return spec


class _Later:
    """Stands before a module's own loader until the module is used."""

    def __init__(self, loader: "Loader") -> None:
        self._loader = loader
        self._lock = RLock()
        self._begun = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave it to Python."""

    def exec_module(self, module: ModuleType) -> None:
        """Leave the module empty for now."""
        module.__class__ = _Unloaded

    def load(self, module: ModuleType) -> None:
        """Load it, once; other threads wait meanwhile."""
        with self._lock:
            if not self._begun:
                self._begun = True
                try:
                    self._loader.exec_module(module)
                except BaseException:
                    self._begun = False
                    raise
                module.__class__ = ModuleType


class _Unloaded(ModuleType):
    """A module of which nothing has been used."""

    def __getattr__(self, name: str) -> Any:
        loader = self.__spec__.loader if self.__spec__ else None
        if isinstance(loader, _Later):
            loader.load(self)
        return ModuleType.__getattribute__(self, name)
