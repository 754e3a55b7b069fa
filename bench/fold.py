"""Folding copies: CPU time and memory of invented articles in growing numbers, and of adding some to the stored index.

With --labelled it prints what each rule is worth on a labelled file instead; gold is read by the scorer alone.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from bench._copied import edited_copies, filled_forms, make_articles
from bench._labelled import article_of, read_rows
from digest.curate.duplicates.copies import RULES
from digest.curate.duplicates.fold import fold_duplicates
from digest.curate.reading.fingerprint import Fingerprint, read_fingerprint
from digest.model import Article
from digest.pipeline.duplicates import fold_window, update_duplicates
from digest.store import open_store

_NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
_SAMPLES = 3
Result = TypeVar("Result")


def main(argv: list[str]) -> int:
    """Run `python -m bench fold`."""
    parser = argparse.ArgumentParser(prog="python -m bench fold", description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[5000, 20_000, 80_000])
    parser.add_argument("--add", type=int, default=0, help="add so many to an index of as many as --articles says")
    parser.add_argument("--hostile", action="store_true", help="5,000 copies of one text and 5,000 of one form instead")
    parser.add_argument("--labelled", type=Path, metavar="FILE", help="the ablation on these")
    parser.add_argument("--scorer", type=Path, help="score_curate.py, for --labelled")
    options = parser.parse_args(argv)
    if options.labelled:
        _ablate(options.labelled, scorer=options.scorer)
        return 0
    if options.hostile:
        for name, articles in (("copies", edited_copies(5000)), ("forms", filled_forms(5000))):
            _fold(name, articles)
        return 0
    for count in options.articles:
        articles = make_articles(count + options.add)
        fingerprints = _fold(f"{count}", articles[:count])
        if options.add:
            known = fingerprints | {article.id: read_fingerprint(article) for article in articles[count:]}
            _grow(articles, known, add=options.add)
    return 0


def _fold(name: str, articles: Sequence[Article]) -> dict[str, Fingerprint]:
    fingerprints, seconds = _timed(lambda: {article.id: read_fingerprint(article) for article in articles}, samples=1)
    before = _peak()
    (voices, links), folding = _timed(lambda: fold_duplicates(articles, fingerprints))
    print(
        f"{name}: {len(articles)} articles, {len(voices)} voices, {len(links)} links;"
        f" fingerprints {seconds:.2f} s CPU, folding {folding:.2f} s CPU, +{_peak() - before:.0f} MB at its peak",
        flush=True,
    )
    return fingerprints


def _grow(articles: Sequence[Article], fingerprints: dict[str, Fingerprint], *, add: int) -> None:
    """Add to a stored index, in three parts, then build the window from it."""
    known, new = articles[:-add], articles[-add:]
    with tempfile.TemporaryDirectory() as folder:
        store = open_store("sqlite:///digest.db", folder=Path(folder))
        update_duplicates(store, known, fingerprints, now=_NOW)
        cpu, wall = [], []
        for part in range(_SAMPLES):
            start, begun = time.process_time(), time.perf_counter()
            update_duplicates(store, new[part::_SAMPLES] if part else new, fingerprints, now=_NOW)
            cpu.append(time.process_time() - start)
            wall.append(time.perf_counter() - begun)
        found, build = _timed(lambda: fold_window(store, articles, fingerprints, now=_NOW))
        same = found == fold_duplicates(articles, fingerprints)
        size = (Path(folder) / "digest.db").stat().st_size / 1e6
        store.database.engine.dispose()
    print(
        f"  adding {add} to {len(known)}: {sorted(cpu)[1]:.2f} s CPU, {sorted(wall)[1]:.2f} s;"
        f" a window from the index {build:.2f} s CPU; {size:.0f} MB stored;"
        f" {'equal to' if same else 'NOT'} the fold of all",
        flush=True,
    )


def _timed(work: Callable[[], Result], *, samples: int = _SAMPLES) -> tuple[Result, float]:
    """Give the result, and the median CPU time of some runs."""
    seconds = []
    for _ in range(samples):
        start = time.process_time()
        result = work()
        seconds.append(time.process_time() - start)
    return result, sorted(seconds)[len(seconds) // 2]


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _ablate(file: Path, *, scorer: Path) -> None:
    articles = [article_of(row) for row in read_rows(file)]
    score = load_scorer(scorer, gold=file)
    fingerprints = {article.id: read_fingerprint(article) for article in articles}
    print("| left out | P | R | F1 |")
    for rule in ("", *RULES):
        voices, _ = fold_duplicates(articles, fingerprints, without=[rule])
        groups = {member: voice.original for voice in voices for member in (voice.original, *voice.copies)}
        found = score(groups)
        print(f"| {rule or 'nothing'} | {found['P']:.4f} | {found['R']:.4f} | {found['F1']:.4f} |", flush=True)


def load_scorer(path: Path, *, gold: Path) -> Callable[[dict[str, str]], dict[str, Any]]:
    """Give the scorer of duplicates, which reads the labels of `gold`."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: is no Python file")
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    labelled = module.load(str(gold))
    return lambda groups: json.loads(json.dumps(module.dups(labelled, groups)))
