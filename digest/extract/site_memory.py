"""Site memory: articles of one site in, the lines that its pages share out, and an article without them.

What no rule knows is still furniture when it stands on three pages of one site. Nothing is remembered here: the caller
keeps what was learned and hands it back. `learn_furniture` has all pages at once; `SiteMemory` meets them one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from digest.extract.kind import STUB_WORDS
from digest.model import Dropped, Extraction
from digest.text import count_words, letters
from digest.urls import stable_id

FEWEST_PAGES: Final = 3
MOST_LINES: Final = 200
"""Of one page: the first half of these and the last, where furniture stands."""
_LONGEST: Final = 300
"""Characters: a longer line is a paragraph of somebody's text, however often it is printed."""
_SAME_TEXT: Final = 0.5
_MOST_WORDS: Final = 0.5
"""A page of which more would go is one that the site prints again and again, not one with furniture."""


def learn_furniture(pages: Iterable[Extraction], *, fewest: int = FEWEST_PAGES) -> frozenset[str]:
    """Return the lines, as `letters` keys, that stand in at least `fewest` different articles of one site.

    Pages that share half of their lines with one seen before are the same article at another address.
    """
    counts = Counter[str]()
    seen: list[frozenset[str]] = []
    for page in pages:
        keys = frozenset(filter(None, map(letters, page.body)))
        if keys and all(len(keys & other) <= _SAME_TEXT * min(len(keys), len(other)) for other in seen):
            seen.append(keys)
            counts.update(keys)
    return frozenset(key for key, count in counts.items() if count >= fewest)


def drop_site_furniture(page: Extraction, furniture: Collection[str]) -> Extraction:
    """Move the lines that the site's pages share out of the body; what leaves no text is a stub."""
    shared = [line for line in page.body if letters(line) in furniture]
    if not shared:
        return page
    body = tuple(line for line in page.body if letters(line) not in furniture)
    words = sum(map(count_words, body))
    return replace(
        page,
        body=body,
        kind="stub" if page.kind == "article" and words < STUB_WORDS else page.kind,
        dropped=(*page.dropped, *(Dropped(line, "site memory") for line in shared)),
    )


def line_keys(page: Extraction) -> Sequence[str]:
    """Return what is remembered of a page: its distinct lines, at most `MOST_LINES`, as 16 hex digits each."""
    keys = list(dict.fromkeys(stable_id(found) for found in map(letters, page.body) if found))
    return keys if len(keys) <= MOST_LINES else keys[: MOST_LINES // 2] + keys[-MOST_LINES // 2 :]


class SiteMemory:
    """One site while its pages are read in order: what is known of its lines, and what these pages add to that."""

    def __init__(self, known: Mapping[str, int]) -> None:
        """`known`: on how many different pages each line stood so far, by `line_keys`; a page counts as a line."""
        self._pages = Counter(known)
        self.learned = Counter[str]()
        """How many pages to add to each key. A line that is furniture already is not counted any further."""

    def read(self, page: Extraction, *, page_id: str) -> Extraction:
        """Learn from a page, unless it is known, and return it without the lines that stand on two pages before it.

        `page_id` is 16 hex digits for its address: a page that is read again teaches nothing, nor does an article at
        another address. Nothing is dropped when most of the page would go.
        """
        keys = line_keys(page)
        if self._is_new(keys, page_id):
            fresh = [key for key in (page_id, *keys) if self._pages[key] < FEWEST_PAGES]
            self._pages.update(fresh)
            self.learned.update(fresh)
        furniture = {key for key in keys if self._pages[key] >= FEWEST_PAGES}
        lines = [line for line in page.body if len(line) <= _LONGEST and stable_id(letters(line)) in furniture]
        if sum(map(count_words, lines)) > _MOST_WORDS * sum(map(count_words, page.body)):
            return page
        return drop_site_furniture(page, {letters(line) for line in lines})

    def _is_new(self, keys: Sequence[str], page_id: str) -> bool:
        # A line of two pages or more is the site's, and says nothing of whether this is an article that we know.
        own = [key for key in keys if self._pages[key] < FEWEST_PAGES - 1]
        known = sum(self._pages[key] > 0 for key in own)
        return bool(own) and not self._pages[page_id] and known < _SAME_TEXT * len(own)
