"""How alike two headlines are. Owns the package rapidfuzz."""

from __future__ import annotations

from rapidfuzz.fuzz import token_set_ratio


def title_similarity(left: str, right: str) -> float:
    """Give the likeness of two headlines, 0 to 100, whatever the order and repetition of their words.

    They come as folded words between single spaces: see `Fingerprint.title`.
    """
    return float(token_set_ratio(left, right)) if left and right else 0.0
