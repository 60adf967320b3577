"""Small catalogues to speak from, so that no test depends on a translation."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from quizterm.language import catalogues

GERMAN = {
    "Time was up.": "Die Zeit war um.",
    "{name} has joined.": "{name} ist da.",
    "{who} has sent {whom} out.": "{whom} wurde von {who} entfernt.",
    "There is no database {name} (createdb {name}).": "Die Datenbank {name} fehlt (createdb {name}).",
    "{path} cannot be written: {reason}": "{path} ist nicht zu schreiben: {reason}",
    "The disk is full.": "Die Platte ist voll.",
    "Try again in {wait}.": "Noch einmal in {wait}.",
    "{number} minutes": "{number} Minuten",
    "{name} {place}": "{place} {name}",
    "{name} for {time}": "{name} seit {time}",
}


@pytest.fixture
def catalogues_of_tests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """German and French as they are written here."""
    _write(tmp_path, "de", GERMAN)
    _write(tmp_path, "fr", {"Time was up.": "Le temps est écoulé."})
    monkeypatch.setattr(catalogues, "LOCALES", tmp_path)
    catalogues._catalogue.cache_clear()
    yield
    catalogues._catalogue.cache_clear()


def _write(folder: Path, language: str, words: dict[str, str]) -> None:
    catalog = Catalog(locale=language)
    for english, translated in words.items():
        catalog.add(english, translated)
    catalog.add(("{number} player", "{number} players"), ("{number} Person", "{number} Personen"))
    catalog.add("open", "offen", context="session")
    catalog.add("open", "öffnen", context="button")
    file = folder / language / "LC_MESSAGES" / "quizterm.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as opened:
        write_mo(opened, catalog)
