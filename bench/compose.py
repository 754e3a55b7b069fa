"""The cost of an edition: numbers of synthetic articles in, time and memory of each step out.

Reading is what happens once per article when it is collected; all other steps are one pass over the window. Seconds
are CPU seconds of one core. Each number of articles is measured in a process of its own, so that its memory is its
own: the peak counts all that the process holds, articles included.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from time import process_time
from typing import TypeVar

import yaml

from bench._synthetic import NOW, synthetic_articles
from digest.config.settings import Newsletter, Site, Topic
from digest.curate.duplicates.fold import fold_duplicates
from digest.curate.highlights.figures import find_numbers
from digest.curate.highlights.quotes import find_quotes
from digest.curate.highlights.summary import summarise
from digest.curate.memory import recall
from digest.curate.ranking import rank_stories
from digest.curate.reading.meaning import Embedder, open_embedder
from digest.curate.reading.record import Reading, read_articles
from digest.curate.stories.gather import cluster_stories
from digest.curate.topics.filing import match_topics
from digest.edition.compose import Highlights, compose_edition
from digest.model import Article

STEPS = ("reading", "duplicates", "stories", "topics", "ranking", "compose")
_CONFIG = Path(__file__).parents[1] / "config.yaml"
_READ_AT_ONCE = 1000

Result = TypeVar("Result")


def main(argv: list[str]) -> int:
    """Print one row for each number of articles."""
    parser = argparse.ArgumentParser(prog="python -m bench compose", description=__doc__)
    parser.add_argument("--articles", type=int, action="append", help="may be repeated; default: 5000 20000 80000")
    parser.add_argument("--tier", choices=("text", "embeddings"), default="embeddings")
    options = parser.parse_args(argv)
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    print(f"{'articles':>9} {'stories':>8}" + "".join(f"{step:>12}" for step in (*STEPS, "pass")) + f"{'peak MB':>10}")
    for count in options.articles or (5_000, 20_000, 80_000):
        with ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn")) as own:
            stories, seconds, peak = own.submit(measure_pass, count, tier=options.tier).result()
        row = [*(seconds[step] for step in STEPS), sum(seconds.values()) - seconds["reading"]]
        cells = "".join(f"{value:>10.2f} s" for value in row)
        print(f"{count:>9,} {stories:>8,}{cells}{peak:>10.0f}", flush=True)
    return 0


def measure_pass(count: int, *, tier: str) -> tuple[int, dict[str, float], float]:
    """Curate and compose `count` articles; give the number of stories, CPU seconds a step, and the peak in MB."""
    articles = synthetic_articles(count)
    topics = [Topic(**entry) for entry in yaml.safe_load(_CONFIG.read_text(encoding="utf-8"))["topics"]]
    embedder = open_embedder() if tier == "embeddings" else None
    seconds: dict[str, float] = {}

    def timed(step: str, do: Callable[[], Result]) -> Result:
        began = process_time()
        result = do()
        seconds[step] = seconds.get(step, 0.0) + process_time() - began
        return result

    readings = timed("reading", lambda: _read(articles, embedder))
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


def _read(articles: Sequence[Article], embedder: Embedder | None) -> dict[str, Reading]:
    readings: dict[str, Reading] = {}
    for start in range(0, len(articles), _READ_AT_ONCE):
        some = articles[start : start + _READ_AT_ONCE]
        readings.update(zip((article.id for article in some), read_articles(some, embedder), strict=True))
    return readings
