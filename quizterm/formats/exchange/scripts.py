"""Raised and lowered letters, as far as Unicode has them."""

_DIGITS = "0123456789+-−=()"
_RAISED = str.maketrans(
    _DIGITS + "abcdefghijklmnoprstuvwxyz",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾" + "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
)
_LOWERED = str.maketrans(_DIGITS + "aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎" + "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")


def raised(text: str) -> str:
    """Write a text as what stands above the line: `²`, or else `^q`."""
    return _shifted(text, _RAISED, "^")


def lowered(text: str) -> str:
    """Write a text as what stands below the line: `₂`, or else `_q`."""
    return _shifted(text, _LOWERED, "_")


def _shifted(text: str, table: dict[int, int], sign: str) -> str:
    core = text.strip()
    if not core:
        return text
    if all(ord(char) in table for char in core):
        return core.translate(table)
    return f"{sign}{core}" if core.isalnum() else f"{sign}({core})"
