"""One page -> one extraction with its language: what a worker does with a `PageTask`."""

from __future__ import annotations

from dataclasses import replace

from digest.errors import ExtractError
from digest.extract.page import extract_page
from digest.language.detect import detect_language
from digest.model import Entry, Extraction
from digest.pipeline.page import PageTask
from digest.sanitize import plain_lines
from digest.text import count_words

ENOUGH_WORDS = 80
"""A feed's own text of this many words is an article; a shorter one is only its beginning."""
_NO_ARTICLE = frozenset({"stub", "list"})
"""What a page may be that has less of the article than a feed with its full text."""


def read_page(task: PageTask) -> Extraction:
    """Extract the page, or what the feed carried where the page gives less; then tell its language."""
    found = _from_page(task)
    if found is None or found.kind in _NO_ARTICLE or count_words(" ".join(found.body)) < ENOUGH_WORDS:
        own = _from_feed(task.entry)
        if found is None or (own.kind == "article" and found.kind in _NO_ARTICLE):
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
