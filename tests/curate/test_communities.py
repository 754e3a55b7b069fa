from __future__ import annotations

import numpy as np

from digest.curate.stories.communities import find_communities

Edges = list[tuple[int, int, float]]


def _parted(edges: Edges, *, nodes: int) -> list[tuple[int, ...]]:
    left, right, weights = zip(*edges, strict=True) if edges else ((), (), ())
    labels = find_communities(
        np.array(left, dtype=np.int64),
        np.array(right, dtype=np.int64),
        np.array(weights, dtype=np.float32),
        nodes=nodes,
        cost=0.1,
    ).tolist()
    return [tuple(node for node in range(nodes) if labels[node] == label) for label in sorted(set(labels))]


def test_two_triangles_are_two_communities() -> None:
    """A weak bridge does not join what is dense on either side; nodes without edges stand alone."""
    edges = [(0, 1, 2.0), (0, 2, 2.0), (1, 2, 2.0), (3, 4, 2.0), (3, 5, 2.0), (4, 5, 2.0), (2, 3, 0.2)]
    assert _parted(edges, nodes=7) == [(0, 1, 2), (3, 4, 5), (6,)]


def test_parting_does_not_depend_on_the_rest_of_the_graph() -> None:
    """One triangle alone is parted like one among a thousand."""
    triangle = [(0, 1, 1.0), (0, 2, 1.0), (1, 2, 1.0)]
    many = [(left + 3 * place, right + 3 * place, weight) for place in range(300) for left, right, weight in triangle]
    assert _parted(triangle, nodes=3) == [(0, 1, 2)]
    assert len(_parted(many, nodes=900)) == 300


def test_no_edges_no_communities() -> None:
    """Without edges each node is alone; without nodes there is nothing."""
    assert _parted([], nodes=2) == [(0,), (1,)]
    assert _parted([], nodes=0) == []
