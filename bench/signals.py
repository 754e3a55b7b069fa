"""What each signal of grouping is worth: a labelled file in; scores with all, without each, and of baselines out.

SCORER is the scorer beside the data, whose `load(path)` and `stories(gold, predictions)` give BCubed P, R and F1 per
set. Labels are read by the scorer alone. The baselines are what one finds elsewhere: a single pass over TF-IDF
vectors (join the nearest story so far at a cosine of .15), and Louvain at resolution 4 on TF-IDF pairs of .20.
"""

from __future__ import annotations

import argparse
import importlib.util
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sknetwork.clustering import Louvain

from bench._labelled import article_of, read_rows
from digest.curate.reading.meaning import open_embedder
from digest.curate.reading.traits import Traits, meaning_text, read_traits
from digest.curate.stories.affinity import Vector
from digest.curate.stories.gather import cluster_stories
from digest.curate.stories.matrices import Space, build_space, count_tokens, near_pairs
from digest.curate.stories.within import FAMILIES
from digest.model import Article, Voice

Labels = Mapping[str, object]
_COUNTS = {"words": "word_counts", "names": "name_counts", "numbers": "number_counts", "places": "place_counts"}
_COUNTS["grams"] = "gram_counts"
_JOIN, _TIE, _RESOLUTION = 0.15, 0.20, 4


def main(argv: list[str]) -> int:
    """Print a line for each way to group."""
    parser = argparse.ArgumentParser(prog="python -m bench signals", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--scorer", type=Path, required=True, help="score_curate.py")
    options = parser.parse_args(argv)
    spec = importlib.util.spec_from_file_location("scorer", options.scorer)
    assert spec is not None
    assert spec.loader is not None
    scorer: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = scorer.load(str(options.file))
    for name, group in _ways([article_of(row) for row in read_rows(options.file)]).items():
        scores = scorer.stories(gold, group())
        cells = [f"{key} {value['F1']:.3f}" for key, value in scores.items() if isinstance(value, dict)]
        print(f"{name:<28} {'  '.join(cells)}  mean {scores['mean_F1']:.4f}", flush=True)
    return 0


def _ways(articles: Sequence[Article]) -> dict[str, Callable[[], Labels]]:
    traits = {article.id: read_traits(article) for article in articles}
    embedder = open_embedder()
    vectors: dict[str, Vector] = {}
    if embedder is not None:
        encoded = embedder.encode([meaning_text(article) for article in articles])
        vectors = dict(zip(traits, encoded, strict=True))
    ways: dict[str, Callable[[], Labels]] = {"all signals": lambda: _grouped(articles, traits, vectors)}
    for family in FAMILIES:
        ways[f"without {family}"] = partial(_grouped, articles, _without(family, traits), vectors)
    ways["without the title's weight"] = lambda: _grouped(articles, _flat(traits), vectors)
    ways["without meaning (text tier)"] = lambda: _grouped(articles, traits, {})
    for family in FAMILIES:
        ways[f"text tier without {family}"] = partial(_grouped, articles, _without(family, traits), {})
    ways["single-pass TF-IDF .15"] = lambda: _single_pass(articles, _plain(traits))
    ways["TF-IDF .20 + Louvain 4"] = lambda: _plain_louvain(articles, _plain(traits))
    return ways


def _grouped(articles: Sequence[Article], traits: Mapping[str, Traits], vectors: Mapping[str, Vector]) -> Labels:
    voices = [Voice(article.id) for article in articles]
    stories = cluster_stories(articles, voices=voices, duplicate_links=(), traits=traits, vectors=vectors)
    return {article.id: story.id for story in stories for article in story.articles}


def _without(family: str, traits: Mapping[str, Traits]) -> dict[str, Traits]:
    nothing: dict[str, Any] = {family: np.zeros(0, dtype=np.uint64), _COUNTS[family]: np.zeros(0, dtype=np.uint8)}
    if family == "words":
        nothing["title_counts"] = nothing["word_counts"]
    return {identity: replace(trait, **nothing) for identity, trait in traits.items()}


def _flat(traits: Mapping[str, Traits]) -> dict[str, Traits]:
    return {
        identity: replace(trait, title_counts=np.zeros_like(trait.title_counts)) for identity, trait in traits.items()
    }


def _plain(traits: Mapping[str, Traits]) -> Space:
    words = count_tokens([(trait.words, trait.word_counts) for trait in traits.values()])
    return build_space([words], weights=(1.0,), languages=["one"] * len(traits))


def _single_pass(articles: Sequence[Article], space: Space) -> Labels:
    postings: dict[int, dict[int, float]] = defaultdict(dict)
    squares: dict[int, float] = {}
    labels = {}
    for row, article in enumerate(articles):
        own = slice(space.matrix.indptr[row], space.matrix.indptr[row + 1])
        tokens = dict(zip(space.matrix.indices[own].tolist(), space.matrix.data[own].tolist(), strict=True))
        products: dict[int, float] = defaultdict(float)
        for column, weight in tokens.items():
            for story, sum_of_weights in postings[column].items():
                products[story] += weight * sum_of_weights
        best = max(products, key=lambda story: (products[story] / squares[story] ** 0.5, -story), default=row)
        if best == row or products[best] / squares[best] ** 0.5 < _JOIN:
            best = row
        squares[best] = squares.get(best, 0.0) + 2 * products.get(best, 0.0) + sum(w * w for w in tokens.values())
        for column, weight in tokens.items():
            postings[column][best] = postings[column].get(best, 0.0) + weight
        labels[article.id] = best
    return labels


def _plain_louvain(articles: Sequence[Article], space: Space) -> Labels:
    left, right, scores = near_pairs(space, floor=_TIE, keep=1000)
    count = len(articles)
    graph = sparse.csr_matrix((scores, (left, right)), shape=(count, count))
    labels = Louvain(resolution=_RESOLUTION, random_state=0).fit_predict(sparse.csr_matrix(graph + graph.T))
    return {article.id: int(label) for article, label in zip(articles, labels, strict=True)}
