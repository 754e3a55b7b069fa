"""When two texts in two languages tell one event: how alike they are in, a probability out.

The numbers stand in `pair_model.json`, beside this file; `python -m bench train_pairs` makes it, and
docs/across-languages.md says from what.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy.typing as npt

_TABLE = "pair_model.json"


@dataclass(frozen=True, slots=True)
class PairModel:
    """A logistic model of the likeness of two texts, less what each is like its nearest in the other's language."""

    weights: Mapping[str, float]
    """What each family of tokens counts: its cosine, in -1..1, times this."""
    neighbours: int
    """Over how many nearest stories of the other language a text's own closeness is taken."""
    closeness: float
    """The usual mean likeness to that many nearest: stands in where a window has fewer."""
    slope: float
    intercept: float
    threshold: float
    """The probability from which two texts are tied, 0..1."""

    def log_odds(self, score: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Give the log-odds of one event for likenesses that are already freed of the texts' own closeness."""
        odds: npt.NDArray[Any] = self.slope * score + self.intercept
        return odds

    def probability(self, score: float) -> float:
        """Give the probability of one event, 0..1."""
        return 1 / (1 + math.exp(-max(-50.0, self.slope * score + self.intercept)))

    @property
    def needed(self) -> float:
        """The log-odds at the threshold."""
        return math.log(self.threshold / (1 - self.threshold))


@lru_cache(maxsize=1)
def shipped_model() -> PairModel:
    """Give the model that comes with the package."""
    return read_model((files(__package__) / _TABLE).read_text(encoding="utf-8"))


def read_model(text: str) -> PairModel:
    """Read a model from its JSON."""
    return PairModel(**json.loads(text))


def write_model(model: PairModel) -> str:
    """Give a model as JSON, figures rounded to four places, the same text for the same model."""
    rounded = json.loads(json.dumps(asdict(model)), parse_float=lambda figure: round(float(figure), 4))
    return json.dumps(rounded, indent=2) + "\n"
