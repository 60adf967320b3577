"""People's text: cleaned on the way in, harmless on the way out, compared as people compare."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizterm.text import (
    NAME_CELLS,
    BadName,
    BadText,
    clean_block,
    clean_line,
    clean_name,
    fit,
    fold,
    is_blank,
    skeleton,
    thousands,
    trim,
    visible,
    width,
)

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HARMFUL = set(map(chr, [*range(0x20), *range(0x7F, 0xA0)])) | set(BIDI) | set("\u2028\u2029")

any_text = st.text(st.characters(exclude_categories=()), max_size=40)
nasty_text = st.text(
    st.sampled_from("a \t\n\r\x1b\x07\x7f\x9b\x85\u2028\u202e\u200d\u200c\ufeff\u0301\u0308é👩🔬क्ष\u3164"),
    max_size=30,
)
texts = any_text | nasty_text


def cleaned(clean: object, raw: str) -> str | None:
    assert callable(clean)
    try:
        return str(clean(raw, 200))
    except BadText:
        return None


@given(texts)
def test_a_clean_line_holds_nothing_that_steers_a_terminal(raw: str) -> None:
    line = cleaned(clean_line, raw)
    assert line is None or not HARMFUL & set(line)


@given(texts)
def test_a_clean_block_holds_nothing_that_steers_a_terminal_but_newlines(raw: str) -> None:
    block = cleaned(clean_block, raw)
    assert block is None or HARMFUL & set(block) <= {"\n"}


@given(texts)
@pytest.mark.parametrize("clean", [clean_line, clean_block])
def test_cleaning_what_is_clean_changes_nothing(clean: object, raw: str) -> None:
    once = cleaned(clean, raw)
    assert once is None or cleaned(clean, once) == once


@given(texts)
def test_what_is_visible_steers_no_terminal_and_can_be_encoded(raw: str) -> None:
    shown = visible(raw)
    assert HARMFUL & set(shown) <= {"\n"}
    assert visible(shown) == shown
    shown.encode()


@given(texts)
def test_clean_text_is_visible_as_it_is(raw: str) -> None:
    block = cleaned(clean_block, raw)
    assert block is None or visible(block) == block


def test_an_escape_sequence_loses_its_sting() -> None:
    assert clean_line("a\x1b]0;owned\x07b", 50) == "a]0;ownedb"
    assert visible("a\x1b[2Jb\x9b\x7f\n") == "a␛[2Jb\ufffd␡\n"


def test_a_line_break_in_a_line_becomes_a_space() -> None:
    assert clean_line(" one\r\ntwo\u2028three\tfour ", 50) == "one two three four"


def test_a_block_keeps_its_lines_and_its_indentation() -> None:
    assert clean_block("\r\nif x:\r\n\treturn  \r\n\r\nend\r\n\r\n", 50) == "if x:\n    return\n\nend"


def test_quiz_text_is_composed() -> None:
    assert clean_line("Cafe\u0301", 50) == "Café"


def test_invisible_characters_go_and_persian_and_emoji_joiners_stay() -> None:
    assert clean_line("a\ufeffb\u00adc\u2060d\u200be", 50) == "abcde"
    assert clean_line("می\u200cخواهم", 50) == "می\u200cخواهم"
    assert clean_line("👩\u200d🔬", 50) == "👩\u200d🔬"
    assert clean_line("क्\u200dष", 50) == "क्\u200dष"
    assert clean_line("a\u200db", 50) == "ab"
    assert clean_line("क्\u200d\u200dष", 50) == "क्\u200dष"
    assert clean_line("क्\u200d\u200d", 50) == "क्"


def test_a_pile_of_marks_is_cut_down() -> None:
    assert len(clean_line("a" + "\u0323" * 50, 100)) <= 7
    assert clean_line("שָׁלוֹם", 100) == unicodedata.normalize("NFC", "שָׁלוֹם")


@pytest.mark.parametrize("raw", ["\ud800", "a\0b", "\uffff", "\ufdd0"])
def test_what_is_no_character_is_refused(raw: str) -> None:
    with pytest.raises(BadText, match="not a character"):
        clean_line(raw, 50)


def test_the_limit_is_told_with_both_numbers() -> None:
    with pytest.raises(BadText, match=r"151 characters; at most 150"):
        clean_line("x" * 151, 150)
    assert clean_line("x" * 150, 150) == "x" * 150


def test_a_text_that_grows_while_it_is_cleaned_still_keeps_the_limit() -> None:
    with pytest.raises(BadText):
        clean_block("\t" * 49 + "x", 50)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        pytest.param("  Ann   B  ", "Ann B", id="spaces"),
        pytest.param("Ａｎｎ", "Ann", id="full-width"),
        pytest.param("O'Neil-Smith", "O'Neil-Smith", id="apostrophe"),
        pytest.param("[/nope]", "[/nope]", id="markup-is-text"),
        pytest.param("Zoë", "Zoë", id="accent"),
        pytest.param("علی\u200cرضا", "علیرضا", id="persian-joiner-goes"),
        pytest.param("👩\u200d🔬", "👩🔬", id="emoji-apart"),
        pytest.param("✌\ufe0f", "✌", id="variation-selector-goes"),
        pytest.param("アンナ", "アンナ", id="japanese"),
        pytest.param("अनिल", "अनिल", id="hindi"),
        pytest.param("Nguyễn", "Nguyễn", id="two-accents"),
    ],
)
def test_a_name_comes_out_as_everybody_sees_it(raw: str, name: str) -> None:
    assert clean_name(raw) == name


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("", id="empty"),
        pytest.param("   ", id="blank"),
        pytest.param("\u200b", id="zero-width"),
        pytest.param("\u200d", id="joiner"),
        pytest.param("\u2800", id="braille-blank"),
        pytest.param("\u3164", id="hangul-filler"),
        pytest.param("Ann\uffa0", id="half-width-filler"),
        pytest.param("\u115f\u1160", id="choseong-filler"),
        pytest.param("\x1b[31mred", id="escape"),
        pytest.param("a\x9bb", id="c1"),
        pytest.param("a\nb", id="newline"),
        pytest.param("a\u2028b", id="line-separator"),
        pytest.param("nnA\u202e", id="bidi"),
        pytest.param("\ud800", id="surrogate"),
        pytest.param("a\0", id="nul"),
        pytest.param("\ue000", id="private-use"),
        pytest.param("\u0378", id="unassigned"),
        pytest.param("\u0301", id="mark-alone"),
        pytest.param("\u0301a", id="mark-first"),
        pytest.param("Z" + "\u0321\u0322\u0327\u0328", id="zalgo"),
        pytest.param("x" * 21, id="too-long"),
        pytest.param("日" * 11, id="too-wide"),
        pytest.param("\ufdfa" * 200, id="expands"),
        pytest.param("x" * 100_000, id="huge"),
    ],
)
def test_a_hostile_name_is_refused_with_a_sentence(raw: str) -> None:
    with pytest.raises(BadName, match=r"[A-Z].*\.$|\)\.$"):
        clean_name(raw)


@given(texts)
def test_a_name_that_is_taken_keeps_every_promise(raw: str) -> None:
    try:
        name = clean_name(raw)
    except BadName:
        return
    assert 1 <= width(name) <= NAME_CELLS
    assert clean_name(name) == name
    assert not HARMFUL & set(name)
    assert not is_blank(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Ann", "ANN", id="case"),
        pytest.param("Ann", "Аnn", id="cyrillic"),
        pytest.param("Bob", "Вob", id="cyrillic-capital"),
        pytest.param("Nick", "Νick", id="greek"),
        pytest.param("Bob", "B0b", id="zero"),
        pytest.param("Bill", "BiIl", id="capital-i"),
        pytest.param("Bill", "Bi1l", id="one"),
        pytest.param("Ann", "Ａｎｎ", id="full-width"),
        pytest.param("Straße", "STRASSE", id="sharp-s"),
    ],
)
def test_names_that_look_alike_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Zoe", "Zoë"), ("Ann", "Anna"), ("Иван", "Иван2"), ("Νίκος", "Νίκη")]
)
def test_names_of_two_people_have_two_skeletons(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@given(texts, st.integers(-2, 12))
def test_what_is_fitted_takes_no_more_room_than_there_is(raw: str, cells: int) -> None:
    line = cleaned(clean_line, raw)
    assert line is None or width(fit(line, cells)) <= max(cells, 0)


def test_a_cut_is_marked_and_never_splits_a_wide_character() -> None:
    assert fit("networks", 8) == "networks"
    assert fit("networks", 5) == "netw…"
    assert fit("日本語", 4) == "日…"
    assert fit("abc", 1) == "…"
    assert fit("abc", 0) == ""


def test_thousands_are_apart_by_one_cell_that_does_not_break() -> None:
    assert thousands(1234567) == "1\u00a0234\u00a0567"
    assert width(thousands(12345)) == 6
    assert thousands(-5) == "-5"


def test_folding_forgives_what_does_not_matter() -> None:
    assert fold(" Ça  VA ", case=False, accents=False, spaces=False) == "cava"
    assert fold(" Ça  VA ", case=True, accents=True, spaces=True) == "Ça  VA"
    assert fold("ØRSTED", case=False, accents=False, spaces=True) == "orsted"
    assert fold("İstanbul", case=False, accents=False, spaces=True) == "istanbul"
    assert fold("don’t", case=True, accents=True, spaces=True) == "don't"


def test_folding_keeps_vowel_signs_that_are_letters() -> None:
    def loose(text: str) -> str:
        return fold(text, case=False, accents=False, spaces=False)

    assert loose("か") != loose("が")
    assert loose("कि") != loose("कु")
    assert loose("שָׁלוֹם") == loose("שלום")
    assert loose("مُحَمَّد") == loose("محمد")


@given(texts)
def test_folding_twice_is_folding_once(raw: str) -> None:
    line = cleaned(clean_line, raw)
    if line is not None:
        once = fold(line, case=False, accents=False, spaces=False)
        assert fold(once, case=False, accents=False, spaces=False) == once


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("Paris.", "Paris"),
        ("“Paris”!", "Paris"),
        ("¿Paris?", "Paris"),
        ("Yahoo!", "Yahoo"),
        ("n!", "n!"),
        ("10!", "10!"),
        ("C#", "C#"),
        (".gitignore", ".gitignore"),
        ("cd ..", "cd .."),
        ("O(n!)", "O(n!)"),
        ("...", "..."),
    ],
)
def test_trimming_takes_punctuation_and_leaves_the_answer(typed: str, answer: str) -> None:
    assert trim(typed) == answer
