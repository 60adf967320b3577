"""Text that XML is to hold."""

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def allowed(text: str) -> str:
    """Leave out the characters that no XML can hold, not even escaped."""
    return _FORBIDDEN.sub("", text)
