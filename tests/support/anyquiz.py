"""Questions that need keep no rule but can be written, with every text that a reader stumbles over."""

from typing import Any

from hypothesis import strategies as st

from quizterm.quiz.model import (
    Choice,
    Code,
    Numeric,
    Open,
    Order,
    Poll,
    Select,
    Slide,
    Text,
    TrueFalse,
)

AWKWARD = (
    *(
        "",
        "007",
        "1.10",
        "-4",
        "+4",
        "1e5",
        "0x1F",
        ".5",
        "5.",
        "1_000",
        "08:30",
        "2001-01-01",
        "12,5",
        "- 3",
    ),
    *("true", "False", "yes", "No", "null", "~", "None", ".inf", "on", "128 bits", "50%", "5th", "20 °C"),
    *("a: b", "a:", ": a", "a #b", "#a", "# a", "a#b", "a:b", "right: x", "right:x", "right = x", "python:|"),
    *("- a", "-a", "-", "? a", "?", "*a", "&a", "!a", "%a", "@a", "`a", "|", ">", "|2", "{a}", "[a]", "a, b"),
    *("'a'", '"a"', "it's", 'say "a"', 'it\'s "a"', "back\\slash", "'", '"', "\\n", "---", "...", "--- a"),
    *("a\nb", "a\n\nb", "  a\nb", "a\n  b\n\n c", "a\n# b", "\ta", "a\tb", "- a\n- b", "a: b\nc: d", "x  y"),
    *(
        "\na",
        "a\n",
        "a\n\n",
        "\n",
        " ",
        "a ",
        " a",
        "a\n \nb",
        "a \nb",
        "a\r\nb",
        "a\rb",
        "a\x85b",
        "\x1b[0m",
    ),
    *(
        "é",
        "日本語",
        "العربية",
        "👩‍👩‍👧",
        "a\u00a0b",
        "\u00a0",
        "a\u2028b",
        "\u200fa",
        "\ufeffa",
        "\0",
        "\ud800",
    ),
    *("ask:", "answer 4", "right", "correct answer", "\u202eabc", "\u00a0a", "=", "<<", "a\n\tb", "\ta\nb"),
    *(
        "word " * 40,
        "word  two   " * 20,
        "x" * 149,
        "a " + "y" * 140,
        "word " * 39 + "end",
        "# x " * 50 + ".",
    ),
)
"""Texts that would be taken for something else without quotes, or cannot be written without them."""

texts = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(max_size=20),
    st.text("ab1 :#-'\"\n\t\\[]{},|>&*!%@`?~", max_size=12),
)
numbers = st.one_of(
    st.floats(allow_nan=False),
    st.integers(-(10**20), 10**20).map(float),
    st.decimals(-1000, 1000, places=2).map(float),
)
common: dict[str, Any] = {
    "text": texts,
    "explanation": texts,
    "code": st.none() | st.builds(Code, texts, st.sampled_from(("", "python", "c++", "objective-c++"))),
    "seconds": st.sampled_from((20, 0, 45)) | st.integers(-9, 99999),
    "points": st.sampled_from((1000, 0, 500)) | st.integers(-9, 99999),
    "tags": st.lists(texts, max_size=2).map(tuple),
}
flags = {name: st.booleans() for name in ("match_case", "match_accents", "match_spaces", "slips")}
lists = st.lists(texts, max_size=4).map(tuple)


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    options = draw(lists)
    right = draw(st.sets(st.sampled_from(range(len(options))))) if options else ()
    made = st.builds(
        Choice,
        **common,
        options=st.just(options),
        right=st.just(tuple(sorted(right))),
        select=st.sampled_from(Select),
        shuffle=st.booleans(),
    )
    return draw(made)


rough_questions: st.SearchStrategy[Any] = st.one_of(
    choices(),
    st.builds(Numeric, **common, low=numbers, high=numbers, nearness=numbers, unit=texts),
    st.builds(TrueFalse, **common, right=st.booleans()),
    st.builds(Text, **common, accepted=lists, **flags),
    st.builds(Order, **common, items=lists),
    st.builds(Poll, **common, options=lists, several=st.booleans()),
    st.builds(Open, **common),
    st.builds(Slide, **common),
)
"""Any question that can be written, whatever rules it breaks."""
