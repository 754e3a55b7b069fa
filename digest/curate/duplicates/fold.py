"""Copies of one text: articles in, voices out, with a link that says why for every copy.

Two articles are copies when their canonical address or their words agree, or when enough of their shingles do:
resemblance >= .55, or containment >= .5 under like headlines (>= 75 of 100), or containment >= .9 with the lead
copied. Measured by `python -m bench duplicates`.

Shingles that more than ten texts share are a template (a market report, a subscription notice) and count for
nothing. A text of little else may also be one that everybody prints: it is a copy if practically all of it agrees.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from digest.curate.duplicates.crowds import repeated_values
from digest.curate.duplicates.titles import title_similarity
from digest.curate.reading.shingles import split_units, winnow
from digest.curate.reading.tokens import fold
from digest.model import Article, Link, Voice

_RESEMBLANCE = 0.55
_CONTAINMENT, _TITLE_SIMILARITY = 0.5, 75.0
_NEARLY_ALL, _LEAD_COPIED = 0.9, 0.5
_ALL = 0.95
_LEAD_REASON = "lead copied"
_CROWD = 10
_OWN_SHARE = 0.5
_LEAD_UNITS = 60
_FEW_SHINGLES = 4
_CANDIDATES = 12
_SHORT_UNITS = 12
"""A shorter body ("Read more here") is nobody's own text: only with its headline it says that two are one."""


@dataclass(slots=True)
class _Text:
    """An article with its shingles; `own` are those of no template, `shared` those that some other text has too."""

    article: Article
    shingles: frozenset[int]
    lead: frozenset[int]
    own: frozenset[int] = frozenset()
    shared: tuple[int, ...] = ()

    @property
    def is_crowded(self) -> bool:
        """Tell whether most of the text stands in more than ten others: a template, or a text that all print."""
        return len(self.own) < _OWN_SHARE * len(self.shingles)


@dataclass(slots=True)
class _Folding:
    """The state of one fold: who belongs to whom, and the texts that first brought a shingle, one for each voice."""

    parent: dict[str, str] = field(default_factory=dict)
    holders: dict[int, list[int]] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    doubtful: list[tuple[_Text, _Text, Link]] = field(default_factory=list)

    def root(self, key: str) -> str:
        while (above := self.parent.setdefault(key, key)) != key:
            key = above
        return key

    def join(self, link: Link) -> None:
        """Fold the later article's voice into the earlier one's."""
        left, right = self.root(link.left), self.root(link.right)
        self.links.append(link)
        self.parent[right] = left


def fold_duplicates(articles: Sequence[Article]) -> tuple[tuple[Voice, ...], tuple[Link, ...]]:
    """Fold the copies of one text into one voice.

    Gives the voices, by their original's time, each with its copies in the order of time; and a link for each copy
    found (score 0..1), the earlier article on the left. The original is the agency that a copy names in its
    dateline, else the earliest article, then the longest. Articles whose id repeats count once.
    """
    unique = {article.id: article for article in sorted(articles, key=_order, reverse=True)}
    ordered = sorted(unique.values(), key=_order)
    folding = _Folding()
    texts = _fold_exact(ordered, folding)
    _fold_near(texts, folding)
    members: dict[str, list[Article]] = {}
    for article in ordered:
        members.setdefault(folding.root(article.id), []).append(article)
    voices = sorted((_voice(group) for group in members.values()), key=lambda voice: _order(unique[voice.original]))
    return tuple(voices), tuple(sorted(folding.links, key=lambda link: (link.left, link.right)))


def _order(article: Article) -> tuple[float, int, str]:
    return (article.published.timestamp(), -sum(map(len, article.body)), article.id)


def _fold_exact(ordered: Sequence[Article], folding: _Folding) -> list[_Text]:
    """Join equal addresses and equal words; give the texts that are left to compare."""
    first: dict[str, str] = {}
    texts = []
    for article in ordered:
        units = split_units("\n".join(article.body))
        words = units if len(units) >= _SHORT_UNITS else [*split_units(article.title), *units]
        keys = {"same address": article.url, "same text": _digest(words) if units else ""}
        found = [(reason, first[key]) for reason, key in keys.items() if key in first]
        if found:
            reason, earlier = found[0]
            folding.join(Link(earlier, article.id, 1.0, (reason,)))
        elif units:
            texts.append(_Text(article, winnow(units), winnow(units[:_LEAD_UNITS])))
        for key in filter(None, keys.values()):
            first.setdefault(key, article.id)
    return texts


def _digest(words: Sequence[str]) -> str:
    return hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _fold_near(texts: Sequence[_Text], folding: _Folding) -> None:
    rows = [tuple(text.shingles) for text in texts]
    repeated, crowded = repeated_values(rows, more_than=1), repeated_values(rows, more_than=_CROWD)
    for text in texts:
        text.own = text.shingles - crowded
        text.shared = tuple(sorted((text.shingles if text.is_crowded else text.own) & repeated))
    for place, text in enumerate(texts):
        for other in _candidates(text, texts=texts, folding=folding):
            if folding.root(other.article.id) != folding.root(text.article.id):
                link = _compare(other, text)
                if link is not None and _LEAD_REASON in link.reasons:
                    folding.doubtful.append((other, text, link))
                elif link is not None:
                    folding.join(link)
        _enrol(place, texts=texts, folding=folding)
    _settle_doubtful({text.article.id: text for text in texts}, folding)


def _settle_doubtful(texts: Mapping[str, _Text], folding: _Folding) -> None:
    """Fold what only a copied lead speaks for, unless the longer text is a round-up.

    A page that carries two whole texts begins with one of them. Its own copies then show which of the two it is: the
    shorter text must begin like one of these as well.
    """
    partners: dict[str, list[_Text]] = {}
    for link in folding.links:
        if link.left in texts and link.right in texts:
            partners.setdefault(link.left, []).append(texts[link.right])
            partners.setdefault(link.right, []).append(texts[link.left])
    for left, right, link in folding.doubtful:
        short, whole = sorted((left, right), key=lambda text: (len(text.shingles), text.article.id))
        witnesses = partners.get(whole.article.id, [])
        agreed = not witnesses or any(_lead_share(short, witness) >= _LEAD_COPIED for witness in witnesses)
        if agreed and folding.root(link.left) != folding.root(link.right):
            folding.join(link)


def _candidates(text: _Text, *, texts: Sequence[_Text], folding: _Folding) -> list[_Text]:
    """Give the earlier texts that share most with this one, best first, at most one dozen."""
    hits = Counter(chain.from_iterable(folding.holders.get(shingle, ())[: _CROWD + 1] for shingle in text.shared))
    ranked = sorted(hits.items(), key=lambda item: (-item[1], item[0]))
    return [texts[place] for place, _ in ranked[:_CANDIDATES]]


def _enrol(place: int, *, texts: Sequence[_Text], folding: _Folding) -> None:
    """Enter a text as holder of the shingles that its voice does not hold yet."""
    root = folding.root(texts[place].article.id)
    for shingle in texts[place].shared:
        held = folding.holders.setdefault(shingle, [])
        if len(held) <= _CROWD and all(folding.root(texts[other].article.id) != root for other in held):
            held.append(place)


def _compare(left: _Text, right: _Text) -> Link | None:
    """Decide whether two texts are copies: by what is their own, or, when most is everybody's, by nearly all of it."""
    title = title_similarity(left.article.title, right.article.title)
    both, smaller, either = _overlap(left.own, right.own)
    if smaller >= _FEW_SHINGLES and both >= _CONTAINMENT * smaller:
        resemblance, containment = both / either, both / smaller
        measured = f"containment {_short(containment)}, title {title:.0f}"
        if resemblance >= _RESEMBLANCE:
            return _link(left, right, resemblance, (f"resemblance {_short(resemblance)}", measured))
        if title >= _TITLE_SIMILARITY:
            return _link(left, right, containment, (measured,))
        if containment >= _NEARLY_ALL and _lead_share(left, right) >= _LEAD_COPIED:
            return _link(left, right, containment, (measured, _LEAD_REASON))
    if left.is_crowded or right.is_crowded:
        both, smaller, either = _overlap(left.shingles, right.shingles)
        if both >= _ALL * either or (both >= _ALL * smaller and _lead_share(left, right) >= _ALL):
            return _link(
                left, right, both / smaller, (f"containment {_short(both / smaller)} of a text that all print",)
            )
    return None


def _overlap(mine: frozenset[int], theirs: frozenset[int]) -> tuple[int, int, int]:
    """Give the sizes of the intersection, of the smaller set and of the union."""
    both = len(mine & theirs)
    return both, min(len(mine), len(theirs)), len(mine) + len(theirs) - both


def _link(left: _Text, right: _Text, score: float, reasons: tuple[str, ...]) -> Link:
    return Link(left.article.id, right.article.id, round(score, 4), reasons)


def _lead_share(left: _Text, right: _Text) -> float:
    """Give the share of the shorter text's lead that stands in the longer one."""
    short, whole = sorted((left, right), key=lambda text: (len(text.shingles), text.article.id))
    return len(short.lead & (whole.lead | whole.shingles)) / len(short.lead) if short.lead else 0.0


def _voice(group: Sequence[Article]) -> Voice:
    """Name the original of a group that stands in the order of time."""
    openings = fold(
        " ".join(f"{copy.dateline} {' '.join(copy.authors)} {' '.join(copy.body[:1])[:80]}" for copy in group)
    )
    named = [article for article in group if article.outlet and fold(f"({article.outlet})") in openings]
    original = (named or list(group))[0]
    return Voice(original.id, tuple(article.id for article in group if article.id != original.id))


def _short(share: float) -> str:
    return f"{share:.2f}".removeprefix("0")
