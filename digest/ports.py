"""What each stage needs of the world: small Protocols, declared by the consumer and implemented by the rooms above.

A stage is handed these; it never opens a socket, a file or a database itself. An expected failure inside a batch
is a value (`FetchFailed`, `WorkFailed`), so that one bad feed never stops the others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

from digest.model import (
    Article,
    Build,
    Delivery,
    Edition,
    Entry,
    FeedState,
    HubSubscription,
    Link,
    Message,
    Override,
    PageState,
    Story,
    Subscriber,
)

Item = TypeVar("Item")
Result = TypeVar("Result")

Clock = Callable[[], datetime]
"""Now, aware, in UTC."""


class Progress(Protocol):
    """How far a long pass is: `advance` once for each finished item."""

    def start(self, label: str, total: int) -> None:
        """Begin a new count."""
        ...

    def advance(self, note: str = "") -> None:
        """One step is done."""
        ...

    def finish(self, summary: str = "") -> None:
        """All steps are done."""
        ...


class NoProgress:
    """Implements `Progress` where nobody watches."""

    def start(self, label: str, total: int) -> None:
        """Nothing is shown."""

    def advance(self, note: str = "") -> None:
        """Nothing is shown."""

    def finish(self, summary: str = "") -> None:
        """Nothing is shown."""


NO_PROGRESS: Progress = NoProgress()


# --- intake ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Request:
    """A GET to make, or a POST when there is a body; `tag` comes back with the answer."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    tag: str = ""
    body: bytes | None = None
    """A form (application/x-www-form-urlencoded) to POST, on redirects too."""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer of any status; header names are lower-case, the body is inflated, `url` is where redirects ended."""

    tag: str
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    permanent_url: str = ""
    """Where a chain of only permanent redirects (301, 308) led; "" when there was none."""
    seconds: float = 0.0
    """From the request to the last byte, redirects included."""


@dataclass(frozen=True, slots=True)
class FetchFailed:
    """No answer; `reason` is for a person: "cannot connect to 192.0.2.1: timed out"."""

    tag: str
    url: str
    reason: str
    asked: bool = True
    """False: the server was not asked at all, because it wants to be left alone for now; ask later."""
    silent: bool = False
    """The server took no connection, or did not answer in time; what else it has will hardly come sooner."""


class Fetcher(Protocol):
    """The one HTTP door: answers come in the order in which they arrive."""

    def fetch(self, requests: Iterable[Request]) -> Iterator[Response | FetchFailed]:
        """GET (or POST) all of them."""
        ...


# --- execute -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WorkFailed:
    """A task that raised, ran out of time or took its process with it."""

    reason: str


class Workers(Protocol):
    """Runs CPU work on untrusted input elsewhere; answers come in the order of `items`."""

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], *, deadline_seconds: float
    ) -> Iterator[Result | WorkFailed]:
        """Call `function` (importable by name) on each item, each with a deadline."""
        ...

    def submit(
        self, function: Callable[[Item], Result], item: Item, *, deadline_seconds: float
    ) -> Callable[[], Result | WorkFailed]:
        """Begin to call `function` on one item; what is returned waits for the result."""
        ...


# --- store -------------------------------------------------------------------------------------------------


class Feeds(Protocol):
    """States of feeds and the entries they gave."""

    def follow(self, urls: Collection[str]) -> None:
        """Know these feeds, new ones as due at once, and hold all others."""
        ...

    def due_feeds(self, *, now: datetime, impatient: bool = False) -> Mapping[str, FeedState]:
        """The followed feeds whose time has come, by URL; an impatient poll waits only for what servers asked for."""
        ...

    def feed_states(self, urls: Collection[str] | None = None) -> Mapping[str, FeedState]:
        """These feeds, or every feed that was ever followed or polled, by URL."""
        ...

    def save_poll(
        self,
        states: Sequence[FeedState],
        entries: Sequence[Entry],
        *,
        now: datetime,
        back_catalogue: Collection[tuple[str, str]] = (),
    ) -> int:
        """One transaction for many feeds; returns how many entries were new.

        New ones whose (feed URL, key) is in `back_catalogue` are remembered, but never wait for an article; recent ones
        that changed wait for it anew.
        """
        ...

    def entries_without_article(self, *, since: datetime, max_attempts: int) -> Sequence[Entry]:
        """Entries whose page was not read yet, newest first."""
        ...


class Hubs(Protocol):
    """Subscriptions at the hubs of feeds."""

    def hub_subscriptions(self) -> Mapping[str, HubSubscription]:
        """All of them, by feed URL."""
        ...

    def hub_subscription_by_token(self, token: str) -> HubSubscription | None:
        """Whose callback address carries this token."""
        ...

    def change_hub_subscription(self, before: HubSubscription | None, after: HubSubscription | None) -> bool:
        """Write what differs; None is "no such row". False, and nothing written, where `before` is out of date."""
        ...

    def feeds_with_news(self, entries: Sequence[Entry]) -> frozenset[str]:
        """URLs of the feeds that have an entry among these which is not stored yet."""
        ...


class Articles(Protocol):
    """Extracted articles."""

    def save_articles(
        self,
        collected: Sequence[tuple[Entry, Article | None, str]],
        *,
        not_asked: Collection[tuple[str, str]] = (),
    ) -> None:
        """For each entry its article or None, and the reason why its page was not read ("" when it was).

        For those whose (feed URL, key) is in `not_asked` this was no attempt to read the page.
        """
        ...

    def articles_between(self, start: datetime, end: datetime) -> Sequence[Article]:
        """Articles published in [start, end), oldest first; by id within one instant."""
        ...


class Pages(Protocol):
    """Validators of pages, by the URL that entries link to."""

    def page_states(self, urls: Sequence[str]) -> Mapping[str, PageState]:
        """What is known of these pages; a page whose article is gone is as good as unknown."""
        ...

    def save_pages(self, states: Sequence[PageState]) -> None:
        """Remember the validators of pages that were read."""
        ...

    def keep_articles(self, unchanged: Sequence[tuple[Entry, PageState]]) -> None:
        """These entries have the articles that their unchanged pages became before, under the entries' own titles."""
        ...


class SiteLines(Protocol):
    """Lines that pages of a site share, by site (host without "www.") and line (16 hex digits)."""

    def site_lines(self, wanted: Mapping[str, Collection[str]]) -> Mapping[str, Mapping[str, int]]:
        """On how many different pages of its site each of these lines stood; those that are not known are left out."""
        ...

    def learn_site_lines(self, learned: Mapping[str, Mapping[str, int]], *, now: datetime) -> None:
        """One transaction: add so many pages to each line, and forget rare lines that were not seen for long."""
        ...


class Readings(Protocol):
    """What articles are compared by, packed: made once for each article, by one version of the reader."""

    def count_unread(self, *, version: str, start: datetime, end: datetime) -> int:
        """How many articles published in [start, end) this version has not read."""
        ...

    def unread_articles(self, *, version: str, start: datetime, end: datetime, limit: int) -> Sequence[Article]:
        """Articles published in [start, end) that this version has not read, oldest first."""
        ...

    def save_readings(self, packed: Mapping[str, bytes], *, version: str) -> None:
        """Keep these readings, by article id, in place of older ones; one transaction."""
        ...

    def readings(self, *, version: str, start: datetime, end: datetime) -> Mapping[str, bytes]:
        """The readings of articles published in [start, end), by article id, that this version made."""
        ...


@dataclass(frozen=True, slots=True)
class CopySegment:
    """A part of the index of copies, as bytes; `number` counts up with each change."""

    number: int
    texts: bytes
    postings: bytes


class Copies(Protocol):
    """The index in which copies of one text are found, and the copies found."""

    def copy_segments(self) -> Sequence[CopySegment]:
        """All of the index, by number."""
        ...

    def copies(self) -> tuple[Sequence[bytes], Sequence[Link]]:
        """The texts of all segments, by number, and the links among them, both of one state."""
        ...

    def save_copies(
        self, *, known: Collection[int], gone: Collection[int], new: CopySegment, links: Iterable[Link]
    ) -> bool:
        """One transaction: take out segments, put in one, and make `links` all that there are.

        False, and nothing written, where the segments are not those of the numbers in `known` any more.
        """
        ...


class Hosts(Protocol):
    """Places (scheme, host and port) that asked to be left alone."""

    def held_hosts(self, *, now: datetime) -> Mapping[str, datetime]:
        """Those that want no request before the given time."""
        ...

    def hold_host(self, place: str, *, until: datetime, now: datetime) -> None:
        """Leave this place alone until then."""
        ...


class Editions(Protocol):
    """Stories, editions and the memory of what was printed."""

    def articles_by_id(self, ids: Sequence[str]) -> Sequence[Article]:
        """These articles, in the order of `ids`; unknown ids are left out."""
        ...

    def count_outside(self, start: datetime, end: datetime) -> int:
        """How many articles were collected in [start, end), but published before or after it."""
        ...

    def save_stories(self, stories: Sequence[Story], *, newsletter: str, now: datetime) -> None:
        """Replace the receipts of the newsletter's last build (stories best first), and remember their names."""
        ...

    def remembered_stories(self, newsletter: str) -> Mapping[str, str]:
        """For each article of recent builds, the id of the story that held it last."""
        ...

    def save_build(self, value: Build) -> None:
        """Replace what is known of the newsletter's last build."""
        ...

    def edition_for_slot(self, newsletter: str, slot: datetime) -> Edition | None:
        """The edition of this slot, whatever its state."""
        ...

    def earlier_editions(self, newsletter: str, *, before: datetime, limit: int) -> Sequence[Edition]:
        """Approved editions of earlier slots, newest first."""
        ...

    def save_edition(self, value: Edition) -> Edition:
        """Insert the draft, or replace an earlier draft of the slot; an approved edition is never replaced."""
        ...

    def approve_edition(self, edition_id: int) -> None:
        """From now on no build changes it."""
        ...


class Overrides(Protocol):
    """What editors said of stories and articles."""

    def overrides(self) -> Sequence[Override]:
        """All that stand, oldest first."""
        ...

    def add_override(self, value: Override) -> Override:
        """Let it stand from now on; returns it with its number."""
        ...

    def remove_override(self, number: int) -> Override | None:
        """Undo it; returns what it was, None when there is none of this number."""
        ...


class Outbox(Protocol):
    """One row for each (edition, subscriber), with a fixed Message-ID."""

    def active_subscribers(self, newsletter: str) -> Sequence[Subscriber]:
        """Who gets the newsletter."""
        ...

    def enqueue(self, edition_id: int, subscribers: Sequence[Subscriber], *, domain: str) -> int:
        """One pending row for each; returns how many were new."""
        ...

    def pending(self, edition_id: int, *, now: datetime, limit: int) -> Sequence[Delivery]:
        """Deliveries to try now."""
        ...

    def mark(self, value: Delivery, *, now: datetime, next_try: datetime | None = None) -> None:
        """Write down the fate of one delivery."""
        ...


class Store(Feeds, Hubs, Pages, SiteLines, Copies, Hosts, Articles, Readings, Editions, Overrides, Outbox, Protocol):
    """All of it: what the passes are handed."""

    def exclusive(self, name: str) -> AbstractContextManager[None]:
        """Hold the pass `name`; raises BusyError, naming the holder, when another process holds it."""
        ...


# --- deliver -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SendResult:
    """What a backend said of one message: final when it must not be tried again."""

    ok: bool
    answer: str
    final: bool = True


class Transport(Protocol):
    """A delivery backend: SMTP, a folder, a command."""

    def send(self, message: Message) -> SendResult:
        """Hand over one message; raises DeliveryError when the backend cannot be used at all."""
        ...

    def close(self) -> None:
        """Let go of what is held open."""
        ...
