"""Articles -> what they are compared by, once for each article, in workers; each batch is stored before the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from digest.curate.reading.fingerprint import Fingerprint
from digest.curate.reading.record import Reading, reading_version, unpack_reading
from digest.model import Article
from digest.pipeline.tasks import ReadTask, read_articles_task
from digest.ports import Progress, Readings, Workers, WorkFailed

Span = tuple[datetime, datetime]
"""Times of publication: from the first on, up to the second."""
Reader = Callable[[Span], Mapping[str, Reading]]
"""Gives what the articles of a span are compared by, by article id."""

READ_AT_ONCE = 400
TASK_ARTICLES = 25
TASK_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class NewlyRead:
    """What a pass read: the articles, and the fingerprints, by article id, of those that a worker got through."""

    articles: list[Article] = field(default_factory=list)
    fingerprints: dict[str, Fingerprint] = field(default_factory=dict)


def read_new_articles(
    store: Readings,
    workers: Workers,
    *,
    model: str,
    span: Span,
    progress: Progress,
) -> NewlyRead:
    """Read every article published in the span [start, end) that this reader has not read; returns what it read.

    `model` names an embedding model as `find_model` does, "" for none. An article that no worker gets through in
    its time is stored with an empty record, so that it is not tried again by every build.
    """
    version, (start, end) = reading_version(model), span
    total = store.count_unread(version=version, start=start, end=end)
    found = NewlyRead()
    if not total:
        return found
    progress.start("Reading articles", total)
    while articles := store.unread_articles(version=version, start=start, end=end, limit=READ_AT_ONCE):
        tasks = [
            ReadTask(tuple(articles[place : place + TASK_ARTICLES]), model)
            for place in range(0, len(articles), TASK_ARTICLES)
        ]
        packed = _read(tasks, workers)
        store.save_readings(packed, version=version)
        for article in articles:
            found.articles.append(article)
            reading = unpack_reading(packed[article.id])
            if reading is not None:
                found.fingerprints[article.id] = reading.fingerprint
            progress.advance(article.title[:60])
    progress.finish("ready to be compared")
    return found


def readings_of(store: Readings, *, model: str, span: Span) -> Mapping[str, Reading]:
    """What is known of the articles of a span, by article id; what no worker got through is left out."""
    packed = store.readings(version=reading_version(model), start=span[0], end=span[1])
    unpacked = {name: unpack_reading(record) for name, record in packed.items()}
    return {name: reading for name, reading in unpacked.items() if reading is not None}


def _read(tasks: Sequence[ReadTask], workers: Workers) -> dict[str, bytes]:
    """Read each task's articles together, and one by one where that fails."""
    packed: dict[str, bytes] = {}
    failed: list[Article] = []
    for task, result in zip(tasks, workers.map(read_articles_task, tasks, deadline_seconds=TASK_SECONDS), strict=True):
        if isinstance(result, WorkFailed):
            failed += task.articles
        else:
            packed |= {article.id: record for article, record in zip(task.articles, result, strict=True)}
    alone = [ReadTask((article,), tasks[0].model) for article in failed]
    for task, result in zip(alone, workers.map(read_articles_task, alone, deadline_seconds=TASK_SECONDS), strict=True):
        packed[task.articles[0].id] = b"" if isinstance(result, WorkFailed) else result[0]
    return packed
