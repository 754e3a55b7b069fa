"""How near articles are: articles in; scored pairs, thresholds and the reasons behind a score out.

Within a language words and meaning decide (`within`); across languages a learned model of pairs does (`across`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from digest.curate.reading.crossing import Crossing, read_crossing
from digest.curate.reading.places import country_name
from digest.curate.reading.traits import Traits, place_of, read_traits, surface_forms
from digest.curate.stories.across import Across, compare_across
from digest.curate.stories.communities import find_communities
from digest.curate.stories.evidence import shared_across
from digest.curate.stories.matrices import Floats, Pairs, Places
from digest.curate.stories.within import Compared, Within, measure_within
from digest.model import Article, Link

TEXT_TIER = "text"
Vector = npt.NDArray[np.float32]

_COST = 0.1
"""What a pair inside a story costs (`gather`): a tie across languages that is just enough weighs as much, so that two
groups meet when the mean of all their pairs is enough, not when one pair is."""
_SHOWN = 5
_COUNTRY = 2
"""How long an ISO 3166-1 code is."""
_HEADINGS = {"words": "shared", "names": "names", "numbers": "numbers", "places": "places"}


@dataclass(frozen=True, slots=True)
class Affinity:
    """The measured articles, in their given order; all methods take places in that order."""

    articles: tuple[Article, ...]
    languages: tuple[str, ...]
    tier: str
    """What decides within a language: "text", or the name of the embedding model."""
    within: Within
    near: Pairs
    """The pairs within the languages."""
    across: Across

    def pairs(self) -> Pairs:
        """Give every pair that may be one event, each once, sorted: lower places, higher places, strengths.

        Strength is what the pair is worth in the graph; `within` says how it grows from the score.
        """
        left, right, strength = self.near
        far_left, far_right, far = self.across.pairs()
        left, right = np.concatenate((left, far_left)), np.concatenate((right, far_right))
        strength = np.concatenate((strength, far * np.float32(_COST)))
        order = np.lexsort((right, left))
        return left[order], right[order], strength[order]

    def score(self, left: int, right: int) -> float:
        """Give how near two articles are: -1..1 within a language, the probability of one event across languages."""
        return float(self._compare(left, right).scores[0])

    def threshold(self, left: int, right: int) -> float:
        """Give the score that two articles need: the model's across languages, within one as `within` has it."""
        return float(self._compare(left, right).needs[0])

    def link(self, left: int, right: int) -> Link:
        """Say what ties two articles, and how much, so that a person can check it."""
        return self.links([(left, right)])[0]

    def links(self, pairs: Sequence[tuple[int, int]]) -> list[Link]:
        """Say what ties the articles of each pair."""
        ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        is_within = [self._is_within(left, right) for left, right in pairs]
        halves = {side: self._halve(ends[np.array(is_within) == side], within=side) for side in set(is_within)}
        return [next(halves[side]) for side in is_within]

    def _halve(self, ends: Places, *, within: bool) -> Iterator[Link]:
        left, right = ends[:, 0], ends[:, 1]
        compared = self.within.compare(left, right) if within else self._across(left, right)
        for place, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
            mine, theirs = self.articles[one], self.articles[other]
            figures = _figures(compared, place, within=within)
            shared = _tokens(mine, compared.shared[place]) if within else shared_across(mine, theirs)
            reasons = (figures, *shared)
            yield Link(mine.id, theirs.id, round(max(0.0, float(compared.scores[place])), 4), reasons)

    def _compare(self, left: int, right: int) -> Compared:
        ends = (np.array([left]), np.array([right]))
        return self.within.compare(*ends) if self._is_within(left, right) else self._across(*ends)

    def _across(self, left: Places, right: Places) -> Compared:
        scores = np.array([self.across.probability(*ends) for ends in zip(left.tolist(), right.tolist(), strict=True)])
        return Compared(
            words=scores,
            meaning=np.zeros_like(scores),
            known=np.zeros(len(scores), dtype=bool),
            scores=scores,
            needs=np.full_like(scores, self.across.model.threshold),
            shared=[[] for _ in scores],
        )

    def _is_within(self, left: int, right: int) -> bool:
        return self.languages[left] == self.languages[right]


def measure(
    articles: Sequence[Article],
    *,
    traits: Mapping[str, Traits] | None = None,
    vectors: Mapping[str, Vector] | None = None,
    model: str = "",
    crossings: Mapping[str, Crossing] | None = None,
) -> Affinity:
    """Place articles beside each other.

    `traits`, `crossings` and `vectors` by article id are what was read at collection: missing traits and crossings
    are read now, articles without a vector are compared by their words alone. `model` names what made the vectors.
    """
    known = traits or {}
    read = [known.get(article.id) or read_traits(article) for article in articles]
    languages = [article.language.partition("-")[0].lower() for article in articles]
    hours = [article.published.timestamp() / 3600 for article in articles]
    within = measure_within(read, languages=languages, hours=hours, vectors=_aligned(articles, vectors))
    near = within.pairs()
    told = crossings or {}
    many = articles if len(set(languages)) > 1 else ()
    crossed = [told.get(article.id) or read_crossing(article) for article in many]
    stories = find_communities(*near, nodes=len(articles), cost=_COST) if crossed else np.zeros(0, dtype=np.int64)
    return Affinity(
        articles=tuple(articles),
        languages=tuple(languages),
        tier=active_tier(vectors, model=model),
        within=within,
        near=near,
        across=compare_across(crossed, groups=stories),
    )


def active_tier(vectors: Mapping[str, Vector] | None, *, model: str) -> str:
    """Say what decides within a language: "text" where there are no vectors, else the name of their model."""
    return model or "embeddings" if vectors else TEXT_TIER


def _figures(compared: Compared, place: int, *, within: bool) -> str:
    needs = f"(needs {_short(compared.needs[place])})"
    words, score = _short(compared.words[place]), _short(compared.scores[place])
    if not within:
        return f"across languages {score} {needs}"
    if not compared.known[place]:
        return f"TF-IDF {words} {needs}"
    return f"TF-IDF {words}, meaning {_short(compared.meaning[place])}, together {score} {needs}"


def _tokens(article: Article, tokens: Sequence[tuple[str, int]]) -> list[str]:
    """Give a line for each family of shared tokens, in the words of an article that has them."""
    best = {family: [code for name, code in tokens if name == family][:_SHOWN] for family in _HEADINGS}
    printed = surface_forms(
        article,
        words=frozenset(best["words"]),
        names=frozenset(best["names"]),
        numbers=frozenset(best["numbers"]),
    )
    lines = []
    for family, heading in _HEADINGS.items():
        forms = (_place_name(code) if family == "places" else printed.get(code, "") for code in best[family])
        shown = [form for form in forms if form and (family == "numbers" or not form.isdigit())]
        if shown:
            lines.append(f"{heading}: {', '.join(dict.fromkeys(shown))}")
    return lines


def _aligned(articles: Sequence[Article], vectors: Mapping[str, Vector] | None) -> Floats:
    if not vectors:
        return np.zeros((len(articles), 1), dtype=np.float32)
    width = len(next(iter(vectors.values())))
    empty = np.zeros(width, dtype=np.float32)
    return np.array([vectors.get(article.id, empty) for article in articles], dtype=np.float32)


def _place_name(hashed: int) -> str:
    code = place_of(hashed)
    return country_name(code) if len(code) == _COUNTRY else code.rpartition("/")[2].replace("_", " ")


def _short(score: Any) -> str:
    return f"{score:.2f}".replace("0.", ".", 1)
