"""When a feed counts as slow: the time of each answer in, a smoothed time and a verdict out."""

from __future__ import annotations

SLOW_SECONDS = 5.0
"""A feed whose smoothed answer time is above this is slow: an ordinary one answers in less than a second, and one that
takes more than 20 s (`http.timeout`) fails."""
_WEIGHT = 0.25


def smoothed(before: float, seconds: float) -> float:
    """The smoothed time after one more answer: a quarter of the new and three quarters of the old (RFC 6298's manner).

    It starts at nought, so that one answer, which takes 20 s at most by default, never makes a feed slow, and answers
    of 8 s do at the fourth; as many quick ones clear it again.
    """
    return before + _WEIGHT * (seconds - before)


def is_slow(answer_seconds: float) -> bool:
    """Whether this smoothed time is that of a slow feed."""
    return answer_seconds > SLOW_SECONDS
