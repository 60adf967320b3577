"""Named tuples that travel as lists, because there are many: what pydantic has to know of them.

It asks classes for this by the names of methods, which each of them has.
"""

from typing import Any


def as_list(row: Any, handler: Any) -> dict[str, Any]:
    """The core schema of `row`: a list that may lack items with a default at its end, or go on with others.

    Args:
        row: A class made by `NamedTuple`.
        handler: What pydantic makes schemas of types with.
    """
    items = [handler.generate_schema(kind) for kind in row.__annotations__.values()]
    for place, name in enumerate(row._fields):
        if name in row._field_defaults:
            default = row._field_defaults[name]
            items[place] = {"type": "default", "schema": items[place], "default": default}
    known = len(items)
    return {
        "type": "function-after",
        "function": {"type": "no-info", "function": lambda values: row._make(values[:known])},
        "schema": {
            "type": "tuple",
            "items_schema": [*items, {"type": "any"}],
            "variadic_item_index": known,
        },
        "ref": f"{row.__module__}.{row.__qualname__}:{id(row)}",
    }


def described_as_list(row: Any, schema: Any, handler: Any) -> dict[str, Any]:
    """The JSON Schema of `row`, in which each item has its name for a title.

    Args:
        row: A class made by `NamedTuple`.
        schema: Its core schema.
        handler: What pydantic makes JSON Schemas with.
    """
    made: dict[str, Any] = handler(schema)
    described = handler.resolve_ref_schema(made)
    for item, name in zip(described["prefixItems"], row._fields, strict=True):
        item["title"] = name
    described["minItems"] = len(row._fields) - len(row._field_defaults)
    return made
