"""A feed's words made safe: plain titles and summaries, whole addresses, one entry for each key."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

from digest.intake.document import MAX_ENTRIES, FeedDocument
from digest.intake.hints import skipped_days, skipped_hours, update_seconds
from digest.intake.markup import longest, plain_start
from digest.intake.rawfeed import RawEntry, RawFeed
from digest.model import Enclosure, Entry
from digest.sanitize import plain_text
from digest.urls import absolute_url, canonical_url, stable_id

MAX_TEXT = 200_000
"""Characters kept of one entry's own text."""
MAX_SUMMARY = 1000
"""Letters kept of its summary: who wants more reads the text."""
_MAX_TITLE = 500
_MAX_NAME = 100
_MAX_CONTENTS = 10
_MAX_ADDRESS = 2000


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What a feed says of itself and its entries, and when and how it wants to be asked again."""

    title: str
    site_url: str
    entries: tuple[Entry, ...]
    ttl_seconds: float = 0.0
    """How long it wants to be left alone; 0 when it does not say."""
    skip_hours: frozenset[int] = frozenset()
    """Hours of the day (0-23, UTC) in which nothing new appears."""
    skip_days: frozenset[int] = frozenset()
    """Days of the week (Monday = 0, UTC) on which nothing new appears."""
    hub_url: str = ""
    """The WebSub hub that tells of news; "" when there is none."""
    self_url: str = ""
    """The feed's own address, which is the topic to subscribe to at the hub."""


def make_feed(raw: RawFeed, document: FeedDocument, *, strip: Callable[[str], str] = plain_text) -> ParsedFeed:
    """The feed and its entries; `strip` makes plain text of the markup that needs a parser."""
    link = partial(_link, base=document.url)
    entries = (_make_entry(entry, document.url, raw.language, strip) for entry in raw.entries[:MAX_ENTRIES])
    return ParsedFeed(
        title=plain_start(raw.title, letters=_MAX_TITLE, strip=strip),
        site_url=link(raw.link),
        entries=_distinct(entry for entry in entries if entry is not None),
        ttl_seconds=update_seconds(raw),
        skip_hours=skipped_hours(document.body),
        skip_days=skipped_days(document.body),
        hub_url=link(raw.hub_url),
        self_url=link(raw.self_url),
    )


def _distinct(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The first entry of each key: feeds repeat themselves."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(entry.key, entry)
    return tuple(found.values())


def _make_entry(raw: RawEntry, feed_url: str, feed_language: str, strip: Callable[[str], str]) -> Entry | None:
    """The parts made safe: identity is the guid, else the link, else the words; None for an entry without any."""
    link = _link(raw.link, base=feed_url)
    title = plain_start(raw.title, letters=_MAX_TITLE, strip=strip)
    content = _full_text(raw)
    summary = plain_start((raw.summary or content)[:MAX_TEXT], letters=MAX_SUMMARY, strip=strip)
    if not (link or title or summary):
        return None
    identity = raw.key or canonical_url(link) or stable_id(f"{title}\n{summary}")
    return Entry(
        feed_url=feed_url,
        key=identity[:1000],
        link=link,
        title=title or summary[:120],
        published=raw.published,
        modified=raw.modified,
        summary=summary,
        content=content[:MAX_TEXT],
        authors=tuple(plain_start(author, letters=_MAX_NAME, strip=strip) for author in raw.authors),
        language=raw.language or feed_language,
        image_url=_link(raw.image_url, base=feed_url),
        enclosures=_files(raw.enclosures, base=feed_url) if raw.enclosures else (),
    )


def _files(found: Iterable[Enclosure], *, base: str) -> tuple[Enclosure, ...]:
    whole = (replace(file, url=_link(file.url, base=base)) for file in found)
    return tuple(dict.fromkeys(file for file in whole if file.url and len(file.url) <= _MAX_ADDRESS))


def _full_text(raw: RawEntry) -> str:
    """The longest of what an entry says; by its letters, for one parser keeps tags that another takes away."""
    if not raw.contents:
        return raw.summary
    return longest(dict.fromkeys((*raw.contents[:_MAX_CONTENTS], raw.summary)))


def _link(text: str, *, base: str) -> str:
    return absolute_url(text, base=base) if text else ""
