"""The catalogues on disk: what translators write, and what programs read."""

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from docs.languages.sources import template
from quizterm.language.catalogues import DOMAIN, LANGUAGES, LOCALES

TEMPLATE = LOCALES / f"{DOMAIN}.pot"
_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands where a date has to: what has not changed stays byte for byte."""
_BLANKS = (
    b'"POT-Creation-Date',
    b'"PO-Revision-Date',
    b'"Last-Translator',
    b'"Language-Team',
    b'"Report-Msgid',
)
"""How the headers begin that would hold the time of day, or babel's forms that nobody fills in."""
TRANSLATED = tuple(language for language in LANGUAGES if language != "en")


def update() -> None:
    """Bring the template and all catalogues up to what the code says; what is new waits for a translation."""
    new = template()
    TEMPLATE.write_bytes(written(new))
    for language in TRANSLATED:
        catalog = load(language) if po_file(language).exists() else Catalog(locale=language, fuzzy=False)
        catalog.update(new, no_fuzzy_matching=True, update_header_comment=False)
        catalog.obsolete.clear()
        catalog.project, catalog.version = new.project, new.version
        catalog.header_comment = (
            f"# {LANGUAGES[language]}. Brought up to date by: python -m docs.languages update"
        )
        save(language, catalog)


def load(language: str) -> Catalog:
    """What translators have written."""
    with po_file(language).open("rb") as file:
        return read_po(file, locale=language)


def save(language: str, catalog: Catalog) -> None:
    """Write a catalogue for people, and one for programs."""
    po_file(language).parent.mkdir(parents=True, exist_ok=True)
    po_file(language).write_bytes(written(catalog))
    mo_file(language).write_bytes(compiled(catalog))


def compiled(catalog: Catalog) -> bytes:
    """A catalogue as programs read it."""
    catalog.creation_date = catalog.revision_date = _NO_DATE
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def po_file(language: str) -> Path:
    """Where translators write."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def mo_file(language: str) -> Path:
    """Where programs read."""
    return po_file(language).with_suffix(".mo")


def written(catalog: Catalog) -> bytes:
    """A catalogue, or the template, as it is kept."""
    file = io.BytesIO()
    # Neither dates nor line numbers: what has not changed stays byte for byte.
    write_po(file, catalog, width=110, sort_by_file=True, omit_header=False, include_lineno=False)
    lines = file.getvalue().split(b"\n")
    return b"\n".join(line for line in lines if not line.startswith(_BLANKS))
