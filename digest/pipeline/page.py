"""A page on its way to a worker."""

from __future__ import annotations

from dataclasses import dataclass

from digest.model import Entry


@dataclass(frozen=True, slots=True)
class PageTask:
    """A page to read; an empty body means: read the entry's own text instead."""

    url: str
    charset: str
    body: bytes
    entry: Entry
    source_language: str
