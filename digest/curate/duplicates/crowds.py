"""Texts that all print: texts of which most stands in more than ten others in, links among those that are one out.

What so many share may be a template, which every paper fills in anew. So practically all of two texts must agree, or
four fifths of them on two sites, or half under the same headline there: a template is one site's, an agency's text is
everybody's. Such texts are found by an equal headline and by the least of their shingles under six orders (minhash,
Broder 1997, doi:10.1109/SEQUEN.1997.666900): of two texts that agree in .8, one in 600 has no least shingle in common
under the first four; two more orders take those of the lead, which a shortened text keeps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from digest.curate.duplicates.joining import Joining
from digest.curate.duplicates.leads import Leads
from digest.curate.duplicates.postings import Flags, Ints, Rows, Shared, rows_of
from digest.curate.duplicates.text import Text
from digest.curate.reading.fingerprint import Hashes
from digest.model import Link
from digest.urls import host_of

CROWD = 10
"""A shingle that stands in more texts is a template's, or one of a text that all print."""
_OWN_SHARE = 0.5
_ALL = 0.95
_SAME_HEADLINE, _TWO_SITES = 0.55, 0.8
_NEAR_CROWD = 0.25
"""A text with less of the crowd's shingles holds no text that all print."""
_FIRSTS = 12
"""Different texts with one least shingle, of which each further text is compared with the first so many."""
_ORDERS = tuple(
    np.uint64(odd)
    for odd in (
        0x9E3779B97F4A7C15,
        0xC2B2AE3D27D4EB4F,
        0x165667B19E3779F9,
        0xD6E8FEB86659FD93,
    )
)


def join_crowds(texts: Sequence[Text], shared: Shared, sizes: Ints, joining: Joining) -> list[tuple[int, ...]]:
    """Join the texts that all print; gives the places of each group that is one text."""
    crowded = np.bincount(shared.texts[shared.spread() > CROWD], minlength=len(texts))
    of_crowd = crowded > (1 - _OWN_SHARE) * sizes
    if not of_crowd.any():
        return []
    near = of_crowd | (crowded >= np.maximum(1, _NEAR_CROWD * sizes))
    rows = rows_of(shared, near)
    leads = Leads(texts, shared, rows)
    before = len(joining.links)
    is_in = np.zeros(shared.counts.size, dtype=np.bool_)
    for bucket in _buckets(texts, shared, rows, near):
        if of_crowd[bucket].any():
            _join_bucket(bucket, texts=texts, rows=rows, of_crowd=of_crowd, is_in=is_in, leads=leads, joining=joining)
    places = {text.id: place for place, text in enumerate(texts)}
    groups: dict[str, set[int]] = {}
    for link in joining.links[before:]:
        groups.setdefault(joining.root(link.left), set()).update((places[link.left], places[link.right]))
    return [tuple(sorted(group)) for group in groups.values()]


def _buckets(texts: Sequence[Text], shared: Shared, rows: Rows, near: Flags) -> Iterator[npt.NDArray[np.int64]]:
    """Give the texts with a least shingle in common, the earliest first."""
    members = np.flatnonzero(near)
    own = [shared.hashes[rows.of(member)] for member in members.tolist()]
    leads = [texts[member].lead for member in members.tolist()]
    yield from _under_one_headline(texts, members)
    for hashes, orders in ((own, _ORDERS), (leads, _ORDERS[:2])):
        starts = np.cumsum([0, *(row.size for row in hashes[:-1])])
        flat = np.concatenate(hashes)
        for odd in orders:
            yield from _alike(members, _least(flat * odd, starts))


def _under_one_headline(texts: Sequence[Text], members: npt.NDArray[np.int64]) -> Iterator[npt.NDArray[np.int64]]:
    groups: dict[str, list[int]] = {}
    for member in members.tolist():
        groups.setdefault(texts[member].title, []).append(member)
    for title, group in groups.items():
        if len(group) > 1 and " " in title:  # a headline of one word is a column's
            yield np.array(group, dtype=np.int64)


def _least(values: Hashes, starts: npt.NDArray[np.int64]) -> Hashes:
    return np.minimum.reduceat(values, starts)


def _alike(members: npt.NDArray[np.int64], keys: Hashes) -> Iterator[npt.NDArray[np.int64]]:
    order = np.argsort(keys, kind="stable")
    breaks = np.flatnonzero(np.diff(keys[order])) + 1
    yield from (members[group] for group in np.split(order, breaks) if group.size > 1)


def _join_bucket(
    bucket: npt.NDArray[np.int64],
    *,
    texts: Sequence[Text],
    rows: Rows,
    of_crowd: Flags,
    is_in: Flags,
    leads: Leads,
    joining: Joining,
) -> None:
    rest = bucket
    sizes = np.array([texts[text].size for text in bucket])
    for _ in range(_FIRSTS):
        first, rest, size, sizes = int(rest[0]), rest[1:], int(sizes[0]), sizes[1:]
        apart = np.array([not joining.are_one(texts[first].id, texts[text].id) for text in rest], dtype=np.bool_)
        rest, sizes = rest[apart], sizes[apart]
        if not rest.size:
            return
        both = _agreeing(first, rest, rows, is_in)
        resemblance = both / (size + sizes - both)
        contained = both / np.minimum(size, sizes)
        enough = (resemblance >= _SAME_HEADLINE) | (contained >= _ALL)
        for index in np.flatnonzero(enough & (of_crowd[rest] | of_crowd[first])):
            other, share = int(rest[index]), float(contained[index])
            proof = _proof(texts[first], texts[other], float(resemblance[index]))
            if proof or (share >= _ALL and leads.share(first, other) >= _ALL):
                reasons = (f"containment {short(share)} of a text that all print", *filter(None, [proof]))
                joining.join(Link(texts[first].id, texts[other].id, round(share, 4), reasons))


def _proof(first: Text, other: Text, resemblance: float) -> str:
    """Say what makes so much agreement enough; "" for nothing."""
    if resemblance >= _ALL:
        return f"resemblance {short(resemblance)}"
    if host_of(first.url) == host_of(other.url):
        return ""
    if resemblance >= _TWO_SITES:
        return f"resemblance {short(resemblance)} on two sites"
    if resemblance >= _SAME_HEADLINE and first.title == other.title and " " in first.title:
        return f"resemblance {short(resemblance)} on two sites, same headline"
    return ""


def _agreeing(first: int, rest: npt.NDArray[np.int64], rows: Rows, is_in: Flags) -> npt.NDArray[np.int64]:
    """Count the shingles that each of the rest has in common with the first."""
    mine = rows.of(first)
    is_in[mine] = True
    sizes = rows.starts[rest + 1] - rows.starts[rest]
    places = np.repeat(rows.starts[rest] - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
    places += np.arange(places.size)
    hits = np.concatenate(([0], np.cumsum(is_in[rows.shingles[places]])))
    is_in[mine] = False
    ends = np.cumsum(sizes)
    return np.asarray(hits[ends] - hits[ends - sizes], dtype=np.int64)


def short(share: float) -> str:
    """Write a share from 0 to 1 in two places: .93."""
    return f"{share:.2f}".removeprefix("0")
