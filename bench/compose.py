"""The cost of an edition: numbers of synthetic articles in, time and memory of each step out.

Reading is what happens once per article when it is collected; all other steps are one pass over the window, from the
stored records on. Seconds are CPU seconds of one core. Each pass is measured in a process of its own: the peak counts
all that it holds, articles and records included.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import pickle
import resource
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import TypeVar

import yaml

from bench._plot import write_curves
from bench._synthetic import NOW, synthetic_articles
from digest.app.collector import without_cycle_collection
from digest.config.settings import Newsletter, Site, Topic
from digest.curate.duplicates.fold import fold_duplicates
from digest.curate.highlights.figures import find_numbers
from digest.curate.highlights.quotes import find_quotes
from digest.curate.highlights.summary import summarise
from digest.curate.memory import recall
from digest.curate.ranking import rank_stories
from digest.curate.reading.meaning import open_embedder
from digest.curate.reading.record import pack_reading, read_articles, unpack_reading
from digest.curate.stories.gather import cluster_stories
from digest.curate.topics.filing import match_topics
from digest.edition.compose import Highlights, compose_edition

STEPS = ("reading", "records", "duplicates", "stories", "topics", "ranking", "compose")
_CONFIG = Path(__file__).parents[1] / "config.yaml"
_READ_AT_ONCE = 1000

Result = TypeVar("Result")


def main(argv: list[str]) -> int:
    """Print one row for each number of articles."""
    parser = argparse.ArgumentParser(prog="python -m bench compose", description=__doc__)
    parser.add_argument("--articles", type=int, action="append", help="may be repeated; default: 5000 20000 80000")
    parser.add_argument("--tier", choices=("text", "embeddings"), default="embeddings")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw the growth of each step")
    options = parser.parse_args(argv)
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    print(f"{'articles':>9} {'stories':>8}" + "".join(f"{step:>12}" for step in (*STEPS, "pass")) + f"{'peak MB':>10}")
    counts = sorted(options.articles or (5_000, 20_000, 80_000))
    curves: dict[str, list[float]] = {step: [] for step in (*STEPS, "pass")}
    for count in counts:
        with TemporaryDirectory() as folder:
            kept = Path(folder) / "records"
            reading = _alone(collect, count, tier=options.tier, file=kept)
            stories, seconds, peak = _alone(measure_build, kept, tier=options.tier)
        row = {"reading": reading} | seconds | {"pass": sum(seconds.values())}
        for step, curve in curves.items():
            curve.append(max(row[step], 0.01))
        cells = "".join(f"{row[step]:>10.2f} s" for step in curves)
        print(f"{count:>9,} {stories:>8,}{cells}{peak:>10.0f}", flush=True)
    if options.plot:
        write_curves(
            options.plot, title="CPU seconds of an edition, by articles", counts=counts, curves=curves, unit="s"
        )
    return 0


def collect(count: int, *, tier: str, file: Path) -> float:
    """Make and read `count` articles and keep them with their records, as a store would; give the CPU seconds."""
    articles = synthetic_articles(count)
    embedder = open_embedder() if tier == "embeddings" else None
    began = process_time()
    records: dict[str, bytes] = {}
    for start in range(0, len(articles), _READ_AT_ONCE):
        some = articles[start : start + _READ_AT_ONCE]
        read = map(pack_reading, read_articles(some, embedder))
        records.update(zip((article.id for article in some), read, strict=True))
    seconds = process_time() - began
    file.write_bytes(pickle.dumps((articles, records)))
    return seconds


def measure_build(file: Path, *, tier: str) -> tuple[int, dict[str, float], float]:
    """Measure a pass as builds run it."""
    with without_cycle_collection():
        return measure_pass(file, tier=tier)


def measure_pass(file: Path, *, tier: str) -> tuple[int, dict[str, float], float]:
    """Curate and compose what was collected; give the number of stories, CPU seconds a step, and the peak in MB."""
    articles, records = pickle.loads(file.read_bytes())  # noqa: S301 - of our own making
    topics = [Topic(**entry) for entry in yaml.safe_load(_CONFIG.read_text(encoding="utf-8"))["topics"]]
    embedder = open_embedder() if tier == "embeddings" else None
    seconds: dict[str, float] = {}

    def timed(step: str, do: Callable[[], Result]) -> Result:
        began = process_time()
        result = do()
        seconds[step] = seconds.get(step, 0.0) + process_time() - began
        return result

    unpacked = timed("records", lambda: {name: unpack_reading(records.pop(name)) for name in list(records)})
    readings = {name: reading for name, reading in unpacked.items() if reading is not None}
    fingerprints = {name: reading.fingerprint for name, reading in readings.items()}
    voices, links = timed("duplicates", lambda: fold_duplicates(articles, fingerprints))
    vectors = {name: reading.vector for name, reading in readings.items() if reading.vector.size}
    stories = timed(
        "stories",
        lambda: cluster_stories(
            articles,
            voices=voices,
            duplicate_links=links,
            traits={name: reading.traits for name, reading in readings.items()},
            crossings={name: reading.crossing for name, reading in readings.items()},
            vectors=vectors,
        ),
    )
    filed = timed("topics", lambda: match_topics(stories, topics, vectors=vectors, embedder=embedder))
    ranked = timed("ranking", lambda: rank_stories(recall(filed, earlier=[]), now=NOW))
    highlights = Highlights(summarise=summarise, find_quotes=find_quotes, find_numbers=find_numbers)
    timed(
        "compose",
        lambda: compose_edition(
            ranked, newsletter=Newsletter(), topics=topics, site=Site(), slot=NOW, highlights=highlights
        ),
    )
    return len(stories), seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _alone(do: Callable[..., Result], *arguments: object, **options: object) -> Result:
    """Run a function in a process of its own."""
    with ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn")) as own:
        return own.submit(do, *arguments, **options).result()
