"""All that a poll needs of the config, as plain values: they are remembered from one poll to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass, fields
from typing import Any

from digest.model import Source


@dataclass(frozen=True, slots=True)
class Doors:
    """How the HTTP doors are to be made: see `digest.config.Http`. Times in seconds."""

    user_agent: str
    allow_private: tuple[str, ...]
    connections: int
    connections_per_host: int
    timeout: float
    connect_timeout: float
    max_bytes: int
    page_delay: float
    robots: bool
    proxy_resolves: bool


@dataclass(frozen=True, slots=True)
class PollPlan:
    """Which feeds to ask, how, where to store what they say, and how their articles are read; times in seconds."""

    store: str
    doors: Doors
    horizon_seconds: float
    model: str
    """The embedding model that articles are read with: "" for none, "wordllama", or a folder."""
    sources: tuple[Source, ...]

    def as_json(self) -> dict[str, Any]:
        """Values that JSON takes; `from_json` gives the plan back."""
        return {
            "store": self.store,
            "doors": asdict(self.doors),
            "horizon_seconds": self.horizon_seconds,
            "model": self.model,
            "source_fields": [item.name for item in fields(Source)],
            "sources": [astuple(source) for source in self.sources],
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> PollPlan:
        """Raises KeyError, TypeError or ValueError for what `as_json` of this version did not write."""
        if value["source_fields"] != [item.name for item in fields(Source)]:
            raise ValueError("written by another version")
        doors = value["doors"]
        return cls(
            store=value["store"],
            doors=Doors(**doors | {"allow_private": tuple(doors["allow_private"])}),
            horizon_seconds=value["horizon_seconds"],
            model=value["model"],
            sources=tuple(Source(*row) for row in value["sources"]),
        )
