from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from digest.curate.duplicates.crowds import repeated_values
from digest.curate.reading.hashing import hash_token
from digest.curate.stories.matrices import Bag, Places, build_space, compare, count_tokens, near_pairs, nearest


def _bag(*tokens: str) -> Bag:
    counted = sorted(Counter(map(hash_token, tokens)).items())
    hashes = np.array([code for code, _ in counted], dtype=np.uint64)
    return hashes, np.array([count for _, count in counted], dtype=np.uint8)


def _one(place: int) -> Places:
    return np.array([place], dtype=np.int64)


def test_repeated_values_stand_in_many_rows() -> None:
    """Values are counted by rows; few rows, or none, repeat nothing."""
    assert repeated_values([], more_than=1) == frozenset()
    assert repeated_values([(1, 2)], more_than=10) == frozenset()
    assert repeated_values([(1, 2, 3), (2, 3), (3,)], more_than=1) == {2, 3}
    assert repeated_values([(1, 2, 3), (2, 3), (3,)], more_than=2) == {3}


def test_neighbours_share_rare_tokens() -> None:
    """Rows with a rare token in common are near; every pair comes with the tokens that tie it."""
    bags = [
        _bag("dam", "river"),
        _bag("dam", "river", "stone"),
        _bag("train", "night"),
        _bag("train", "bread"),
        _bag("chess"),
    ]
    space = build_space([count_tokens(bags)], weights=(1.0,), languages=["en"] * 5)
    left, right, scores = near_pairs(space, floor=0.05, keep=3)
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == [(0, 1), (2, 3)]
    found, shared = compare(space, left=left, right=right)
    assert found == pytest.approx(scores)
    assert sorted(shared[0]) == sorted([(0, hash_token("dam")), (0, hash_token("river"))])
    assert compare(space, left=_one(0), right=_one(4))[1] == [[]]


def test_only_rows_of_one_language_are_near() -> None:
    """The same tokens in two languages make no pair within a language, and one across."""
    bags = [_bag("dam", "river"), _bag("dam", "river"), _bag("chess")]
    space = build_space([count_tokens(bags)], weights=(1.0,), languages=["en", "fr", "fr"], across=True)
    assert len(near_pairs(space, floor=0.01, keep=3)[0]) == 0
    assert {(row, other) for row, other, _ in nearest(space, floor=0.1, keep=1)} == {(0, 1), (1, 0)}


@pytest.mark.parametrize("across", [False, True])
def test_empty_bags_have_no_neighbours(*, across: bool) -> None:
    """Texts without tokens are near nothing and do not fail."""
    space = build_space([count_tokens([_bag(), _bag()])], weights=(1.0,), languages=["en", "fr"], across=across)
    assert list(nearest(space, floor=0.1, keep=5)) == []
    assert len(near_pairs(space, floor=0.1, keep=5)[0]) == 0
    assert compare(space, left=_one(0), right=_one(1))[0][0] <= 0.1
