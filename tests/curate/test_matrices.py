from __future__ import annotations

import pytest

from digest.curate.stories.matrices import build_space, count_tokens, nearest, shared_tokens, similarity


def test_neighbours_share_rare_tokens() -> None:
    """Rows with a rare token in common are near; every neighbour comes with the tokens that tie it."""
    bags = [["dam", "river"], ["dam", "river", "stone"], ["train", "night"], ["train", "bread"], ["chess"]]
    space = build_space([count_tokens(bags)], weights=(1.0,), languages=["en"] * 5, across=False)
    pairs = {(row, other) for row, other, _ in nearest(space, same_language=True, floor=0.3, keep=1)}
    assert {(0, 1), (1, 0)} <= pairs
    assert similarity(space, left=0, right=1) > similarity(space, left=0, right=2)
    assert sorted(shared_tokens(space, left=0, right=1)) == ["dam", "river"]
    assert shared_tokens(space, left=0, right=4) == []


@pytest.mark.parametrize("across", [False, True])
def test_empty_bags_have_no_neighbours(*, across: bool) -> None:
    """Texts without tokens are near nothing and do not fail."""
    space = build_space([count_tokens([[], []])], weights=(1.0,), languages=["en", "fr"], across=across)
    assert list(nearest(space, same_language=False, floor=0.1, keep=5)) == []
    assert similarity(space, left=0, right=1) <= 0.1
