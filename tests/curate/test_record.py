"""What an article is compared by, as one record."""

from __future__ import annotations

import numpy as np

from digest.curate.reading.meaning import open_embedder
from digest.curate.reading.record import pack_reading, read_articles, reading_version, unpack_reading
from tests.curate.conftest import Write


def test_a_record_is_the_same_before_and_after_the_store(write: Write) -> None:
    """Every array comes back bit by bit, with a model and without one."""
    article = write("a", title="Storm hits Lisbon", body="A storm hit Lisbon on Monday. 23 people were hurt.")
    for embedder in (None, open_embedder()):
        (reading,) = read_articles([article], embedder)
        again = unpack_reading(pack_reading(reading))
        assert again is not None
        assert np.array_equal(again.vector, reading.vector)
        assert again.traits.words.tolist() == reading.traits.words.tolist()
        assert again.traits.length == reading.traits.length
        assert pack_reading(again) == pack_reading(reading)


def test_bytes_that_hold_no_record_give_none() -> None:
    """What no worker got through was stored empty; damage is no record either."""
    assert unpack_reading(b"") is None
    assert unpack_reading(b"\x00\x01") is None
    assert unpack_reading(b"int\x08\x00\x00\x00" + bytes(8)) is None


def test_another_model_is_another_version() -> None:
    """Vectors of two models are never compared."""
    assert reading_version("") != reading_version("wordllama")
