"""What a spreadsheet program shows for what it stores: numbers, dates, percentages, truth."""

import re
from datetime import UTC, datetime, timedelta

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_PERCENTS = {9, 10}
_MAX_CODE = 255
_LAST_DAY = 2_958_465
"""The last day of the year 9999, as spreadsheet programs count."""

GENERAL, PERCENT, DATE = "general", "percent", "date"


def shape(number_format: int, code: str) -> str:
    """Tell how a cell shows its number, from its format's id and, for a custom one, its code."""
    if number_format in _PERCENTS:
        return PERCENT
    if number_format in _DATES:
        return DATE
    bare = _QUOTED.sub("", code[:_MAX_CODE]).lower()
    if "%" in bare:
        return PERCENT
    return DATE if re.search("[ymdhs]", bare) else GENERAL


def shown_number(raw: str, shaped: str, *, epoch_1904: bool = False) -> str:
    """Give a stored number as people see it: `20.0` as 20, a date in ISO form, a half as 50%."""
    try:
        number = float(raw)
    except ValueError:
        return raw
    if shaped == PERCENT:
        return f"{number * 100:.12g}%"
    if shaped == DATE and 0 <= number <= _LAST_DAY:
        return _moment(number, epoch_1904=epoch_1904)
    return _plain(raw, number)


def _plain(raw: str, number: float) -> str:
    if raw.lstrip("-").isdecimal() and len(raw) < 16:
        return raw
    short = f"{number:.15g}"
    return short if "inf" not in short and "nan" not in short else raw


def _moment(number: float, *, epoch_1904: bool) -> str:
    day, part = divmod(number, 1)
    seconds = timedelta(seconds=round(part * 86_400))
    if day == 0:
        return f"{datetime(2000, 1, 1, tzinfo=UTC) + seconds:%H:%M:%S}"
    # These programs believe that there was a 29 February 1900.
    start = datetime(1899, 12, 30 if number >= 60 else 31, tzinfo=UTC)
    if epoch_1904:
        start = datetime(1904, 1, 1, tzinfo=UTC)
    try:
        moment = start + timedelta(days=day) + seconds
    except OverflowError:
        return str(number)
    return f"{moment:%Y-%m-%d %H:%M}" if seconds else f"{moment:%Y-%m-%d}"


def unescaped(text: str) -> str:
    """Give the characters that stand as `_x000D_` in the strings of a workbook."""
    if "_x" not in text:
        return text
    decoded = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def escaped(text: str) -> str:
    """Give text such that `unescaped` and spreadsheet programs give it back."""
    return re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
