"""One page -> one extraction with its language: what a worker does with a `PageTask`."""

from __future__ import annotations

from digest.errors import ExtractError
from digest.extract.page import extract_page
from digest.model import Extraction
from digest.pipeline.feedtext import ENOUGH_WORDS, from_feed, with_language
from digest.pipeline.page import PageTask
from digest.text import count_words

_NO_ARTICLE = frozenset({"stub", "list"})
"""What a page may be that has less of the article than a feed with its full text."""


def read_page(task: PageTask) -> Extraction:
    """Extract the page, or what the feed carried where the page gives less; then tell its language."""
    found = _from_page(task)
    if found is None or found.kind in _NO_ARTICLE or count_words(" ".join(found.body)) < ENOUGH_WORDS:
        own = from_feed(task.entry)
        if found is None or (own.kind == "article" and found.kind in _NO_ARTICLE):
            found = own
    return with_language(found, task)


def _from_page(task: PageTask) -> Extraction | None:
    if not task.body:
        return None
    try:
        return extract_page(task.body, url=task.url, charset=task.charset)
    except ExtractError:
        return None
