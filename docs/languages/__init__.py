"""Keeps the catalogues of the languages: `python -m docs.languages`."""
