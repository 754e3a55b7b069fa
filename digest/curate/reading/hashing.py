"""Words as fixed numbers: a token in, the same 64 bits in every process and on every machine out."""

from __future__ import annotations

import hashlib
from functools import lru_cache


@lru_cache(maxsize=1 << 19)
def hash_token(token: str) -> int:
    """Give a token's BLAKE2b hash as an unsigned 64-bit number.

    Among the four million different words of a large window two share a number once in two million windows.
    """
    return int.from_bytes(hashlib.blake2b(token.encode("utf-8", "surrogatepass"), digest_size=8).digest())
