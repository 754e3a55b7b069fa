"""Entity bombs: XML whose own declarations would blow it up (billion laughs, quadratic blow-up), told by looking.

No parser here expands them; but a feed written so is an attack or broken, and its words would be noise.
"""

from __future__ import annotations

import re

LONGEST_VALUE = 1000
"""Bytes of one entity's value; honest ones stand for a name or a letter."""
_SEARCHED = 300_000
_FIRST_WITHIN = 10_000
_DECLARED = re.compile(rb"<!ENTITY\s+[^%\s]\S*\s+(?:\"([^\"]*)\"|'([^']*)')")
_NESTED = re.compile(rb"&(?!#|(?:amp|lt|gt|quot|apos);)[\w.:-]+;")


def is_entity_bomb(body: bytes) -> bool:
    """Whether an entity is declared that holds other entities, or more text than any honest one."""
    if body.find(b"<!ENTITY", 0, _FIRST_WITHIN) < 0:
        return False
    values = (match[1] or match[2] or b"" for match in _DECLARED.finditer(body[:_SEARCHED]))
    return any(len(value) > LONGEST_VALUE or _NESTED.search(value) for value in values)
