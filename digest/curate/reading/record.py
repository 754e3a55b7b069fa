"""All that an article is compared by, read once: articles in, records out, and records as bytes for a store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import islice
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from digest.curate.reading.crossing import Crossing, read_crossing
from digest.curate.reading.fingerprint import Fingerprint, read_fingerprint
from digest.curate.reading.meaning import Embedder
from digest.curate.reading.packing import Value, pack_values, unpack_values
from digest.curate.reading.traits import Traits, meaning_text, read_traits
from digest.model import Article

Part = TypeVar("Part", Fingerprint, Traits, Crossing)

_READER = 1
"""Counts up whenever a record of the same article would be another one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One article's record; `vector` is of length one, or empty where no embedding model is active.

    It is as exact as half a float is, which is how it is stored: a record is the same before and after.
    """

    fingerprint: Fingerprint
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
        Reading(read_fingerprint(article), read_traits(article), read_crossing(article), vector)
        for article, vector in zip(articles, vectors, strict=True)
    ]


def pack_reading(reading: Reading) -> bytes:
    """Give a record's bytes."""
    parts = (reading.fingerprint, reading.traits, reading.crossing)
    values: list[Value] = [getattr(part, item.name) for part in parts for item in fields(part)]
    return pack_values([*values, reading.vector.astype(np.float16)])


def unpack_reading(packed: bytes) -> Reading | None:
    """Give the record back; None for bytes that hold none: what could not be read was stored as b""."""
    try:
        values: list[Any] = unpack_values(packed)
    except ValueError:
        return None
    if len(values) != _COUNT:
        return None
    rest = iter(values)
    fingerprint, traits, crossing = _next(Fingerprint, rest), _next(Traits, rest), _next(Crossing, rest)
    return Reading(fingerprint, traits, crossing, next(rest).astype(np.float32))


def _next(shape: type[Part], values: Iterator[Any]) -> Part:
    """Make a part of its values, the next ones."""
    return shape(*islice(values, len(fields(shape))))


_COUNT = len(fields(Fingerprint)) + len(fields(Traits)) + len(fields(Crossing)) + 1
