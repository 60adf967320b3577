"""Quizzes that are shipped with the package; `quizterm.formats.read_sample` reads them."""

from importlib.resources import files
from importlib.resources.abc import Traversable

_SUFFIX = ".yaml"


def sample_names() -> tuple[str, ...]:
    """Name every sample, in alphabetical order."""
    found = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in found if name.endswith(_SUFFIX)))


def sample_path(name: str) -> Traversable:
    """Give the file of a sample.

    Raises:
        LookupError: There is no sample of this name.
    """
    if name not in sample_names():
        raise LookupError(f"There is no sample “{name}”; there are {', '.join(sample_names())}.")
    return files(__name__) / f"{name}{_SUFFIX}"


def sample_text(name: str) -> str:
    """Give the text of a sample's file.

    Raises:
        LookupError: There is no sample of this name.
    """
    return sample_path(name).read_text(encoding="utf-8")
