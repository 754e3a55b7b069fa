"""All that an article is compared by, read once: articles in, records out, and records as bytes for a store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from digest.curate.reading.crossing import Crossing, read_crossing
from digest.curate.reading.meaning import Embedder
from digest.curate.reading.packing import Value, pack_values, unpack_values
from digest.curate.reading.traits import Traits, meaning_text, read_traits
from digest.model import Article

_READER = 2
"""Counts up whenever a record of the same article would be another one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One article's record; `vector` is of length one, or empty where no embedding model is active.

    It is as exact as half a float is, which is how it is stored: a record is the same before and after.
    """

    traits: Traits
    crossing: Crossing
    vector: npt.NDArray[np.float32]


def reading_version(model: str) -> str:
    """Name the version of the records that this code makes with an embedding model ("" for none)."""
    return f"{_READER}/{model or 'text'}"


def read_articles(articles: Sequence[Article], embedder: Embedder | None) -> list[Reading]:
    """Read articles, in their order."""
    if embedder is None:
        vectors = np.zeros((len(articles), 0), dtype=np.float32)
    else:
        vectors = embedder.encode([meaning_text(article) for article in articles]).astype(np.float16).astype(np.float32)
    return [
        Reading(read_traits(article), read_crossing(article), vector)
        for article, vector in zip(articles, vectors, strict=True)
    ]


def pack_reading(reading: Reading) -> bytes:
    """Give a record's bytes."""
    return pack_values([*_values(reading.traits), *_values(reading.crossing), reading.vector.astype(np.float16)])


def unpack_reading(packed: bytes) -> Reading | None:
    """Give the record back; None for bytes that hold none: what could not be read was stored as b""."""
    try:
        values: list[Any] = unpack_values(packed)
    except ValueError:
        return None
    within, count = len(fields(Traits)), len(fields(Traits)) + len(fields(Crossing))
    if len(values) != count + 1:
        return None
    return Reading(Traits(*values[:within]), Crossing(*values[within:count]), values[count].astype(np.float32))


def _values(record: Traits | Crossing) -> list[Value]:
    return [getattr(record, item.name) for item in fields(record)]
