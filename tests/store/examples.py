"""One full example of each noun: every field differs from its default, so that a field that is not stored shows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from digest.model import (
    Article,
    Block,
    Edition,
    Enclosure,
    Entry,
    FeedState,
    Image,
    Link,
    Rank,
    Story,
    Subscriber,
    TopicMatch,
    Voice,
)

NOW = datetime(2026, 3, 4, 6, 0, 0, 123456, tzinfo=UTC)
FEED = "https://a.example/feed"

STATE = FeedState(
    url=FEED,
    title="Gazette “A”",
    site_url="https://a.example/",
    etag='W/"x, y"',
    last_modified="Tue, 03 Mar 2026 09:00:00 GMT",
    next_poll=NOW + timedelta(minutes=30),
    held_until=NOW + timedelta(hours=1),
    last_polled=NOW,
    last_success=NOW - timedelta(days=1),
    failures=2,
    failing_since=NOW - timedelta(hours=5),
    reason="the server answers 500",
    gone=True,
    moved_to="https://b.example/feed",
    moved_since=NOW - timedelta(days=2),
    move_proved=True,
    ttl_seconds=3600.0,
    skip_hours=(0, 1, 23),
    skip_days=(5, 6),
    gap_seconds=5400.5,
    entries_per_day=12.5,
    last_entry=NOW - timedelta(hours=3),
    answer_seconds=0.125,
)
ENTRY = Entry(
    feed_url=FEED,
    key="tag:a.example,2026:1",
    link="https://a.example/1?x=1",
    title="Fähre fährt wieder 🚢",
    published=NOW - timedelta(hours=2),
    modified=NOW - timedelta(hours=1),
    summary="In short.",
    content="<p>Long.</p>",
    authors=("Ann", "Zoë"),
    language="de",
    image_url="https://a.example/1.jpg",
    enclosures=(
        Enclosure("https://a.example/1.mp3", "audio/mpeg", 4_294_967_296),
        Enclosure("https://a.example/1.pdf"),
    ),
)
ARTICLE = Article(
    id="00112233445566aa",
    url="https://a.example/1",
    feed_url=FEED,
    outlet="Gazette",
    title="Fähre fährt wieder",
    collected=NOW,
    published=datetime(2026, 3, 4, 5, 30, tzinfo=timezone(timedelta(hours=1))).astimezone(UTC),
    country="DE",
    language="de",
    weight=1.5,
    standfirst="Nach dem Sturm.",
    kicker="Hafen",
    authors=("Ann", "Zoë"),
    dateline="KIEL",
    genre="news",
    image=Image("https://a.example/1.jpg", "A ferry", "The ferry at dawn", "Ann Reed"),
    body=("One.", "Two.", "三。"),
    kind="stub",
    origins={"title": "feed"},
)
STORY = Story(
    id="s1",
    articles=(ARTICLE,),
    voices=(Voice(ARTICLE.id, ("other", "third")),),
    links=(Link(ARTICLE.id, "other", 0.75, ("same numbers", "same names")),),
    topics=(TopicMatch("Ports", 0.5, ("ferry",)),),
    rank=Rank(2.5, (("voices", 2.0), ("weight", 0.5))),
    first_seen=NOW - timedelta(days=1),
    last_change=NOW,
    status="update",
)
EDITION = Edition(
    newsletter="today",
    slot=NOW,
    local_date=date(2026, 3, 4),
    title="The World This Morning",
    subject="Ferry sails",
    preheader="And more",
    language="en",
    theme="world",
    blocks=(Block("lead", "Top", {"stories": [{"title": "Ferry", "image": None, "count": 2}]}), Block("intro", "", {})),
    facts={"stories": 3, "countries": ["DE", "FR"]},
    stories={"s1": ("00112233445566aa", "other")},
)
READER = Subscriber("ann@example.org", "today", name="Ann Zoë", token="t" * 32)
