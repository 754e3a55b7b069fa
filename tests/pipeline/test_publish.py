"""The third pass over a real store: each reader gets an edition once, whatever happens in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from digest.config import Newsletter, Site, Topic
from digest.curate.highlights.summary import find_numbers, find_quotes, summarise
from digest.deliver.message import UnmailableError
from digest.edition.compose import Highlights
from digest.errors import DeliveryError
from digest.model import Article, Delivery, Edition, Entry, Message, Subscriber
from digest.pipeline.publish import MAX_ATTEMPTS, SEND_BATCH, SendReport, build_edition, send_edition
from digest.ports import SendResult
from digest.store import open_store
from digest.store.sql import SqlStore
from tests.pipeline.fakes import StillClock, Tally

NOW = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
EDITION = Edition(
    newsletter="today",
    slot=NOW,
    local_date=date(2026, 3, 4),
    title="The World This Morning",
    subject="Ferry sails",
    preheader="",
    language="en",
    theme="world",
    blocks=(),
)


class PowerCutError(Exception):
    """The process ends here."""


@dataclass(slots=True)
class Letterbox:
    """Implements `digest.ports.Transport`: takes everything but what it was told to answer otherwise."""

    answers: dict[str, Callable[[], SendResult]] = field(default_factory=dict)
    taken: list[Message] = field(default_factory=list)

    def send(self, message: Message) -> SendResult:
        """Take one message."""
        answer = self.answers.get(message.recipient.partition("@")[0])
        result = answer() if answer else SendResult(ok=True, answer="250")
        if result.ok:
            self.taken.append(message)
        return result

    def close(self) -> None:
        """Nothing is open."""

    def names(self) -> list[str]:
        """Who got something, in order, since the last time this was called."""
        names = [message.recipient.partition("@")[0] for message in self.taken]
        self.taken.clear()
        return names


class World:
    """A send pass with everything that it is handed."""

    def __init__(self, store: SqlStore, *readers: str) -> None:
        self.store = store
        self.clock = StillClock(NOW)
        self.box = Letterbox()
        self.progress = Tally()
        self.edition = store.save_edition(EDITION)
        self.join(*readers)

    def join(self, *readers: str) -> None:
        """Put readers on the list."""
        self.store.add_subscribers([Subscriber(f"{name}@example.org", "today") for name in readers])

    def send(self) -> SendReport:
        """One pass, as after a restart: nothing is remembered but what is stored."""
        return send_edition(
            self.store,
            self.box,
            edition=self.edition,
            make_message=make_message,
            domain="digest.example",
            clock=self.clock,
            progress=self.progress,
        )

    def states(self) -> dict[str, str]:
        """State -> how many, as text for short comparisons."""
        return {state: str(count) for state, count in sorted(self.store.delivery_counts(self.edition.id).items())}

    def left(self) -> list[Delivery]:
        """What was not sent."""
        return list(self.store.failed_deliveries(self.edition.id))


def make_message(delivery: Delivery) -> Message:
    if delivery.subscriber.name == "unmailable":
        raise UnmailableError("cannot be written to")
    return Message(delivery.message_id, "news@digest.example", delivery.subscriber.address, b"x")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store("sqlite:///digest.db", folder=tmp_path)
    yield opened
    opened.database.engine.dispose()


@pytest.fixture
def world(store: SqlStore) -> World:
    return World(store, "ann", "bob", "cy")


def refuse(answer: str, *, final: bool) -> Callable[[], SendResult]:
    return lambda: SendResult(ok=False, answer=answer, final=final)


def crash(kind: type[BaseException]) -> Callable[[], SendResult]:
    def answer() -> SendResult:
        raise kind("the plug was pulled")

    return answer


# --- send --------------------------------------------------------------------------------------------------


def test_everyone_gets_it_once(world: World) -> None:
    """However often it is sent."""
    assert world.send() == SendReport(sent=3)
    assert world.box.names() == ["ann", "bob", "cy"]
    assert world.states() == {"sent": "3"}
    assert world.progress.totals == [("Sending", 3)]
    assert world.progress.steps == 3
    assert world.send() == SendReport()
    assert world.box.names() == []


def test_sending_approves_the_edition(world: World) -> None:
    """What one reader has got is what the others get: no build may change it any more."""
    world.send()
    again = world.store.save_edition(replace(EDITION, subject="Other"))
    assert (again.state, again.subject) == ("approved", "Ferry sails")


def test_who_joins_later_gets_it_too(world: World) -> None:
    """And nobody else a second time."""
    world.send()
    world.box.names()
    world.join("dee")
    assert world.send() == SendReport(sent=1)
    assert world.box.names() == ["dee"]


def test_more_readers_than_a_batch(world: World) -> None:
    """Each batch is asked for again, so that whoever leaves in the meantime is left out."""
    names = [f"reader{number:04}" for number in range(SEND_BATCH + 50)]
    world.join(*names)

    def leave() -> SendResult:
        world.store.unsubscribe(f"{names[-1]}@example.org", "today")
        return SendResult(ok=True, answer="250")

    world.box.answers[names[0]] = leave
    assert world.send() == SendReport(sent=3 + len(names) - 1)
    assert names[-1] not in world.box.names()


def test_a_crash_between_two_readers_loses_none(world: World) -> None:
    """Who got it before the crash does not get it again; the rest do."""
    world.box.answers["bob"] = crash(PowerCutError)
    with pytest.raises(PowerCutError):
        world.send()
    assert world.box.names() == ["ann"]
    assert world.states() == {"pending": "1", "sending": "1", "sent": "1"}
    world.box.answers.clear()
    assert world.send() == SendReport(sent=2)
    assert world.box.names() == ["bob", "cy"]


def test_a_repeated_message_keeps_its_message_id(world: World) -> None:
    """A crash after the server took the message: it is sent again under the same id, which mail programs fold."""
    taken: list[str] = []

    def take_and_crash() -> SendResult:
        taken.extend(delivery.message_id for delivery in world.left() if delivery.state == "sending")
        raise PowerCutError

    world.box.answers["ann"] = take_and_crash
    with pytest.raises(PowerCutError):
        world.send()
    world.box.answers.clear()
    world.send()
    assert [world.box.taken[0].message_id] == taken


def test_a_temporary_refusal_is_tried_again_later(world: World) -> None:
    """Twice as long after each, and not before."""
    world.box.answers["bob"] = refuse("451 greylisted", final=False)
    assert world.send() == SendReport(sent=2, waiting=1)
    assert [(delivery.state, delivery.attempts, delivery.answer) for delivery in world.left()] == [
        ("pending", 1, "451 greylisted")
    ]
    world.clock.move(minutes=4)
    assert world.send() == SendReport()
    world.clock.move(minutes=1)
    assert world.send() == SendReport(waiting=1)
    world.clock.move(minutes=9)
    assert world.send() == SendReport()
    world.clock.move(minutes=1)
    world.box.answers.clear()
    assert world.send() == SendReport(sent=1)
    assert world.box.names() == ["ann", "cy", "bob"]


def test_temporary_refusals_come_to_an_end(world: World) -> None:
    """A server that is busy for hours: yesterday's news is not worth a sixth try."""
    world.box.answers["bob"] = refuse("452 full", final=False)
    for _ in range(MAX_ATTEMPTS - 1):
        assert world.send().waiting == 1
        world.clock.move(days=1)
    assert world.send() == SendReport(failed=1)
    world.clock.move(days=1)
    assert world.send() == SendReport()
    assert [(delivery.state, delivery.attempts) for delivery in world.left()] == [("failed", MAX_ATTEMPTS)]


def test_a_final_refusal_is_not_tried_again(world: World) -> None:
    """550: no such user."""
    world.box.answers["bob"] = refuse("550 no such user", final=True)
    assert world.send() == SendReport(sent=2, failed=1)
    world.clock.move(days=1)
    assert world.send() == SendReport()
    assert [(delivery.state, delivery.answer) for delivery in world.left()] == [("failed", "550 no such user")]


def test_a_dead_backend_fails_nobody(world: World) -> None:
    """DeliveryError: the pass stops, everyone not served yet stays as they were, also in the count of tries."""
    world.box.answers["bob"] = crash(DeliveryError)
    with pytest.raises(DeliveryError):
        world.send()
    assert world.states() == {"pending": "2", "sent": "1"}
    assert [delivery.attempts for delivery in world.left()] == [0, 0]
    world.box.answers.clear()
    assert world.send() == SendReport(sent=2)


def test_an_address_that_cannot_be_written_to_fails_alone(world: World) -> None:
    """It must not keep the mail from those behind it, today and every day."""
    world.store.add_subscribers([Subscriber("b@example.org", "today", name="unmailable")])
    assert world.send() == SendReport(sent=3, failed=1)
    assert [(delivery.subscriber.address, delivery.answer) for delivery in world.left()] == [
        ("b@example.org", "cannot be written to")
    ]


def test_an_edition_without_readers_is_sent_to_nobody(store: SqlStore) -> None:
    """On the first day."""
    world = World(store)
    assert world.send() == SendReport()
    assert world.progress.totals == [("Sending", 0)]


# --- build -------------------------------------------------------------------------------------------------


def article(number: int, *, hours: int = 1, body: str = "") -> Article:
    text = body or (
        f"The ministry of town {number} opened bridge number {number} over the river on Tuesday. It cost {number} "
        f"million crowns, said mayor Nora Lind{number}. Trucks will use it from May."
    )
    return Article(
        id=f"{number:016x}",
        url=f"https://paper{number}.example/bridge",
        feed_url=f"https://paper{number}.example/feed",
        outlet=f"Paper {number}",
        title=f"Bridge number {number} opens in town {number}",
        collected=NOW,
        published=NOW - timedelta(hours=hours),
        country="SE",
        language="en",
        body=tuple(text.split(". ")),
    )


def build(store: SqlStore, *, newsletter: Newsletter | None = None, now: datetime = NOW) -> Edition | None:
    return build_edition(
        store,
        newsletter=newsletter or Newsletter(),
        topics=(Topic(name="Bridges", any=("bridge",)),),
        site=Site(),
        slot=NOW,
        now=now,
        highlights=Highlights(summarise=summarise, find_quotes=find_quotes, find_numbers=find_numbers),
        reader=lambda _: {},
        embedder=None,
    )


def printed(edition: Edition) -> set[str]:
    return {one for ids in edition.stories.values() for one in ids}


def keep(store: SqlStore, *articles: Article) -> None:
    store.save_articles([(Entry(one.feed_url, one.url, one.url, one.title), one, "") for one in articles])


def test_an_edition_is_a_stored_draft_with_receipts(store: SqlStore) -> None:
    """Built from the window's articles; every story that it prints can be explained."""
    keep(store, article(1), article(2, hours=20), article(3, hours=60))
    edition = build(store)
    assert edition is not None
    assert (edition.state, edition.newsletter, edition.slot, edition.local_date) == ("draft", "today", NOW, NOW.date())
    assert store.find_edition("today") == edition
    stories = {story.id: story for story in store.stories("today")}
    assert set(edition.stories) <= set(stories)
    assert printed(edition) == {article(1).id, article(2).id}


def test_a_draft_is_built_again_and_an_approved_edition_is_not(store: SqlStore) -> None:
    """News that comes in before the editor approves is taken; what comes after is not."""
    keep(store, article(1))
    first = build(store)
    keep(store, article(2))
    second = build(store, now=NOW + timedelta(minutes=5))
    assert first is not None
    assert second is not None
    assert second.id == first.id
    assert printed(first) == {article(1).id}
    assert printed(second) == {article(1).id, article(2).id}
    store.approve_edition(second.id)
    keep(store, article(4))
    third = build(store, now=NOW + timedelta(minutes=10))
    assert third == replace(second, state="approved")


def test_too_little_news_makes_no_edition(store: SqlStore) -> None:
    """Nothing is stored that could be sent by mistake."""
    assert build(store) is None
    keep(store, article(1))
    assert build(store, newsletter=Newsletter(min_stories=5)) is None
    assert list(store.editions()) == []
