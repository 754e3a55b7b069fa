"""Records of arrays as bytes and back, for a store: each value says what it is, so that a damaged one is noticed.

A value is a one-dimensional array of numbers, an int or a str. The bytes are the same on every machine.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Value = npt.NDArray[Any] | int | str

_HEAD = struct.Struct("<3sI")
_INT, _STR = b"int", b"str"
_INT_BYTES = 8
_ARRAYS = {f"{code} ".encode(): np.dtype(f"<{code}") for code in ("i8", "u8", "i4", "u4", "u2", "u1", "f4", "f2")}


def pack_values(values: Sequence[Value]) -> bytes:
    """Give the bytes of values; arrays become little-endian, of eight to one bytes an item."""
    parts = []
    for value in values:
        kind, data = _packed(value)
        parts += [_HEAD.pack(kind, len(data)), data]
    return b"".join(parts)


def unpack_values(packed: bytes) -> list[Value]:
    """Give the values back, arrays read-only; raises ValueError for bytes that `pack_values` did not make."""
    values: list[Value] = []
    place = 0
    while place < len(packed):
        if place + _HEAD.size > len(packed):
            raise ValueError("the record ends inside a head")
        kind, length = _HEAD.unpack_from(packed, place)
        place += _HEAD.size
        data = packed[place : place + length]
        if len(data) != length:
            raise ValueError("the record ends inside a value")
        values.append(_unpacked(kind, data))
        place += length
    return values


def _packed(value: Value) -> tuple[bytes, bytes]:
    if isinstance(value, str):
        return _STR, value.encode("utf-8", "surrogatepass")
    if isinstance(value, int):
        return _INT, value.to_bytes(_INT_BYTES, "little", signed=True)
    code = f"{value.dtype.kind}{value.dtype.itemsize} ".encode()
    if code not in _ARRAYS or value.ndim != 1:
        raise TypeError(f"an array of {value.dtype} with {value.ndim} dimensions cannot be packed")
    return code, np.ascontiguousarray(value, dtype=_ARRAYS[code]).tobytes()


def _unpacked(kind: bytes, data: bytes) -> Value:
    if kind == _STR:
        return data.decode("utf-8", "surrogatepass")
    if kind == _INT:
        if len(data) != _INT_BYTES:
            raise ValueError("an int has eight bytes")
        return int.from_bytes(data, "little", signed=True)
    if kind not in _ARRAYS:
        raise ValueError(f"{kind!r} is no kind of value")
    return np.frombuffer(data, dtype=_ARRAYS[kind])
