"""Which shingle stands in which texts: rows of hashes in, postings and the shingles that texts share out.

A posting is one number: the low 40 bits of a shingle's hash, then 24 bits for the place of its text. Sorted, they are
an inverted index, which two sorted runs make by merging.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from digest.curate.reading.fingerprint import Hashes

PLACE_BITS = 24
MOST_TEXTS = 1 << PLACE_BITS
_SHIFT, _PLACE = np.uint64(PLACE_BITS), np.uint64(MOST_TEXTS - 1)
_AT_ONCE = 1 << 20

Ints = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


def make_postings(rows: Sequence[Hashes]) -> Hashes:
    """Give the postings of texts, sorted; the place of a text is that of its row (fewer than 2**24)."""
    if not rows:
        return np.zeros(0, dtype=np.uint64)
    postings = np.concatenate(rows) << _SHIFT
    start = 0
    for place, row in enumerate(rows):
        postings[start : start + row.size] |= np.uint64(place)
        start += row.size
    postings.sort()
    return postings


def merge_postings(
    runs: Sequence[Hashes], offsets: Sequence[int], *, numbers: npt.NDArray[np.int64] | None = None
) -> Hashes:
    """Merge sorted postings; the places of each run move up by its offset.

    `numbers` gives each place after that a new one, ascending, or -1 for a text whose postings go.
    """
    merged = np.concatenate([run + np.uint64(offset) for run, offset in zip(runs, offsets, strict=False)])
    if numbers is not None:
        moved = numbers[places_of(merged)]
        kept = moved >= 0
        merged = (merged >> _SHIFT << _SHIFT)[kept] | moved[kept].astype(np.uint64)
    merged.sort(kind="stable")  # which merges what is sorted in parts
    return merged


def places_of(postings: Hashes) -> npt.NDArray[np.int64]:
    """Give the place of each posting's text."""
    return (postings & _PLACE).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Shared:
    """The shingles that stand in two texts or more, and where: one item a posting, those of one shingle together."""

    shingles: Ints
    """Numbered from 0, ascending."""
    texts: Ints
    counts: Ints
    """By shingle: in how many texts it stands."""
    hashes: Hashes
    """By shingle."""

    def spread(self) -> Ints:
        """Give for each posting the number of texts that its shingle stands in."""
        return self.counts[self.shingles]

    def only(self, wanted: Flags) -> Shared:
        """Keep the wanted texts, and what two of them share."""
        kept = wanted[self.texts]
        return _numbered(self.hashes[self.shingles[kept]], self.texts[kept])


def find_shared(postings: Hashes, numbers: Ints) -> Shared:
    """Find what is shared; `numbers` gives each place the number of its text, -1 for one to leave out."""
    kept = np.zeros(postings.size, dtype=np.bool_)
    for start in range(0, max(0, postings.size - 1), _AT_ONCE):  # in parts, so that no copy of them all is made
        part = postings[start : start + _AT_ONCE + 1] >> _SHIFT
        same = part[1:] == part[:-1]
        kept[start : start + same.size] |= same
        kept[start + 1 : start + 1 + same.size] |= same
    found = postings[kept]
    texts = numbers[places_of(found)]
    here = texts >= 0
    return _numbered((found >> _SHIFT)[here], texts[here])


def _numbered(hashes: Hashes, texts: Ints) -> Shared:
    """Number ascending hashes, without those that stand in one text only."""
    starts = np.ones(hashes.size, dtype=np.bool_)
    starts[1:] = hashes[1:] != hashes[:-1]
    firsts = np.flatnonzero(starts)
    counts = np.diff(np.append(firsts, hashes.size))
    many = counts > 1
    kept = np.repeat(many, counts)
    counts = counts[many].astype(np.int32)
    return Shared(np.repeat(np.arange(counts.size, dtype=np.int32), counts), texts[kept], counts, hashes[firsts[many]])


@dataclass(frozen=True, slots=True)
class Rows:
    """The shared shingles by text."""

    shingles: Ints
    starts: npt.NDArray[np.int64]

    def of(self, text: int) -> Ints:
        """Give the shingles of a text, ascending."""
        return self.shingles[self.starts[text] : self.starts[text + 1]]


def rows_of(shared: Shared, wanted: Flags) -> Rows:
    """Gather the shared shingles of the wanted texts; the others' rows stay empty."""
    kept = wanted[shared.texts]
    texts = shared.texts[kept]
    order = np.argsort(texts, kind="stable")
    counts = np.bincount(texts, minlength=wanted.size)
    return Rows(shared.shingles[kept][order], np.concatenate(([0], np.cumsum(counts))))
