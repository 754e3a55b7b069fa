"""How well each article of a window fits each topic: articles and topics in, scores with their evidence out.

A score is tanh(what the phrases say + what meaning, or words, say), so that it lies between 0 and 1 and small values
stay what they are. Each part is measured by `python -m bench topics`, and without it by `bench ablation-topics`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from digest.config.settings import Topic, Wording
from digest.curate.reading.meaning import Embedder, Vectors
from digest.curate.reading.tokens import fold
from digest.curate.reading.traits import comparable_text
from digest.curate.topics.nearness import Matrix, near_in_meaning, near_in_words, shared_words
from digest.curate.topics.sightings import Lookout, Sighting
from digest.curate.topics.wording import Asked, all_asked, asked
from digest.model import Article

Flags = npt.NDArray[np.bool_]

_SHOWN = 5
_SHOWN_WORDS = 3

_UNKNOWN = 50
"""Articles by which a window is thought larger when it is asked how rare a phrase is: one hit among few is no sign."""
_RARE = 3.0
"""In nats: a phrase in one article of twenty counts in full, one in half of them a quarter."""
_LEAST_RARITY = 0.25

_SURE = 0.4
"""What phrases must say of an article before it teaches what its best topic is about: one rare one in its title."""
_USUAL_LETTERS = 1500
"""How much of an article is compared. What a shorter text says is fainter, about as the fourth root of its length:
the noise of a mean of words falls with the square root, and half of the words are noise already."""
_FAINTER = 0.25
_FEWEST_LETTERS = 75


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a topic trusts its phrases, and nearness of meaning; and how many sure articles match its own text."""

    phrases: float
    meaning: float
    trust: float


# A focus topic is narrow: few words name it, and what they find is alike. With a section it is the other way round.
_FOCUS = Weights(phrases=0.5, meaning=0.5, trust=5.0)
_BROAD = Weights(phrases=0.9, meaning=1.1, trust=100.0)
_IN_WORDS = Weights(phrases=1.0, meaning=1.0, trust=5.0)
"""Without vectors: words are sparse, and where they agree they are right."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What counts; each may be left out to measure what it is worth."""

    phrases: bool = True
    description: bool = True
    meaning: bool = True
    inflection: bool = True
    lexicon: bool = True


EVERYTHING = Parts()


@dataclass(frozen=True, slots=True)
class Rule:
    """A topic with the places of its phrases among all phrases."""

    topic: Topic
    any: tuple[int, ...]
    all: tuple[int, ...]
    none: tuple[int, ...]

    @property
    def has_phrases(self) -> bool:
        """Whether it has a phrase that speaks for it."""
        return bool(self.any or self.all)


@dataclass(frozen=True, slots=True)
class Window:
    """The evidence of all articles for all topics: rows are articles, columns topics."""

    articles: tuple[Article, ...]
    rules: tuple[Rule, ...]
    phrases: tuple[Asked, ...]
    sightings: tuple[Mapping[int, Sighting], ...]
    spread: Mapping[int, int]
    """How many articles each phrase stands in."""
    is_barred: Flags
    """A phrase of `none` stands there, or one of `all` does not."""
    near: Matrix
    has_vector: Flags
    scores: Matrix
    fitting: tuple[tuple[int, ...], ...]
    """For each row: the columns whose `min_score` it reaches."""
    own_words: tuple[frozenset[str], ...]
    row: Mapping[str, int]
    """Article id -> its row."""

    def names(self, row: int, column: int) -> bool:
        """Tell whether an article has a phrase of a topic."""
        rule = self.rules[column]
        return any(place in self.sightings[row] for place in (*rule.any, *rule.all))

    def reasons(self, row: int, column: int) -> tuple[str, ...]:
        """Say what speaks for an article under a topic, phrases first."""
        rule, seen = self.rules[column], self.sightings[row]
        lines: dict[str, str] = {}
        for kind, places in (("any", rule.any), ("all", rule.all)):
            for place in places:
                if place in seen:
                    word = _found_as(self.phrases[place], seen[place])
                    lines.setdefault(word, _sighted(kind, self.phrases[place], seen[place]))
        return (*list(lines.values())[:_SHOWN], *self._nearness(row, column))

    def objections(self, row: int, column: int) -> tuple[str, ...]:
        """Say which rule keeps an article out of a topic, whatever its score."""
        rule, seen = self.rules[column], self.sightings[row]
        barred = [_sighted("none", self.phrases[place], seen[place]) for place in rule.none if place in seen]
        lacking = [f"all: {self.phrases[place].text!r} stands nowhere" for place in rule.all if place not in seen]
        return (*barred, *lacking)

    def _nearness(self, row: int, column: int) -> Iterator[str]:
        if self.has_vector[row]:
            yield f"meaning {self.near[row, column]:.2f}"
        elif self.own_words:
            shared = shared_words(self.articles[row], self.own_words[column])
            if shared:
                yield f"description: {', '.join(shared[:_SHOWN_WORDS])}"
            elif self.near[row, column] > 0:
                yield f"words {self.near[row, column]:.2f}"


def weigh_window(
    articles: Sequence[Article],
    topics: Sequence[Topic],
    *,
    vectors: Mapping[str, Vectors] | None = None,
    embedder: Embedder | None = None,
    parts: Parts = EVERYTHING,
) -> Window:
    """Weigh every article against every topic.

    `vectors` maps article ids to rows of `embedder`'s model; those that are missing are made. Without an embedder the
    words of the articles stand in for their meaning.
    """
    ordered = tuple(sorted({article.id: article for article in articles}.values(), key=lambda article: article.id))
    phrases = all_asked(topics)
    place = {phrase: number for number, phrase in enumerate(phrases)}
    rules = tuple(_compile(topic, place) for topic in topics)
    lookout = Lookout(phrases, bend=parts.inflection, translate=parts.lexicon)
    sightings = tuple(map(lookout.look, ordered))
    spread = Counter(found for seen in sightings for found in seen)
    said, is_barred = _said(sightings, phrases, rules, spread)
    guess = _guess(said)
    plain = topics if parts.description else [Topic(name=topic.name, any=topic.any, all=topic.all) for topic in topics]
    near = np.zeros_like(said)
    has_vector: Flags = np.zeros(len(ordered), dtype=np.bool_)
    own_words: list[frozenset[str]] = []
    if parts.meaning and embedder is not None and ordered and topics:
        rows = _vectors(ordered, vectors or {}, embedder)
        has_vector = np.asarray(rows.any(axis=1), dtype=np.bool_)
        trust = [_weights(rule).trust for rule in rules]
        near = near_in_meaning(ordered, plain, vectors=rows, embedder=embedder, guess=guess, trust=trust)
    if parts.meaning and topics and not has_vector.all():
        rest = np.flatnonzero(~has_vector)
        wordy = [ordered[row] for row in rest.tolist()]
        trust = [_IN_WORDS.trust] * len(rules)
        near[rest], own_words = near_in_words(wordy, plain, guess=guess[rest], trust=trust)
    heard = said if parts.phrases else np.zeros_like(said)
    total = _evidence(ordered, rules, said=heard, near=near, has_vector=has_vector)
    scores = np.where(is_barred, 0.0, np.tanh(np.maximum(total, 0.0)).round(4))
    return Window(
        articles=ordered,
        rules=rules,
        phrases=phrases,
        sightings=sightings,
        spread=spread,
        is_barred=is_barred,
        near=near,
        has_vector=has_vector,
        scores=scores,
        fitting=_fitting(scores, rules),
        own_words=tuple(own_words),
        row={article.id: number for number, article in enumerate(ordered)},
    )


def _compile(topic: Topic, place: Mapping[Asked, int]) -> Rule:
    def places(written: Sequence[str | Wording]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(place[phrase] for phrase in map(asked, written) if phrase in place))

    return Rule(topic, places(topic.any), places(topic.all), places(topic.none))


def _said(
    sightings: Sequence[Mapping[int, Sighting]],
    phrases: Sequence[Asked],
    rules: Sequence[Rule],
    spread: Mapping[int, int],
) -> tuple[Matrix, Flags]:
    """Give what phrases say for each article and topic, 0 to 1, and where a rule forbids the topic.

    Phrases of a topic that were found as the same word ('ukrain*' and 'ukraiń*' as 'україн*') are one.
    """
    said = np.zeros((len(sightings), len(rules)))
    is_barred: Flags = np.zeros(said.shape, dtype=np.bool_)
    rarity = {place: _rarity(count, len(sightings)) for place, count in spread.items()}
    wanting: dict[int, list[int]] = {}
    for column, rule in enumerate(rules):
        for place in dict.fromkeys((*rule.any, *rule.all)):
            wanting.setdefault(place, []).append(column)
        for row, seen in enumerate(sightings) if rule.all or rule.none else ():
            is_barred[row, column] = any(one not in seen for one in rule.all) or any(one in seen for one in rule.none)
    for row, seen in enumerate(sightings):
        missed: dict[int, float] = {}
        told: set[tuple[int, str]] = set()
        for place, sighting in seen.items():
            share, word = sighting.missed(rarity[place]), _found_as(phrases[place], sighting)
            for column in wanting.get(place, ()):
                if (column, word) in told:
                    continue
                told.add((column, word))
                missed[column] = missed.get(column, 1.0) * share
        for column, left in missed.items():
            said[row, column] = 1 - left
    return said, is_barred


def _rarity(count: int, total: int) -> float:
    """Give how much a phrase in `count` of `total` articles tells, from a quarter to 1."""
    return min(1.0, max(_LEAST_RARITY, math.log((total + _UNKNOWN) / (count + 1)) / _RARE))


def _guess(said: Matrix) -> Matrix:
    """Give the articles whose phrases are sure of a topic, each for its best topic only."""
    if not said.size:
        return said
    return np.where((said >= _SURE) & (said >= said.max(axis=1, keepdims=True)), said, 0.0)


def _weights(rule: Rule) -> Weights:
    """A focus topic without phrases has nothing to lean on but its description."""
    return _FOCUS if rule.topic.focus and rule.has_phrases else _BROAD


def _evidence(
    articles: Sequence[Article], rules: Sequence[Rule], *, said: Matrix, near: Matrix, has_vector: Flags
) -> Matrix:
    """Add what phrases and nearness say, in the weights of each topic."""
    letters = np.asarray([len(comparable_text(article)) for article in articles], dtype=np.float64)
    louder = (_USUAL_LETTERS / np.maximum(letters, _FEWEST_LETTERS)) ** _FAINTER
    weights = [_weights(rule) for rule in rules]
    heard = near * louder[:, None]
    with_meaning = said * [one.phrases for one in weights] + heard * [one.meaning for one in weights]
    in_words = said * _IN_WORDS.phrases + heard * _IN_WORDS.meaning
    return np.where(has_vector[:, None], with_meaning, in_words)


def _fitting(scores: Matrix, rules: Sequence[Rule]) -> tuple[tuple[int, ...], ...]:
    fitting: list[list[int]] = [[] for _ in scores]
    reached = (scores > 0) & (scores >= np.asarray([rule.topic.min_score for rule in rules]))
    for row, column in zip(*(places.tolist() for places in np.nonzero(reached)), strict=True):
        fitting[row].append(column)
    return tuple(map(tuple, fitting))


def _vectors(articles: Sequence[Article], vectors: Mapping[str, Vectors], embedder: Embedder) -> Matrix:
    made = np.zeros((len(articles), embedder.dimensions))
    missing = []
    for row, article in enumerate(articles):
        if not embedder.knows(article.language):
            continue
        known = vectors.get(article.id)
        if known is not None and known.shape == (embedder.dimensions,):
            made[row] = known
        else:
            missing.append(row)
    if missing:
        made[missing] = embedder.encode([comparable_text(articles[row]) for row in missing])
    return made


def _found_as(phrase: Asked, seen: Sighting) -> str:
    """Give the word as which a phrase stands in an article, folded."""
    return fold(seen.translated or phrase.text).strip("*")


def _sighted(kind: str, phrase: Asked, seen: Sighting) -> str:
    wording = f" as {seen.translated!r}" if seen.translated else ""
    return f"{kind}: {phrase.text!r}{wording} in {seen.part}"
