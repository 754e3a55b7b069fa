"""How near two articles of one language are: their traits and embeddings in; scored pairs out.

The words, names, numbers and places of an article make the TF-IDF half of the score, its embedding the other half;
where an article has no embedding, words decide alone. Weights and thresholds were measured by `python -m bench
stories` on headlines, bags of title words and full texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from digest.curate.reading.traits import Traits
from digest.curate.stories.matrices import (
    Bag,
    Floats,
    Pairs,
    Places,
    Space,
    build_space,
    compare,
    count_tokens,
    near_pairs,
)

FAMILIES = ("words", "names", "numbers", "places", "grams")
_WEIGHTS = {"words": 1.0, "names": 0.3, "numbers": 0.3, "places": 0.3, "grams": 0.3}
_RARITY = 0.6
"""The power of a token's rarity. Below one because headlines have few rare words to share."""
_HEADLINE_WORDS, _TEXT_WORDS = 12, 100
_FLOOR, _CANDIDATES, _KEEP = 0.05, 100, 50
_PRIOR = 2.0
_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Tier:
    """What decides: how much the meaning counts, what a pair needs, for headlines and for texts."""

    meaning: tuple[float, float]
    needs: tuple[float, float]


_BY_MEANING = Tier(meaning=(0.4, 0.15), needs=(0.29, 0.285))
_BY_WORDS = Tier(meaning=(0.0, 0.0), needs=(0.21, 0.215))
_LOUD = (5.0, 1.0)
"""What a tie of headlines counts beside one of texts: stories of headlines are held together by fewer shared words."""
_STEADY_HOURS, _FADING_HOURS, _LEAST = 48.0, 168.0, 0.9
"""Ties keep their strength up to 48 hours apart, then lose up to a tenth of it over a week.

A rule, not a measurement: in the labelled data time says nothing.
"""


@dataclass(frozen=True, slots=True)
class Compared:
    """What there is to say of some pairs, each array with an element a pair."""

    words: Floats
    """The TF-IDF half of the score, -1..1."""
    meaning: Floats
    """The cosine of the embeddings, -1..1; 0 where one is missing."""
    known: npt.NDArray[np.bool_]
    """Whether both have an embedding."""
    scores: Floats
    needs: Floats
    """The score that a pair needs, by its lengths, by how far apart it is, and with what we know of it."""
    shared: Sequence[Sequence[tuple[str, int]]]
    """The tokens that tie the two, as (family, hash), the strongest first."""


@dataclass(frozen=True, slots=True)
class Within:
    """Measured articles, in their given order; all methods take places in that order."""

    space: Space
    vectors: Floats
    """Embeddings of length one, centred on their language; rows of zeros where there is none."""
    known: npt.NDArray[np.bool_]
    """Which articles have an embedding."""
    sizes: Floats
    """How long each text is: 0 a headline, 1 a full text."""
    hours: npt.NDArray[np.float64]
    """When each was published."""

    def pairs(self) -> Pairs:
        """Give the pairs that are near enough, each once, sorted, with their strength: 5 and 1 are just enough.

        A pair of headlines that just reaches its threshold has strength 5, a pair of texts 1.
        """
        left, right, words = near_pairs(self.space, floor=_FLOOR, keep=_CANDIDATES)
        scores, needs = self._scores(left, right, words), self._needs(left, right)
        strength = scores / needs * self._fading(left, right)
        enough = np.flatnonzero(strength >= 1)
        enough = enough[_best_of_each(left[enough], right[enough], strength[enough], keep=_KEEP)]
        left, right = left[enough], right[enough]
        loud = _between(_LOUD, self._mean_size(left, right))
        return left, right, (strength[enough] * loud).astype(np.float32)

    def compare(self, left: Places, right: Places) -> Compared:
        """Give what there is to say of some pairs."""
        words, shared = compare(self.space, left=left, right=right)
        return Compared(
            words=words,
            meaning=self._meaning(left, right),
            known=self.known[left] & self.known[right],
            scores=self._scores(left, right, words),
            needs=np.asarray(self._needs(left, right) / self._fading(left, right), dtype=np.float32),
            shared=[[(FAMILIES[family], code) for family, code in tokens] for tokens in shared],
        )

    def _scores(self, left: Places, right: Places, words: Floats) -> Floats:
        share = _between(_BY_MEANING.meaning, self._mean_size(left, right)) * (self.known[left] & self.known[right])
        return np.asarray((1 - share) * words + share * self._meaning(left, right), dtype=np.float32)

    def _meaning(self, left: Places, right: Places) -> Floats:
        cosines = np.zeros(len(left), dtype=np.float32)
        for start in range(0, len(left) if self.known.any() else 0, _BLOCK):
            block = slice(start, start + _BLOCK)
            cosines[block] = np.einsum("ij,ij->i", self.vectors[left[block]], self.vectors[right[block]])
        return cosines

    def _needs(self, left: Places, right: Places) -> Floats:
        size = self._mean_size(left, right)
        both = self.known[left] & self.known[right]
        needs = _between(_BY_WORDS.needs, size)
        needs[both] = _between(_BY_MEANING.needs, size[both])
        return needs

    def _mean_size(self, left: Places, right: Places) -> Floats:
        return np.asarray((self.sizes[left] + self.sizes[right]) / 2, dtype=np.float32)

    def _fading(self, left: Places, right: Places) -> npt.NDArray[np.float64]:
        over = np.clip((np.abs(self.hours[left] - self.hours[right]) - _STEADY_HOURS) / _FADING_HOURS, 0, 1)
        return 1 - (1 - _LEAST) * over


def measure_within(
    traits: Sequence[Traits], *, languages: Sequence[str], hours: Sequence[float], vectors: Floats
) -> Within:
    """Place articles of any languages, each beside those of its own.

    `hours` are times of publication; `vectors` has a row for each article, zeros where there is none.
    """
    families = [count_tokens([_bag(trait, family) for trait in traits]) for family in FAMILIES]
    space = build_space(families, weights=tuple(_WEIGHTS.values()), languages=languages, rarity=_RARITY)
    lengths = np.array([max(1, trait.length) for trait in traits], dtype=np.float32)
    sizes = np.log(lengths / _HEADLINE_WORDS) / np.log(_TEXT_WORDS / _HEADLINE_WORDS)
    return Within(
        space=space,
        vectors=_centred(vectors, space.languages),
        known=np.asarray(vectors.any(axis=1)),
        sizes=np.clip(sizes, 0, 1).astype(np.float32),
        hours=np.array(hours, dtype=np.float64),
    )


def _bag(trait: Traits, family: str) -> Bag:
    if family == "words":
        return trait.words, trait.word_counts.astype(np.uint16) + trait.title_counts
    return {
        "names": (trait.names, trait.name_counts),
        "numbers": (trait.numbers, trait.number_counts),
        "places": (trait.places, trait.place_counts),
        "grams": (trait.grams, trait.gram_counts),
    }[family]


def _between(ends: tuple[float, float], size: Floats) -> Floats:
    headline, text = ends
    return np.asarray(headline + (text - headline) * size, dtype=np.float32)


def _best_of_each(left: Places, right: Places, strength: npt.NDArray[np.float64], *, keep: int) -> Places:
    """Give, in order, the pairs that are among the `keep` strongest of one of their rows."""
    rows, pairs = np.concatenate((left, right)), np.tile(np.arange(len(left)), 2)
    order = np.lexsort((pairs, -strength[pairs], rows))
    rows = rows[order]
    place = np.arange(len(rows)) - np.searchsorted(rows, rows)
    return np.unique(pairs[order][place < keep])


def _centred(vectors: Floats, languages: npt.NDArray[np.int32]) -> Floats:
    """Take the mean of its language off each vector and give all the length one again; zeros stay zeros."""
    centred = np.zeros_like(vectors)
    everything = vectors.any(axis=1)
    overall = vectors.sum(axis=0) / max(1, everything.sum())
    for code in range(int(languages.max(initial=-1)) + 1):
        rows = np.flatnonzero((languages == code) & everything)
        own = vectors[rows] - (vectors[rows].sum(axis=0) + _PRIOR * overall) / (len(rows) + _PRIOR)
        lengths = np.linalg.norm(own, axis=1, keepdims=True)
        centred[rows] = np.divide(own, lengths, out=np.zeros_like(own), where=lengths > 0)
    return centred
