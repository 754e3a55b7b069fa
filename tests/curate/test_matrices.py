from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from scipy import sparse

from digest.curate.reading.hashing import hash_token
from digest.curate.stories.matrices import Bag, Places, build_space, compare, count_tokens, largest_products, near_pairs


def _bag(*tokens: str) -> Bag:
    counted = sorted(Counter(map(hash_token, tokens)).items())
    hashes = np.array([code for code, _ in counted], dtype=np.uint64)
    return hashes, np.array([count for _, count in counted], dtype=np.uint8)


def _one(place: int) -> Places:
    return np.array([place], dtype=np.int64)


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
    """The same tokens in two languages make no pair."""
    bags = [_bag("dam", "river"), _bag("dam", "river"), _bag("chess")]
    space = build_space([count_tokens(bags)], weights=(1.0,), languages=["en", "fr", "fr"])
    assert len(near_pairs(space, floor=0.01, keep=3)[0]) == 0


def test_largest_products_are_kept() -> None:
    """Each row keeps so many of its largest products with the rows of another matrix, none of them 0."""
    rows = sparse.csr_matrix(np.array([[1, 0], [0, 0]], dtype=np.float32))
    others = sparse.csr_matrix(np.array([[1, 0], [3, 1], [2, 0], [0, 5]], dtype=np.float32))
    left, right, products = largest_products(rows, others, keep=2)
    assert sorted(zip(left.tolist(), right.tolist(), products.tolist(), strict=True)) == [(0, 1, 3.0), (0, 2, 2.0)]


def test_empty_bags_have_no_neighbours() -> None:
    """Texts without tokens are near nothing and do not fail."""
    space = build_space([count_tokens([_bag(), _bag()])], weights=(1.0,), languages=["en", "en"])
    assert len(near_pairs(space, floor=0.1, keep=5)[0]) == 0
    assert compare(space, left=_one(0), right=_one(1))[0][0] <= 0.1
