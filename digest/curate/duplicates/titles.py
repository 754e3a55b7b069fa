"""How alike two headlines are. Owns the package rapidfuzz."""

from __future__ import annotations

from rapidfuzz.fuzz import token_set_ratio

from digest.curate.reading.tokens import whole_words


def title_similarity(left: str, right: str) -> float:
    """Give the likeness of two headlines, 0 to 100, whatever the order and repetition of their words."""
    first, second = " ".join(whole_words(left)), " ".join(whole_words(right))
    return float(token_set_ratio(first, second)) if first and second else 0.0
