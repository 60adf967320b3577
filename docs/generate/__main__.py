"""Write every generated document: `python -m docs.generate`."""

from pathlib import Path

from docs.generate import documents

for name, text in documents().items():
    Path(__file__).parents[1].joinpath(name).write_text(text, encoding="utf-8")
