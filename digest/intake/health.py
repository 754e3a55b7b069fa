"""How a feed is: its state in, one word and a detail out, and whether a change of it is worth telling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from digest.intake.slowness import is_slow
from digest.model import FeedState, Source

TOLD_AGAIN = timedelta(days=3)
"""A feed that still fails after this long is told of once more: it will not mend itself."""


@dataclass(frozen=True, slots=True)
class Health:
    """`word` is one of: ok, slow, empty, undated, moved, failing, gone, switched off, not polled yet."""

    word: str
    detail: str = ""

    def __str__(self) -> str:
        """One line for a table."""
        if self.word == "failing":
            return f"failing {self.detail}"
        return f"{self.word}: {self.detail}" if self.detail else self.word


def feed_health(source: Source, state: FeedState | None, *, entries: int) -> Health:  # noqa: PLR0911 - one a word
    """How the feed of `source` is; `entries` is how many it ever gave. The worst that can be said is said."""
    if not source.enabled:
        return Health("switched off")
    if state is None or state.last_polled is None:
        return Health("not polled yet")
    if state.gone:
        since = f"since {state.failing_since:%Y-%m-%d}: " if state.failing_since else ""
        return Health("gone", f"{since}{state.reason}; 'digest poll --force' asks once more")
    if state.failing_since:
        return Health("failing", f"since {state.failing_since:%Y-%m-%d %H:%M}: {state.reason}")
    if not entries:
        return Health("empty")
    if state.moved_to and state.move_proved:
        return Health("moved", f"to {state.moved_to}; change its address in the config")
    if is_slow(state.answer_seconds):
        return Health("slow", f"answers take about {state.answer_seconds:.0f} s")
    if state.last_entry is None:
        return Health(
            "undated", "its entries carry no dates, or only future ones, and count as published when first seen"
        )
    return Health("ok")


def news_of(before: FeedState, after: FeedState) -> str:
    """What a poll should warn of, once; "" when there is nothing.

    The first failure, three days of failing, gone, moved for good, and answers that have become slow.
    """
    if after.reason:
        return after.reason if _is_news(before, after) else ""
    if after.move_proved and not before.move_proved:
        return f"moved for good to {after.moved_to}; change its address in the config"
    if is_slow(after.answer_seconds) and not is_slow(before.answer_seconds):
        return f"has become slow: answers take about {after.answer_seconds:.0f} s"
    return ""


def _is_news(before: FeedState, after: FeedState) -> bool:
    if after.failing_since is None or after.last_polled is None or before.gone:
        return False
    if not before.reason or after.gone:
        return True
    earlier = before.last_polled or after.failing_since
    return earlier - after.failing_since < TOLD_AGAIN <= after.last_polled - after.failing_since
