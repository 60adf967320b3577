"""Letters of keyboards that stand where Latin letters stand."""

from typing import Final

_RUSSIAN: Final = "йцукенгшщзфывапролдячсмить"
_LATIN: Final = "qwertyuiopasdfghjklzxcvbnm"
_LATIN_OF: Final = dict(zip(_RUSSIAN + _RUSSIAN.upper(), _LATIN + _LATIN.upper(), strict=True))


def latin(letter: str) -> str:
    """The Latin letter on the key of a Russian one; empty for everything else."""
    return _LATIN_OF.get(letter, "")
