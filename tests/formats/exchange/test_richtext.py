"""What is left of formatted text in a terminal."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizterm.formats.exchange.richtext import Block, Unshown, in_markup, plain_text, text_and_blocks


@pytest.mark.parametrize(
    ("html", "text"),
    [
        pytest.param("<p>One</p><p>two<br>three</p>", "One\ntwo\nthree", id="paragraphs-and-breaks"),
        pytest.param("a<div>b</div>c<h2>d</h2>e", "a\nb\nc\nd\ne", id="blocks-are-lines"),
        pytest.param("a\n  b\n\nc", "a b c", id="line-ends-are-spaces"),
        pytest.param("<b>a</b> <i>b</i><em> c</em>", "a b c", id="spaces-between-tags-stay"),
        pytest.param("<p>a</p>\n\n<p>b</p>\n", "a\nb", id="spaces-between-blocks-go"),
        pytest.param(
            "<p>a</p><p>&nbsp;</p><p>&nbsp;</p><p>b</p>", "a\n\nb", id="empty-paragraphs-are-one-gap"
        ),
        pytest.param("<ul><li><p>one</p></li><li>two</li></ul>after", "• one\n• two\nafter", id="bullets"),
        pytest.param("<ol><li>x<li>y</ol>", "1. x\n2. y", id="numbers-without-end-tags"),
        pytest.param("<ol start='3'><li>x</ol>", "3. x", id="numbers-from-three"),
        pytest.param("<ul><li>a<ol><li>b</ol></ul>", "• a\n  1. b", id="lists-in-lists"),
        pytest.param("<code>x</code> and <strong>y</strong>", "x and y", id="emphasis-is-plain"),
        pytest.param("a<pre>\n  b\n    c\n</pre>d", "a\n  b\n    c\nd", id="layout-of-pre"),
        pytest.param("<p style='white-space: pre-wrap'>a  b\n\n\nc</p>", "a  b\n\n\nc", id="layout-by-style"),
        pytest.param("H<sub>2</sub>O and 10<sup>-3</sup>", "H₂O and 10⁻³", id="shifted-letters"),
        pytest.param(
            "x<sup>Q</sup>, x<sub>β</sub>, e<sup>a/b</sup>", "x^Q, x_β, e^(a/b)", id="unshiftable-letters"
        ),
        pytest.param("<table><tr><th>a<th>b<tr><td>1<td>2</table>z", "a | b\n1 | 2\nz", id="tables"),
        pytest.param("<td>a<br>b</td><td>c</td>", "a b | c", id="cells-are-one-line"),
        pytest.param('<a href="https://a.org/">here </a>and', "here (https://a.org/) and", id="links"),
        pytest.param('<a href="https://a.org">https://a.org</a>', "https://a.org", id="links-that-say-so"),
        pytest.param(
            "a<script>if (x<b>c) y</script><style>p{}</style><!-- c -->b", "ab", id="no-text-at-all"
        ),
        pytest.param("<o:p></o:p><p class=MsoNormal>a</p>", "a", id="word-processors"),
        pytest.param(
            "\\(\\frac{1}{2}\\) $$x$$ costs $5 or $6", "\\(\\frac{1}{2}\\) $$x$$ costs $5 or $6", id="latex"
        ),
        pytest.param("a&nbsp;b &lt;b&gt; &amp;lt; &eacute;", "a\xa0b <b> &lt; é", id="entities-after-tags"),
        pytest.param("AT&T, R&D &c.", "AT&T, R&D &c.", id="bare-ampersands"),
        pytest.param("<b>bold <i>both", "bold both", id="unclosed-tags"),
        pytest.param("a</b></p></table>", "a", id="unopened-tags"),
        pytest.param("<q>Hi</q>", "“Hi”", id="quotations"),
    ],
)
def test_formatting_becomes_lines_of_plain_text(html: str, text: str) -> None:
    assert plain_text(html) == text


@pytest.mark.parametrize(
    "text",
    [
        "if a < b then",
        "x<y and y>z",
        "a<b and c>d",
        "vector<int> v",
        "<?php echo 1; ?>",
        "1 << 2",
        "<",
        "a <b",
        "<!-- never closed",
        "<html class",
        "i<s && s>t",
    ],
)
def test_what_is_no_tag_stays_as_it_is(text: str) -> None:
    assert plain_text(text) == text


@pytest.mark.parametrize(
    ("html", "text", "named"),
    [
        ("<img src='a/b%20c.png?x=1' alt=''> d", "[image: b c.png] d", "b c.png"),
        ("<img src='1.png' alt='A  cat'>", "[image: A cat]", "A cat"),
        ("a<img alt=b>c", "a [image: b] c", "b"),
        ("a<img alt=b>, c", "a [image: b], c", "b"),
        ("a<img src='data:image/png;base64,AAAA'>", "a [image]", "image"),
        ("<audio src='@@PLUGINFILE@@/hi.mp3'>old browser</audio>", "[audio: hi.mp3]", "hi.mp3"),
        ("<video controls><source src='v.mp4'>@@PLUGINFILE@@/v.mp4</video>", "[video: v.mp4]", "v.mp4"),
        ("<a href='@@PLUGINFILE@@/hi.ogg'>Listen</a>", "Listen [audio: hi.ogg]", "hi.ogg"),
        ("see @@PLUGINFILE@@/a.png", "see [image: a.png]", "a.png"),
        ("see @@PLUGINFILE@@/a.pdf", "see [file: a.pdf]", "a.pdf"),
    ],
)
def test_pictures_and_sounds_leave_their_names_and_a_note(html: str, text: str, named: str) -> None:
    notes: list[tuple[str, str]] = []

    assert plain_text(html, lambda code, sentence: notes.append((code, sentence))) == text

    assert notes == [("image", f"It has a picture or sound, not shown but named: {named}.")]


def test_many_pictures_make_one_note() -> None:
    notes: list[tuple[str, ...]] = []

    plain_text("<img alt=a><img alt=b><img alt=c><img alt=d><img alt=e>", lambda *note: notes.append(note))

    assert notes == [("image", "It has 5 pictures or sounds, not shown but named: a, b, c and 2 more.")]


def test_what_several_texts_cannot_show_is_told_once() -> None:
    notes: list[tuple[str, str]] = []
    unshown = Unshown()

    for html in ("<img alt=a>b", "<img alt=c>d", "e"):
        plain_text(html, unshown)
    unshown.tell(lambda code, sentence: notes.append((code, sentence)))

    assert notes == [("image", "It has 2 pictures or sounds, not shown but named: a, c.")]


def test_formulas_in_mathml_are_noted() -> None:
    notes: list[str] = []

    assert plain_text("<math><mi>x</mi></math>", lambda code, _: notes.append(code)) == "x"

    assert notes == ["formula"]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a\nb", "a\nb"),
        ("a  b\n\nc", "a b\n\nc"),
        ("a <b>b</b>\nc", "a b\nc"),
        ("<p>a</p>\n<p>b</p>\n", "a\nb"),
        ("a<br>\nb", "a\nb"),
        ("<table>\n<tr>\n<td>a</td>\n<td>b</td></tr></table>", "a | b"),
    ],
)
def test_line_ends_are_kept_where_they_are_meant(written: str, text: str) -> None:
    assert plain_text(written, newlines=True) == text


def test_blocks_can_be_taken_out() -> None:
    html = (
        "<p>What</p><pre><code class='hljs language-python'>x = 1\n  y</code></pre>"
        "<table><tr><td>a<td>b</table><p>now?</p>"
    )

    text, blocks = text_and_blocks(html, apart=frozenset({"pre", "table"}))

    assert text == "What\nnow?"
    assert blocks == (Block("x = 1\n  y", "python"), Block("a | b"))


def test_huge_character_numbers_are_no_characters() -> None:
    assert plain_text(f"a&#{'9' * 5000};b") == "a\ufffdb"


def test_plain_words_are_known_to_hold_no_markup() -> None:
    assert not in_markup("a > b, 1 + 1\nnext")
    assert in_markup("a &amp; b")
    assert in_markup("<b>")


@given(st.text(alphabet="<>/!-&;#=\"' \nabpuloi1tdrxse", max_size=80), st.booleans())
def test_any_text_gives_some_text(html: str, newlines: bool) -> None:
    plain_text(html, newlines=newlines)
    text_and_blocks(html, newlines=newlines, apart=frozenset({"pre", "table"}))


TAGS = re.split("(?<=>)(?=.)", "<p><pre></pre><table><tr><td></table><sup></sup><a href=x></a><li>x<br>")


@given(st.lists(st.sampled_from(TAGS)))
def test_any_nesting_loses_no_letter(tags: list[str]) -> None:
    html = "".join(tags)

    text, blocks = text_and_blocks(html, apart=frozenset({"pre", "table"}))

    letters = (text + "".join(block.text for block in blocks)).replace("(x)", "").replace("ˣ", "x")
    assert letters.count("x") >= html.replace("href=x", "").count("x")


@pytest.mark.parametrize(
    "part",
    [
        "<",
        "<a ",
        "<b>",
        "<!--",
        "<a '\"",
        "&",
        "<sup>x",
        "<ul><li>",
        "<video>",
        "<table><tr><td>x",
        "<pre>",
        "&#1",
    ],
)
def test_a_megabyte_of_anything_comes_to_an_end(part: str) -> None:
    """What grows with the square of the size does not, before the time-out of a test."""
    plain = plain_text(part * (1_000_000 // len(part)), newlines=True)

    assert len(plain) <= 10_000_000
