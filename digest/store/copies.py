"""Queries on the index of copies and on the copies found, in plain SQL: see `plain`.

What a segment holds is the business of those who make it; here it is bytes. Each change makes a segment with a new
number, so that a writer who has not seen the newest ones notices.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from digest.model import Link
from digest.ports import CopySegment
from digest.store.plain import Plain, PlainDatabase

_SEGMENTS: Final = "SELECT number, texts, postings FROM copy_segment ORDER BY number"
_LINKS: Final = "SELECT earlier, later, score, reasons FROM copy_link ORDER BY earlier, later"


class CopyQueries:
    """Implements `digest.ports.Copies`."""

    plain: PlainDatabase

    def copy_segments(self) -> Sequence[CopySegment]:
        """All of them, by number."""
        with self.plain.plain_reading() as plain:
            return [CopySegment(number, bytes(texts), bytes(runs)) for number, texts, runs in plain.rows(_SEGMENTS)]

    def copies(self) -> tuple[Sequence[bytes], Sequence[Link]]:
        """The texts of all segments, by number, and the links among them, both of one state."""
        with self.plain.plain_reading() as plain:
            texts = [bytes(row[0]) for row in plain.rows("SELECT texts FROM copy_segment ORDER BY number")]
            return texts, [_link(row) for row in plain.rows(_LINKS)]

    def save_copies(
        self, *, known: Collection[int], gone: Collection[int], new: CopySegment, links: Iterable[Link]
    ) -> bool:
        """In one transaction: take out segments, put in one, and make `links` all that there are.

        False, and nothing written, where the segments are not those of the numbers in `known` any more.
        """
        with self.plain.plain_writing() as plain:
            if plain.dialect == "postgresql":
                plain.run("LOCK TABLE copy_segment IN EXCLUSIVE MODE", [()])  # reading goes on
            if [row[0] for row in plain.rows("SELECT number FROM copy_segment ORDER BY number")] != sorted(known):
                return False
            plain.run("DELETE FROM copy_segment WHERE number = ?", [(number,) for number in sorted(gone)])
            plain.run(
                "INSERT INTO copy_segment (number, texts, postings) VALUES (?, ?, ?)",
                [(new.number, new.texts, new.postings)],
            )
            _replace_links(plain, links)
            return True


def _replace_links(plain: Plain, links: Iterable[Link]) -> None:
    """Write what differs: most links stay."""
    before = {(link.left, link.right): link for link in map(_link, plain.rows(_LINKS))}
    after = {(link.left, link.right): link for link in links}
    changed = [link for pair, link in sorted(after.items()) if before.get(pair) != link]
    gone = [pair for pair, link in sorted(before.items()) if after.get(pair) != link]
    plain.run("DELETE FROM copy_link WHERE earlier = ? AND later = ?", gone)
    plain.run(
        "INSERT INTO copy_link (earlier, later, score, reasons) VALUES (?, ?, ?, ?)",
        [(link.left, link.right, link.score, json.dumps(link.reasons, ensure_ascii=False)) for link in changed],
    )


def _link(row: Sequence[object]) -> Link:
    earlier, later, score, reasons = row
    return Link(str(earlier), str(later), float(str(score)), tuple(json.loads(str(reasons))))
