"""What tells copies of one text: an article in, its fingerprint out, made once and kept.

The words are winnowed into hashes of four-word shingles (Schleimer et al. 2003, doi:10.1145/872757.872770). Hashes are
the same on every machine and in every run. Credits of agencies and outlets are taken off before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from digest.curate.reading.credits import strip_agency, strip_outlet
from digest.curate.reading.tokens import is_unspaced, whole_words
from digest.model import Article

Hashes = npt.NDArray[np.uint64]

_WORDS_A_SHINGLE = 4
_WINDOW = 4
_LEAD_UNITS = 60
_SHORT_UNITS = 12
"""A shorter body ("Read more here") is nobody's own text: only with its headline it says that two are one."""
_MOST_UNITS = 20_000
"""Of a longer text the first words are compared: no newspaper prints as much, and its record stays below 70 kB."""
_MOST_TITLE_WORDS = 40
_PRIME = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What an article is compared by to find its copies."""

    shingles: Hashes
    """Winnowed hashes of the text, each once, ascending; empty for an article without words."""
    lead: Hashes
    """Those of its first sixty words."""
    digest: str
    """32 hex digits of all words in order; "" without words."""
    title: str
    """The headline's folded words between single spaces, without credits."""
    letters: int
    """How long the body is, in characters."""


def read_fingerprint(article: Article) -> Fingerprint:
    """Read an article's fingerprint; the same article always gives the same one."""
    body = article.body
    units = split_units("\n".join((strip_agency(body[0]), *body[1:]))) if body else []
    title = whole_words(strip_outlet(article.title, outlet=article.outlet, url=article.url))
    words = units if len(units) >= _SHORT_UNITS else [*split_units(article.title), *units]
    return Fingerprint(
        shingles=winnow(units[:_MOST_UNITS]),
        lead=winnow(units[:_LEAD_UNITS]),
        digest=_digest(words) if units else "",
        title=" ".join(title[:_MOST_TITLE_WORDS]),
        letters=sum(map(len, body)),
    )


def split_units(text: str) -> list[str]:
    """Give the units of which shingles are made: folded words, and characters in scripts without spaces."""
    words = whole_words(text)
    if not is_unspaced(text):
        return words
    return [unit for word in words for unit in (word if is_unspaced(word) else (word,))]


def winnow(units: Sequence[str]) -> Hashes:
    """Give the hashes of shingles of four units, the least of each four neighbours; ascending, each once.

    Two texts that share seven units in a row share a hash.
    """
    if not units:
        return np.zeros(0, dtype=np.uint64)
    missing = [units[-1]] * max(0, _WORDS_A_SHINGLE - len(units))
    codes = np.fromiter(map(_hash_word, [*units, *missing]), dtype=np.uint64)
    count = len(codes) - _WORDS_A_SHINGLE + 1
    shingles = codes[:count].copy()
    for place in range(1, _WORDS_A_SHINGLE):
        shingles *= _PRIME  # arithmetic modulo 2**64
        shingles += codes[place : place + count]
    if count > _WINDOW:
        windows = count - _WINDOW + 1
        shingles = np.minimum.reduce([shingles[place : place + windows] for place in range(_WINDOW)])
    return np.unique(shingles)


def _digest(words: Sequence[str]) -> str:
    return hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@lru_cache(maxsize=1 << 18)
def _hash_word(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
