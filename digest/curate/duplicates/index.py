"""An inverted index that grows: segments of texts with their postings in and out, as bytes for a store.

A poll adds a small segment; it takes in the newest ones before it while these are no more than twice its size, so that
a text is rewritten about as often as the number of texts has digits. Of two texts of one article the newer counts;
what left the index's days goes when its segment is rewritten, and counts for nothing before.

The copies found are those of a fold of all that the index holds, whatever the order in which it came.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from operator import attrgetter

import numpy as np

from digest.curate.duplicates.copies import find_copies
from digest.curate.duplicates.joining import Joining
from digest.curate.duplicates.postings import make_postings, merge_postings
from digest.curate.duplicates.text import Text, make_text
from digest.curate.reading.fingerprint import Fingerprint, Hashes
from digest.model import Article, Link

_GROWTH = 2
_HEAD = struct.Struct("<4sId")
_MAGIC = b"cpy1"
_ROW = attrgetter(*(item.name for item in fields(Text) if item.name != "lead"))


@dataclass(frozen=True, slots=True)
class Segment:
    """Texts that were added together, and their postings, which name a text by its place here."""

    texts: tuple[Text, ...]
    postings: Hashes
    since: float = 0.0
    """Texts that were published before, in seconds since 1970, had left the index when this segment was made."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an addition does to the stored index."""

    gone: tuple[int, ...]
    """Segments that are now part of the new one, or too old."""
    segment: Segment
    links: tuple[Link, ...]
    """All that are copies now, by the ids of the earlier and the later article."""


def make_segment(articles: Sequence[Article], fingerprints: Mapping[str, Fingerprint]) -> Segment:
    """Make a segment of articles, each with its fingerprint."""
    texts = tuple(make_text(article, fingerprints[article.id]) for article in articles)
    return Segment(texts, make_postings([fingerprints[article.id].shingles for article in articles]))


def add_segment(known: Mapping[int, Segment], new: Segment, *, since: float) -> Change:
    """Add a segment to those known, by number in the order of their making.

    What was published before `since`, in seconds since 1970, is left out.
    """
    everything = [*known.values(), new]
    current = _current(everything, since=since)
    offsets = np.cumsum([0, *(len(segment.texts) for segment in everything)]).tolist()
    postings = merge_postings([segment.postings for segment in everything], offsets)
    links = find_copies(current, postings)
    alive = [sum(text is not None for text in current[start:end]) for start, end in pairwise(offsets)]
    first = _first_to_merge(everything, alive)
    empty = [number for number, count in zip(known, alive, strict=False) if not count]
    merged = list(known)[first:]
    texts, runs = _merged(everything[first:], current[offsets[first] :])
    return Change(tuple(sorted({*empty, *merged})), Segment(texts, runs, since), tuple(links))


def _first_to_merge(segments: Sequence[Segment], alive: Sequence[int]) -> int:
    """Give the place from which on segments become one: the new one is the last."""
    first = len(segments) - 1
    size = alive[first]
    while first and alive[first - 1] <= _GROWTH * size:
        first -= 1
        size += alive[first]
    stale = (place for place, count in enumerate(alive) if 0 < count < len(segments[place].texts) / 2)
    return min(first, next(stale, first))


def _current(segments: Sequence[Segment], *, since: float) -> list[Text | None]:
    """Give the texts of all segments in their order, None for those that are too old or were read anew later."""
    seen: set[str] = set()
    found: list[Text | None] = []
    for segment in reversed(segments):
        for text in reversed(segment.texts):
            is_current = text.published >= since and text.id not in seen
            seen.add(text.id)
            found.append(text if is_current else None)
    return found[::-1]


def _merged(segments: Sequence[Segment], current: Sequence[Text | None]) -> tuple[tuple[Text, ...], Hashes]:
    """Give the current texts of several segments, with their postings."""
    offsets = np.cumsum([0, *(len(segment.texts) for segment in segments)]).tolist()
    alive = np.array([text is not None for text in current], dtype=np.bool_)
    numbers = np.where(alive, np.cumsum(alive) - 1, -1)
    postings = merge_postings([segment.postings for segment in segments], offsets, numbers=numbers)
    return tuple(text for text in current if text is not None), postings


def pack_texts(segment: Segment) -> bytes:
    """Give the bytes of a segment's texts."""
    rows = [_ROW(text) for text in segment.texts]
    sizes = np.array([text.lead.size for text in segment.texts], dtype="<u4")
    leads = np.concatenate([np.zeros(0, dtype=np.uint64), *(text.lead for text in segment.texts)]).astype("<u8")
    return b"".join(
        (_HEAD.pack(_MAGIC, len(rows), segment.since), sizes.tobytes(), leads.tobytes(), json.dumps(rows).encode())
    )


def unpack_texts(packed: bytes) -> tuple[float, tuple[Text, ...]]:
    """Give a segment's `since` and its texts back; raises ValueError for bytes that are no segment's."""
    try:
        magic, count, since = _HEAD.unpack_from(packed)
        sizes = np.frombuffer(packed, dtype="<u4", count=count, offset=_HEAD.size)
        start = _HEAD.size + sizes.nbytes
        leads = np.frombuffer(packed, dtype="<u8", count=int(sizes.sum()), offset=start).astype(np.uint64)
        rows = json.loads(packed[start + leads.nbytes :])
    except (struct.error, ValueError) as error:
        raise ValueError("a segment of the index of copies is damaged") from error
    if magic != _MAGIC or len(rows) != count:
        raise ValueError("these bytes are no segment of the index of copies")
    ends = np.cumsum(sizes).tolist()
    texts = (Text(*[*row, leads[end - size : end]]) for row, end, size in zip(rows, ends, sizes.tolist(), strict=True))
    return since, tuple(texts)


def pack_postings(segment: Segment) -> bytes:
    """Give the bytes of a segment's postings."""
    return segment.postings.astype("<u8").tobytes()


def unpack_segment(texts: bytes, postings: bytes) -> Segment:
    """Give a segment back; raises ValueError for bytes that are none's."""
    since, unpacked = unpack_texts(texts)
    return Segment(unpacked, np.frombuffer(postings, dtype="<u8").astype(np.uint64, copy=False), since)


def texts_held(parts: Sequence[bytes]) -> dict[str, Text]:
    """Give the texts of the whole index, by article id, from those of its segments; raises ValueError."""
    unpacked = [unpack_texts(part) for part in parts]
    since = unpacked[-1][0] if unpacked else 0.0
    return {text.id: text for _, texts in unpacked for text in texts if text.published >= since}


def links_within(links: Iterable[Link], articles: Sequence[Article]) -> tuple[Link, ...]:
    """Give the links among some of the articles that the index holds, one fewer than each group of copies has members.

    Two that are copies of a text that is not among these are linked to each other.
    """
    everywhere, here = Joining(), Joining()
    wanted = {article.id for article in articles}
    scores: dict[str, float] = {}
    for link in links:
        everywhere.join(link)
        if link.left in wanted and link.right in wanted:
            here.join(link)
        scores[link.right] = min(link.score, scores.get(link.right, 1.0))
    first: dict[str, str] = {}
    for article in sorted(articles, key=lambda article: (article.published, article.id)):
        earlier = first.setdefault(everywhere.root(article.id), article.id)
        if not here.are_one(earlier, article.id):
            score = min(scores.get(earlier, 1.0), scores.get(article.id, 1.0))
            here.join(Link(earlier, article.id, score, ("both are copies of one earlier text",)))
    return tuple(sorted(here.links, key=lambda link: (link.left, link.right)))
