from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from digest.curate.memory import describe_changes, recall, reminders_of
from digest.model import Changes, Story, Voice
from tests.curate.conftest import NOON, Gather, Write


@dataclass(frozen=True)
class Printed:
    """Plays an edition."""

    stories: Mapping[str, tuple[str, ...]]
    slot: datetime = NOON - timedelta(days=1)


def test_a_story_keeps_its_id_and_tells_what_is_new(write: Write, gather: Gather) -> None:
    """Unseen, changed and unchanged stories are told apart; identity is carried over."""
    stories = [gather(write("a")), gather(write("b"), write("c")), gather(write("d"))]
    recalled = recall(stories, earlier=[Printed({"before-b": ("b",), "before-d": ("d",)})])
    assert [(story.id, story.status) for story in recalled] == [
        ("story-a", "new"),
        ("before-b", "update"),
        ("before-d", "ongoing"),
    ]


def test_another_copy_is_nothing_new(write: Write, gather: Gather) -> None:
    """A voice of which any copy was printed has been heard."""
    story = gather(write("wire"), write("paper"), voices=(Voice("wire", ("paper",)),))
    assert recall([story], earlier=[Printed({"x": ("paper",)})])[0].status == "ongoing"


def test_an_earlier_id_goes_to_the_largest_heir(write: Write, gather: Gather) -> None:
    """When a story splits, the part that shares most keeps the id; no two stories ever share one."""
    small, large = gather(write("a"), name="x"), gather(write("b"), write("c"), name="y")
    recalled = recall([small, large], earlier=[Printed({"x": ("a", "b", "c")})])
    assert recalled[1].id == "x"
    assert recalled[0].id not in {"x", "y"}


def test_what_was_printed_is_not_new_under_another_id(write: Write, gather: Gather) -> None:
    """The part of a story that split off stood in the edition, too; what it gains since is an update."""
    rest, part = gather(write("b"), write("c")), gather(write("a"))
    earlier = [Printed({"x": ("a", "b", "c")})]
    assert [story.status for story in recall([rest, part], earlier=earlier)] == ["ongoing", "ongoing"]
    assert recall([rest, gather(write("a"), write("d"))], earlier=earlier)[1].status == "update"


def test_of_two_that_merge_the_larger_gives_its_id(write: Write, gather: Gather) -> None:
    """The other id goes out of use."""
    story = gather(write("a"), write("b"), write("c"))
    recalled = recall([story], earlier=[Printed({"small": ("a",), "large": ("b", "c")})])
    assert (recalled[0].id, recalled[0].status) == ("large", "ongoing")


def test_all_editions_are_remembered(write: Write, gather: Gather) -> None:
    """What stood in any earlier edition is not new, not only what stood in the last."""
    story = gather(write("a"), write("b"))
    earlier = [Printed({"s": ("b",)}), Printed({"s": ("a",)}, NOON - timedelta(days=2))]
    recalled = recall([story], earlier=earlier)
    assert (recalled[0].id, recalled[0].status) == ("s", "ongoing")


def test_nothing_earlier_means_all_new(write: Write, gather: Gather) -> None:
    """A first edition has only new stories, under their own ids."""
    assert recall([gather(write("a"))], earlier=[])[0] == gather(write("a"))
    assert recall([], earlier=[Printed({"s": ("a",)})]) == ()


def test_a_build_remembers_stories_that_no_edition_printed(write: Write, gather: Gather) -> None:
    """Their ids last from run to run; their status stays that of what readers saw."""
    story = gather(write("b"), write("a"))
    recalled = recall([story], earlier=[], remembered={"a": "long-known"})
    assert (recalled[0].id, recalled[0].status, recalled[0].changes) == ("long-known", "new", None)


def test_the_last_build_knows_better_than_an_edition_who_is_who(write: Write, gather: Gather) -> None:
    """What was split after it was printed stays split: each part keeps its own id from then on."""
    parts = [gather(write("a")), gather(write("b"))]
    earlier = [Printed({"x": ("a", "b")})]
    first = recall(parts, earlier=earlier)
    remembered = {article.id: story.id for story in first for article in story.articles}
    again = recall(parts[::-1], earlier=earlier, remembered=remembered)
    assert {story.lead.id: story.id for story in again} == {story.lead.id: story.id for story in first}


@pytest.mark.parametrize("days", [1, 2])
def test_an_id_lasts_while_each_run_shares_something_with_the_one_before(
    days: int, write: Write, gather: Gather
) -> None:
    """The articles of the first day are gone on the third, and the story is still the same one."""
    earlier = [Printed({"x": ("a", "b")}, NOON - timedelta(days=days))]
    second = recall([gather(write("b"), write("c"))], earlier=earlier)
    remembered = {article.id: second[0].id for article in second[0].articles}
    third = recall([gather(write("c"), write("d"))], earlier=earlier, remembered=remembered)[0]
    assert (third.id, third.status) == ("x", "update")
    assert third.changes is not None
    assert third.changes.since == earlier[0].slot


def test_a_reminder_gives_a_story_its_name_and_leaves(write: Write, gather: Gather) -> None:
    """Yesterday's article is nobody's news today: the story has today's articles, lead and times only."""
    old = write("old", hours=30, outlet="Olden")
    story = gather(old, write("early", hours=3), write("late", hours=1), name="own")
    recalled = recall(
        [story, gather(write("other", hours=28))],
        earlier=[Printed({"x": ("old",)})],
        reminders={"old", "other"},
        choose_lead=lambda originals: originals[-1],
    )
    assert [one.id for one in recalled] == ["x"]
    left = recalled[0]
    assert [article.id for article in left.articles] == ["late", "early"]
    assert [voice.original for voice in left.voices] == ["late", "early"]
    assert left.first_seen == NOON - timedelta(hours=3)
    assert left.changes == Changes(NOON - timedelta(days=1), ("Early", "Late"), 1, lead="late")


def test_a_late_copy_of_what_was_printed_is_no_news(write: Write, gather: Gather) -> None:
    """Its original is a reminder only: the copy stands in its place, and the story has been told."""
    story = gather(write("wire", hours=30), write("paper"), voices=(Voice("wire", ("paper",)),))
    left = recall([story], earlier=[Printed({"x": ("wire",)})], reminders={"wire"})[0]
    assert (left.status, left.voices) == ("ongoing", (Voice("paper"),))


def test_what_changed_is_said(write: Write, gather: Gather) -> None:
    """New voices, new countries, a newer lead, and numbers that nobody printed before."""
    old = write("old", hours=20, country="FR", body="The fire took 12 houses in 2026.")
    fresh = write("nhk", outlet="NHK", country="JP", body="It took 1,200 houses, not 12, on 3 hills.")
    found = recall([gather(fresh, old)], earlier=[Printed({"x": ("old",)})])[0]
    assert found.changes == Changes(
        NOON - timedelta(days=1), ("NHK",), 1, countries=("JP",), lead="nhk", numbers=("1200",)
    )
    assert describe_changes(found.changes, now=NOON) == (
        "since yesterday: 1 new voice (NHK), 1 new country (JP), a newer lead, new numbers: 1200"
    )


def test_no_change_is_said_as_well(write: Write, gather: Gather) -> None:
    """A story that goes on without news."""
    found = recall([gather(write("a"))], earlier=[Printed({"x": ("a",)}, NOON - timedelta(days=3))])[0]
    assert found.changes is not None
    assert describe_changes(found.changes, now=NOON) == "since 3 days ago: nothing new"
    four = Changes(NOON - timedelta(hours=5), ("A", "B", "C", "D"), countries=("FR", "KE"))
    assert describe_changes(four, now=NOON) == (
        "since 07:00 UTC: 4 new voices (A, B, C, ...), 2 new countries (FR, KE)"
    )


def test_recent_editions_give_few_reminders() -> None:
    """The lead and the newest of each story, of editions of the last days only."""
    earlier = [
        Printed({"x": ("lead", *(f"a{number}" for number in range(9)))}),
        Printed({"y": ("ancient",)}, NOON - timedelta(days=4)),
    ]
    assert reminders_of(earlier, now=NOON) == ("lead", "a5", "a6", "a7", "a8")


def test_the_order_of_stories_and_editions_changes_nothing(write: Write, gather: Gather) -> None:
    """Ids are a function of what is in the sets."""
    stories = [gather(write("a"), write("b")), gather(write("c"), write("d")), gather(write("e"))]
    earlier = [Printed({"x": ("a", "c"), "y": ("b", "d")}), Printed({"z": ("e",)}, NOON - timedelta(days=2))]

    def names(order: list[Story], editions: list[Printed]) -> dict[str, str]:
        return {story.lead.id: story.id for story in recall(order, earlier=editions)}

    assert names(stories, earlier) == names(stories[::-1], earlier[::-1])
