"""Topics: a labelled file and an editor's topics in, {article id: [topic keys]} out; each article is its own story."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from bench._labelled import article_of, read_rows, report
from digest.config.settings import Topic
from digest.curate.reading.meaning import Embedder, open_embedder
from digest.curate.topics.filing import match_topics
from digest.curate.topics.scoring import EVERYTHING, Parts
from digest.model import Story, Voice


def main(argv: list[str]) -> int:
    """Run `python -m bench topics FILE --topics topics.yaml --out P.json`."""
    parser = argparse.ArgumentParser(prog="bench topics", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--topics", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--text", action="store_true", help="without embeddings, though they are installed")
    options = parser.parse_args(argv)
    rows = read_rows(options.file)
    embedder = None if options.text else open_embedder()
    start = time.perf_counter()
    matched = predict(rows, options.topics, embedder=embedder)
    report("topics", articles=len(rows), seconds=time.perf_counter() - start)
    options.out.write_text(json.dumps(matched), encoding="utf-8")
    return 0


def predict(
    rows: Sequence[Mapping[str, Any]], config: Path, *, embedder: Embedder | None, parts: Parts = EVERYTHING
) -> dict[str, list[str]]:
    """Give the best topic of each row, if any: a row is labelled with one at most."""
    matched: dict[str, list[str]] = {}
    for name, topics in read_topics(config).items():
        articles = [article_of(row) for row in rows if row["config"] == name]
        stories = [Story(id=article.id, articles=(article,), voices=(Voice(article.id),)) for article in articles]
        for story in match_topics(stories, topics, embedder=embedder, parts=parts):
            matched[story.id] = [match.topic for match in story.topics[:1]]
    return matched


def read_topics(config: Path) -> dict[str, list[Topic]]:
    """Read the topics of each group; those of the group `focus` are focus topics."""
    return {
        group: [
            Topic(
                name=key,
                focus=group == "focus",
                description=f"{entry['name']}. {entry['description']}",
                any=tuple(entry["keywords"]),
            )
            for key, entry in entries.items()
        ]
        for group, entries in yaml.safe_load(config.read_text(encoding="utf-8")).items()
    }
