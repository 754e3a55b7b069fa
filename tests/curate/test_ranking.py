from __future__ import annotations

from datetime import datetime

import pytest

from digest.curate.ranking import rank_stories
from digest.model import Changes
from tests.curate.conftest import Gather, Write


def test_many_voices_beat_one(write: Write, gather: Gather, now: datetime) -> None:
    """What newsrooms of several countries wrote comes before what one wrote, at the same hour."""
    one = gather(write("a", country="FR"))
    many = gather(*(write(name, country=country) for name, country in (("b", "FR"), ("c", "KE"), ("d", "JP"))))
    assert [story.id for story in rank_stories([one, many], now=now)] == [many.id, one.id]


def test_parts_add_up(write: Write, gather: Gather, now: datetime) -> None:
    """The score is the sum of its named parts."""
    rank = rank_stories([gather(write("a", picture=True, standfirst="So it is."))], now=now)[0].rank
    assert rank.score == pytest.approx(sum(value for _, value in rank.parts))
    assert {"voices", "fresh", "picture", "standfirst"} <= {name for name, _ in rank.parts}


def test_stale_and_stub_sink(write: Write, gather: Gather, now: datetime) -> None:
    """Yesterday's stories and mere stubs come last."""
    stories = [gather(write("old", hours=40)), gather(write("stub", kind="stub")), gather(write("fresh"))]
    assert [story.lead.id for story in rank_stories(stories, now=now)] == ["fresh", "old", "stub"]


def test_order_does_not_matter(write: Write, gather: Gather, now: datetime) -> None:
    """Equal stories keep one order whatever the order they came in."""
    stories = [gather(write(name)) for name in "abcd"]
    assert rank_stories(stories, now=now) == rank_stories(stories[::-1], now=now)


def test_what_earlier_editions_told_sinks_by_its_share(write: Write, gather: Gather, now: datetime) -> None:
    """A story with one new voice beside one that was heard loses half of what one without news loses."""
    told = Changes(now, heard=2)
    half = Changes(now, voices=("B",), heard=1)
    stories = [gather(write("a"), changes=told), gather(write("b"), changes=half), gather(write("c"))]
    ranked = rank_stories(stories, now=now)
    assert [story.lead.id for story in ranked] == ["c", "b", "a"]
    assert [dict(story.rank.parts).get("repeats") for story in ranked] == [None, -0.75, -1.5]


def test_an_editor_s_pin_is_before_all_and_a_ban_after_all(write: Write, gather: Gather, now: datetime) -> None:
    """As parts of the score, so that a receipt shows them."""
    big = gather(*(write(f"v{number}", country=f"C{number}") for number in range(60)))
    stories = [gather(write("a"), banned=True), big, gather(write("old", hours=90, kind="stub"), pinned=True)]
    ranked = rank_stories(stories, now=now)
    assert [story.lead.id for story in ranked] == ["old", "v0", "a"]
    assert ("pin", 100.0) in ranked[0].rank.parts
    assert ("ban", -100.0) in ranked[2].rank.parts
