"""Near-duplicates beside what others do, in one run: a labelled file in, a table of P, R, F1 and seconds out.

MinHash LSH: 128 least hashes of a text's 5-grams of words, 32 bands of 4, linked at an estimated resemblance of .5.
Titles: rapidfuzz's token_set_ratio of every two headlines, linked at 95. Gold is read by the scorer alone.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from bench._labelled import article_of, read_rows
from bench.fold import load_scorer
from digest.curate.duplicates.fold import fold_duplicates
from digest.curate.reading.fingerprint import winnow
from digest.curate.reading.tokens import fold, whole_words
from digest.model import Article

_HASHES, _ROWS, _GRAM, _RESEMBLANCE = 128, 4, 5, 0.5
_ALIKE = 95
Groups = dict[str, str]


def main(argv: list[str]) -> int:
    """Run `python -m bench baselines-duplicates FILE`."""
    parser = argparse.ArgumentParser(prog="bench baselines-duplicates", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--scorer", type=Path, help="score_curate.py (default: in the folder above FILE's)")
    options = parser.parse_args(argv)
    articles = [article_of(row) for row in read_rows(options.file)]
    score = load_scorer(options.scorer or options.file.resolve().parents[1] / "score_curate.py", gold=options.file)
    contenders: dict[str, Callable[[Sequence[Article]], Groups]] = {
        "digest": _ours,
        "MinHash LSH, 5-grams, .5": _minhash,
        "rapidfuzz token_set 95 on titles": _titles,
    }
    print("| | P | R | F1 | CPU s |\n|---|---|---|---|---|")
    for name, group in contenders.items():
        start = time.process_time()
        groups = group(articles)
        seconds = time.process_time() - start
        found = score(groups)
        print(f"| {name} | {found['P']:.3f} | {found['R']:.3f} | {found['F1']:.3f} | {seconds:.2f} |", flush=True)
    return 0


def _ours(articles: Sequence[Article]) -> Groups:
    voices, _ = fold_duplicates(articles)
    return {member: voice.original for voice in voices for member in (voice.original, *voice.copies)}


def _minhash(articles: Sequence[Article]) -> Groups:
    dice = np.random.default_rng(1)
    odd = dice.integers(1, 2**63, size=_HASHES, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    signatures = np.zeros((len(articles), _HASHES), dtype=np.uint64)
    for row, article in enumerate(articles):
        words = whole_words(" ".join(article.body))
        grams = {" ".join(words[place : place + _GRAM]) for place in range(max(1, len(words) - _GRAM + 1))}
        hashes = np.unique(np.concatenate([winnow([gram]) for gram in sorted(grams)]))
        signatures[row] = (hashes[:, None] * odd[None, :]).min(axis=0)
    return _groups(articles, _minhash_pairs(signatures))


def _minhash_pairs(signatures: npt.NDArray[np.uint64]) -> Iterable[tuple[int, int]]:
    for band in range(0, _HASHES, _ROWS):
        buckets: dict[bytes, list[int]] = defaultdict(list)
        for row, signature in enumerate(signatures):
            buckets[signature[band : band + _ROWS].tobytes()].append(row)
        for members in buckets.values():
            for place, left in enumerate(members):
                for right in members[place + 1 :]:
                    if (signatures[left] == signatures[right]).mean() >= _RESEMBLANCE:
                        yield left, right


def _titles(articles: Sequence[Article]) -> Groups:
    titles = [fold(article.title) for article in articles]
    pairs = []
    for left, title in enumerate(titles):
        scores = process.cdist([title], titles[left + 1 :], scorer=fuzz.token_set_ratio, score_cutoff=_ALIKE)
        pairs += [(left, left + 1 + int(place)) for place in np.flatnonzero(scores[0])]
    return _groups(articles, pairs)


def _groups(articles: Sequence[Article], pairs: Iterable[tuple[int, int]]) -> Groups:
    parent = list(range(len(articles)))

    def root(place: int) -> int:
        while parent[place] != place:
            place = parent[place]
        return place

    for left, right in pairs:
        low, high = sorted((root(left), root(right)))
        parent[high] = low
    return {article.id: articles[root(place)].id for place, article in enumerate(articles)}
