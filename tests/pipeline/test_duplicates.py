"""Copies are found when articles come in, and a build takes them over."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from digest.curate.duplicates.fold import fold_duplicates
from digest.curate.reading.fingerprint import read_fingerprint
from digest.errors import StoreError
from digest.model import Link
from digest.pipeline.duplicates import KEPT, fold_window, update_duplicates
from digest.ports import CopySegment
from digest.store import open_store
from digest.store.sql import SqlStore
from tests.curate.conftest import NOON, write_article
from tests.curate.test_duplicates import OTHER, WIRE, edited, prose

NEWS = [
    *(write_article(f"w{place}", hours=place, body=edited(prose(1, 99), seed=place, share=0.02)) for place in range(5)),
    *(write_article(f"s{place}", hours=place, body=WIRE) for place in range(3)),
    write_article("o", body=OTHER),
    write_article("blank"),
]


class Watched(SqlStore):
    """A store that counts its changes, and whose index another process may change meanwhile."""

    changes = 0
    meddling = 0

    def save_copies(
        self, *, known: Collection[int], gone: Collection[int], new: CopySegment, links: Iterable[Link]
    ) -> bool:
        """Be late so many times."""
        if self.meddling:
            self.meddling -= 1
            return False
        self.changes += 1
        return super().save_copies(known=known, gone=gone, new=new, links=links)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Watched]:
    opened = Watched(open_store("sqlite:///digest.db", folder=tmp_path).database)
    yield opened
    opened.database.engine.dispose()


def test_a_build_takes_over_what_polls_found(store: Watched) -> None:
    """The same voices and links as one fold of all; nothing is folded again."""
    for article in NEWS[::-1]:
        update_duplicates(store, [article], {article.id: read_fingerprint(article)}, now=NOON)
    changes = store.changes
    assert fold_window(store, NEWS, now=NOON) == fold_duplicates(NEWS)
    assert store.changes == changes == len(NEWS)


def test_what_the_index_lacks_is_added(store: Watched) -> None:
    """A poll was killed between its articles and the index; an article was read anew since."""
    assert update_duplicates(store, NEWS[:4], now=NOON) == 3
    changed = [replace(NEWS[0], body=(OTHER,)), *NEWS[1:]]
    assert fold_window(store, changed, now=NOON) == fold_duplicates(changed)
    assert fold_window(store, changed, now=NOON) == fold_duplicates(changed)
    assert store.changes == 2


def test_a_window_that_is_not_kept_is_folded_by_itself(store: Watched) -> None:
    """That of a weekly, or of a slot long past."""
    old = [write_article(f"q{place}", hours=100 + place, body=WIRE) for place in range(3)]
    update_duplicates(store, [*NEWS, *old], now=NOON)
    assert fold_window(store, [*NEWS, *old], now=NOON) == fold_duplicates([*NEWS, *old])
    update_duplicates(store, NEWS[:1], now=NOON + KEPT + timedelta(hours=1))
    assert fold_window(store, NEWS, now=NOON) == fold_duplicates(NEWS)


def test_a_copy_of_yesterdays_text_is_known_by_it(store: Watched) -> None:
    """Two shortened copies have nothing in common but the whole, which is not in the window."""
    words = prose(3, 300)
    whole = write_article("whole", hours=30, title="Dam closed", body=" ".join(words))
    halves = [
        write_article("first", hours=3, title="Dam closed", body=" ".join(words[:150])),
        write_article("last", hours=2, title="Dam closed", body=" ".join(words[150:])),
    ]
    update_duplicates(store, [whole, *halves], now=NOON)
    voices, links = fold_window(store, halves, now=NOON)
    assert [(voice.original, voice.copies) for voice in voices] == [("first", ("last",))]
    assert links[0].reasons == ("both are copies of one earlier text",)


def test_a_damaged_index_is_made_anew(store: Watched) -> None:
    """From what comes in, and from the window."""
    update_duplicates(store, NEWS, now=NOON)
    with store.plain.plain_writing() as plain:
        plain.run("UPDATE copy_segment SET texts = ?", [(b"damaged",)])
    assert fold_window(store, NEWS, now=NOON) == fold_duplicates(NEWS)
    assert update_duplicates(store, [], now=NOON) == len(fold_duplicates(NEWS)[1])


def test_a_late_writer_reads_the_index_again(store: Watched) -> None:
    """And gives up, with a reason, when that never ends."""
    store.meddling = 3
    update_duplicates(store, NEWS, now=NOON)
    assert fold_window(store, NEWS, now=NOON) == fold_duplicates(NEWS)
    store.meddling = 99
    with pytest.raises(StoreError, match="other processes"):
        update_duplicates(store, NEWS, now=NOON)
