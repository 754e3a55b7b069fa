"""Records as bytes: what goes in comes back, and damage is noticed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from digest.curate.reading.packing import pack_values, unpack_values


@given(
    numbers=some.lists(some.integers(0, 2**64 - 1)),
    count=some.integers(-(2**63), 2**63 - 1),
    word=some.text(some.characters()),
)
def test_values_come_back(numbers: list[int], count: int, word: str) -> None:
    """Arrays, ints and texts, empty ones and lone surrogates too."""
    array = np.array(numbers, dtype=np.uint64)
    first, second, third = unpack_values(pack_values([array, count, word]))
    assert isinstance(first, np.ndarray)
    assert first.tolist() == numbers
    assert (second, third) == (count, word)


@pytest.mark.parametrize("dtype", ["i8", "u8", "i4", "u4", "u2", "u1", "f4", "f2"])
def test_every_kind_of_array_keeps_its_kind(dtype: str) -> None:
    """Big-endian ones become little-endian."""
    (array,) = unpack_values(pack_values([np.array([1, 2, 3], dtype=f">{dtype}")]))
    assert isinstance(array, np.ndarray)
    assert array.dtype == np.dtype(f"<{dtype}")
    assert array.tolist() == [1, 2, 3]


@given(some.binary(min_size=1, max_size=40))
def test_other_bytes_are_refused_or_are_values(packed: bytes) -> None:
    """Damage raises nothing but ValueError."""
    try:
        values = unpack_values(packed)
    except ValueError:
        return
    assert pack_values(values) == packed


def test_what_cannot_be_packed_is_refused() -> None:
    """Two dimensions and objects have no place in a record."""
    with pytest.raises(TypeError):
        pack_values([np.zeros((2, 2))])
