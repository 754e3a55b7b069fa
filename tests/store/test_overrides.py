"""What editors said, what builds knew, and what stories are called: kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest

from digest.model import Entry
from digest.store import open_store
from digest.store.editions import REMEMBERED
from digest.store.sql import SqlStore
from tests.store.examples import ARTICLE, BUILD, NOW, OVERRIDE, STORY


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store("sqlite:///digest.db", folder=tmp_path)
    yield opened
    opened.database.engine.dispose()


@pytest.mark.parametrize("example", [OVERRIDE, BUILD], ids=lambda value: type(value).__name__)
def test_the_examples_leave_no_field_at_its_default(example: object) -> None:
    """Else a column that is forgotten would pass the tests below."""
    for item in fields(example):  # type: ignore[arg-type]  # both are dataclasses
        assert getattr(example, item.name) not in (item.default, None), item.name


def test_an_override_comes_back_as_it_was_said(store: SqlStore) -> None:
    """Oldest first, each under a number of its own."""
    later = replace(OVERRIDE, made=NOW + timedelta(hours=1))
    added = [store.add_override(replace(one, id=0)) for one in (later, OVERRIDE)]
    assert [one.id for one in added] == [1, 2]
    assert list(store.overrides()) == [replace(OVERRIDE, id=2), replace(later, id=1)]


def test_what_is_undone_is_gone_and_its_number_is_not_used_again(store: SqlStore) -> None:
    """Receipts and letters name overrides by their number."""
    store.add_override(OVERRIDE)
    assert store.remove_override(1) == OVERRIDE
    assert store.remove_override(1) is None
    assert list(store.overrides()) == []
    assert store.add_override(OVERRIDE).id == 2


def test_a_build_replaces_the_one_before(store: SqlStore) -> None:
    """Each newsletter has its own last build."""
    assert store.last_build("today") is None
    store.save_build(replace(BUILD, edition=6, conflicts=()))
    store.save_build(BUILD)
    assert store.last_build("today") == BUILD
    assert store.last_build("weekly") is None


def test_articles_are_remembered_under_the_last_story_that_held_them(store: SqlStore) -> None:
    """Run after run; a newsletter's stories are its own; what no build has had for long is forgotten."""
    store.save_stories([STORY], newsletter="today", now=NOW)
    store.save_stories([replace(STORY, id="s2")], newsletter="today", now=NOW + timedelta(hours=1))
    store.save_stories([], newsletter="today", now=NOW + timedelta(hours=2))
    assert store.remembered_stories("today") == {ARTICLE.id: "s2"}
    assert store.remembered_stories("weekly") == {}
    store.save_stories([], newsletter="today", now=NOW + REMEMBERED + timedelta(hours=2))
    assert store.remembered_stories("today") == {}


def test_a_story_is_found_by_its_id_and_by_its_articles(store: SqlStore) -> None:
    """Without reading the others; the place is that of its rank."""
    store.save_articles([(Entry(ARTICLE.feed_url, "k", ARTICLE.url, ARTICLE.title), ARTICLE, "")])
    best = replace(STORY, id="s0", articles=(replace(ARTICLE, id="else"),))
    store.save_stories([best, STORY], newsletter="today", now=NOW)
    assert store.find_story("today", "s1") == (STORY, 2)
    assert store.find_story("today", ARTICLE.id) == (STORY, 2)
    assert store.find_story("today", "nobody") is None
    assert store.find_story("weekly", "s1") is None


def test_articles_of_another_time_that_were_read_meanwhile_are_known(store: SqlStore) -> None:
    """Published too early for the window, or dated in the future, but read while it was open."""
    start, end = NOW - timedelta(hours=1), NOW + timedelta(seconds=1)
    days = {"early": -2, "inside": 0, "future": 3}
    for name, day in days.items():
        article = replace(ARTICLE, id=name, url=f"https://a.example/{name}", published=NOW + timedelta(days=day))
        store.save_articles([(Entry(article.feed_url, name, article.url, name), article, "")])
    assert [article.id for article in store.articles_outside(start, end)] == ["early", "future"]
    assert store.count_outside(start, end) == 2
    assert store.count_outside(end, end + timedelta(hours=1)) == 0
