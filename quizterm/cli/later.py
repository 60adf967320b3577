"""Modules that libraries import and a command seldom uses: they are loaded when something of them is used.

Python has no statement for that before `lazy import` of 3.15. What `importlib.util.LazyLoader` offers loads a
module as soon as it is imported a second time.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock
from types import ModuleType
from typing import Any

SELDOM = (
    *("csv", "email", "zipfile", "importlib.metadata._adapters"),  # for lists of what packages hold
    *("urllib.request", "mimetypes"),  # for proxies, and pictures sent to browsers
    *("locale", "stringprep", "tokenize", "getpass"),
)
"""Imported by libraries as whole modules at their top, and used in a few of their functions."""


def load_later(*names: str) -> None:
    """Let these modules load when something of them is used; what is loaded already stays."""
    sys.meta_path.insert(0, _Finder(frozenset(names)))


class _Finder:
    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """How to load one of the modules; the next finder is asked for all others."""
        spec = PathFinder.find_spec(name, path, target) if name in self._names else None
        if spec is not None and spec.loader is not None:
            spec.loader = _Later(spec.loader)
        return spec


class _Later(Loader):
    """Stands before a module's own loader until the module is used."""

    def __init__(self, loader: Loader) -> None:
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
