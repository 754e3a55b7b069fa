"""Articles -> the stored index of copies -> the voices of a window.

The copies found are those of a fold of all articles of the index's days: how common a phrase is, is measured over
days, and the order in which articles came does not matter. A build takes what the last poll found; where the index
does not hold a window, the window is folded by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from digest.curate.duplicates.fold import fold_duplicates, gather_voices
from digest.curate.duplicates.index import (
    add_segment,
    links_within,
    make_segment,
    pack_postings,
    pack_texts,
    texts_held,
    unpack_segment,
)
from digest.curate.duplicates.text import Text
from digest.curate.reading.fingerprint import Fingerprint, read_fingerprint
from digest.errors import StoreError
from digest.model import Article, Link, Voice
from digest.ports import Copies, CopySegment

KEPT: Final = timedelta(days=2)
"""How long an article stays in the index after its publication: a day's window, and the day before it."""
_TRIES: Final = 5


def update_duplicates(
    store: Copies,
    articles: Sequence[Article],
    fingerprints: Mapping[str, Fingerprint] | None = None,
    *,
    now: datetime,
    kept: timedelta = KEPT,
) -> int:
    """Add new or changed articles to the index and store all copies that it now holds; returns how many those are.

    `fingerprints` are those that are known, by article id; the others are read here. An index that cannot be read is
    made anew. Raises StoreError when other processes keep changing the index.
    """
    known = dict(fingerprints or {})
    recent = list({article.id: article for article in articles if article.published >= now - kept}.values())
    known.update({article.id: read_fingerprint(article) for article in recent if article.id not in known})
    new = make_segment(recent, known)
    for _ in range(_TRIES):
        stored = store.copy_segments()
        try:
            segments = {one.number: unpack_segment(one.texts, one.postings) for one in stored}
        except ValueError:
            segments = {}
        change = add_segment(segments, new, since=(now - kept).timestamp())
        numbers = [one.number for one in stored]
        made = CopySegment(max(numbers, default=0) + 1, pack_texts(change.segment), pack_postings(change.segment))
        gone = change.gone if segments else numbers
        if store.save_copies(known=numbers, gone=gone, new=made, links=change.links):
            return len(change.links)
    raise StoreError("store: other processes change the index of copies all the time; let only one of them poll")


def fold_window(
    store: Copies,
    articles: Sequence[Article],
    fingerprints: Mapping[str, Fingerprint] | None = None,
    *,
    now: datetime,
    kept: timedelta = KEPT,
) -> tuple[tuple[Voice, ...], tuple[Link, ...]]:
    """Fold the articles of a window like `fold_duplicates`, by what is stored.

    What the index lacks is added first. A window of articles that it does not keep is folded by itself.
    """
    found = _from_index(store, articles)
    if found is None and all(article.published >= now - kept for article in articles):
        update_duplicates(store, articles, fingerprints, now=now, kept=kept)
        found = _from_index(store, articles)
    return found or fold_duplicates(articles, fingerprints)


def _from_index(store: Copies, articles: Sequence[Article]) -> tuple[tuple[Voice, ...], tuple[Link, ...]] | None:
    """Give what is stored of these articles; None where one is missing, or was read anew since."""
    parts, links = store.copies()
    try:
        held = texts_held(parts)
    except ValueError:
        return None
    texts = [held[article.id] for article in articles if article.id in held]
    if len(texts) != len(articles) or not all(map(_is_of, texts, articles)):
        return None
    found = links_within(links, articles)
    return gather_voices(articles, texts, found), found


def _is_of(text: Text, article: Article) -> bool:
    return (text.url, text.published, text.weight, text.letters) == (
        article.url,
        article.published.timestamp(),
        article.weight,
        sum(map(len, article.body)),
    )
