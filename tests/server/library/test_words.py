"""Which words a quiz is found by."""

import pytest

from quizterm.quiz.model import Choice, Code, Numeric, Open, Order, Poll, Quiz, Slide, Text, TrueFalse
from quizterm_server.library.words import (
    LONGEST_WORD,
    MOST_WORDS,
    Weight,
    label_words,
    wanted_words,
    words_of,
)

EVERYTHING = Quiz(
    title="Title",
    description="description",
    questions=(
        Choice(
            text="choice", options=("option", "title"), right=(0,), explanation="explained", tags=("tagged",)
        ),
        TrueFalse(text="statement", right=True, code=Code("program")),
        Text(text="type", accepted=("accepted", "spelling")),
        Numeric(text="number", low=1, high=2, unit="kilogram"),
        Order(text="order", items=("first", "second")),
        Poll(text="poll", options=("like", "dislike")),
        Open(text="open"),
        Slide(text="slide"),
    ),
)
"""A question of each kind."""


def test_every_text_of_a_quiz_counts_and_the_best_place_of_a_word_decides() -> None:
    words = words_of(EVERYTHING)

    assert {word for word, weight in words.items() if weight is Weight.TITLE} == {"title"}
    assert {word for word, weight in words.items() if weight is Weight.QUESTION} == {
        *("choice", "tagged", "statement", "type", "number", "order", "poll", "open", "slide")
    }
    assert {word for word, weight in words.items() if weight is Weight.REST} == {
        *("description", "option", "explained", "program", "accepted", "spelling", "kilogram"),
        *("first", "second", "like", "dislike"),
    }


@pytest.mark.parametrize(
    ("name", "tags", "words"),
    [
        ("net-works.2_a", (), {"net", "works", "2", "a"}),
        ("x", ("Größe", "ÉTÉ"), {"x", "grosse", "ete"}),
        ("x", ("ＦＵＬＬ ｶﾅ",), {"x", "full", "カナ", "ナ"}),
        ("x", ("東京都",), {"x", "東京", "京都", "都"}),
        ("x", ("Win95で学ぶ",), {"x", "win95", "で学", "学ぶ", "ぶ"}),
        ("x", ("สวัสดี",), {"x", "สว", "วั", "ัส", "สด", "ดี", "ี"}),
        ("x", ("हिन्दी भाषा",), {"x", "हिन्दी", "भाषा"}),
        ("x", ("한국어 퀴즈",), {"x", "한국어", "퀴즈"}),
        ("x", ("שָׁלוֹם", "كِتَاب"), {"x", "שלום", "كتاب"}),
        ("x", ("y" * (LONGEST_WORD + 9),), {"x", "y" * LONGEST_WORD}),
        ("x", ("100% *?_", "\u200d…"), {"x", "100"}),
    ],
)
def test_words_are_folded_and_scripts_without_spaces_cut_into_pairs(
    name: str, tags: tuple[str, ...], words: set[str]
) -> None:
    assert label_words(name, tags) == words


@pytest.mark.parametrize(
    ("search", "words"),
    [
        ("Net  NETWORK networks", ["networks"]),
        ("b a", ["a", "b"]),
        ("東京都", ["京都", "東京"]),
        ("都", ["都"]),
        ("% _ ' \" ; --", []),
        ("a\u0000b", ["a", "b"]),
        ("z" * 99, ["z" * LONGEST_WORD]),
    ],
)
def test_what_is_asked_for_is_cut_alike_and_no_word_is_looked_for_twice(
    search: str, words: list[str]
) -> None:
    assert wanted_words(search) == words


def test_a_quiz_with_very_many_words_keeps_those_that_say_most() -> None:
    many = tuple(
        Choice(
            text=f"q{n}",
            options=tuple(f"o{n}x{m}" for m in range(8)),
            right=(0,),
            explanation=" ".join(f"e{n}x{m}" for m in range(40)),
        )
        for n in range(500)
    )

    words = words_of(Quiz(title="the title", questions=many))

    assert len(words) == MOST_WORDS
    assert {"the", "title", "q0", "q499"} <= words.keys()
