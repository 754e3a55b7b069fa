"""One page -> one extraction with its language: the task that workers run, and the article made of its result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from digest.errors import ExtractError
from digest.extract.page import extract_page
from digest.language.detect import detect_language
from digest.model import Article, Entry, Extraction, Image, Source
from digest.sanitize import plain_lines
from digest.text import count_words
from digest.urls import absolute_url, canonical_url, host_of, stable_id

ENOUGH_WORDS = 80
"""A feed's own text of this many words is an article; a shorter one is only its beginning."""


@dataclass(frozen=True, slots=True)
class PageTask:
    """A page to read; an empty body means: read the entry's own text instead."""

    url: str
    charset: str
    body: bytes
    entry: Entry
    source_language: str


def read_page_task(task: PageTask) -> Extraction:
    """Extract the page, or what the feed carried where the page gives less; then tell its language."""
    found = _from_page(task)
    if found is None or count_words(" ".join(found.body)) < ENOUGH_WORDS:
        own = _from_feed(task.entry)
        if found is None or (own.kind == "article" and found.kind == "stub"):
            found = own
    declared = found.language or task.entry.language or task.source_language
    language, _ = detect_language(" ".join([task.entry.title, *found.body])[:3000], declared=declared)
    return replace(found, language=language)


def _from_page(task: PageTask) -> Extraction | None:
    if not task.body:
        return None
    try:
        return extract_page(task.body, url=task.url, charset=task.charset)
    except ExtractError:
        return None


def _from_feed(entry: Entry) -> Extraction:
    lines = plain_lines(entry.content) or ((entry.summary,) if entry.summary else ())
    enough = count_words(" ".join(lines)) >= ENOUGH_WORDS
    return Extraction(
        title=entry.title,
        body=lines,
        kind="article" if enough else "stub",
        origins={"body": "feed"},
    )


def make_article(source: Source, entry: Entry, found: Extraction, *, page_url: str, now: datetime) -> Article:
    """The article of an entry: what the feed says first, then what the page says of itself."""
    origins = dict(found.origins)
    url = _address(entry, found, page_url)
    published = _published(entry, found, origins, now=now)
    title = entry.title or found.title
    standfirst = found.standfirst if found.standfirst != title else ""
    if not standfirst and entry.summary and count_words(entry.summary) <= ENOUGH_WORDS and entry.summary != title:
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
        authors=found.authors or entry.authors,
        dateline=found.dateline,
        genre=found.genre,
        image=_picture(entry, found, url),
        body=found.body,
        kind=found.kind,
        published=published,
        collected=now,
        origins=origins,
    )


def _address(entry: Entry, found: Extraction, page_url: str) -> str:
    """The page's own canonical address, but never one on another host: a page may not pose as someone else's."""
    own = canonical_url(page_url or entry.link)
    said = canonical_url(absolute_url(found.canonical_url, base=own)) if found.canonical_url else ""
    return said if said and host_of(said) == host_of(own) else own


def _published(entry: Entry, found: Extraction, origins: dict[str, str], *, now: datetime) -> datetime:
    candidates: Mapping[str, datetime | None] = {"feed": entry.published, "page": found.published}
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
