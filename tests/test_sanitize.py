"""Untrusted HTML becomes safe plain text."""

from __future__ import annotations

import pytest

from digest.sanitize import plain_lines, plain_text


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>One</p><p>Two &amp; three</p>", ("One", "Two & three")),
        ("x<br>y<br/>z", ("x", "y", "z")),
        ("<ul><li>1<li>2</ul>", ("1", "2")),
        ("<table><tr><td>a</td><td>b</td></tr></table>", ("a", "b")),
        ("A<b>B</b>C", ("ABC",)),
        ("a\n\n b\r\nc", ("a", "b", "c")),
        ("&nbsp;x &nbsp; y", ("x y",)),
        ("<p title='a>b'>q</p>", ("q",)),
        ("5 &lt; 6 and 7 > 6", ("5 < 6 and 7 > 6",)),
        ("<!-- c -->x", ("x",)),
        ("<p>", ()),
        ("", ()),
    ],
)
def test_each_block_is_a_line(markup: str, lines: tuple[str, ...]) -> None:
    """Inline tags vanish without a trace; white space is folded; entities are letters."""
    assert plain_lines(markup) == lines


@pytest.mark.parametrize("tag", ["script", "style", "svg", "math", "template", "noscript"])
def test_what_is_no_prose_goes_with_its_content(tag: str) -> None:
    """Code and drawings are not words."""
    assert plain_text(f"before <{tag}>canary <g>canary</g></{tag}> after") == "before after"


@pytest.mark.parametrize(
    "markup",
    [
        "<scr<p>ipt>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<iframe srcdoc='<script>alert(1)</script>'>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<unclosed",
    ],
)
def test_no_tag_survives(markup: str) -> None:
    """Not even one put together from the pieces of others."""
    assert "<" not in plain_text(markup)


def test_escaped_markup_is_text() -> None:
    """A headline about <script> keeps its words; it is escaped again where it is printed."""
    assert plain_text("How &lt;script&gt; works") == "How <script> works"


def test_characters_that_hide_or_turn_text_are_dropped() -> None:
    """Controls, bidi overrides, zero-width spaces, noncharacters and halves of surrogate pairs, also as entities."""
    assert plain_text("a\x00b\x1bc\u202ed\u200be\u2066f\ufeffg\ud800h&#x202e;i") == "abcdefghi"


def test_letters_that_need_joiners_keep_them() -> None:
    """Persian and emoji families are written with zero-width joiners."""
    text = "می\u200cخواهم 👩\u200d👧"
    assert plain_text(text) == text


@pytest.mark.parametrize("piece", ["<p", "<p ", "</", "&", "<!--", "<p>"])
def test_much_of_the_same_is_read(piece: str) -> None:
    """Unfinished markup in bulk must not make the search for blocks start over at each piece."""
    assert isinstance(plain_text(piece * 20_000), str)
