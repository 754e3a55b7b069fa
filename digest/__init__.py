"""digest turns the world's feeds into a newsletter worth reading.

Data goes one way: feeds -> entries -> articles -> stories -> sections -> edition -> message -> deliveries.
The nouns stand in :mod:`digest.model`, the passes in :mod:`digest.pipeline`, the wiring in :mod:`digest.app`.
"""

from __future__ import annotations

__version__ = "0.1.0"
