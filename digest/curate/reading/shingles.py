"""A text's fingerprint: words in, winnowed shingle hashes out (Schleimer et al. 2003, doi:10.1145/872757.872770)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from digest.curate.reading.tokens import is_unspaced, whole_words

_WORDS_A_SHINGLE = 4
_WINDOW = 4
_MASK = (1 << 62) - 1
_PRIME = 0x9E3779B97F4A7C15


def split_units(text: str) -> list[str]:
    """Give the units of which shingles are made: folded words, and characters in scripts without spaces."""
    words = whole_words(text)
    if not is_unspaced(text):
        return words
    return [unit for word in words for unit in (word if is_unspaced(word) else (word,))]


def winnow(units: Sequence[str]) -> frozenset[int]:
    """Give the hashes (0 to 2**62) of shingles of four units, the least of each four neighbours; {} for no units.

    Two texts that share seven units in a row share a hash.
    """
    codes = [_hash_word(unit) for unit in units]
    if not codes:
        return frozenset()
    codes += codes[-1:] * (_WORDS_A_SHINGLE - len(codes))
    shingles = [
        ((((a * _PRIME + b) & _MASK) * _PRIME + c & _MASK) * _PRIME + d) & _MASK
        for a, b, c, d in zip(codes, codes[1:], codes[2:], codes[3:], strict=False)
    ]
    if len(shingles) <= _WINDOW:
        return frozenset(shingles)
    return frozenset(map(min, shingles, shingles[1:], shingles[2:], shingles[3:]))


@lru_cache(maxsize=1 << 18)
def _hash_word(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()) & _MASK
