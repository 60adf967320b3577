"""Writes the documents that come from the code: `python -m docs.generate`."""


def documents() -> dict[str, str]:
    """Every generated document by its name in `docs/`."""
    from docs.generate.asyncapi import asyncapi
    from docs.generate.cli import cli
    from docs.generate.keys import keys
    from docs.generate.operating import operating
    from docs.generate.protocol import protocol
    from docs.generate.quizschema import quiz_schema
    from docs.generate.settings import settings

    return {
        "asyncapi.json": asyncapi(),
        "protocol.md": protocol(),
        "cli.md": cli(),
        "keys.md": keys(),
        "settings.md": settings(),
        "operating.md": operating(),
        "quiz.schema.json": quiz_schema(),
    }
