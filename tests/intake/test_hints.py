"""When a feed wants to be left alone: what it says of itself, and not what its entries say."""

from __future__ import annotations

import pytest

from digest.intake.hints import skipped_days, skipped_hours

HOURS = "<skipHours><hour>3</hour></skipHours>"
ITEM = f"<item><title>How feeds skip</title><description><![CDATA[<pre>{HOURS}</pre>]]></description></item>"


@pytest.mark.parametrize(
    ("inside", "hours"),
    [
        (HOURS, {3}),
        (f"{HOURS}{ITEM}", {3}),
        (f"{ITEM}{HOURS}", {3}),
        (f"{ITEM}{HOURS.replace('3', '5')}{ITEM}", set()),
        (ITEM, set()),
        (f"<item>{HOURS}</item>", set()),
        (f"<!-- {HOURS} -->", set()),
        (f"<description><![CDATA[{HOURS}]]></description>", set()),
        (f"<!-- an <item> --><description><![CDATA[</item>]]></description>{HOURS}{ITEM}", {3}),
        (f"<items><li/></items>{HOURS}{ITEM}", {3}),
        ("<skipHours >\n<hour> 3 </hour></skipHours >", {3}),
        ("<skipHours xmlns='' kind=\"night\"><hour>3</hour><hour>24</hour></skipHours>", {0, 3}),
        ("<skipHoursOfSomeone><hour>3</hour></skipHoursOfSomeone>", set()),
        ("<skipHours><hour>3</hour>", set()),
        (f"<!-- {HOURS}", set()),
    ],
)
def test_hours_are_those_of_the_feed_itself(inside: str, hours: set[int]) -> None:
    """An article about feeds pauses none."""
    assert skipped_hours(f"<rss><channel>{inside}</channel></rss>".encode()) == hours


def test_days_are_those_of_the_feed_itself() -> None:
    """As with hours."""
    days = "<skipDays lang='en'><day>Sunday</day></skipDays>"
    assert skipped_days(f"<rss><channel>{days}</channel></rss>".encode()) == {6}
    assert skipped_days(f"<rss><channel><item>{days}</item></channel></rss>".encode()) == frozenset()


def test_comments_without_an_end_cost_no_more_than_their_bytes() -> None:
    """A megabyte of them is read in one go."""
    assert skipped_hours(b"<skipHours" + b"<!--" * 250_000 + b"<skipHours " * 100_000) == frozenset()
