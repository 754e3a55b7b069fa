"""What articles are compared by, ready for a pass: the application in; a reader and the embedding model out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from digest.app.application import App
from digest.app.doors import worker_pool
from digest.app.late_workers import LateWorkers
from digest.curate.reading.meaning import Embedder, open_embedder
from digest.curate.reading.record import Reading
from digest.pipeline.readings import Span, read_new_articles, readings_of
from digest.ports import NO_PROGRESS, Progress, Workers


@dataclass(frozen=True, slots=True)
class ReadingRoom:
    """Reads what is not read yet, in workers, and gives what is known."""

    app: App
    workers: Workers
    progress: Progress
    embedder: Embedder | None
    """The model of the config; None for none."""

    def read(self, span: Span) -> Mapping[str, Reading]:
        """The records of all articles published in [start, end), by article id."""
        model = self.app.model
        read_new_articles(self.app.store, self.workers, model=model, span=span, progress=self.progress)
        return readings_of(self.app.store, model=model, span=span)


@contextmanager
def open_reading_room(app: App, *, progress: Progress = NO_PROGRESS) -> Iterator[ReadingRoom]:
    """A room whose workers end with the block; raises ConfigError for a model that cannot be loaded."""
    with LateWorkers(worker_pool) as workers:
        yield ReadingRoom(app, workers, progress, open_embedder(app.model))
