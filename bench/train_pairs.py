"""Pairs across languages: labelled articles in, the numbers of `pair_model.json` out, with their honest scores.

FILE holds one article a line with its `story` (as ../shared/bench/curate/xlang.jsonl.gz). Labels are read here and
nowhere else: this is training. `--validate` prints BCubed of the whole pipeline where each story is judged by a model
that never saw it, and where each language is; `--ablation` what each family of tokens is worth.
"""

from __future__ import annotations

import argparse
import gzip
import json
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench._labelled import article_of, read_rows
from digest.curate.reading.crossing import FAMILIES, Crossing, read_crossing
from digest.curate.stories.across import build_families, compare_across, family_cosines
from digest.curate.stories.affinity import Affinity, measure
from digest.curate.stories.gather import group_nodes
from digest.curate.stories.overrides import bind
from digest.curate.stories.pair_model import PairModel, shipped_model, write_model

_FOLDS = 5
_NEIGHBOURS = 10
_PAIRS_AT_ONCE = 20_000
_STEPS = 30
_SPREAD = 10.0
"""Cosines times this are about one: the penalty of the regression (C = 1) is meant for such features."""

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Labelled:
    """The articles of a file, all their pairs in two languages, and which of those are one story."""

    affinity: Affinity
    crossings: tuple[Crossing, ...]
    stories: npt.NDArray[np.int64]
    languages: npt.NDArray[Any]
    lefts: npt.NDArray[np.int64]
    rights: npt.NDArray[np.int64]
    cosines: npt.NDArray[Any]


def main(argv: list[str]) -> int:
    """Run `python -m bench train_pairs FILE --out pair_model.json`."""
    parser = argparse.ArgumentParser(prog="bench train_pairs", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path, help="where to write the model")
    parser.add_argument("--threshold", type=float, default=shipped_model().threshold)
    parser.add_argument("--validate", action="store_true")
    parser.add_argument("--ablation", action="store_true")
    options = parser.parse_args(argv)
    data = _read(options.file)
    everything = np.ones(len(data.stories), dtype=np.bool_)
    model = _train(data, seen=everything, threshold=options.threshold)
    print("in sample", _shown(_bcubed(data, model, judged=everything)))
    if options.out:
        options.out.write_text(write_model(model), encoding="utf-8")
    if options.validate:
        _validate(data, threshold=options.threshold)
    if options.ablation:
        for name in FAMILIES:
            less = _train(data, seen=everything, threshold=options.threshold, without=name)
            print(f"without {name}", _shown(_bcubed(data, less, judged=everything)), flush=True)
    return 0


def _read(path: Path) -> Labelled:
    articles = [article_of(row) for row in read_rows(path)]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        names = [json.loads(line)["story"] for line in lines if line.strip()]
    numbers = {name: place for place, name in enumerate(dict.fromkeys(names))}
    crossings = tuple(read_crossing(article) for article in articles)
    languages = np.array([crossing.language for crossing in crossings])
    codes = np.unique(languages, return_inverse=True)[1].astype(np.int32)
    lefts, rights = np.triu_indices(len(articles), 1)
    across = languages[lefts] != languages[rights]
    lefts, rights = lefts[across], rights[across]
    families = build_families(crossings, languages=codes)
    cosines = [
        family_cosines(families, lefts[chosen], rights[chosen], languages=codes)
        for chosen in np.array_split(np.arange(len(lefts)), 1 + len(lefts) // _PAIRS_AT_ONCE)
    ]
    stories = np.array([zlib.crc32(name.encode()) * len(names) + numbers[name] for name in names], dtype=np.int64)
    return Labelled(measure(articles), crossings, stories, languages, lefts, rights, np.concatenate(cosines))


def _train(data: Labelled, *, seen: Bools, threshold: float, without: str = "") -> PairModel:
    """Fit the weights of the families on all seen pairs, then slope and intercept on the seen candidates."""
    chosen = seen[data.lefts] & seen[data.rights]
    same = data.stories[data.lefts] == data.stories[data.rights]
    kept = np.array([name != without for name in FAMILIES])
    first = _fit(data.cosines[chosen] * kept * _SPREAD, same[chosen])[:-1]
    weights = dict(zip(FAMILIES, map(float, np.maximum(first * kept, 0)), strict=True))
    model = PairModel(weights, _NEIGHBOURS, closeness=0, slope=1, intercept=0, threshold=threshold)
    across = compare_across(data.crossings, model=model)
    sizes = np.bincount(across.languages)
    model = replace(model, closeness=float(across.closeness[:, sizes >= _NEIGHBOURS].mean()))
    across = compare_across(data.crossings, model=model)
    chosen = seen[across.lefts] & seen[across.rights]
    same = data.stories[across.lefts] == data.stories[across.rights]
    slope, intercept = _fit(across.log_odds()[chosen, None] * _SPREAD, same[chosen])
    return replace(model, slope=float(slope) * _SPREAD, intercept=float(intercept))


def _fit(features: npt.NDArray[Any], labels: Bools) -> npt.NDArray[Any]:
    """Fit a logistic regression by Newton's method: a weight a column (penalty 1), the intercept last (none)."""
    rows = np.column_stack([features, np.ones(len(features))]).astype(np.float64)
    penalty = np.append(np.ones(rows.shape[1] - 1), 0.0)
    found = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (chances - labels) + penalty * found
        bend = (rows * (chances * (1 - chances))[:, None]).T @ rows + np.diag(penalty)
        found -= np.linalg.solve(bend, slope)
    return found


def _validate(data: Labelled, *, threshold: float) -> None:
    folds = data.stories % _FOLDS
    scores = []
    for fold in range(_FOLDS):
        model = _train(data, seen=folds != fold, threshold=threshold)
        scores.append((_bcubed(data, model, judged=folds == fold), int((folds == fold).sum())))
    print(f"stories unseen, {_FOLDS} folds", _shown(_mean(scores)), flush=True)
    scores = []
    for fold in range(_FOLDS):
        unseen = np.array([zlib.crc32(language.encode()) % _FOLDS == fold for language in data.languages])
        if unseen.any():
            model = _train(data, seen=~unseen, threshold=threshold)
            scores.append((_bcubed(data, model, judged=unseen), int(unseen.sum())))
    print(f"languages unseen, {_FOLDS} folds", _shown(_mean(scores)), flush=True)


def _bcubed(data: Labelled, model: PairModel, *, judged: Bools) -> tuple[float, float]:
    """Give BCubed precision and recall of the judged articles, all articles being in the window."""
    affinity = replace(data.affinity, across=compare_across(data.crossings, model=model))
    names = [article.id for article in affinity.articles]
    bonds, _ = bind((), ())
    found = np.array(group_nodes(affinity.pairs(), names=names, bonds=bonds))
    together = Counter(zip(found.tolist(), data.stories.tolist(), strict=True))
    in_found, in_story = Counter(found.tolist()), Counter(data.stories.tolist())
    cells = [(int(found[place]), int(data.stories[place])) for place in np.flatnonzero(judged)]
    precision = sum(together[cell] / in_found[cell[0]] for cell in cells) / len(cells)
    recall = sum(together[cell] / in_story[cell[1]] for cell in cells) / len(cells)
    return precision, recall


def _mean(scores: Sequence[tuple[tuple[float, float], int]]) -> tuple[float, float]:
    total = sum(size for _, size in scores)
    return (
        sum(score[0] * size for score, size in scores) / total,
        sum(score[1] * size for score, size in scores) / total,
    )


def _shown(score: tuple[float, float]) -> str:
    precision, recall = score
    return f"P {precision:.4f} R {recall:.4f} F1 {2 * precision * recall / (precision + recall):.4f}"
