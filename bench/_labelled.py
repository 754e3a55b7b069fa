"""Labelled rows as articles: a .jsonl.gz file in, articles out. The labels themselves are never read."""

from __future__ import annotations

import gzip
import importlib.util
import json
import resource
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from digest.model import Article

_LABELS = frozenset({"story", "group", "kind", "topic"})
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Read the rows of a file, in its order, without their labels."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines if line.strip())
        return [{key: value for key, value in row.items() if key not in _LABELS} for row in rows]


def read_labelled(path: Path) -> list[dict[str, Any]]:
    """Read the rows with their labels, for a scorer alone."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def load_scorer(path: Path) -> Any:
    """Load a scorer that stands in a file of its own, beside the data."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def article_of(row: Mapping[str, Any]) -> Article:
    """Make the article that a row describes."""
    written = datetime.fromisoformat(row["time"]) if row.get("time") else _EPOCH
    return Article(
        id=row["id"],
        url=row["id"],
        feed_url="",
        outlet=row.get("source", ""),
        title=row["title"],
        collected=written,
        published=written,
        language=row.get("language", "en"),
        body=tuple(part for part in row.get("text", "").splitlines() if part.strip()),
    )


def report(name: str, *, articles: int, seconds: float) -> None:
    """Print one line: how many, how fast, and the most memory the process ever held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = articles / seconds if seconds else float("inf")
    sys.stdout.write(f"{name}: {articles} articles in {seconds:.2f} s = {rate:.0f} articles/s, peak {peak:.0f} MB\n")
