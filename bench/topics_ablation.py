"""What each signal of topics is worth: labelled rows filed without it, beside all of them and the baselines."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from bench._labelled import load_scorer, read_labelled, read_rows
from bench._topic_baselines import BASELINES, baseline
from bench.topics import predict
from digest.curate.reading.meaning import open_embedder
from digest.curate.topics.scoring import EVERYTHING

_SIGNALS = ("phrases", "description", "meaning", "inflection", "lexicon")


def main(argv: list[str]) -> int:
    """Run `python -m bench topics_ablation FILE --topics topics.yaml --scorer score_curate.py`."""
    parser = argparse.ArgumentParser(prog="bench topics_ablation", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--topics", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    options = parser.parse_args(argv)
    scorer, gold, rows = load_scorer(options.scorer), read_labelled(options.file), read_rows(options.file)
    embedder = open_embedder()
    runs = {f"baseline: {name}": baseline(rows, options.topics, name=name) for name in BASELINES}
    runs["everything"] = predict(rows, options.topics, embedder=embedder)
    runs["words instead of vectors"] = predict(rows, options.topics, embedder=None)
    for signal in _SIGNALS:
        parts = replace(EVERYTHING, **{signal: False})
        runs[f"without {signal}"] = predict(rows, options.topics, embedder=embedder, parts=parts)
    for name, matched in runs.items():
        scores = scorer.topics(gold, matched)
        cells = [
            f"{group} F1 {scores[group]['macro_F1']:.3f} abstains P {scores[group]['abstain_P']:.3f}"
            f" R {scores[group]['abstain_R']:.3f}"
            for group in ("focus", "sections")
        ]
        sys.stdout.write(f"{name:<38} {'   '.join(cells)}\n")
    return 0
