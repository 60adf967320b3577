"""How questions and answers are worded, as far as a program can tell."""

import re
import unicodedata

from quizterm.text import fit, fold

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_NOT = re.compile(r"\b(?:not|never|cannot|without|neither|nobody|none|\w+n['’]t)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?;\n]\s")
_PLAIN_NOT = re.compile(
    r"\b(?:[Ww]hich|[Ww]hat)\b[^.?!,]*(?<!that )(?<!who )(?<!which )"
    r"\b(?:is|are|was|were|does|do|did|has|have|can) not\b"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|`[^`]*`|(?<!\w)'[^']*'(?!\w)|‘[^’]*’|„[^“”]*[“”]")

_OTHERS = re.compile(
    r"^(?:(?:answers?|options?) )?[a-h](?: ?, ?[a-h])* (?:and|&|or) [a-h]$"
    r"|\b(?:"
    r"(?:all|none|any|both|each|either|neither|two|some) (?:two )?(?:of )?(?:the )?(?:above|below|others)\b"
    r"|(?:all|none|any|both|neither) of (?:the )?(?:these|them|answers|options|other)\b"
    r"|(?:both|neither) \(?[a-h1-8]\)? (?:and|nor) \(?[a-h1-8]\)?"
    r"|(?:alle|keine[rs]?)\b.{0,20}\b(?:genannten|obigen|antworten|davon|oben)\b"
    r"|(?:tous|toutes|aucune?)\b.{0,20}\b(?:reponses|propositions|ci-dessus|precedent(?:e?s)?)\b"
    r"|(?:todas?|todos?|ningun[ao]|nenhuma?)\b.{0,20}\b(?:anteriores?|respuestas)\b"
    r"|(?:tutte le|nessuna delle) precedenti\b"
    r"|(?:все|ничего|ни один)\b.{0,20}\b(?:перечисленн|вышеперечисленн|выше)"
    r")"
)
"""What is said of other options, in small letters without accents."""
_LOOKED_AT = 200
"""Characters of an option; one that speaks of the others is short."""

_INITIAL = re.compile(r"(?<!\w)([^\W\d])\.\s?(?=[^\W\d])")
_INNER = re.compile(r"(?<=[^\W\d])([-‐’'])(?=[^\W\d])|(?<=[^\W\d])([.,])(?= [^\W\d])")
_SHOWN = 40


def quoted(text: str) -> str:
    """Give a text in quotes as it is shown within a sentence, cut if it is long."""
    return f"“{fit(' '.join(text.split()), _SHOWN)}”"


def holds_words(text: str, words: str) -> bool:
    """Tell whether `words` stand in a text in a row, each as a whole, and not in quotes."""
    wanted = _plain(words)
    return bool(wanted) and f" {wanted} " in f" {_plain(_QUOTED.sub(' · ', text))} "


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_WORD.findall(folded))


def is_double_negative(text: str) -> bool:
    """Tell whether a sentence says “not” twice, in whatever words."""
    sentences = _SENTENCE_END.split(_QUOTED.sub("", text))
    return any(len(_NOT.findall(sentence)) > 1 for sentence in sentences)


def has_plain_not(text: str) -> bool:
    """Tell whether a question asks for what is not so, and does not say that aloud."""
    return bool(_PLAIN_NOT.search(_QUOTED.sub("", text)))


def names_other_options(option: str) -> bool:
    """Tell whether an option only makes sense in its place, such as “all of the above”."""
    words = " ".join(option[:_LOOKED_AT].split())
    if " " not in words:
        return False
    folded = fold(words, case=False, accents=False, spaces=True)
    return _OTHERS.search(folded.rstrip(".!")) is not None


def with_less_punctuation(answer: str) -> str:
    """Give an answer as people type it who leave signs out; empty if it has none that they would."""
    simpler = _INNER.sub(lambda sign: " " if sign[1] in ("-", "‐") else "", _INITIAL.sub(r"\1 ", answer))
    simpler = " ".join(simpler.split()).rstrip(".")
    return simpler if simpler != answer.rstrip(".") else ""
