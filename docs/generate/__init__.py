"""Writes the documents that come from the code: `python -m docs.generate`."""
