"""Wire copies: an agency text and an outlet's changes in, the text that the outlet printed out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .manuscripts import Block, Manuscript


def printed_body(manuscript: Manuscript, *, wires: Mapping[str, Manuscript]) -> tuple[Block, ...]:
    """Give the body that readers see: the outlet's own, or the edited wire text followed by its own paragraphs.

    Raises ValueError, at the header's line, for an unknown wire, a copy of a copy, or an edit that changes nothing.
    """
    address = manuscript.get("Copy-Of")
    if not address:
        return manuscript.body
    wire = wires.get(address)
    if wire is None:
        manuscript.reject("Copy-Of", f"there is no text {address!r}")
    if wire.get("Copy-Of"):
        manuscript.reject("Copy-Of", f"{address!r} is itself a copy")
    return (*cut_closing(edit_blocks(wire.body, manuscript), manuscript), *manuscript.body)


def parse_edits(manuscript: Manuscript) -> tuple[tuple[str, str], ...]:
    """Read `old => new || old => new` of the header `Edits` into pairs."""
    value = manuscript.get("Edits")
    pairs = [part.partition("=>") for part in value.split("||")] if value else []
    for old, arrow, _ in pairs:
        if not arrow or not old.strip():
            manuscript.reject("Edits", f"expected 'old => new', found {old.strip()[:40]!r}")
    return tuple((old.strip(), new.strip()) for old, _, new in pairs)


def edit_blocks(blocks: tuple[Block, ...], manuscript: Manuscript) -> tuple[Block, ...]:
    """Apply a copy's edits, in their order, wherever the old words stand."""
    for old, new in parse_edits(manuscript):
        if not any(old in block.text for block in blocks):
            manuscript.reject("Edits", f"the wire text does not say {old!r}")
        blocks = tuple(replace(block, text=block.text.replace(old, new)) for block in blocks)
    return blocks


def cut_closing(blocks: tuple[Block, ...], manuscript: Manuscript) -> tuple[Block, ...]:
    """Leave out the closing blocks that the outlet had no room for."""
    value = manuscript.get("Drop-Last") or "0"
    if not value.isdecimal():
        manuscript.reject("Drop-Last", f"{value!r} is not a number of paragraphs")
    kept = len(blocks) - int(value)
    if kept < 1:
        manuscript.reject("Drop-Last", f"the wire text has only {len(blocks)} paragraphs")
    return blocks[:kept]
