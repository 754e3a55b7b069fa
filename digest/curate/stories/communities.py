"""Groups in a weighted graph: edges in, the group of each node out. Owns the package scikit-network."""

from __future__ import annotations

from collections.abc import Sequence

from sknetwork.clustering import Louvain
from sknetwork.data import from_edge_list

Edge = tuple[int, int, float]


def find_communities(edges: Sequence[Edge], *, nodes: int, cost: float) -> list[tuple[int, ...]]:
    """Part `nodes` nodes into communities by Louvain, each sorted, in the order of their first node.

    A community pays `cost` for every pair inside it and earns the weights of its edges (the constant Potts model,
    Traag et al. 2011, doi:10.1103/PhysRevE.84.016114). Unlike modularity this does not depend on how large the rest
    of the graph is: three stories are parted as well as three thousand.
    """
    if not edges:
        return [(node,) for node in range(nodes)]
    touched = sorted({node for left, right, _ in edges for node in (left, right)})
    number = {node: place for place, node in enumerate(touched)}
    both_ways = sorted((number[left], number[right], weight) for left, right, weight in edges)
    graph = from_edge_list(both_ways, directed=False, reindex=False, matrix_only=True, sum_duplicates=False)
    total = 2 * sum(weight for _, _, weight in edges)
    resolution = cost * len(touched) ** 2 / total
    labels = Louvain(resolution=resolution, modularity="potts", random_state=0).fit_predict(graph).tolist()
    groups: dict[int, list[int]] = {}
    for node, label in zip(touched, labels, strict=True):
        groups.setdefault(label, []).append(node)
    alone = set(range(nodes)) - set(touched)
    return sorted([tuple(group) for group in groups.values()] + [(node,) for node in alone])
