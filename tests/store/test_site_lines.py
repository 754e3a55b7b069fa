"""Lines that pages of a site share: counted, kept apart by site, and forgotten when they are rare and old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from digest.errors import StoreError
from digest.extract.site_memory import FEWEST_PAGES
from digest.store import open_store
from digest.store.poll import PollStore, open_poll_store
from digest.store.site_lines import REMEMBERED
from digest.store.sql import SqlStore
from tests.store.examples import NOW

URL = "sqlite:///digest.db"
A, B = "a.example", "b.example"
LINE, OTHER = "0123456789abcdef", "fedcba9876543210"


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


def test_pages_add_up_for_each_site(store: SqlStore | PollStore, whole: SqlStore) -> None:
    """Only what is asked for comes back, whoever wrote it."""
    store.learn_site_lines({A: {LINE: 1, OTHER: 1}, B: {LINE: 1}}, now=NOW)
    store.learn_site_lines({A: {LINE: 2}}, now=NOW)
    store.learn_site_lines({}, now=NOW)
    assert whole.site_lines({A: {LINE}, B: [LINE, OTHER], "c.example": [LINE]}) == {
        A: {LINE: 3},
        B: {LINE: 1},
        "c.example": {},
    }


def test_more_lines_than_one_query_takes(store: SqlStore | PollStore) -> None:
    """A batch of long pages of one site."""
    lines = {f"{number:016x}": 1 for number in range(1201)}
    store.learn_site_lines({A: lines}, now=NOW)
    assert store.site_lines({A: lines}) == {A: lines}


def test_what_is_rare_and_old_is_forgotten(store: SqlStore | PollStore) -> None:
    """Not what was seen again since, nor furniture, however old."""
    store.learn_site_lines({A: {"old": FEWEST_PAGES - 1, "again": 1, "furniture": FEWEST_PAGES}}, now=NOW)
    store.learn_site_lines({A: {"again": 1}}, now=NOW + timedelta(days=1))
    asked = {A: ["old", "again", "furniture", "new"]}
    store.learn_site_lines({A: {"new": 1}}, now=NOW + REMEMBERED)
    assert set(store.site_lines(asked)[A]) == {"old", "again", "furniture", "new"}
    store.learn_site_lines({A: {"new": 1}}, now=NOW + REMEMBERED + timedelta(hours=1))
    assert store.site_lines(asked) == {A: {"again": 2, "furniture": FEWEST_PAGES, "new": 2}}


def test_one_bad_line_stores_none_of_its_batch(store: SqlStore | PollStore) -> None:
    """Nor does it forget anything."""
    store.learn_site_lines({A: {"old": 1}}, now=NOW)
    with pytest.raises(StoreError):
        store.learn_site_lines({A: {LINE: 1}, B: {OTHER: None}}, now=NOW + 2 * REMEMBERED)  # type: ignore[dict-item]
    assert store.site_lines({A: [LINE, "old"], B: [OTHER]}) == {A: {"old": 1}, B: {}}


def test_forgetting_reads_only_its_index(whole: SqlStore) -> None:
    """However many lines are known."""
    with whole.plain.plain_reading() as plain:
        plan = plain.rows(
            "EXPLAIN QUERY PLAN SELECT site, line FROM site_line"
            " WHERE pages < 3 AND last_seen < ? ORDER BY last_seen LIMIT ?",
            ("2026-03-04", 9),
        )
    assert ["ix_site_line_rare" in row[-1] for row in plan] == [True]
