"""Texts that all print: texts of which most stands in more than ten others in, links among those that are one out.

What so many share may be a template, which every paper fills in anew. So practically all of two texts must agree, or
four fifths of them on two sites, or half under the same headline there: a template is one site's, an agency's text is
everybody's. Such texts are found by an equal headline and by the least of their shingles under six orders (minhash,
Broder 1997, doi:10.1109/SEQUEN.1997.666900): of two texts that agree in .8, one in 600 has no least shingle in common
under the first four; two more orders take those of the lead, which a shortened text keeps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class _Crowd:
    """The texts, by their places in time, with what is compared of them."""

    texts: Sequence[Text]
    rows: Rows
    of_crowd: Flags
    sizes: Ints
    sites: Ints
    titles: Ints
    """Equal for equal headlines; one of a single word is a column's, and equals no other."""
    is_in: Flags
    """By shingle: room for one text's row, empty between two comparisons."""
    leads: Leads
    joining: Joining

    def join(self, rest: npt.NDArray[np.int64]) -> None:
        """Compare the first of some texts with the others, then the first of what is left, a dozen times."""
        for _ in range(_FIRSTS):
            first, rest = int(rest[0]), rest[1:]
            root, joining = self.joining.root(self.texts[first].id), self.joining
            apart = [joining.root(self.texts[other].id) != root for other in rest.tolist()]
            rest = rest[np.array(apart, dtype=np.bool_)]
            if not rest.size:
                return
            self._join_to(first, rest)

    def _join_to(self, first: int, rest: npt.NDArray[np.int64]) -> None:
        both = self._agreeing(first, rest)
        sizes, size = self.sizes[rest], self.sizes[first]
        resemblance, contained = both / (sizes + size - both), both / np.minimum(sizes, size)
        all_of_both = resemblance >= _ALL
        elsewhere = self.sites[rest] != self.sites[first]
        on_two_sites = elsewhere & (resemblance >= _TWO_SITES)
        one_headline = elsewhere & (resemblance >= _SAME_HEADLINE) & (self.titles[rest] == self.titles[first])
        enough = all_of_both | on_two_sites | one_headline
        asked = (enough | (contained >= _ALL)) & (self.of_crowd[rest] | self.of_crowd[first])
        for index in np.flatnonzero(asked).tolist():
            other, share = int(rest[index]), float(contained[index])
            if not enough[index] and self.leads.share(first, other) < _ALL:
                continue
            where = "" if all_of_both[index] else " on two sites" if enough[index] else ", lead copied"
            how = ", same headline" if where == " on two sites" and not on_two_sites[index] else ""
            reasons = (
                f"resemblance {short(float(resemblance[index]))}{where}{how}",
                f"containment {short(share)} of a text that all print",
            )
            self.joining.join(Link(self.texts[first].id, self.texts[other].id, round(share, 4), reasons))

    def _agreeing(self, first: int, rest: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Count the shingles that each of the rest has in common with the first."""
        starts, mine = self.rows.starts, self.rows.of(first)
        self.is_in[mine] = True
        sizes = starts[rest + 1] - starts[rest]
        ends = np.cumsum(sizes)
        places = np.repeat(starts[rest] - (ends - sizes), sizes)
        places += np.arange(places.size)
        hits = np.concatenate(([0], np.cumsum(self.is_in[self.rows.shingles[places]])))
        self.is_in[mine] = False
        return np.asarray(hits[ends] - hits[ends - sizes], dtype=np.int64)


def join_crowds(texts: Sequence[Text], shared: Shared, sizes: Ints, joining: Joining) -> list[tuple[int, ...]]:
    """Join the texts that all print; gives the places of each group that is one text."""
    crowded = np.bincount(shared.texts[shared.spread() > CROWD], minlength=len(texts))
    of_crowd = crowded > (1 - _OWN_SHARE) * sizes
    if not of_crowd.any():
        return []
    near = of_crowd | (crowded >= np.maximum(1, _NEAR_CROWD * sizes))
    rows = rows_of(shared, near)
    crowd = _Crowd(
        texts=texts,
        rows=rows,
        of_crowd=of_crowd,
        sizes=sizes,
        sites=_codes([host_of(text.url) if is_near else "" for text, is_near in zip(texts, near, strict=True)]),
        titles=_codes([text.title if " " in text.title else text.id for text in texts]),
        is_in=np.zeros(shared.counts.size, dtype=np.bool_),
        leads=Leads(texts, shared, rows),
        joining=joining,
    )
    before = len(joining.links)
    for bucket in _buckets(texts, shared, rows, near):
        if of_crowd[bucket].any():
            crowd.join(bucket)
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


def _codes(names: Sequence[str]) -> Ints:
    """Give equal names equal numbers."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int32)


def short(share: float) -> str:
    """Write a share from 0 to 1 in two places: .93."""
    return f"{share:.2f}".removeprefix("0")
