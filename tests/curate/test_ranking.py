from __future__ import annotations

from datetime import datetime

import pytest

from digest.curate.ranking import diversify, rank_stories
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


def test_one_outlet_cannot_fill_a_section(write: Write, gather: Gather) -> None:
    """Stories over an outlet's share give way to others, and return only when there is room."""
    stories = [gather(write(f"a{place}", outlet="Loud")) for place in range(3)] + [gather(write("b", outlet="Quiet"))]
    assert [story.lead.id for story in diversify(stories, limit=3, per_outlet=2)] == ["a0", "a1", "b"]
    assert [story.lead.id for story in diversify(stories, limit=9, per_outlet=2)] == ["a0", "a1", "b", "a2"]
    assert diversify(stories, limit=0, per_outlet=2) == ()
