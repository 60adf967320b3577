"""What the library of the command line says in its own words, as far as it lets them be translated."""

WORDS = (
    "Aborted!",
    "default: {default}",
    "required",
    "env var: {var}",
    "Arguments",
    "Options",
    "Commands",
    "Show this message and exit.",
    "Missing command.",
    "No such command {name!r}.",
)
"""Looked up with gettext, save for the help of `--help`, which is replaced as that of other options."""
