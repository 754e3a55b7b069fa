"""An entry and what its page gave -> one article: what the feed says first, then what the page says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from digest.model import Article, Entry, Extraction, Image, Source
from digest.text import count_words
from digest.urls import absolute_url, canonical_url, host_of, stable_id

_LONGEST_STANDFIRST = 80
"""Words: a longer summary is the beginning of the text and not a standfirst."""


def make_article(source: Source, entry: Entry, found: Extraction, *, page_url: str, now: datetime) -> Article:
    """The article of an entry: what the feed says first, then what the page says of itself."""
    origins = dict(found.origins)
    url = page_address(entry, found, page_url=page_url)
    published = _published(entry, found, origins, now=now)
    title = entry.title or found.title
    standfirst = found.standfirst if found.standfirst != title else ""
    if (
        not standfirst
        and entry.summary
        and count_words(entry.summary) <= _LONGEST_STANDFIRST
        and entry.summary != title
    ):
        standfirst, origins["standfirst"] = entry.summary, "feed"
    return Article(
        id=stable_id(url or f"{entry.feed_url}\n{entry.key}"),
        url=url or entry.link,
        feed_url=entry.feed_url,
        outlet=source.name or host_of(source.url),
        country=source.country,
        language=found.language,
        weight=source.weight,
        title=title,
        standfirst=standfirst,
        kicker=found.kicker,
        authors=found.authors or entry.authors or tuple(filter(None, [found.byline])),
        dateline=found.dateline,
        genre=found.genre,
        image=_picture(entry, found, url),
        body=found.body,
        kind=found.kind,
        published=published,
        collected=now,
        origins=origins,
    )


def page_address(entry: Entry, found: Extraction, *, page_url: str) -> str:
    """The page's own canonical address, but never one on another host: a page may not pose as someone else's."""
    own = canonical_url(page_url or entry.link)
    said = canonical_url(absolute_url(found.canonical_url, base=own)) if found.canonical_url else ""
    return said if said and host_of(said) == host_of(own) else own


def _published(entry: Entry, found: Extraction, origins: dict[str, str], *, now: datetime) -> datetime:
    candidates: Mapping[str, datetime | None] = {
        "feed": entry.published,
        "page": found.published.astimezone(UTC) if found.published else None,
    }
    for origin, when in candidates.items():
        if when is not None:
            if when > now:
                origins["published"] = f"{origin}, in the future: taken as now"
                return now
            origins["published"] = origin if origin == "feed" else origins.get("published", origin)
            return when
    origins["published"] = "nobody says: taken as first seen"
    return now


def _picture(entry: Entry, found: Extraction, url: str) -> Image | None:
    image = found.image or (Image(entry.image_url) if entry.image_url else None)
    address = absolute_url(image.url, base=url) if image and image.url else ""
    return replace(image, url=address) if image and address else None
