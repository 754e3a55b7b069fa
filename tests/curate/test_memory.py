from __future__ import annotations

from digest.curate.memory import recall
from digest.model import Voice
from tests.curate.conftest import Gather, Write


def test_a_story_keeps_its_id_and_tells_what_is_new(write: Write, gather: Gather) -> None:
    """Unseen, changed and unchanged stories are told apart; identity is carried over."""
    stories = [gather(write("a")), gather(write("b"), write("c")), gather(write("d"))]
    earlier = [{"before-b": ("b",), "before-d": ("d",)}]
    recalled = recall(stories, earlier=earlier)
    assert [(story.id, story.status) for story in recalled] == [
        ("story-a", "new"),
        ("before-b", "update"),
        ("before-d", "ongoing"),
    ]


def test_another_copy_is_nothing_new(write: Write, gather: Gather) -> None:
    """A voice of which any copy was printed has been heard."""
    story = gather(write("wire"), write("paper"), voices=(Voice("wire", ("paper",)),))
    assert recall([story], earlier=[{"x": ("paper",)}])[0].status == "ongoing"


def test_an_earlier_id_goes_to_the_largest_heir(write: Write, gather: Gather) -> None:
    """When a story splits, the part that shares most keeps the id; no two stories ever share one."""
    small, large = gather(write("a"), name="x"), gather(write("b"), write("c"), name="y")
    recalled = recall([small, large], earlier=[{"x": ("a", "b", "c")}])
    assert recalled[1].id == "x"
    assert recalled[0].id not in {"x", "y"}
    assert recalled[0].status == "new"


def test_all_editions_are_remembered(write: Write, gather: Gather) -> None:
    """What stood in any earlier edition is not new, not only what stood in the last."""
    story = gather(write("a"), write("b"))
    recalled = recall([story], earlier=[{"s": ("b",)}, {"s": ("a",)}])
    assert (recalled[0].id, recalled[0].status) == ("s", "ongoing")


def test_nothing_earlier_means_all_new(write: Write, gather: Gather) -> None:
    """A first edition has only new stories, under their own ids."""
    assert recall([gather(write("a"))], earlier=[])[0] == gather(write("a"))
    assert recall([], earlier=[{"s": ("a",)}]) == ()
