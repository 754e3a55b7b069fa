"""The nouns of digest, in the order in which data flows through them.

Every value is frozen; every datetime is aware and in UTC; the order of a tuple has a meaning.
Countries are ISO 3166-1 alpha-2 codes, languages BCP 47 tags; both are "" when unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

FullText = Literal["page", "feed"]
ArticleKind = Literal["article", "stub", "live", "gallery", "video", "list"]
"""A stub is only the beginning of an article, or its announcement; the last four are pages of another sort."""
StoryStatus = Literal["new", "update", "ongoing"]
OverrideKind = Literal["merge", "split", "pin", "ban", "move", "lead"]
EditionState = Literal["draft", "approved"]
HubState = Literal["offered", "requested", "verified", "denied", "expired", "failed", "leaving"]
DeliveryState = Literal["pending", "sending", "sent", "failed"]
SubscriberState = Literal["pending", "active", "unsubscribed"]


# --- collect -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """A feed as the config names it."""

    url: str
    name: str = ""
    country: str = ""
    language: str = ""
    owner: str = ""
    weight: float = 1.0
    full_text: FullText = "page"
    every_seconds: float = 1800.0
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class FeedState:
    """What we know of a source from polling it: validators, the next poll, failures."""

    url: str
    title: str = ""
    site_url: str = ""
    etag: str = ""
    last_modified: str = ""
    next_poll: datetime | None = None
    """When our own interval lets us ask again."""
    held_until: datetime | None = None
    """Before this the server does not want to be asked: Retry-After, max-age, ttl, or our back-off after errors."""
    last_polled: datetime | None = None
    last_success: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    reason: str = ""
    """Why the last poll failed, for a person; "" when it did not."""
    gone: bool = False
    """The server said 410: never asked again unless forced."""
    moved_to: str = ""
    """Where a permanent redirect led."""
    moved_since: datetime | None = None
    """When it first led there."""
    move_proved: bool = False
    """It still led there a day later: the old address is not asked any more."""
    ttl_seconds: float = 0.0
    """How long the feed itself asks to be left alone."""
    skip_hours: tuple[int, ...] = ()
    """Hours (0-23, UTC) in which the feed asks not to be asked."""
    skip_days: tuple[int, ...] = ()
    """Days (Monday = 0, UTC) on which the feed asks not to be asked."""
    gap_seconds: float = 0.0
    """The usual time between two of its entries; 0 when not known."""
    entries_per_day: float = 0.0
    last_entry: datetime | None = None
    """The date of its newest entry."""
    answer_seconds: float = 0.0
    """How long its answers take, smoothed over several polls."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that an entry brings along: a recording, a film, a document."""

    url: str
    type: str = ""
    """Its media type, in small letters; "" when unknown."""
    length: int = 0
    """In bytes, as the feed declares it; 0 when it does not."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as a feed published it; `key` is its identity within that feed."""

    feed_url: str
    key: str
    link: str
    title: str
    published: datetime | None = None
    modified: datetime | None = None
    summary: str = ""
    """Plain text."""
    content: str = ""
    """HTML of the feed's own full text, untrusted; "" when the feed carries none."""
    authors: tuple[str, ...] = ()
    language: str = ""
    image_url: str = ""
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class HubSubscription:
    """Our subscription to a feed at the WebSub hub that it names (W3C Recommendation of 23 January 2018)."""

    feed_url: str
    """The source as configured: whatever the hub sends belongs to it and to no other."""
    hub: str
    topic: str
    """The address by which the hub knows the feed."""
    token: str = field(repr=False)
    """Opaque, at least 128 bits: what the callback address carries."""
    secret: str = field(repr=False)
    """What the hub signs its pushes with."""
    state: HubState = "offered"
    """Only named by the feed; asked for; confirmed by us; denied by the hub; run out; not to be had; being ended."""
    lease_until: datetime | None = None
    last_push: datetime | None = None
    """When the hub last sent something with a good signature."""
    trusted: bool = False
    """The hub has sent news, and no poll since then found any that it had kept to itself."""
    failures: int = 0
    """Requests since the last one that the hub verified."""
    next_try: datetime | None = None
    """When to ask the hub again, be it for a renewal; None: at once."""
    reason: str = ""
    """Why the hub said no, for a person."""


@dataclass(frozen=True, slots=True)
class PageState:
    """What we know of a page from reading it: validators, and what became of it."""

    url: str
    """As the entry links to it."""
    etag: str = ""
    last_modified: str = ""
    article_id: str = ""
    outcome: str = "ok"
    """"ok", or why the page is no article."""

    @property
    def is_read(self) -> bool:
        """Whether it became an article."""
        return self.outcome == "ok"


@dataclass(frozen=True, slots=True)
class Image:
    """A picture with the words that belong to it."""

    url: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int = 0
    """In pixels, as the page declares it; 0 when it does not."""
    height: int = 0


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line of a page that is not part of the article, and the name of the rule that says so."""

    line: str
    rule: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one page (or text dump) says, without the page around it."""

    title: str = ""
    standfirst: str = ""
    kicker: str = ""
    authors: tuple[str, ...] = ()
    """People only."""
    byline: str = ""
    """Who signs where no person does, as the page words it: an agency, the newsroom; "" when there are authors."""
    dateline: str = ""
    genre: str = ""
    published: datetime | None = None
    """In the zone that the page declares; UTC when it declares none."""
    modified: datetime | None = None
    language: str = ""
    canonical_url: str = ""
    image: Image | None = None
    images: tuple[Image, ...] = ()
    """Further pictures of the article, in reading order, `image` excluded."""
    body: tuple[str, ...] = ()
    """Paragraphs of plain text, in reading order."""
    kind: ArticleKind = "article"
    dropped: tuple[Dropped, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    """For each field of the metadata: where it was found ("json-ld", "opengraph", "feed", ...)."""


@dataclass(frozen=True, slots=True)
class Article:
    """One page, extracted, with the outlet that printed it."""

    id: str
    """16 hex digits, stable: a hash of the canonical URL."""
    url: str
    """Canonical URL."""
    feed_url: str
    outlet: str
    title: str
    collected: datetime
    published: datetime
    """As published; the time of collection when nobody says."""
    country: str = ""
    language: str = ""
    weight: float = 1.0
    standfirst: str = ""
    kicker: str = ""
    authors: tuple[str, ...] = ()
    dateline: str = ""
    genre: str = ""
    image: Image | None = None
    body: tuple[str, ...] = ()
    kind: ArticleKind = "article"
    origins: Mapping[str, str] = field(default_factory=dict)


# --- curate ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Link:
    """Why two articles belong together: `score` in 0..1 and the reasons a person can check."""

    left: str
    right: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """One newsroom's own text: the original's id, then the ids of the copies of it that others printed."""

    original: str
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """A story's place under a topic: `score` in 0..1 and the reasons for it."""

    topic: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence and its place in its article: `text` is `standfirst[start:end]` or `body[paragraph][start:end]`."""

    text: str
    part: Literal["standfirst", "body"]
    paragraph: int
    """Place in the article's body, from 0; 0 in the standfirst."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rank:
    """How much a story matters today: the sum of its named parts."""

    score: float
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a printed story has that no earlier edition had: what its reader does not know yet."""

    since: datetime
    """The slot of the newest edition that printed the story."""
    voices: tuple[str, ...] = ()
    """Outlets of the new voices, by the time of their texts."""
    heard: int = 0
    """How many of the story's voices were printed before."""
    countries: tuple[str, ...] = ()
    """Countries of new voices that none of those heard before came from, sorted."""
    lead: str = ""
    """The id of the lead article, where no edition had it."""
    numbers: tuple[str, ...] = ()
    """Numbers of the new voices that stand in no text printed before, as plain decimals, in reading order."""


@dataclass(frozen=True, slots=True)
class Story:
    """Articles on one event, from any outlets and languages; the lead article comes first."""

    id: str
    articles: tuple[Article, ...]
    voices: tuple[Voice, ...]
    links: tuple[Link, ...] = ()
    topics: tuple[TopicMatch, ...] = ()
    nearest: TopicMatch | None = None
    """The topic that a story of no topic came nearest to."""
    rank: Rank = Rank(0.0, ())
    first_seen: datetime | None = None
    last_change: datetime | None = None
    status: StoryStatus = "new"
    changes: Changes | None = None
    """None for a story that no edition printed."""
    pinned: bool = False
    """An editor wants it printed, before all that nobody pinned."""
    banned: bool = False
    """An editor wants it in no edition."""
    rulings: tuple[str, ...] = ()
    """What editors said of it, a sentence for each override that changed it."""

    @property
    def lead(self) -> Article:
        """The article that stands for the story."""
        return self.articles[0]

    @property
    def countries(self) -> tuple[str, ...]:
        """Countries of the outlets, sorted, unknown ones left out."""
        return tuple(sorted({article.country for article in self.articles if article.country}))


@dataclass(frozen=True, slots=True)
class Override:
    """What an editor said of articles, and so of the stories that hold them: it stands until it is undone."""

    kind: OverrideKind
    articles: tuple[str, ...]
    """Ids of what it is about: the articles that the story had, or one article."""
    made: datetime
    others: tuple[str, ...] = ()
    """merge, split: ids of what those are put to, or kept apart from."""
    story: str = ""
    """The story it was said of; "" when it was said of an article alone."""
    topic: str = ""
    """move: the name of the topic."""
    remove: bool = False
    """move: out of the topic, not into it."""
    newsletter: str = ""
    """Whose stories it changes; "" for those of every newsletter."""
    author: str = ""
    note: str = ""
    id: int = 0
    """Given by the store; 0 before that."""


@dataclass(frozen=True, slots=True)
class Build:
    """What the last build of a newsletter worked on, and what became of the articles that it did not print."""

    newsletter: str
    slot: datetime
    built: datetime
    start: datetime
    """Articles published in [start, end) were its window."""
    end: datetime
    edition: int = 0
    """The edition's number; 0 when there was too little news for one."""
    articles: int = 0
    stories: int = 0
    tier: str = "text"
    """What decided which articles are one story: "text", or the name of the embedding model beside it."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Reason -> how many articles are in no edition for it."""
    conflicts: tuple[str, ...] = ()
    """Overrides that contradict each other: which one loses, and why."""


# --- publish -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an edition: `kind` names the template partial, `data` is what it prints (JSON values only)."""

    kind: str
    heading: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Edition:
    """One issue of one newsletter for one slot: a snapshot that no later pass changes once it is approved."""

    newsletter: str
    slot: datetime
    """The scheduled instant; (newsletter, slot) is unique."""
    local_date: date
    """The slot's date in the newsletter's time zone: the public name of the edition."""
    title: str
    subject: str
    preheader: str
    language: str
    theme: str
    blocks: tuple[Block, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    """Counts a template may print: stories, newsrooms, countries, minutes; JSON values only."""
    stories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Story id -> ids of its articles, for every story printed: the memory of later editions."""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Story id -> what diversity had to do with where it stands, or that it stands nowhere; for an editor."""
    state: EditionState = "draft"
    id: int = 0
    """Given by the store; 0 before that."""


UNSUBSCRIBE_MARK = "https://recipient.invalid/unsubscribe"
"""Stands in rendered HTML and text where each recipient's own unsubscribe address goes."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """An edition as bytes-to-be: HTML with styles inlined, and the plain text beside it."""

    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Who gets a newsletter."""

    address: str
    newsletter: str
    state: SubscriberState = "active"
    name: str = ""
    token: str = ""
    """Opaque, at least 128 bits: what the unsubscribe address carries."""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """One mail for one recipient, complete: what any delivery backend takes."""

    message_id: str
    sender: str
    """Envelope sender."""
    recipient: str
    """Envelope recipient."""
    content: bytes
    """RFC 5322 message with CRLF line ends."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """The fate of an edition for one subscriber."""

    id: int
    edition_id: int
    subscriber: Subscriber
    message_id: str
    state: DeliveryState = "pending"
    attempts: int = 0
    answer: str = ""
