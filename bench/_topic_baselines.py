"""Simple ways of filing topics, each with its threshold fixed beforehand: labelled rows in, the best topic out."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench._labelled import article_of
from bench.topics import read_topics
from digest.config.settings import Topic
from digest.curate.reading.meaning import open_embedder
from digest.curate.reading.tokens import words
from digest.curate.reading.traits import comparable_text
from digest.curate.topics.nearness import Matrix, topic_text
from digest.curate.topics.scoring import Parts, weigh_window
from digest.model import Article

_TITLE = 3
_K1, _B = 1.2, 0.75
_WEIGHT = 2.0
BASELINES: Mapping[str, float] = {"BM25": 3.0, "keywords + TF-IDF": 0.4, "keywords + static embedding": 0.6}
"""Name -> the score from which a topic counts."""


def baseline(rows: Sequence[Mapping[str, Any]], config: Path, *, name: str) -> dict[str, list[str]]:
    """Give the best topic of each row by one of the baselines, if it reaches the threshold."""
    matched: dict[str, list[str]] = {}
    for group, topics in read_topics(config).items():
        articles = sorted((article_of(row) for row in rows if row["config"] == group), key=lambda one: one.id)
        scores = _bm25(articles, topics) if name == "BM25" else _with_keywords(articles, topics, name=name)
        for article, row in zip(articles, scores, strict=True):
            best = int(row.argmax())
            matched[article.id] = [topics[best].name] if row[best] >= BASELINES[name] else []
    return matched


def _bm25(articles: Sequence[Article], topics: Sequence[Topic]) -> Matrix:
    """BM25 (Robertson and Zaragoza 2009) with the phrases as terms, the title three times."""
    plain = Parts(description=False, meaning=False, inflection=False, lexicon=False)
    window = weigh_window(articles, topics, parts=plain)
    lengths = np.asarray([len(" ".join((one.title, *one.body)).split()) for one in articles], dtype=np.float64)
    scores = np.zeros((len(articles), len(topics)))
    for row, seen in enumerate(window.sightings):
        for column, rule in enumerate(window.rules):
            for place in rule.any:
                if place in seen:
                    counts = seen[place].counts
                    count = sum(counts.values()) + (_TITLE - 1) * counts.get("title", 0)
                    spread = window.spread[place]
                    rarity = math.log(1 + (len(articles) - spread + 0.5) / (spread + 0.5))
                    norm = _K1 * (1 - _B + _B * lengths[row] / lengths.mean())
                    scores[row, column] += rarity * count * (_K1 + 1) / (count + norm)
    return scores


def _with_keywords(articles: Sequence[Article], topics: Sequence[Topic], *, name: str) -> Matrix:
    plain = Parts(description=False, meaning=False, inflection=False, lexicon=False)
    said = weigh_window(articles, topics, parts=plain).scores
    texts = [comparable_text(one) for one in articles]
    asked = [topic_text(topic) for topic in topics]
    if name == "keywords + TF-IDF":
        return np.asarray(said + _WEIGHT * _tfidf(texts, asked))
    embedder = open_embedder()
    if embedder is None:
        return said
    vectors = embedder.encode(texts)
    usual = vectors.mean(axis=0)
    return np.asarray(said + _WEIGHT * _unit(vectors - usual) @ _unit(embedder.encode(asked) - usual).T)


def _tfidf(texts: Sequence[str], asked: Sequence[str]) -> Matrix:
    counted = [Counter(words(text)) for text in (*texts, *asked)]
    spread = Counter(word for counts in counted for word in counts)
    weighed = [
        {word: (1 + math.log(count)) * math.log(len(counted) / spread[word]) for word, count in counts.items()}
        for counts in counted
    ]
    lengths = [math.sqrt(math.fsum(value * value for value in one.values())) or 1.0 for one in weighed]
    return np.asarray(
        [
            [
                math.fsum(value * one[word] for word, value in sorted(query.items()) if word in one) / (length * other)
                for query, other in zip(weighed[len(texts) :], lengths[len(texts) :], strict=True)
            ]
            for one, length in zip(weighed[: len(texts)], lengths, strict=False)
        ]
    )


def _unit(rows: Any) -> Any:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
