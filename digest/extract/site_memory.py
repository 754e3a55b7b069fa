"""Site memory: articles of one site in, the lines that its pages share out, and an article without them.

What no rule knows is still furniture when it stands on three pages of one site. Nothing is remembered here: the caller
keeps what was learned and hands it back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final

from digest.extract.kind import STUB_WORDS
from digest.model import Dropped, Extraction
from digest.text import count_words, letters

FEWEST_PAGES: Final = 3
_SAME_TEXT: Final = 0.5


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
