"""Comments taken along when what they stand at is written anew, moves in its list, or goes."""

from collections.abc import Mapping

from quizterm.formats.native.layout import Field, Listing, Program, Remark, Remarks


def carried_over(remarks: Remarks, old: Mapping[str, Field], new: Mapping[str, Field]) -> dict[str, Remark]:
    """Give comments the places that their items have now; those without one go above field or question."""
    carried: dict[str, Remark] = {}
    for path, remark in remarks.items():
        place = _place(path, old, new)
        if place != path and place in ("", path.partition(".")[0]):
            remark = Remark((*remark.above, *([remark.beside] if remark.beside else [])))
        carried[place] = _both(carried[place], remark) if place in carried else remark
    return carried


def _place(path: str, old: Mapping[str, Field], new: Mapping[str, Field]) -> str:
    name, _, item = path.partition(".")
    if not name or name not in new:
        return ""
    if not item:
        return name
    before, now = _items(old.get(name)), _items(new[name])
    index = int(item)
    text = before[index] if index < len(before) else None
    if now[index : index + 1] == [text]:
        return path
    if text is not None and text in now:
        return f"{name}.{now.index(text)}"
    return path if index < len(now) and now[index] not in before else name


def _items(field: Field | None) -> list[str]:
    if field and isinstance(field.value, Listing):
        return [item.word.text for item in field.value.items]
    return [""] if field and isinstance(field.value, Program) and field.value.language else []


def _both(one: Remark, other: Remark) -> Remark:
    beside = "  ".join(filter(None, (one.beside, other.beside)))
    return Remark((*one.above, *other.above), beside)
