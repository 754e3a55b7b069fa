"""The pages of the newsroom: each has its furniture, in its outlet's language, in every skeleton."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from importlib.resources import files

import pytest

from digest.sample.addresses import ADDRESS_STYLES, piece_path
from digest.sample.furniture import load_phrases
from digest.sample.habits import habits_of
from digest.sample.manuscripts import Block
from digest.sample.newsroom import Newsroom, Piece
from digest.sample.pages import render_article, render_home, render_newsstand
from digest.sample.pages.markup import load_skeleton

BASE = "http://news.test"
SKELETONS = sorted(
    file.name.removesuffix(".html") for file in files("digest.sample.pages").joinpath("skeletons").iterdir()
)


def page_of(piece: Piece, newsroom: Newsroom) -> str:
    others = [other for other in newsroom.pieces_of(piece.outlet) if other.slug != piece.slug]
    page = render_article(piece, others=others, base_url=BASE)
    return page.body.decode("cp1252" if piece.broken == "latin1-as-utf8" else "utf-8")


def text_of(html: str) -> str:
    body = re.sub(r"(?s)<(style|script).*?</\1>", "", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def plain(newsroom: Newsroom, skeleton: str = "") -> Piece:
    """Give an English piece without faults, with a picture, a quote and a genre, in the wanted skeleton."""
    english = (piece for piece in newsroom.pieces if piece.outlet.language == "en")
    piece = next(piece for piece in english if piece.picture and piece.authors and piece.kicker)
    outlet = replace(piece.outlet, furniture=skeleton or piece.outlet.furniture)
    paragraphs = [Block("paragraph", f"Paragraph {number} & <so> on.") for number in range(6)]
    body = (*paragraphs[:3], Block("quote", "So it was said."), Block("item", "one"), *paragraphs[3:])
    return replace(piece, outlet=outlet, body=body, broken="", genre="Analysis", dateline="TAIPEI")


def test_every_skeleton_has_the_same_fragments_and_an_address_style() -> None:
    """A new skeleton file can print every piece."""
    assert len(SKELETONS) >= 5
    assert set(SKELETONS) == set(ADDRESS_STYLES)
    names = {name: set(load_skeleton(name).fragments) for name in SKELETONS}
    assert len({frozenset(fragments) for fragments in names.values()}) == 1


def test_every_page_has_its_title_and_canonical_link(newsroom: Newsroom) -> None:
    """Each piece's page names itself, without tracking parameters."""
    for piece in newsroom.pieces:
        html = page_of(piece, newsroom)
        title = re.search(r"<title>(.*?)</title>", html)
        assert title is not None
        assert piece.title in unescape(title[1])
        assert f'<link rel="canonical" href="{BASE}{piece_path(piece)}">' in html
        assert f'<html lang="{piece.outlet.language}"' in html
        assert ('dir="rtl"' in html) == (piece.outlet.language == "ar")


def test_every_page_prints_its_whole_text(newsroom: Newsroom) -> None:
    """Each block of a piece stands on its page, unless the page is only a script."""
    for piece in newsroom.pieces:
        if piece.broken != "empty-shell":
            text = text_of(page_of(piece, newsroom))
            assert [block.text for block in piece.body if " ".join(block.text.split()) not in text] == []


def test_every_page_speaks_its_outlets_language(newsroom: Newsroom) -> None:
    """Cookie bar, navigation, promo, paywall, comments and footer are in the language of the article."""
    for piece in newsroom.pieces:
        if piece.broken == "empty-shell":
            continue
        phrases = load_phrases()[piece.outlet.language]
        text = text_of(page_of(piece, newsroom))
        lines = [phrases.cookies, phrases.promo_title, phrases.rights, phrases.nav[0]]
        assert [line for line in lines if line not in text] == []
        assert (phrases.paywall in text) == habits_of(piece.outlet.id).paywall
        assert (phrases.comment_login in text) == habits_of(piece.outlet.id).comments


@pytest.mark.parametrize("skeleton", SKELETONS)
def test_furniture_stands_within_the_text(newsroom: Newsroom, skeleton: str) -> None:
    """In every skeleton the promo interrupts the text, and a pulled quote is printed twice."""
    text = text_of(page_of(plain(newsroom, skeleton), newsroom))
    phrases = load_phrases()["en"]
    assert text.index("Paragraph 2") < text.index(phrases.promo_title) < text.index("Paragraph 5")
    assert text.index("Paragraph 0") < text.index(phrases.read_also) < text.index("Paragraph 5")
    assert text.count("So it was said.") == 2
    assert "-Analysis-" in text
    assert re.search(r"TAIPEI\W.{0,40}Paragraph 0 & <so> on\.", text)


def test_json_ld_describes_the_piece_in_three_wrappings(newsroom: Newsroom) -> None:
    """Each page's JSON-LD holds one NewsArticle: as an object, in a graph, or in an array."""
    wrappings = set()
    for piece in newsroom.pieces:
        if piece.broken in {"bad-json-ld", "no-metadata"}:
            continue
        found = re.search(r'(?s)<script type="application/ld\+json">(.*?)</script>', page_of(piece, newsroom))
        assert found is not None
        document = json.loads(found[1])
        nodes = document if isinstance(document, list) else document.get("@graph", [document])
        wrappings.add("array" if isinstance(document, list) else "graph" if "@graph" in document else "object")
        [article] = [node for node in nodes if node["@type"] == "NewsArticle"]
        assert article["headline"] == piece.title
        assert article["datePublished"] == piece.published.isoformat()
    assert wrappings == {"object", "graph", "array"}


def test_titles_cannot_break_out_of_the_page(newsroom: Newsroom) -> None:
    """Markup within a title is text on the page and in its JSON-LD."""
    html = page_of(replace(plain(newsroom), title='</script><b onload="x">'), newsroom)
    assert "</script><b" not in html
    assert "<b onload" not in re.sub(r"(?s)<script.*?</script>", "", html)


def test_broken_pages_are_broken(newsroom: Newsroom) -> None:
    """Each fault does to a page what its name says."""
    piece = plain(newsroom)
    whole = page_of(piece, newsroom)
    assert "</html>" in whole
    assert "</html>" not in page_of(replace(piece, broken="no-close-tags"), newsroom)
    bare = page_of(replace(piece, broken="no-metadata"), newsroom)
    assert "og:title" not in bare
    assert "ld+json" not in bare
    shell = page_of(replace(piece, broken="empty-shell"), newsroom)
    assert "Paragraph" not in shell
    assert "og:title" in shell
    spoilt = re.search(r"(?s)ld\+json\">(.*?)</script>", page_of(replace(piece, broken="bad-json-ld"), newsroom))
    assert spoilt is not None
    with pytest.raises(json.JSONDecodeError):
        json.loads(spoilt[1])


def test_mojibake_page_is_not_the_utf8_it_claims_to_be(newsroom: Newsroom) -> None:
    """A page in the wrong encoding cannot be decoded as declared."""
    piece = replace(plain(newsroom), title="Café à Liège", broken="latin1-as-utf8")
    page = render_article(piece, others=[], base_url=BASE)
    assert "charset=utf-8" in page.content_type
    with pytest.raises(UnicodeDecodeError):
        page.body.decode()


def test_home_pages_lead_to_the_feed_and_every_piece(newsroom: Newsroom) -> None:
    """A reader who knows only the home page finds the feed and the articles."""
    for outlet in newsroom.outlets:
        html = render_home(outlet, pieces=newsroom.pieces_of(outlet), base_url=BASE).body.decode()
        assert re.search(r'<link rel="alternate" type="[a-z/+]+" title="[^"]+" href="/', html)
        assert [piece.name for piece in newsroom.pieces_of(outlet) if f'href="{piece_path(piece)}"' not in html] == []


def test_newsstand_names_every_outlet(newsroom: Newsroom) -> None:
    """The page at the root leads to every home page."""
    html = render_newsstand(newsroom).body.decode()
    assert [outlet.id for outlet in newsroom.outlets if f'href="/{outlet.id}/"' not in html] == []
