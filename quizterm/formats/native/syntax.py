"""What YAML's complaints mean to somebody who only wants to write a quiz."""

from ruamel.yaml.error import MarkedYAMLError

_HINTS = (
    (
        "mapping values are not allowed here",
        "A colon followed by a space begins a field; put text with a colon in quotes.",
    ),
    ("found character '\\t'", "A tab cannot indent; use spaces."),
    ("that cannot start any token", "Text cannot begin with this character; put it in quotes."),
    ("found unexpected end of stream", "A quotation mark was opened and never closed; close it."),
    ("found unexpected document separator", "A quotation mark was opened and never closed; close it."),
    ("found unknown escape character", "In double quotes a backslash must be doubled; or use single quotes."),
    ("expected escape sequence", "In double quotes a backslash must be doubled; or use single quotes."),
    (
        "could not find expected ':'",
        "A field needs a colon after its name, and text must be indented under its field.",
    ),
    (
        "expected <block end>",
        "This line is not indented like the ones before it, or it continues after quotes.",
    ),
    ("expected ',' or ']'", "A list in brackets is not closed here; add a comma or “]”."),
    ("expected ',' or '}'", "Fields in braces are not closed here; add a comma or “}”."),
    ("while scanning an alias", "A word that begins with * is an alias in YAML; put the text in quotes."),
    ("while scanning an anchor", "A word that begins with & is an anchor in YAML; put the text in quotes."),
    ("tag", "A word that begins with ! is a tag in YAML; put the text in quotes."),
    ("block scalar", "After | or > the text begins on the next line, indented; or put it in quotes."),
    ("sequence entries are not allowed here", "A list cannot begin here; put its dash on a line of its own."),
    ("expected '<document start>'", "This line is indented less than the list or field it belongs to."),
)


def explain(error: MarkedYAMLError) -> str:
    """Give a sentence that says what to write instead."""
    said = f"{error.context or ''} {error.problem or ''}"
    for complaint, hint in _HINTS:
        if complaint in said:
            return hint
    complaint = (error.problem or "unreadable").splitlines()[0]
    return f"This is not valid YAML ({complaint}); compare it with a sample quiz."
