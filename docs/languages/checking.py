"""Whether catalogues are complete, and fit what the code says."""

import re
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

from docs.languages.keeping import TEMPLATE, compiled, load, mo_file, written
from docs.languages.sources import command_tree, template

_HOLE = re.compile(r"\{[^{}]*\}")
_COMMAND = re.compile(r"\bquizterm((?: [a-z]+)+)")
"""What people type; other words may follow it."""
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
"""What they may give with it."""
_ONE_IS_MORE = ("fr", "ru")
"""Languages whose form for one is that of 0 or 21 as well, so that the number has to be in it."""


def is_template_current() -> bool:
    """Whether the template is what the code says now."""
    return TEMPLATE.read_bytes() == written(template())


def is_compiled(language: str) -> bool:
    """Whether what programs read is what translators wrote."""
    return mo_file(language).read_bytes() == compiled(load(language))


def faults(language: str) -> Iterator[str]:
    """What is wrong with a catalogue, a line each; nothing if all is well."""
    return faults_in(load(language), template())


def faults_in(found: Catalog, wanted: Catalog) -> Iterator[str]:
    """What is wrong with a catalogue, compared with a template."""
    if found.fuzzy:
        yield "the catalogue is marked as fuzzy"
    known = {_key(message): message for message in found if message.id}
    for message in wanted:
        if message.id and _key(message) not in known:
            yield f"{_shown(message)}: is missing"
    for key in known.keys() - {_key(message) for message in wanted}:
        yield f"{key}: nobody says this any more"
    for message in known.values():
        yield from (f"{_shown(message)}: {fault}" for fault in _faults(found, message))


def _faults(catalog: Catalog, message: Message) -> Iterator[str]:
    if message.fuzzy:
        yield "is marked as fuzzy"
    forms = _forms(message)
    if isinstance(message.id, tuple) and len(forms) != catalog.num_plurals:
        yield f"has {len(forms)} forms of {catalog.num_plurals}"
    if not all(forms):
        yield "is not translated"
        return
    for form in forms:
        yield from _differences(message, form, counted=_language(catalog) in _ONE_IS_MORE)


def _language(catalog: Catalog) -> str:
    return "" if catalog.locale is None else catalog.locale.language


def _differences(message: Message, form: str, *, counted: bool) -> Iterator[str]:
    """In what a translation differs that may not differ."""
    one, most = message.id if isinstance(message.id, tuple) else (str(message.id), str(message.id))
    holes, wanted = set(_HOLE.findall(form)), set(_HOLE.findall(most))
    if holes != wanted and (counted or holes != set(_HOLE.findall(one))):
        yield f"has other holes: {form!r}"
    if _ends(form) != _ends(most):
        yield f"begins or ends with other spaces: {form!r}"
    if _typed(form) != _typed(most):
        yield f"names other commands or options: {form!r}"


def _typed(text: str) -> list[str]:
    """The commands and the options in a text, without the words that follow a command in its sentence."""
    commands = (_command(words.split()) for words in _COMMAND.findall(text))
    return sorted([*filter(None, commands), *_OPTION.findall(text)])


def _command(words: list[str]) -> str:
    tree, known = command_tree(), []
    for word in words:
        if word not in tree:
            break
        known.append(word)
        tree = getattr(tree[word], "commands", {})
    return " ".join(known)


def _ends(text: str) -> tuple[str, str]:
    inner = text.strip(" \n")
    before, _inner, after = text.partition(inner)
    return before, after


def _forms(message: Message) -> tuple[str, ...]:
    string = message.string
    return tuple(string) if isinstance(string, list | tuple) else (str(string or ""),)


def _key(message: Message) -> tuple[str, str]:
    return str(message.context or ""), message.id[0] if isinstance(message.id, tuple) else str(message.id)


def _shown(message: Message) -> str:
    context, text = _key(message)
    return f"{context} | {text!r}" if context else repr(text)
