"""Groups in a weighted graph: edges in, the group of each node out. Owns the package scikit-network."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse

Nodes = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float32]


def find_communities(left: Nodes, right: Nodes, weights: Weights, *, nodes: int, cost: float) -> Nodes:
    """Part `nodes` nodes into communities by Louvain; give the number of each node's community.

    Edges lead from `left` to `right`, each pair of nodes once. A community is numbered by its first node. It pays
    `cost` for every pair inside it and earns the weights of its edges (the constant Potts model, Traag et al. 2011,
    doi:10.1103/PhysRevE.84.016114). Unlike modularity this does not depend on how large the rest of the graph is:
    three stories are parted as well as three thousand.
    """
    from sknetwork.clustering import Louvain  # noqa: PLC0415 - takes 0.7 s, and only a build makes communities

    labels = np.arange(nodes)
    if not len(left):
        return labels
    order = np.lexsort((right, left))
    touched, ends = np.unique(np.concatenate((left[order], right[order])), return_inverse=True)
    both = np.concatenate((ends[len(left) :], ends[: len(left)]))
    graph = sparse.csr_matrix((np.tile(weights[order], 2), (ends, both)), shape=(len(touched), len(touched)))
    resolution = cost * len(touched) ** 2 / float(graph.sum())
    found = Louvain(resolution=resolution, modularity="potts", random_state=0).fit_predict(graph)
    _, first, community = np.unique(found, return_index=True, return_inverse=True)
    labels[touched] = touched[first][community]
    return labels
