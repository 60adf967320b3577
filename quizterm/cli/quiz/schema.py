"""`quizterm quiz schema`: the format as a JSON Schema."""

from quizterm.cli.output import put_document


def schema() -> None:
    """Print the JSON Schema of quiz files.

    With it, editors that have the YAML language server complete and explain fields: save it, and begin a
    quiz with “# yaml-language-server: $schema=” and the name of the file.
    """
    from quizterm.formats.native.schema import schema as quiz_schema

    put_document(quiz_schema())
