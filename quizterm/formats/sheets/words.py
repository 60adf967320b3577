"""The words that sheets use for columns, kinds and truth, in the languages that are certain."""

import re
from enum import StrEnum
from typing import TypeVar

from quizterm.quiz.model import Kind
from quizterm.text import fold

_SEPARATING = re.compile(r"[\s_\-–—:.*'’\"]+")
_AnyValue = TypeVar("_AnyValue")


def bare(text: str) -> str:
    """Give words as they are compared: without case, accents, spaces and small signs."""
    return _SEPARATING.sub("", fold(text, case=False, accents=False, spaces=False))


class Role(StrEnum):
    """What a column holds, but for options."""

    NUMBER = "number"
    QUESTION = "question"
    KIND = "kind"
    CORRECT = "correct"
    ANSWER = "answer"
    """The right answer; a column of options has a number or a letter besides."""
    OPTIONS = "options"
    """All options in one cell."""
    SECONDS = "seconds"
    POINTS = "points"
    EXPLANATION = "explanation"
    TAGS = "tags"
    CODE = "code"
    CODE_LANGUAGE = "code language"  # untranslated: a heading
    RULES = "rules"
    NEARNESS = "nearness"
    TOLERANCE = "tolerance"
    UNIT = "unit"
    IMAGE = "image"
    TYPING = "typing"


class Sort(StrEnum):
    """Kinds of question that sheets name and a quiz calls otherwise."""

    SEVERAL = "several"
    """A choice of which several options may be picked."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(bare(word) for word in text.replace("\n", " ").split(",") if word.strip())


def _table(words: dict[_AnyValue, str]) -> dict[str, _AnyValue]:
    return {word: value for value, names in words.items() for word in _words(names)}


COLUMNS = _table(  # untranslated: headings and cells in any language
    {
        Role.NUMBER: """
            question #, question number, question no, number, no, nr, num, #, №, id, index, nummer, número,
            numéro, номер
        """,
        Role.QUESTION: """
            question, question text, questions, question stem, stem, prompt, frage, fragen, fragetext,
            pregunta, preguntas, texto de la pregunta, texte de la question, énoncé, вопрос, вопросы, текст
            вопроса
        """,
        Role.KIND: """
            kind, type, question type, question kind, fragetyp, fragentyp, typ, art, tipo, tipo de pregunta,
            type de question, тип, тип вопроса
        """,
        Role.CORRECT: """
            correct, correct answer, correct answers, correct answer(s), correct option, correct options,
            correct choice, right, right answer, right answers, solution, solutions, answer key, key,
            richtig, richtige antwort, richtige antworten, lösung, lösungen, korrekt, korrekte antwort,
            correcta, correctas, respuesta correcta, respuestas correctas, solución, bonne réponse, bonnes
            réponses, réponse correcte, réponses correctes, réponse juste, juste, correcte, правильный
            ответ, правильные ответы, верный ответ, верные ответы, правильно, верно
        """,
        Role.ANSWER: "answer, antwort, respuesta, réponse, ответ",
        Role.OPTIONS: """
            options, answers, choices, alternatives, answer options, antworten, antwortmöglichkeiten,
            respuestas, opciones, réponses, choix, ответы, варианты, варианты ответов
        """,
        Role.SECONDS: """
            time, time limit, timelimit, seconds, time in seconds, time limit in seconds, sec, secs, timer,
            duration, zeit, zeitlimit, sekunden, dauer, tiempo, tiempo límite, límite de tiempo, segundos,
            temps, durée, secondes, limite de temps, время, секунды, время в секундах, лимит времени
        """,
        Role.POINTS: "points, point, score, marks, punkte, puntos, puntuación, баллы, очки",
        Role.EXPLANATION: """
            explanation, answer explanation, explanations, feedback, rationale, erklärung, erläuterung,
            explicación, explication, explications, пояснение, объяснение, комментарий
        """,
        Role.TAGS: """
            tags, tag, topic, topics, category, categories, subject, schlagwörter, schlagworte, stichwörter,
            thema, themen, kategorie, etiquetas, tema, temas, categoría, étiquettes, mots clés, thème,
            catégorie, теги, тема, категория
        """,
        Role.CODE: "code, source code, quellcode, código, код",
        Role.CODE_LANGUAGE: "code language",
        Role.RULES: "rules",
        Role.NEARNESS: "nearness",
        Role.TOLERANCE: "tolerance, toleranz, tolerancia, tolérance, допуск, погрешность",
        Role.UNIT: "unit, einheit, unidad, unité, единица",
        Role.IMAGE: """
            image, image link, image url, picture, picture link, bild, imagen, картинка, изображение
        """,
        Role.TYPING: "typing",
    }
)

OPTION_WORDS = _words(  # untranslated: headings and cells in any language
    """
    answer, option, choice, alternative, answer option, answer choice, possible answer, antwort,
    antwortmöglichkeit, möglichkeit, auswahl, respuesta, opción, alternativa, réponse, choix,
    proposition, ответ, вариант, вариант ответа
    """
)
WRONG_WORDS = _words(  # untranslated: headings and cells in any language
    """
    incorrect answer, incorrect, incorrect option, wrong answer, wrong, wrong option, distractor, false
    answer, falsche antwort, falsch, respuesta incorrecta, incorrecta, mauvaise réponse, réponse fausse,
    réponse incorrecte, неправильный ответ, неверный ответ
    """
)

KINDS: dict[str, Kind | Sort] = _table(  # untranslated: headings and cells in any language
    {
        Kind.CHOICE: """
            choice, multiple choice, single choice, multiple choice single, mc, mcq, quiz, radio, single,
            einfachauswahl, opción múltiple, selección única, choix unique, один ответ
        """,
        Sort.SEVERAL: """
            checkbox, checkboxes, multi, multiple, multiple select, multi select, multiple answer, multiple
            answers, multiple response, select all, mehrfachauswahl, selección múltiple, choix multiple,
            choix multiples, несколько ответов
        """,
        Kind.TRUE_FALSE: """
            true_false, true/false, true or false, tf, t/f, boolean, wahr/falsch, richtig/falsch,
            verdadero/falso, verdadero o falso, vrai/faux, vrai ou faux, правда/ложь, верно/неверно
        """,
        Kind.TEXT: """
            text, fill in the blank, fill in the blanks, fillintheblank, fill in, blank, short answer,
            short, type answer, typed, typing, freitext, kurzantwort, lückentext, respuesta corta, réponse
            courte, текст
        """,
        Kind.NUMERIC: "numeric, number, numerical, zahl, número, numérico, nombre, numérique, число",
        Kind.ORDER: "order, ordering, reorder, sequence, puzzle, reihenfolge, orden, ordre, порядок",
        Kind.POLL: "poll, survey, vote, voting, umfrage, encuesta, sondage, опрос",
        Kind.OPEN: """
            open, open ended, open question, essay, long answer, paragraph, offen, offene frage, abierta,
            ouverte, question ouverte, открытый вопрос
        """,
        Kind.SLIDE: "slide, information, info, content, folie, diapositiva, diapositive, слайд",
    }
)

TRUE_WORDS = frozenset(  # untranslated: headings and cells in any language
    _words("true, t, yes, y, wahr, richtig, ja, verdadero, cierto, vrai, oui, sí, верно, правда, да")
)
FALSE_WORDS = frozenset(  # untranslated: likewise
    _words("false, f, no, n, falsch, nein, falso, faux, non, неверно, ложь, нет")
)
MARKED_WORDS = TRUE_WORDS | {"x", "1", "typing", "✓"}
