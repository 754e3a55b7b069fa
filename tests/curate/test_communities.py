from __future__ import annotations

from digest.curate.stories.communities import find_communities


def test_two_triangles_are_two_communities() -> None:
    """A weak bridge does not join what is dense on either side; nodes without edges stand alone."""
    edges = [(0, 1, 2.0), (0, 2, 2.0), (1, 2, 2.0), (3, 4, 2.0), (3, 5, 2.0), (4, 5, 2.0), (2, 3, 0.2)]
    assert find_communities(edges, nodes=7, cost=0.1) == [(0, 1, 2), (3, 4, 5), (6,)]


def test_parting_does_not_depend_on_the_rest_of_the_graph() -> None:
    """One triangle alone is parted like one among a thousand."""
    triangle = [(0, 1, 1.0), (0, 2, 1.0), (1, 2, 1.0)]
    many = [(left + 3 * place, right + 3 * place, weight) for place in range(300) for left, right, weight in triangle]
    assert find_communities(triangle, nodes=3, cost=0.1) == [(0, 1, 2)]
    assert len(find_communities(many, nodes=900, cost=0.1)) == 300


def test_no_edges_no_communities() -> None:
    """Without edges each node is alone; without nodes there is nothing."""
    assert find_communities([], nodes=2, cost=0.1) == [(0,), (1,)]
    assert find_communities([], nodes=0, cost=0.1) == []
