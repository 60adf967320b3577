"""Named tuples that travel as lists, because there are many."""

from typing import Any, TypeVar

Row = TypeVar("Row", bound=type[tuple[Any, ...]])


def travels_as_list(row: Row) -> Row:
    """Let pydantic read and write a class made by `NamedTuple` as a list in the order of its fields.

    A list that is read may lack items that have a default at its end, or go on with others.
    """
    # It asks classes for these methods by their names.
    methods = {"__get_pydantic_core_schema__": _schema, "__get_pydantic_json_schema__": _description}
    for name, method in methods.items():
        setattr(row, name, classmethod(method))
    return row


def _schema(row: Any, source: Any, handler: Any) -> dict[str, Any]:
    """The core schema."""
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


def _description(row: Any, schema: Any, handler: Any) -> dict[str, Any]:
    """The JSON Schema, in which each item has its name for a title."""
    made: dict[str, Any] = handler(schema)
    described = handler.resolve_ref_schema(made)
    for item, name in zip(described["prefixItems"], row._fields, strict=True):
        item["title"] = name
    described["minItems"] = len(row._fields) - len(row._field_defaults)
    return made
