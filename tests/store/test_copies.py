"""The index of copies: bytes and links that change together, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from digest.errors import StoreError
from digest.model import Link
from digest.ports import CopySegment
from digest.store import open_store
from digest.store.poll import PollStore, open_poll_store
from digest.store.sql import SqlStore

URL = "sqlite:///digest.db"
ONE, TWO, THREE = (CopySegment(number, b"texts\0%d" % number, b"\xff" * number) for number in (1, 2, 3))
AB, AC, BC = Link("a", "b", 0.75, ("“one”", "two")), Link("a", "c", 1.0, ("same text",)), Link("b", "c", 0.5, ())


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store(URL, folder=tmp_path)
    yield opened
    opened.database.engine.dispose()


@pytest.fixture(params=["whole", "quick"])
def store(request: pytest.FixtureRequest, whole: SqlStore, tmp_path: Path) -> SqlStore | PollStore:
    quick = open_poll_store(URL, folder=tmp_path, open_whole=lambda: whole)
    assert quick is not None
    return whole if request.param == "whole" else quick


def test_segments_and_links_come_back(store: SqlStore | PollStore, whole: SqlStore) -> None:
    """In order, whoever wrote them; a change takes out what it names."""
    assert whole.copies() == ([], [])
    assert store.save_copies(known=[], gone=[], new=ONE, links=[AB, AC])
    assert store.save_copies(known=[1], gone=[], new=TWO, links=[AB, AC])
    assert store.copy_segments() == [ONE, TWO]
    assert whole.copies() == ([ONE.texts, TWO.texts], [AB, AC])
    assert store.save_copies(known=[2, 1], gone=[1, 2], new=THREE, links=[BC, Link("a", "b", 0.5, ("changed",))])
    assert whole.copy_segments() == [THREE]
    assert whole.copies()[1] == [Link("a", "b", 0.5, ("changed",)), BC]


def test_who_has_not_seen_the_newest_segment_writes_nothing(store: SqlStore | PollStore) -> None:
    """Two processes read one index; the second to write must read it again."""
    store.save_copies(known=[], gone=[], new=ONE, links=[AB])
    assert store.save_copies(known=[1], gone=[1], new=TWO, links=[AC])
    assert not store.save_copies(known=[1], gone=[1], new=TWO, links=[BC])
    assert not store.save_copies(known=[], gone=[], new=THREE, links=[])
    assert (store.copy_segments(), store.copies()[1]) == ([TWO], [AC])


def test_a_change_that_fails_changes_nothing(store: SqlStore | PollStore) -> None:
    """Neither segments nor links."""
    store.save_copies(known=[], gone=[], new=ONE, links=[AB])
    with pytest.raises(StoreError):
        store.save_copies(known=[1], gone=[1], new=TWO, links=[AC, Link("b", None, 1.0, ())])  # type: ignore[arg-type]
    assert (store.copy_segments(), store.copies()[1]) == ([ONE], [AB])
