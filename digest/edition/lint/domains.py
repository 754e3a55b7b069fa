"""Two domains -> whether they belong to one organisation, as mail authentication asks (RFC 7489, 3.1, "relaxed")."""

from __future__ import annotations

from typing import Final

_SECOND_LEVEL: Final = frozenset({"ac", "co", "com", "edu", "gob", "gov", "gv", "mil", "ne", "net", "or", "org"})
"""Labels under which countries register names (co.uk, com.br); the whole Public Suffix List is not shipped."""
_COUNTRY: Final = 2


def organisation_of(domain: str) -> str:
    """Give the registered part of a domain: the last two labels, or three below such as co.uk."""
    labels = domain.lower().rstrip(".").split(".")
    deep = len(labels) > _COUNTRY and len(labels[-1]) == _COUNTRY and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if deep else labels[-2:])


def are_aligned(one: str, other: str) -> bool:
    """Say whether both have the same registered part; an empty one is aligned with nothing."""
    return bool(one) and organisation_of(one) == organisation_of(other)
