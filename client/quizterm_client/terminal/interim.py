"""What is typed while one face gives way to another; as text, because the next one may be lines."""

from typing import Final

from quizterm_client.terminal.pasting import PasteGuard
from quizterm_client.terminal.smallness import INTERRUPT
from quizterm_client.terminal.typewriter import decoder

_ENDS: Final = ("enter", "ctrl+j")
_ERASES: Final = ("backspace", "ctrl+h")


def text_of(typed: bytes, encoding: str) -> str:
    """Letters, ends of lines and Ctrl-C, with what was erased left out; no other key says anything in lines.

    Args:
        typed: What a terminal sent, in any of its modes.
        encoding: Of the terminal.
    """
    from textual import events
    from textual._xterm_parser import XTermParser

    said: list[str] = []
    parser, heard = XTermParser(), PasteGuard()(decoder(encoding)(typed, True))
    for event in [*parser.feed(heard), *parser.tick()] if heard else ():
        match event:
            case events.Paste(text=text) if text:
                # As much of it as a line on a screen takes: what stands in a text is no Enter and no Ctrl-C.
                said += [character for character in text.splitlines()[0] if character.isprintable()]
            case events.Key(key="ctrl+c"):
                said.append(INTERRUPT)
            case events.Key(key=key) if key in _ENDS:
                said.append("\n")
            case events.Key(key=key) if key in _ERASES:
                if said and said[-1] not in ("\n", INTERRUPT):
                    said.pop()
            case events.Key(character=str(character), is_printable=True):
                said.append(character)
            case _:
                pass
    return "".join(said)
