"""Front pages: an outlet's pieces in, its home page out; and one page that lists every outlet."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from digest.sample.addresses import feed_path, home_path, picture_path, piece_path
from digest.sample.furniture import load_phrases
from digest.sample.newsroom import Newsroom, Outlet, Piece

from .markup import Html, Page, concat, direction, fill, load_single
from .metadata import FEED_TYPES


def render_home(outlet: Outlet, *, pieces: Sequence[Piece], base_url: str) -> Page:
    """Print an outlet's home page with its pieces, newest first, and the link by which readers find the feed."""
    phrases = load_phrases()[outlet.language]
    values = {
        "lang": outlet.language,
        "dir": direction(outlet.language),
        "outlet": outlet.name,
        "tagline": outlet.tagline,
        "home": base_url + home_path(outlet),
        "feed": feed_path(outlet),
        "feed_type": FEED_TYPES[outlet.feed],
        "latest": phrases.latest,
        "rights": phrases.rights,
        "year": str(pieces[0].published.year) if pieces else "",
        "teasers": concat(render_teaser(piece) for piece in pieces),
    }
    return Page(fill(load_single("home"), values).encode())


def render_teaser(piece: Piece) -> Html:
    """Print one piece as the home page announces it."""
    picture = Html()
    if piece.picture:
        picture = Html(f'<img src="{picture_path(piece)}" alt="{escape(piece.picture.alt)}" loading="lazy">')
    values = {
        "picture": picture,
        "kicker": piece.kicker,
        "href": piece_path(piece),
        "title": piece.title,
        "standfirst": piece.standfirst,
    }
    return fill(load_single("teaser"), values)


def render_newsstand(newsroom: Newsroom) -> Page:
    """Print the page at the root: every outlet with its home page and feed."""
    stalls = concat(
        fill(
            load_single("stall"),
            {
                "home": home_path(outlet),
                "outlet": outlet.name,
                "city": outlet.city,
                "country": outlet.country,
                "lang": outlet.language,
                "feed": feed_path(outlet),
                "tagline": outlet.tagline,
            },
        )
        for outlet in newsroom.outlets
    )
    return Page(fill(load_single("newsstand"), {"outlets": stalls}).encode())
