"""Copies of one text: texts with their postings in, a link that says why for every copy out.

Two texts are copies when their canonical address or their words agree, or when enough of their shingles do:
resemblance >= .55, or containment >= .5 under like headlines (>= 75 of 100), or containment >= .9 with the lead
copied. Measured by `python -m bench duplicates`; what each rule is worth, by `python -m bench fold --without RULE`.

Shingles that more than ten texts share are a template (a market report, a subscription notice) and count for
nothing. A text of little else may also be one that everybody prints: see `crowds`. What is one by then counts once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from digest.curate.duplicates.crowds import CROWD, join_crowds, short
from digest.curate.duplicates.joining import Joining
from digest.curate.duplicates.leads import Leads
from digest.curate.duplicates.postings import Flags, Ints, Shared, find_shared, rows_of
from digest.curate.duplicates.text import Text, in_order
from digest.curate.duplicates.titles import title_similarity
from digest.curate.reading.fingerprint import Hashes
from digest.model import Link

RULES = ("containment", "title", "lead", "crowd")
"""What can be left out, to see what it is worth."""
_RESEMBLANCE = 0.55
_CONTAINMENT, _TITLE_SIMILARITY = 0.5, 75.0
_NEARLY_ALL, _LEAD_COPIED = 0.9, 0.5
_LEAD_REASON = "lead copied"
_FEW_SHINGLES = 4
_AT_ONCE = 4_000_000
"""Agreements that are counted in one go: 32 MB."""

_Pair = tuple[int, int, int]
"""An earlier text, a later one, and how many shingles of their own they share."""


def find_copies(texts: Sequence[Text | None], postings: Hashes, *, without: Collection[str] = ()) -> list[Link]:
    """Find what are copies of each other, the earlier text on the left of each link.

    The links join each group of copies without a circle, and do not depend on the order of `texts`; the postings name
    a text by its place there, where None stands for one to leave out. `without` names rules to leave out.
    """
    here = [(text, place) for place, text in enumerate(texts) if text is not None]
    ordered = [here[index] for index in in_order([text for text, _ in here])]
    joining = Joining()
    left = _join_exact([text for text, _ in ordered], joining)
    numbers = np.full(len(texts), -1, dtype=np.int32)
    numbers[[ordered[index][1] for index in left]] = np.arange(len(left), dtype=np.int32)
    kept = [ordered[index][0] for index in left]
    _join_near(kept, find_shared(postings, numbers), joining, without=without)
    return sorted(joining.links, key=lambda link: (link.left, link.right))


def _join_exact(ordered: Sequence[Text], joining: Joining) -> list[int]:
    """Join equal addresses and equal words; give the places of the texts that are left to compare."""
    addresses: dict[str, str] = {"": ""}
    words: dict[str, str] = {"": ""}
    left = []
    for place, text in enumerate(ordered):
        at_address = addresses.get(text.url, "")
        if earlier := at_address or words.get(text.digest, ""):
            joining.join(Link(earlier, text.id, 1.0, ("same address" if at_address else "same text",)))
        elif text.size:
            left.append(place)
        addresses.setdefault(text.url, text.id)
        words.setdefault(text.digest, text.id)
    return left


def _join_near(texts: Sequence[Text], shared: Shared, joining: Joining, *, without: Collection[str]) -> None:
    sizes = np.array([text.size for text in texts], dtype=np.int32)
    if "crowd" not in without:
        groups = join_crowds(texts, shared, sizes, joining)
        if groups:
            shared = shared.only(_longest_of(groups, sizes))
    rare = shared.spread() <= CROWD
    own = sizes - np.bincount(shared.texts[~rare], minlength=len(texts)).astype(np.int32)
    pairs = sorted(_pairs(shared, own), key=lambda pair: (pair[1], -pair[2], pair[0]))
    doubtful = []
    for left, right, both in pairs:
        if joining.are_one(texts[left].id, texts[right].id):
            continue
        link = _compare(texts[left], texts[right], own=(int(own[left]), int(own[right])), both=both, without=without)
        if link is not None and _LEAD_REASON in link.reasons:
            doubtful.append((left, right, link))
        elif link is not None:
            joining.join(link)
    if doubtful and "lead" not in without:
        _settle_doubtful(doubtful, texts, shared, joining)


def _longest_of(groups: Sequence[Sequence[int]], sizes: Ints) -> Flags:
    """Tell which texts are compared further: of those that are one, the longest."""
    wanted = np.ones(sizes.size, dtype=np.bool_)
    for group in groups:
        wanted[list(group)] = False
        wanted[max(group, key=lambda text: (sizes[text], -text))] = True
    return wanted


def _pairs(shared: Shared, own: Ints) -> Iterator[_Pair]:
    """Give the pairs of texts that share enough of what is their own: four shingles, and half of the shorter text."""
    rare = shared.spread() <= CROWD
    shingles, texts = shared.shingles[rare], shared.texts[rare]
    agreements = int((shared.counts[shared.counts <= CROWD].astype(np.int64) ** 2).sum()) // 2
    parts = agreements // _AT_ONCE + 1
    for part in range(parts):
        keys = np.concatenate([_agreements(shingles, texts, distance, part, parts) for distance in range(1, CROWD)])
        keys.sort()
        firsts = np.flatnonzero(np.concatenate((np.ones(min(1, keys.size), dtype=np.bool_), keys[1:] != keys[:-1])))
        counts = np.diff(np.append(firsts, keys.size))
        left, right = keys[firsts] >> 32, keys[firsts] & 0xFFFFFFFF
        enough = (counts >= _FEW_SHINGLES) & (counts >= _CONTAINMENT * np.minimum(own[left], own[right]))
        yield from zip(left[enough].tolist(), right[enough].tolist(), counts[enough].tolist(), strict=True)


def _agreements(shingles: Ints, texts: Ints, distance: int, part: int, parts: int) -> npt.NDArray[np.int64]:
    """Give a number for each shingle that two texts share whose postings stand so far apart: earlier and later text."""
    same = shingles[distance:] == shingles[:-distance]
    one, other = texts[:-distance][same], texts[distance:][same]
    earlier, later = np.minimum(one, other), np.maximum(one, other)
    if parts > 1:
        here = later % parts == part
        earlier, later = earlier[here], later[here]
    keys: npt.NDArray[np.int64] = earlier.astype(np.int64) << 32 | later
    return keys


def _compare(left: Text, right: Text, *, own: tuple[int, int], both: int, without: Collection[str]) -> Link | None:
    """Decide whether two texts are copies by what is their own."""
    resemblance, containment = both / (sum(own) - both), both / min(own)
    title = title_similarity(left.title, right.title)
    measured = f"containment {short(containment)}, title {title:.0f}"
    if resemblance >= _RESEMBLANCE:
        return _link(left, right, resemblance, (f"resemblance {short(resemblance)}", measured))
    if "containment" in without:
        return None
    if title >= _TITLE_SIMILARITY and "title" not in without:
        return _link(left, right, containment, (measured,))
    return _link(left, right, containment, (measured, _LEAD_REASON)) if containment >= _NEARLY_ALL else None


def _link(left: Text, right: Text, score: float, reasons: tuple[str, ...]) -> Link:
    return Link(left.id, right.id, round(score, 4), reasons)


def _settle_doubtful(
    doubtful: Sequence[tuple[int, int, Link]], texts: Sequence[Text], shared: Shared, joining: Joining
) -> None:
    """Fold what only a copied lead speaks for, unless the longer text is a round-up.

    A page that carries two whole texts begins with one of them. Its own copies then show which of the two it is: the
    shorter text must begin like one of these as well.
    """
    places = {text.id: place for place, text in enumerate(texts)}
    partners: dict[int, list[int]] = {}
    for link in joining.links:
        if link.left in places and link.right in places:
            partners.setdefault(places[link.left], []).append(places[link.right])
            partners.setdefault(places[link.right], []).append(places[link.left])
    wanted = np.zeros(len(texts), dtype=np.bool_)
    for left, right, _ in doubtful:
        wanted[[left, right, *partners.get(left, ()), *partners.get(right, ())]] = True
    leads = Leads(texts, shared, rows_of(shared, wanted))
    for left, right, link in doubtful:
        if joining.are_one(link.left, link.right) or leads.share(left, right) < _LEAD_COPIED:
            continue
        brief, whole = sorted((left, right), key=lambda text: (texts[text].size, texts[text].id))
        witnesses = partners.get(whole, [])
        if not witnesses or any(leads.share(brief, witness) >= _LEAD_COPIED for witness in witnesses):
            joining.join(link)
