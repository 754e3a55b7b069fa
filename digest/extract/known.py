"""What is known of the page that a line stands on, as the rules ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the page that a line stands on; all are `letters` keys."""

    titles: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    captions: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    """Kicker, genre, the outlet's names: what stands over a headline."""
    standfirsts: frozenset[str] = frozenset()
    sub_headlines: frozenset[str] = frozenset()
    """Headings that repeat the standfirst."""
    links: frozenset[str] = frozenset()
    """Blocks that are one link, or several, and nothing else."""
    headings: frozenset[str] = frozenset()
    """Sub-headings by their element."""
    plain: frozenset[str] = frozenset()
    """Sub-headings and paragraphs without a class: the article's own, whatever they repeat."""
    beyond: frozenset[str] = frozenset()
    """Blocks below the article: the readers' comments and what follows them."""


NOTHING_KNOWN: Final = Known()
