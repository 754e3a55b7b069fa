"""Edition -> Rendered: inert text, whole addresses, the same bytes each time, and errors that name their place."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from digest.edition.blocks import block_kinds
from digest.edition.inline import inline_styles
from digest.edition.lint import lint_html
from digest.edition.lint.page import read_page
from digest.edition.plain import WIDTH, columns, fill
from digest.edition.render import check_theme
from digest.edition.specimen import SPECIMEN_LANGUAGES, compose_specimen
from digest.errors import RenderError
from digest.model import UNSUBSCRIBE_MARK, Image
from tests.edition.builders import LANGUAGES, SLOT, THEMES, article, edition, rendered, story, window

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "{{ 7*7 }} {% for x in [] %} *|FNAME|* %%name%% ${7*7} <%= 7*7 %> {# #}",
    "\u202eevil\u202c \u2066isolated\u2069 zero\u200bwidth \x00nul \x92smart \x1b[31mred",
    "W" * 300,
    "word " * 80,
    "🚨🚨🚨 BREAKING 👨‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    '" onmouseover="alert(1)" x="',
    "None",
    "=?utf-8?q?=0aBcc:_x@example.test?=",
    "]]></style><style>*{display:none}",
    "",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_edition_of_a_full_day_breaks_no_rule(language: str) -> None:
    """No error and no warning, below 80,000 bytes, in six languages."""
    made = edition(language=language)
    page = rendered(made)
    assert len(made.stories) == 23
    assert lint_html(page.html, subject=made.subject) == ()
    assert len(page.html.encode()) <= 80_000


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_words_stay_words(title: str) -> None:
    """Markup, template marks, bidi overrides, controls, length and emoji change nothing around them."""
    hostile = article(
        title=title,
        outlet=title[:80] or "x",
        standfirst=title,
        genre=title,
        body=(f"“{title} six words make a quote,” said {title}, who counted 42 of them. {title}",),
        image=Image("https://nz.example/1.jpg", title, title, title),
    )
    made = edition((story(hostile, article("fr"), article("de"), article("ar")), *window(4)))
    page = rendered(made)
    errors = [finding for finding in lint_html(page.html, subject=made.subject) if finding.severity == "error"]
    assert errors == []
    elements = read_page(page.html)
    assert not elements.named("script")
    assert len(elements.styles) == 3
    assert "49" not in made.subject
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00-\x08\x0b-\x1f\x80-\x9f]", page.html + page.text)
    assert "=?" not in made.subject


def test_hostile_addresses_never_become_links() -> None:
    """What is not http or https is printed without a link."""
    for url in ("javascript:alert(1)", "data:text/html,x", "//x.example", "https://", "http://[", "ftp://x.example/"):
        page = rendered(edition((story(article(url=url, image=Image(url))),)))
        links = {value for item in read_page(page.html).elements for value in item.attributes.values() if ":" in value}
        assert url not in links
        assert "javascript:" not in page.html
        assert lint_html(page.html) == ()


def test_braces_in_addresses_do_not_look_like_marks() -> None:
    """They are percent-encoded, once."""
    page = rendered(edition((story(article(url="https://nz.example/{{x}}?q=%%a|b%20c")),)))
    assert 'href="https://nz.example/%7B%7Bx%7D%7D?q=%25%25a%7Cb%20c"' in page.html


def test_other_languages_are_marked_with_language_and_direction() -> None:
    """A screen reader changes its voice, an Arabic headline its side."""
    page = rendered(edition((story(article("ar")), story(article("ja", 2)))))
    headings = {heading.attributes.get("lang"): heading for heading in read_page(page.html).named("h3")}
    assert headings["ar"].attributes["dir"] == "rtl"
    assert headings["ja"].attributes["dir"] == "ltr"
    assert "AR, in Arabic" in page.html


def test_a_page_in_arabic_reads_from_the_right() -> None:
    """On <html>, on the wrapper and on every table."""
    page = read_page(rendered(edition(language="ar")).html)
    assert page.root.attributes["dir"] == "rtl"
    assert all(table.attributes["dir"] == "rtl" for table in page.named("table"))


def test_the_text_part_has_every_address_and_no_filler() -> None:
    """Everything a story's headline links to, the way out, and the archive."""
    page = rendered(edition())
    links = [link for heading in read_page(page.html).named("h3", "h4") for link in heading.walk() if link.tag == "a"]
    assert len(links) >= 24
    assert all(link.attributes["href"] in page.text for link in links)
    assert UNSUBSCRIBE_MARK in page.text
    assert "https://world.example/today/1" in page.text
    assert "\u034f" not in page.text
    assert "\n\n\n" not in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_of_the_text_part_are_at_most_72_columns(language: str) -> None:
    """Except an address, which is never broken, and a closing mark of East Asian text."""
    for line in rendered(edition(language=language)).text.splitlines():
        assert "://" in line or columns(line) <= WIDTH + 4, line


def test_words_without_spaces_are_broken_and_addresses_are_not() -> None:
    """Chinese has no spaces to break at."""
    assert all(columns(line) <= WIDTH + 2 for line in fill("港務局決定把舊碼頭移動" * 20).splitlines())
    address = "https://example.org/" + "a" * 200
    assert address in fill(f"see {address} there")


def test_the_same_edition_renders_to_the_same_bytes() -> None:
    """No clock, no randomness, no order of a set."""
    assert rendered(edition()) == rendered(edition())


def test_an_edition_from_before_summaries_had_places_prints_the_same() -> None:
    """Stored editions carry only the words of their summaries, and their archive pages stay as they are."""

    def without_places(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: without_places(item) for key, item in value.items() if key not in {"article_id", "places"}}
        return [without_places(item) for item in value] if isinstance(value, list) else value

    made = edition()
    blocks = tuple(replace(block, data=without_places(block.data)) for block in made.blocks)
    assert blocks != made.blocks
    assert rendered(replace(made, blocks=blocks)) == rendered(made)


def test_the_unsubscribe_mark_stands_in_both_parts_where_a_link_can_go() -> None:
    """Delivery replaces it for each recipient."""
    page = rendered(edition())
    assert f'href="{UNSUBSCRIBE_MARK}"' in page.html
    assert page.html.count(UNSUBSCRIBE_MARK) == 1
    assert page.text.count(UNSUBSCRIBE_MARK) == 1


def test_conditional_comments_dark_mode_and_colours_survive_inlining() -> None:
    """The inliner is known to spoil each of them when it is not told otherwise."""
    html = rendered(edition()).html
    assert html.startswith("<!DOCTYPE html>")
    assert html.encode().index(b'<meta charset="utf-8">') < 1024
    assert html.count("charset") == 1
    assert html.count("<!--[if gte mso 9]>") == html.count("<![endif]-->") == 3
    assert "prefers-color-scheme: dark" in html
    assert ".sheet{background-color: #1c1c1e !important;}" in html
    assert "mso-hide:all" in html
    assert "display: none" in html
    assert "display:none" not in html
    assert 'width="100%"' not in re.findall(r"<img[^>]*>", html)[0]


def test_the_inliner_reads_nothing_from_elsewhere() -> None:
    """A linked or imported style sheet is left alone."""
    page = inline_styles(
        '<!DOCTYPE html><html><head><link rel="stylesheet" href="http://127.0.0.1:9/x.css">'
        "<style>p { color: #123456 }</style></head><body><p>x</p></body></html>"
    )
    assert '<p style="color:#123456">' in page


def test_a_theme_of_the_user_replaces_single_files(tmp_path: Path) -> None:
    """All other files still come from the built-in theme."""
    (tmp_path / "world").mkdir()
    (tmp_path / "world" / "masthead.html").write_text("<h1>{{ edition.title }}, ours</h1>\n", encoding="utf-8")
    assert "The World This Morning, ours" in rendered(edition(), tmp_path).html


@pytest.mark.parametrize(
    ("name", "source", "line"),
    [
        ("masthead.html", "<p>\n{% if %}\n", 2),
        ("masthead.html", "<p>\n\n{{ no_such_name }}\n", 3),
        ("blocks/lead.html", "{{ block.data.no_such_key.deeper }}\n", 1),
        ("blocks/lead.txt", "x\n{{ 1 // 0 }}\n", 2),
        ("footer.html", "{{ ''.__class__.__mro__ }}\n", 1),
        ("footer.html", "x\n{% include 'gone.html' %}\n", 2),
    ],
)
def test_a_broken_template_is_named_with_its_line(tmp_path: Path, name: str, source: str, line: int) -> None:
    """Syntax, unknown names, failing expressions, forbidden attributes, missing files."""
    file = tmp_path / "world" / name
    file.parent.mkdir(parents=True)
    file.write_text(source, encoding="utf-8")
    with pytest.raises(RenderError, match=rf"{re.escape(str(file))}:{line}: "):
        rendered(edition(), tmp_path)


def test_an_unknown_theme_is_named_beside_those_that_there_are() -> None:
    """The mend stands in the message."""
    with pytest.raises(RenderError, match=r"there is no 'moon' in .*; there is world"):
        rendered(replace(edition(), theme="moon"))


def test_every_theme_is_complete_and_a_broken_one_is_named(tmp_path: Path) -> None:
    """`check` parses what no block of today's edition would touch."""
    for theme in THEMES.glob("*/edition.html"):
        check_theme(theme.parent.name, folders=(THEMES,))
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "edition.html").write_text("x", encoding="utf-8")
    with pytest.raises(RenderError, match=r"theme 'bare': there is no edition.txt, blocks/briefs.html"):
        check_theme("bare", folders=(tmp_path, THEMES))
    (tmp_path / "bare" / "edition.html").write_text("x\n{% for %}", encoding="utf-8")
    with pytest.raises(RenderError, match=r"edition.html:2: "):
        check_theme("bare", folders=(tmp_path, THEMES))


@pytest.mark.parametrize(
    ("file", "fault", "said"),
    [
        ("edition.html", "<p>x</p>\n{{ nosuch.foo.bar }}", "'nosuch' is undefined"),
        ("edition.html", '<p>x</p>\n{{ "".__class__ }}', "unsafe"),
        ("edition.txt", "x\n{{ edition.nosuch }}", "nosuch"),
        ("_macros.html", "x\n{{ 1 / 0 }}", "ZeroDivisionError"),
        *((f"blocks/{kind}{end}", "x\n{{ block.data.nosuch.more }}", "nosuch")
          for kind in ("briefs", "greeting", "intro", "latest", "lead", "numbers", "perspectives", "topic", "verbatim")
          for end in (".html", ".txt")),
        ("masthead.html", '{% if dir == "rtl" %}\n{{ nosuch.foo }}{% endif %}', "'nosuch' is undefined"),
        ("footer.html", "x\n{% include 'nosuch.html' %}", "there is no template 'nosuch.html'"),
    ],
)  # fmt: skip
def test_what_rendering_would_refuse_is_named_by_the_check(tmp_path: Path, file: str, fault: str, said: str) -> None:
    """Parsing alone passes an unknown name or a forbidden one; the message has the whole path and the line."""
    broken = tmp_path / "world" / file
    broken.parent.mkdir(parents=True)
    broken.write_text(fault, encoding="utf-8")
    with pytest.raises(RenderError) as caught:
        check_theme("world", folders=(tmp_path, THEMES))
    assert str(caught.value).startswith(f"{broken}:2: ")
    assert said in str(caught.value)


@pytest.mark.parametrize("file", ["edition.html", "edition.txt", "style/dark.css"])
def test_a_file_in_another_encoding_is_named_by_the_check(tmp_path: Path, file: str) -> None:
    """With its whole path and the line of the first octet that is not UTF-8."""
    broken = tmp_path / "world" / file
    broken.parent.mkdir(parents=True)
    broken.write_bytes("x\ny\ncaf\u00e9".encode("latin-1"))
    with pytest.raises(RenderError) as caught:
        check_theme("world", folders=(tmp_path, THEMES))
    assert str(caught.value) == f"{broken}:3: not UTF-8; save it as UTF-8"


def test_the_check_prints_every_kind_of_block() -> None:
    """A new kind is rendered by the check the day it appears."""
    for language in SPECIMEN_LANGUAGES:
        made = compose_specimen(theme="world", language=language)
        assert {block.kind for block in made.blocks} == set(block_kinds()) - {"topics"}
        assert lint_html(rendered(made).html) == ()


def test_pieces_that_are_missing_leave_no_hole() -> None:
    """No picture, no summary, no country, no language, no address of the publisher: nothing is printed for them."""
    bare = article(image=None, body=(), country="", language="", published=SLOT)
    html = rendered(edition((story(bare),))).html
    assert "<img" not in html
    assert "None" not in html
    assert lint_html(html) == ()


def test_no_theme_writes_a_colour_outside_its_style_files() -> None:
    """So that the dark block can restyle all of them."""
    for template in THEMES.glob("*/**/*.html"):
        assert not re.search(r"(?:color|background)[^;\"]*#[0-9a-f]{3}", template.read_text(encoding="utf-8")), template
