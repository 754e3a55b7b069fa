"""What stands in many texts: the shingles of each text in, those that repeat out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def repeated_values(rows: Sequence[Sequence[int]], *, more_than: int) -> frozenset[int]:
    """Give the values below 2**63 that stand in more than so many rows (a row must not repeat its own values)."""
    if not rows:
        return frozenset()
    everything = np.concatenate([np.asarray(row, dtype=np.int64) for row in rows])
    everything.sort()
    later, earlier = everything[more_than:], everything[: max(0, len(everything) - more_than)]
    return frozenset(later[later == earlier].tolist())
