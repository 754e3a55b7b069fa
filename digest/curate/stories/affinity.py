"""How near articles are: articles in; scored pairs, thresholds and the reasons behind a score out.

Within a language a space of shared words, names, numbers and places decides, across languages a model of pairs
(`across`). The weights and thresholds within were measured by `python -m bench stories` on headlines, title bags and
full texts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.curate.reading.crossing import read_crossing
from digest.curate.reading.places import country_name
from digest.curate.reading.traits import read_traits, surface_forms
from digest.curate.stories.across import Across, compare_across
from digest.curate.stories.evidence import shared_across
from digest.curate.stories.matrices import Space, build_space, count_tokens, nearest, shared_tokens, similarity
from digest.model import Article, Link

_WITHIN = {"numbers": 1.0, "places": 1.0, "words": 1.0, "names": 0.5}
_HEADLINES_NEED, _TEXTS_NEED = 0.18, 0.22
_HEADLINE_WORDS, _TEXT_WORDS = 12, 100
_KEEP_WITHIN = 40
_TIE_ACROSS = 0.05
"""What a tie across languages that is just enough weighs: as much as a pair inside a story costs (`gather`), so that
two groups meet when the mean of all their pairs is enough, not when one pair is."""
_SHOWN = 5
_MARKS = {"numbers": "#", "places": "@", "words": "", "names": "~"}


@dataclass(frozen=True, slots=True)
class Affinity:
    """The measured articles, in their given order; all methods take places in that order."""

    articles: tuple[Article, ...]
    lengths: tuple[int, ...]
    languages: tuple[str, ...]
    within: Space
    across: Across

    def pairs(self) -> Iterator[tuple[int, int, float]]:
        """Give every pair that may be one event, as (lower place, higher place, strength), each once, sorted.

        Strength is the score over its threshold: 1 is just enough, whatever the languages and lengths.
        """
        found: dict[tuple[int, int], float] = {}
        near = nearest(self.within, same_language=True, floor=_HEADLINES_NEED, keep=_KEEP_WITHIN)
        for left, right, score in near:
            strength = score / self.threshold(left, right)
            if strength >= 1:
                found[min(left, right), max(left, right)] = strength
        for left, right, strength in zip(*(column.tolist() for column in self.across.pairs()), strict=True):
            found[left, right] = strength * _TIE_ACROSS
        return ((left, right, found[left, right]) for left, right in sorted(found))

    def score(self, left: int, right: int) -> float:
        """Give how near two articles are: -1..1 within a language, a probability across languages."""
        if self.languages[left] != self.languages[right]:
            return self.across.probability(left, right)
        return similarity(self.within, left=left, right=right)

    def threshold(self, left: int, right: int) -> float:
        """Give the score that two articles need: the model's across languages, .18 (headlines) to .22 (texts) within."""
        if self.languages[left] != self.languages[right]:
            return self.across.model.threshold
        shorter = max(1, min(self.lengths[left], self.lengths[right]))
        grown = math.log(shorter / _HEADLINE_WORDS) / math.log(_TEXT_WORDS / _HEADLINE_WORDS)
        return _HEADLINES_NEED + (_TEXTS_NEED - _HEADLINES_NEED) * min(1.0, max(0.0, grown))

    def link(self, left: int, right: int) -> Link:
        """Say what ties two articles, and how much, so that a person can check it."""
        first, second, score = self.articles[left], self.articles[right], self.score(left, right)
        needed = f"{_short(score)} (needs {_short(self.threshold(left, right))})"
        if self.languages[left] != self.languages[right]:
            return Link(first.id, second.id, round(score, 4), (f"across languages {needed}", *shared_across(first, second)))
        reasons = [f"TF-IDF {needed}"]
        tokens = shared_tokens(self.within, left=left, right=right)
        forms = surface_forms(self.articles[left])
        for family, heading in (("words", "shared"), ("names", "names"), ("numbers", "numbers"), ("places", "places")):
            shown = _shown(tokens, family=family, forms=forms)
            if shown:
                reasons.append(f"{heading}: {', '.join(shown)}")
        return Link(first.id, second.id, round(max(0.0, score), 4), tuple(reasons))


def measure(articles: Sequence[Article]) -> Affinity:
    """Read the traits of articles and place them in both spaces."""
    traits = [read_traits(article) for article in articles]
    languages = [article.language.partition("-")[0].lower() for article in articles]
    families = [
        count_tokens([[_MARKS[family] + token for token in getattr(trait, family)] for trait in traits])
        for family in _WITHIN
    ]
    return Affinity(
        articles=tuple(articles),
        lengths=tuple(trait.length for trait in traits),
        languages=tuple(languages),
        within=build_space(families, weights=tuple(_WITHIN.values()), languages=languages, across=False),
        across=compare_across([read_crossing(article) for article in articles]),
    )


def _shown(tokens: Sequence[str], *, family: str, forms: dict[str, str]) -> list[str]:
    mark = _MARKS[family]
    others = tuple(sign for sign in _MARKS.values() if sign)
    bare = [
        token.removeprefix(mark) for token in tokens if (token.startswith(mark) if mark else token[0] not in others)
    ]
    if family == "places":
        bare = [country_name(code) if len(code) == 2 else code.rpartition("/")[2].replace("_", " ") for code in bare]  # noqa: PLR2004
    elif family != "numbers":
        bare = [forms[token] for token in bare if token in forms and not token.isdigit()]
    return list(dict.fromkeys(bare))[:_SHOWN]


def _short(score: float) -> str:
    return f"{score:.2f}".replace("0.", ".", 1)
