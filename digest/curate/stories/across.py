"""How near articles in two languages are: records of `reading.crossing` in, ties with their probability out.

Each family of tokens (letters, bones, concepts, numbers, places) is a space of its own: rows of length one after the
centre of their language is taken off, because what all texts of a language share says nothing about the event. The
weighted sum of the five cosines is the likeness of two texts. From it comes off how near each of the two is to its
ten nearest stories of the other's language (hubs, which are a little like everything, lose by this; Conneau et al.
2018, arXiv:1710.04087, section 2.3), and `pair_model` makes a probability of the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from digest.curate.reading.crossing import FAMILIES, GRAMS, Crossing, Hashes
from digest.curate.stories.matrices import Floats, Pairs, Places, largest_products
from digest.curate.stories.pair_model import PairModel, shipped_model

Codes = npt.NDArray[np.int32]
"""The language of each text, as a number."""

_COMMON_SHARE, _COMMON_LEAST = 0.3, 20
"""A token in more texts than this share (and this many) says nothing."""
_RARITY = 0.5
"""The power of a token's rarity: in a window of five articles all tokens are rare, and those that two share are least
so; .5, .75 and 1 are equally good on 930 articles."""
_PRIOR = 2.0
"""A language's centre counts as if two more empty texts were in it, so that a lone text is not its own centre."""
_WORK = {"letters": 1.5e8, "bones": 5e7, "concepts": 1.5e8, "numbers": 5e7, "places": 5e7}
"""How many products of tokens each family may cost: its commonest are left out beyond it, so that time stays bounded.

With 930 articles nothing is left out. Of 20,000 the commonest letters are: fewer ties are found then, hardly a false
one more (with a fifth of the letters left, 930 articles lose .06 of recall and gain .01 of precision).
"""
_SMALL = 1e-6


@dataclass(frozen=True, slots=True)
class Family:
    """One family of tokens: weighted rows of length one after centring (in the tokens that can tie two languages)."""

    matrix: Any
    to_centres: Floats
    """For each text, its product with each language's centre."""
    centres: Floats
    """The products of the centres with each other."""
    scale: Floats
    """One over the length of each row after centring; 0 for a text without tokens of the family."""


@dataclass(frozen=True, slots=True)
class Across:
    """The measured articles, in their given order; all methods take places in that order."""

    model: PairModel
    languages: Codes
    families: tuple[Family, ...]
    lefts: Places
    rights: Places
    likeness: Floats
    """For each candidate pair, lower place first and sorted, how alike its texts are."""
    closeness: Floats
    """For each text and language, the mean likeness to its nearest stories there."""

    def log_odds(self) -> npt.NDArray[Any]:
        """Give the log-odds of one event for each candidate pair."""
        mine = self.closeness[self.lefts, self.languages[self.rights]]
        theirs = self.closeness[self.rights, self.languages[self.lefts]]
        return self.model.log_odds(self.likeness - (mine + theirs) / 2)

    def pairs(self) -> Pairs:
        """Give every pair that may be one event, each once, sorted: lower places, higher places, strengths.

        Strength is the probability over the model's threshold: 1 is just enough.
        """
        strength = 1 / (1 + np.exp(-self.log_odds())) / self.model.threshold
        kept = np.flatnonzero(strength >= 1)
        return self.lefts[kept], self.rights[kept], strength[kept].astype(np.float32)

    def probability(self, left: int, right: int) -> float:
        """Give the probability that two texts of different languages tell one event, 0..1."""
        mine, theirs = self.closeness[left, self.languages[right]], self.closeness[right, self.languages[left]]
        return self.model.probability(self._likeness(left, right) - float(mine + theirs) / 2)

    def _likeness(self, left: int, right: int) -> float:
        first, last = np.searchsorted(self.lefts, (min(left, right), min(left, right) + 1))
        place = first + np.searchsorted(self.rights[first:last], max(left, right))
        if place < last and self.rights[place] == max(left, right):
            return float(self.likeness[place])
        cosines = family_cosines(self.families, np.array([left]), np.array([right]), languages=self.languages)
        return float(cosines[0] @ _weights(self.model))


def compare_across(
    crossings: Sequence[Crossing], *, groups: Sequence[int] | npt.NDArray[np.int64] = (), model: PairModel | None = None
) -> Across:
    """Measure articles of several languages against each other.

    `groups` numbers the stories within each language, one number a text: a story counts once among the nearest of a
    text, however many wrote on it. Without it each text is a story of its own. Without `model` the shipped one
    decides.
    """
    model = model or shipped_model()
    order = {language: code for code, language in enumerate(sorted({crossing.language for crossing in crossings}))}
    languages = np.array([order[crossing.language] for crossing in crossings], dtype=np.int32)
    families = build_families(crossings, languages=languages)
    lefts, rights, likeness, crowded = _candidates(families, model=model, languages=languages)
    stories = np.array(groups if len(groups) else range(len(crossings)), dtype=np.int64)
    closeness = _closeness(
        (lefts, rights, likeness), crowded=crowded, languages=languages, stories=stories, model=model
    )
    return Across(model, languages, families, lefts, rights, likeness, closeness)


def build_families(crossings: Sequence[Crossing], *, languages: Codes) -> tuple[Family, ...]:
    """Place the texts in the space of each family, in the order of FAMILIES."""
    counted = [_count([getattr(crossing, name) for crossing in crossings]) for name in FAMILIES]
    weighed = [_weigh(counts) for counts in counted]
    return tuple(_centre(rows, languages=languages) for rows in weighed)


def family_cosines(families: Sequence[Family], lefts: Places, rights: Places, *, languages: Codes) -> npt.NDArray[Any]:
    """Give the cosine of each pair in each family, -1..1: a row a pair, a column a family."""
    columns = []
    for family in families:
        products = np.asarray(family.matrix[lefts].multiply(family.matrix[rights]).sum(axis=1)).ravel()
        columns.append(products + _moved(family, lefts, rights, languages=languages))
    return np.stack(columns, axis=1)


def _count(bags: Sequence[Hashes]) -> Any:
    """Give the tokens of each bag as a row of counts, columns in the order of their hashes."""
    ends = np.cumsum([0, *(len(bag) for bag in bags)])
    tokens = np.concatenate([*bags, np.zeros(0, dtype=np.uint32)])
    if tokens.max(initial=0) < GRAMS:  # codes of grams are columns already; sorting millions of them takes seconds
        columns, width = tokens, GRAMS
    else:
        known, places = np.unique(tokens, return_inverse=True)
        columns, width = places.astype(np.uint32), max(1, len(known))
    ones = np.ones(len(columns), dtype=np.float32)
    counts = sparse.csr_matrix((ones, columns.astype(np.int32), ends), shape=(len(bags), width))
    counts.sum_duplicates()
    return counts


def _weigh(counts: Any) -> Any:
    """Weigh counts by 1 + ln(count) and the rarity of their token: each row to length one."""
    texts = counts.shape[0]
    spread = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = np.log((texts + 1) / np.maximum(spread, 1)) ** _RARITY
    rarity[spread > max(_COMMON_LEAST, _COMMON_SHARE * texts)] = 0
    rows = counts.copy()
    rows.data = (1 + np.log(rows.data)) * rarity[rows.indices].astype(np.float32)
    rows.eliminate_zeros()
    long = np.sqrt(_squares(rows))
    return (sparse.diags_array((1 / np.maximum(long, _SMALL)).astype(np.float32)) @ rows).tocsr()


def _centre(rows: Any, *, languages: Codes) -> Family:
    texts, known = len(languages), int(languages.max(initial=-1)) + 1
    belongs = sparse.csr_matrix((np.ones(texts, dtype=np.float32), (languages, np.arange(texts))), shape=(known, texts))
    sizes = np.bincount(languages, minlength=known)
    middle = (sparse.diags_array((1.0 / (sizes + _PRIOR)).astype(np.float32)) @ belongs @ rows).tocsr()
    to_centres = np.asarray((rows @ middle.T).todense(), dtype=np.float32)
    centres = np.asarray((middle @ middle.T).todense(), dtype=np.float32)
    own = centres[languages, languages]
    squares = _squares(rows)
    lengths = np.sqrt(np.maximum(squares - 2 * to_centres[np.arange(texts), languages] + own, _SMALL))
    scale = np.where(squares > 0, 1 / lengths, 0).astype(np.float32)
    spoken_by = np.diff((belongs @ rows).tocsc().indptr)
    shared = rows[:, np.flatnonzero(spoken_by > 1)]
    scaled = sparse.diags_array(scale)
    return Family((scaled @ shared).tocsr(), to_centres * scale[:, None], centres, scale)


def _squares(rows: Any) -> Floats:
    squares: Floats = np.asarray(rows.multiply(rows).sum(axis=1), dtype=np.float32).ravel()
    return squares


def _moved(family: Family, lefts: Places, rights: Places, *, languages: Codes) -> npt.NDArray[Any]:
    """Give what centring adds to the products of pairs."""
    mine, theirs = languages[lefts], languages[rights]
    first, second = family.scale[lefts], family.scale[rights]
    moved: npt.NDArray[Any] = (
        family.centres[mine, theirs] * first * second
        - family.to_centres[lefts, theirs] * second
        - family.to_centres[rights, mine] * first
    )
    return moved


def _weights(model: PairModel) -> npt.NDArray[Any]:
    return np.array([model.weights[name] for name in FAMILIES])


def _candidates(
    families: Sequence[Family], *, model: PairModel, languages: Codes
) -> tuple[Places, Places, Floats, npt.NDArray[np.bool_]]:
    """Give each text's nearest in each other language, as sorted pairs with their likeness.

    The last array says for each text and language whether it had more near ones there than were kept.
    """
    weights = _weights(model)
    stacked = sparse.hstack(
        [
            _within_bounds(family.matrix, work=_WORK[name]) * np.float32(weight**0.5)
            for name, family, weight in zip(FAMILIES, families, weights, strict=True)
            if weight > 0
        ],
        format="csr",
        dtype=np.float32,
    )
    stacked = sparse.csr_matrix(stacked)
    texts, known = len(languages), int(languages.max(initial=-1)) + 1
    crowded = np.zeros((texts, known), dtype=np.bool_)
    keys, products = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.float32)]
    for language in range(known):
        here, elsewhere = np.flatnonzero(languages == language), np.flatnonzero(languages != language)
        near, at, found = largest_products(stacked[elsewhere], stacked[here], keep=model.neighbours)
        crowded[elsewhere, language] = np.bincount(near, minlength=len(elsewhere)) >= model.neighbours
        rows, columns = elsewhere[near], here[at]
        keys.append(np.minimum(rows, columns) * texts + np.maximum(rows, columns))
        products.append(found)
    unique, first = np.unique(np.concatenate(keys), return_index=True)
    lefts, rights = unique // max(texts, 1), unique % max(texts, 1)
    likeness = np.concatenate(products)[first]
    for family, weight in zip(families, weights, strict=True):
        likeness += np.float32(weight) * _moved(family, lefts, rights, languages=languages).astype(np.float32)
    return lefts, rights, likeness, crowded


def _within_bounds(matrix: Any, *, work: float) -> Any:
    """Leave out the commonest tokens if the product of all rows with each other would cost too much."""
    spread = np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(np.float64)
    rarest_first = np.sort(spread)
    affordable = np.searchsorted(np.cumsum(rarest_first**2), work)
    if affordable == len(rarest_first):
        return matrix
    return matrix[:, np.flatnonzero(spread < rarest_first[affordable])]


def _closeness(
    pairs: Pairs,
    *,
    crowded: npt.NDArray[np.bool_],
    languages: Codes,
    stories: Places,
    model: PairModel,
) -> Floats:
    """Give for each text and language the mean likeness to its nearest stories there.

    Where the language has fewer stories than are asked for, or more texts of one story than were kept, the model's
    usual closeness stands for each that is missing; a story that shares nothing counts 0.
    """
    lefts, rights, likeness = pairs
    rows, others = np.concatenate([lefts, rights]), np.concatenate([rights, lefts])
    values = np.concatenate([likeness, likeness])
    shape, known = crowded.shape, crowded.shape[1]
    cells = rows * known + languages[others]
    nearest_first = np.lexsort((stories[others], -values, cells))
    cells, values, told = cells[nearest_first], values[nearest_first], stories[others][nearest_first]
    _, once = np.unique(cells * (stories.max(initial=0) + 1) + told, return_index=True)
    once = np.sort(once)
    cells, values = cells[once], values[once]
    rank = np.arange(len(cells)) - np.searchsorted(cells, cells)
    best = rank < model.neighbours
    sums = np.bincount(cells[best], weights=values[best], minlength=crowded.size).reshape(shape)
    counts = np.bincount(cells[best], minlength=crowded.size).reshape(shape)
    of_language = np.bincount(languages[np.unique(stories, return_index=True)[1]], minlength=known)
    unlike = np.where(crowded, 0, np.maximum(np.minimum(of_language, model.neighbours) - counts, 0))
    missing = model.neighbours - counts - unlike
    return ((sums + missing * model.closeness) / model.neighbours).astype(np.float32)
