"""Whether one text begins like another: the shared shingles of texts in, shares of leads out."""

from __future__ import annotations

from collections.abc import Sequence

from digest.curate.duplicates.postings import Rows, Shared
from digest.curate.duplicates.text import Text


class Leads:
    """The beginnings of some texts, by their places in time."""

    def __init__(self, texts: Sequence[Text], shared: Shared, rows: Rows) -> None:
        self._texts, self._shared, self._rows = texts, shared, rows
        self._leads: dict[int, frozenset[int]] = {}
        self._whole: dict[int, frozenset[int]] = {}

    def share(self, left: int, right: int) -> float:
        """Give the share of the shorter text's lead that stands in the longer one, 0 to 1."""
        short, whole = sorted((left, right), key=lambda text: (self._texts[text].size, self._texts[text].id))
        lead = self._lead(short)
        return len(lead & self._all(whole)) / len(lead) if lead else 0.0

    def _lead(self, text: int) -> frozenset[int]:
        if text not in self._leads:
            self._leads[text] = frozenset(self._texts[text].lead.tolist())
        return self._leads[text]

    def _all(self, text: int) -> frozenset[int]:
        if text not in self._whole:
            self._whole[text] = self._lead(text) | frozenset(self._shared.hashes[self._rows.of(text)].tolist())
        return self._whole[text]
