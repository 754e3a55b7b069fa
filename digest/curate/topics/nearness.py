"""How near articles are to topics in what they say: articles, topics and a first guess in, a matrix of cosines out.

With vectors of meaning (`reading.meaning`), or without them by rare words. A topic is its own text (name, description,
phrases), moved towards the articles that its phrases find (relevance feedback, Rocchio 1971): the editor's words say
what is meant, the articles of the window say in which words it is told today. No article is compared with itself.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from digest.config.settings import Topic
from digest.curate.reading.lexicon import all_concepts, concept_forms
from digest.curate.reading.meaning import Embedder
from digest.curate.reading.tokens import is_unspaced, words
from digest.curate.reading.traits import comparable_text
from digest.curate.topics.linking import LINKING
from digest.curate.topics.wording import asked
from digest.model import Article

Matrix = npt.NDArray[np.float64]

_FEWEST_LETTERS = 3
_UNKNOWN = 50
"""Articles by which a window is thought larger when it is asked how rare a word is."""
_ZERO = 1e-6
"""What rounding leaves of a length that is none."""
_BACKGROUND_ARTICLES = 30
"""So many articles of a language weigh as much as the language's fixed background in what is taken off as usual."""


def topic_text(topic: Topic) -> str:
    """Give the text that stands for a topic: its name, description and plain phrases."""
    phrases = (asked(item).bare.strip("*") for item in (*topic.any, *topic.all))
    return f"{topic.name}. {topic.description}. {', '.join(phrases)}"


def near_in_meaning(
    articles: Sequence[Article],
    topics: Sequence[Topic],
    *,
    vectors: Matrix,
    embedder: Embedder,
    guess: Matrix,
    trust: Sequence[float],
) -> Matrix:
    """Give cosines (articles x topics) of meaning; a row of `vectors` that is all zero gives zeros.

    `guess` (articles x topics, 0 to 1) says how surely each article's phrases place it; `trust` how many such articles
    weigh as much as a topic's own text.
    """
    usual = _usual(articles, vectors, embedder)
    centred = _unit(np.where(vectors.any(axis=1, keepdims=True), vectors - usual, 0.0))
    own = embedder.encode([topic_text(topic) for topic in topics]).astype(np.float64)
    return _moved_cosines(centred, _unit(own - _middle(articles, usual, own)), guess, trust)


def near_in_words(
    articles: Sequence[Article], topics: Sequence[Topic], *, guess: Matrix, trust: Sequence[float]
) -> tuple[Matrix, list[frozenset[str]]]:
    """Give cosines (articles x topics) of rare words (TF-IDF), and the words of content of each topic's own text."""
    counted = [Counter(_content(comparable_text(article))) for article in articles]
    spread = Counter(word for counts in counted for word in counts)
    asked_words = [Counter(_content(topic_text(topic))) for topic in topics]
    rarity = {
        word: math.log((len(articles) + _UNKNOWN) / (spread[word] + 1))
        for word in {*spread, *(word for counts in asked_words for word in counts)}
        if 2 * spread[word] <= len(articles)
    }
    vocabulary = {word: place for place, word in enumerate(sorted(rarity))}

    def weigh(many: Sequence[Counter[str]]) -> csr_matrix:
        cells: list[float] = []
        columns: list[int] = []
        starts = [0]
        for counts in many:
            weights = {
                vocabulary[word]: (1 + math.log(count)) * rarity[word]
                for word, count in sorted(counts.items())
                if word in vocabulary
            }
            length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
            cells.extend(weight / length for weight in weights.values())
            columns.extend(weights)
            starts.append(len(columns))
        places = np.asarray(columns, dtype=np.int64)
        return csr_matrix((np.asarray(cells), places, starts), (len(many), len(vocabulary)))

    own = weigh(asked_words)
    near = _moved_cosines(weigh(counted), own.toarray(), guess, trust)
    return near, [frozenset(vocabulary).intersection(counts) for counts in asked_words]


def shared_words(article: Article, wanted: frozenset[str]) -> tuple[str, ...]:
    """Give the words of a topic's text that an article's beginning holds, the most frequent first."""
    found = Counter(word for word in _content(comparable_text(article)) if word in wanted)
    return tuple(sorted(found, key=lambda word: (-found[word], word)))


def _content(text: str) -> list[str]:
    """Give the words of content of a text: short and linking ones have none.

    In scripts without spaces a word is a pair of characters, and two are not too short.
    """
    return [word for word in words(text) if word not in LINKING and (len(word) >= _FEWEST_LETTERS or is_unspaced(word))]


def _moved_cosines(rows: Matrix | csr_matrix, own: Matrix, guess: Matrix, trust: Sequence[float]) -> Matrix:
    """Give the cosines of rows with topics that were moved towards the rows of which `guess` is sure.

    Rows and `own` have length one or zero. With n = the sum of a topic's guesses, the topic is
    (1 - a) own + a middle, a = n / (n + trust), where `middle` is the guessed rows' weighted mean made a unit vector.
    Each row is left out of the mean that it is compared with: that needs no more than dot products.
    """
    guess = guess * _is_filled(rows)[:, None]
    sums = np.asarray(rows.T @ guess).T
    row_own, row_sum = np.asarray(rows @ own.T), np.asarray(rows @ sums.T)
    own_sum, sum_sum = (own * sums).sum(axis=1), (sums * sums).sum(axis=1)
    lengths = np.sqrt(np.maximum(0.0, sum_sum - 2 * guess * row_sum + guess * guess))
    known = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > _ZERO)
    weight = guess.sum(axis=0) - guess
    share = np.divide(weight, weight + np.asarray(trust), out=np.zeros_like(weight), where=weight > 0)
    row_middle, own_middle = (row_sum - guess) * known, (own_sum - guess * row_own) * known
    alone = (own * own).sum(axis=1) > 0
    moved = (1 - share) * row_own + share * row_middle
    square = (1 - share) ** 2 * alone + share**2 * (known > 0) + 2 * share * (1 - share) * own_middle
    length = np.sqrt(np.maximum(square, 0.0))
    return np.asarray(np.divide(moved, length, out=np.zeros_like(moved), where=length > _ZERO), dtype=np.float64)


def _is_filled(rows: Matrix | csr_matrix) -> npt.NDArray[np.bool_]:
    return np.asarray(abs(rows).sum(axis=1)).ravel() > 0


def _usual(articles: Sequence[Article], vectors: Matrix, embedder: Embedder) -> Matrix:
    """Give for each article what is usual in its language: all vectors of a language lean one way, which says nothing.

    A mean over the language's articles, and over a fixed background, so that few articles do not cancel themselves.
    """
    members: dict[str, list[int]] = defaultdict(list)
    for row, article in enumerate(articles):
        if vectors[row].any():
            members[article.language.partition("-")[0].lower()].append(row)
    usual = np.zeros_like(vectors)
    for language, rows in members.items():
        background = _background(embedder, language)
        usual[rows] = (vectors[rows].sum(axis=0) + _BACKGROUND_ARTICLES * background) / (
            len(rows) + _BACKGROUND_ARTICLES
        )
    return usual


def _middle(articles: Sequence[Article], usual: Matrix, own: Matrix) -> Matrix:
    """Give what is usual for the topics' texts: the same as for the articles."""
    return usual.mean(axis=0) if articles else np.zeros_like(own[0])


@lru_cache(maxsize=64)
def _background(embedder: Embedder, language: str) -> Matrix:
    """Give the mean vector of the news concepts in a language; English stands in for one that has no column."""
    forms = _first_forms(language) or _first_forms("en")
    return np.asarray(embedder.encode(forms).mean(axis=0), dtype=np.float64)


def _first_forms(language: str) -> list[str]:
    forms = (concept_forms(concept, language) for concept in all_concepts())
    return [cell[0].rstrip("*") for cell in forms if cell]


def _unit(rows: Matrix) -> Matrix:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0))
