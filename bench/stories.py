"""Stories: a labelled file in, {article id: story id} out."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from bench._labelled import article_of, read_rows, report
from digest.curate.reading.meaning import open_embedder
from digest.curate.reading.traits import meaning_text
from digest.curate.stories.gather import cluster_stories
from digest.model import Voice


def main(argv: list[str]) -> int:
    """Run `python -m bench stories FILE --out P.json [--tier text|embeddings]`."""
    parser = argparse.ArgumentParser(prog="bench stories", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tier", choices=("text", "embeddings"), help="default: embeddings where they are installed")
    options = parser.parse_args(argv)
    articles = [article_of(row) for row in read_rows(options.file)]
    start = time.perf_counter()
    embedder = None if options.tier == "text" else open_embedder()
    if options.tier == "embeddings" and embedder is None:
        parser.error("the extra `embeddings` is not installed")
    vectors = {}
    if embedder is not None:
        encoded = embedder.encode([meaning_text(article) for article in articles])
        vectors = {article.id: vector for article, vector in zip(articles, encoded, strict=True)}
    stories = cluster_stories(
        articles,
        voices=[Voice(article.id) for article in articles],
        duplicate_links=(),
        vectors=vectors,
        model=embedder.name if embedder else "",
    )
    name = f"stories ({embedder.name if embedder else 'text'})"
    report(name, articles=len(articles), seconds=time.perf_counter() - start)
    labels = {article.id: story.id for story in stories for article in story.articles}
    options.out.write_text(json.dumps(labels), encoding="utf-8")
    return 0
