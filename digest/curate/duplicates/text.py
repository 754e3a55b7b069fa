"""What folding knows of a text: an article's fingerprint, its address and its place in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digest.curate.reading.fingerprint import Fingerprint, Hashes
from digest.model import Article

HASH_BITS = 40
"""Of a shingle's hash: enough for one false agreement in 10,000 texts among 80,000."""


@dataclass(frozen=True, slots=True)
class Text:
    """One article for comparison; its shingles stand in the postings."""

    id: str
    url: str
    published: float
    """Seconds since 1970."""
    weight: float
    letters: int
    size: int
    """How many shingles it has."""
    digest: str
    title: str
    lead: Hashes
    """The shingles of its beginning, cut to HASH_BITS."""


def in_order(texts: Sequence[Text]) -> list[int]:
    """Give the places of texts in order: the earlier text, the one of the weightier source, the longer one."""
    by_id = sorted(range(len(texts)), key=lambda place: texts[place].id)
    keys = [(-texts[place].letters, -texts[place].weight, texts[place].published) for place in by_id]
    return [by_id[index] for index in np.lexsort(np.array(keys, dtype=np.float64).reshape(-1, 3).T).tolist()]


def make_text(article: Article, fingerprint: Fingerprint) -> Text:
    """Make the text of an article."""
    return Text(
        id=article.id,
        url=article.url,
        published=article.published.timestamp(),
        weight=article.weight,
        letters=fingerprint.letters,
        size=fingerprint.shingles.size,
        digest=fingerprint.digest,
        title=fingerprint.title,
        lead=fingerprint.lead & np.uint64((1 << HASH_BITS) - 1),
    )
