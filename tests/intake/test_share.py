"""Each feed's fair share of a poll."""

from __future__ import annotations

from digest.intake.share import fair_share
from digest.model import Entry


def test_a_flood_from_one_feed_leaves_the_others_their_turn() -> None:
    """The first of each feed, in the order in which they wait."""
    waiting = [Entry(feed, str(number), "", "") for number in range(5) for feed in "ab" if feed == "a" or number < 2]
    share = fair_share(waiting, most=3)
    assert [entry.feed_url + entry.key for entry in share] == ["a0", "b0", "a1", "b1", "a2"]
    assert fair_share(waiting) == waiting
