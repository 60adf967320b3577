"""Names from all over the world are taken; names that break a scoreboard are not."""

import unicodedata

import pytest

from quizterm.text import BadName, clean_name, width

PLANES_WITH_SCRIPTS = range(0x20000)


@pytest.mark.parametrize(
    "name",
    [
        "विक्रमादित्य",
        "ज़िंदगी",
        "শ্রীকৃষ্ণ",
        "தமிழ்ச்செல்வன்",
        "ప్రభాకర్",
        "ശ്രീകൃഷ്ണൻ",
        "ศรีสุวรรณ",
        "กี่",
        "ខ្ញុំ",
        "ကျော်",
        "ခြေလျှော့",
        "བསྟན་འཛིན",
        "יִצְחָק",
        "مُحَمَّد",
        "Nguyễn",
        "김철수",
        "각",
        "山田太郎",
        "👍🏽 Bo",
        "🇩🇪 Max",
        "★ Star ♥",
        "© Ann",
    ],
)
def test_a_name_of_a_living_script_is_taken_as_it_is(name: str) -> None:
    assert clean_name(name) == unicodedata.normalize("NFKC", name)


def test_an_acute_accent_typed_for_an_apostrophe_becomes_one() -> None:
    assert clean_name("O´Neil") == "O'Neil"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("\u1161", id="vowel-jamo-alone"),
        pytest.param("\ud7cb", id="final-jamo-alone"),
        pytest.param("\U0001f3fd", id="skin-tone-alone"),
        pytest.param("Bo \U0001f3fd", id="skin-tone-after-a-space"),
        pytest.param("\u093f", id="vowel-sign-alone"),
        pytest.param("A" + "\u1161" * 100, id="pile-of-jamo"),
        pytest.param("A" + "\u1161" * 4, id="small-pile-of-jamo"),
        pytest.param("👍" + "\U0001f3fd" * 4, id="pile-of-skin-tones"),
        pytest.param("क" + "\u093f" * 60, id="pile-of-vowel-signs"),
        pytest.param("क" + "\u093f" * 6, id="small-pile-of-vowel-signs"),
        pytest.param("कि\u0902\u0903" * 11, id="more-than-40-code-points"),
        pytest.param("\ufdfd", id="bismillah"),
        pytest.param("\u2e3b", id="three-em-dash"),
        pytest.param("\U00012031", id="cuneiform"),
        pytest.param("\U0001242b", id="cuneiform-number"),
        pytest.param("\ua9c5", id="javanese-ornament"),
        pytest.param("\u0bf5", id="tamil-sign"),
    ],
)
def test_a_name_that_breaks_a_scoreboard_is_refused(raw: str) -> None:
    with pytest.raises(BadName):
        clean_name(raw)


def test_no_character_that_takes_no_cell_is_a_name() -> None:
    for char in map(chr, PLANES_WITH_SCRIPTS):
        if width(unicodedata.normalize("NFKC", char)) == 0:
            with pytest.raises(BadName):
                clean_name(char)
