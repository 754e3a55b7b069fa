"""What polls and hubs know of each other: a poll learns of hubs, and a trusted hub spares its feed most polls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digest.intake.feeds import ParsedFeed
from digest.intake.websub import follow_offer, is_spared, read_offer
from digest.model import FeedState, HubSubscription, Source
from digest.ports import FetchFailed, Hubs, Response, WorkFailed


@dataclass(frozen=True, slots=True)
class HubWatch:
    """Handed to the collect pass where hubs can reach us."""

    store: Hubs
    new_token: Callable[[], str]
    """A new text of at least 128 random bits."""

    def without_spared(self, due: Sequence[Source], states: Mapping[str, FeedState], *, now: datetime) -> list[Source]:
        """The due sources less those whose hubs would have told us of news."""
        known = self.store.hub_subscriptions() if due else {}
        return [source for source in due if not is_spared(known.get(source.url), states.get(source.url), now=now)]

    def learn(
        self,
        answers: Sequence[Response | FetchFailed],
        parsed: Mapping[str, ParsedFeed | WorkFailed],
        *,
        now: datetime,
    ) -> None:
        """Keep the hubs that these feeds name; distrust those that did not tell of what the poll has found.

        To be called before the entries are stored: news is what the store does not know yet.
        """
        read = [
            (answer, feed)
            for answer in answers
            if isinstance(answer, Response) and isinstance(feed := parsed.get(answer.tag), ParsedFeed)
        ]
        if not read:  # most polls bring nothing new
            return
        known = self.store.hub_subscriptions()
        silent = self._with_news(read, known)
        for answer, feed in read:
            before = known.get(answer.tag)
            offer = read_offer(answer, hub_url=feed.hub_url, self_url=feed.self_url)
            after = follow_offer(
                before, offer, feed_url=answer.tag, token=self.new_token(), secret=self.new_token(), now=now
            )
            if after is not None and answer.tag in silent:
                after = replace(after, trusted=False)
            if after is not None and before is not None and after.token != before.token:
                self.store.change_hub_subscription(before, None)
                before = None
            self.store.change_hub_subscription(before, after)

    def _with_news(
        self, read: Sequence[tuple[Response, ParsedFeed]], known: Mapping[str, HubSubscription]
    ) -> frozenset[str]:
        """Of the feeds with a trusted hub: those with an entry that the hub did not push."""
        trusted = [pair for pair in read if pair[0].tag in known and known[pair[0].tag].trusted]
        entries = [replace(entry, feed_url=answer.tag) for answer, feed in trusted for entry in feed.entries]
        return self.store.feeds_with_news(entries) if entries else frozenset()
