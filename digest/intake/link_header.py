"""The value of Link headers (RFC 8288) -> targets by relation."""

from __future__ import annotations

import re
from collections.abc import Mapping

from digest.urls import absolute_url

MAX_LINKS = 100
# A target and its parameters, up to the comma before the next target; quoted parameters may hold commas.
_LINK = re.compile(r"<([^<>]{1,2000})>((?:\s*;\s*[\w!#$%&'*+.^`|~-]+\s*(?:=\s*(?:\"[^\"]*\"|[^\s\",;]*))?)*)")
_REL = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s\",;]+))", re.IGNORECASE)


def links_by_relation(value: str, *, base: str) -> Mapping[str, tuple[str, ...]]:
    """Whole http and https addresses for each relation (small letters), in their order; `value` may join headers."""
    found: dict[str, list[str]] = {}
    for number, link in enumerate(_LINK.finditer(value)):
        relations = _REL.search(link[2])
        target = absolute_url(link[1], base=base)
        if number >= MAX_LINKS:
            break
        if relations is None or not target:
            continue
        for relation in (relations[1] or relations[2] or "").lower().split():
            found.setdefault(relation, []).append(target)
    return {relation: tuple(targets) for relation, targets in found.items()}
