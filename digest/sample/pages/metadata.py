"""What a page says to machines: a piece in, its canonical link, OpenGraph tags and JSON-LD out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from digest.sample.addresses import feed_path, home_path, picture_path, piece_path
from digest.sample.habits import habits_of
from digest.sample.newsroom import Piece

from .faults import spoil_json
from .markup import Html

FEED_TYPES = {
    "rss2": "application/rss+xml",
    "atom": "application/atom+xml",
    "rss1": "application/rdf+xml",
    "json": "application/feed+json",
}

JsonObject = dict[str, Any]


def render_metadata(piece: Piece, *, base_url: str) -> Html:
    """Print the machine-readable part of the page's head; a page without metadata keeps its canonical link."""
    canonical = f'<link rel="canonical" href="{escape(base_url + piece_path(piece))}">'
    if piece.broken == "no-metadata":
        return Html(canonical)
    feed = base_url + feed_path(piece.outlet)
    lines = [
        canonical,
        f'<link rel="alternate" type="{FEED_TYPES[piece.outlet.feed]}" href="{escape(feed)}">',
        *(f'<meta {kind}="{name}" content="{escape(value)}">' for kind, name, value in meta_values(piece, base_url)),
        f'<script type="application/ld+json">{json_ld(piece, base_url=base_url)}</script>',
    ]
    return Html("\n".join(lines))


def meta_values(piece: Piece, base_url: str) -> Iterator[tuple[str, str, str]]:
    """List the page's meta tags as attribute, name and content."""
    yield "name", "viewport", "width=device-width, initial-scale=1"
    yield "property", "og:type", "article"
    yield "property", "og:site_name", piece.outlet.name
    yield "property", "og:title", piece.title
    yield "property", "og:url", base_url + piece_path(piece)
    yield "property", "article:published_time", piece.published.isoformat()
    if piece.standfirst:
        yield "name", "description", piece.standfirst
        yield "property", "og:description", piece.standfirst
    if piece.kicker:
        yield "property", "article:section", piece.kicker
    for author in piece.authors:
        yield "name", "author", author
    if piece.picture:
        yield "property", "og:image", base_url + picture_path(piece)
        yield "property", "og:image:alt", piece.picture.alt


def json_ld(piece: Piece, *, base_url: str) -> str:
    """Write the page's JSON-LD in the wrapping its outlet is used to, spoilt where the page is broken so."""
    news = news_article(piece, base_url=base_url)
    crumbs = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": piece.outlet.name, "item": base_url + home_path(piece.outlet)},
            {"@type": "ListItem", "position": 2, "name": piece.title},
        ],
    }
    context = "https://schema.org"
    document: JsonObject | list[JsonObject]
    match habits_of(piece.outlet.id).json_ld:
        case "graph":
            site = {"@type": "WebSite", "name": piece.outlet.name, "url": base_url + home_path(piece.outlet)}
            document = {"@context": context, "@graph": [site, crumbs, news]}
        case "array":
            document = [{"@context": context, **crumbs}, {"@context": context, **news}]
        case _:
            document = {"@context": context, **news}
    # A "</script>" within a headline would otherwise end the block.
    text = json.dumps(document, ensure_ascii=False, indent=1).replace("</", "<\\/")
    return spoil_json(text) if piece.broken == "bad-json-ld" else text


def news_article(piece: Piece, *, base_url: str) -> JsonObject:
    """Describe the piece as a schema.org NewsArticle."""
    article: JsonObject = {
        "@type": "NewsArticle",
        "headline": piece.title,
        "inLanguage": piece.outlet.language,
        "datePublished": piece.published.isoformat(),
        "dateModified": piece.published.isoformat(),
        "mainEntityOfPage": {"@type": "WebPage", "@id": base_url + piece_path(piece)},
        "publisher": {"@type": "NewsMediaOrganization", "name": piece.outlet.name},
        "isAccessibleForFree": not habits_of(piece.outlet.id).paywall,
    }
    if piece.authors:
        article["author"] = [{"@type": "Person", "name": author} for author in piece.authors]
    if piece.standfirst:
        article["description"] = piece.standfirst
    if piece.kicker:
        article["articleSection"] = piece.kicker
    if piece.picture:
        image = {"@type": "ImageObject", "url": base_url + picture_path(piece), "width": 1200, "height": 675}
        article["image"] = [{**image, "caption": piece.picture.caption, "creditText": piece.picture.credit}]
    return article
