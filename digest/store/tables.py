"""The tables, one for each noun, and the type that keeps datetimes aware and in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)


class Instant(TypeDecorator[datetime]):
    """An aware datetime in UTC; SQLite, which knows no zones, keeps it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive datetimes: they are a bug wherever they come from."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give back what was put in."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

feed = Table(
    "feed",
    metadata,
    Column("url", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("site_url", Text, nullable=False),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("next_poll", Instant),
    Column("held_until", Instant),
    Column("last_polled", Instant),
    Column("last_success", Instant),
    Column("failures", Integer, nullable=False),
    Column("failing_since", Instant),
    Column("reason", Text, nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("moved_to", Text, nullable=False),
    Column("moved_since", Instant),
    Column("move_proved", Boolean, nullable=False, server_default=false()),
    Column("ttl_seconds", Float, nullable=False, server_default="0"),
    Column("skip_hours", JSON, nullable=False, server_default="[]"),
    Column("skip_days", JSON, nullable=False, server_default="[]"),
    Column("gap_seconds", Float, nullable=False, server_default="0"),
    Column("entries_per_day", Float, nullable=False, server_default="0"),
    Column("last_entry", Instant),
    Column("answer_seconds", Float, nullable=False, server_default="0"),
    Column("due_at", Instant, index=True),  # the later of next_poll and held_until; empty: gone, or not in the config
)

meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

_WAITING = text("outcome NOT IN ('ok', 'back catalogue')")
websub = Table(
    "websub",
    metadata,
    Column("feed_url", Text, primary_key=True),
    Column("hub", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("token", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("lease_until", Instant),
    Column("last_push", Instant),
    Column("trusted", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("next_try", Instant),
    Column("reason", Text, nullable=False),
    UniqueConstraint("token"),
)

entry = Table(
    "entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("feed_url", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("published", Instant),
    Column("modified", Instant),
    Column("summary", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("authors", JSON, nullable=False),
    Column("language", Text, nullable=False),
    Column("image_url", Text, nullable=False),
    Column("enclosures", JSON, nullable=False, server_default="[]"),
    Column("first_seen", Instant, nullable=False),
    Column("article_id", Text),
    Column("attempts", Integer, nullable=False),
    Column("outcome", Text, nullable=False),  # "" = waiting; "ok"; "back catalogue" = never read; else why not
    UniqueConstraint("feed_url", "key"),
    Index(None, "outcome", "first_seen"),
    Index(None, "article_id"),
    Index("ix_entry_waiting", "first_seen", sqlite_where=_WAITING, postgresql_where=_WAITING),
)

page = Table(
    "page",
    metadata,
    Column("url", Text, primary_key=True),  # as the entry links to it
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("article_id", Text, nullable=False),  # "" when it became none
    Column("outcome", Text, nullable=False),  # as of its entry
)

host = Table(
    "host",
    metadata,
    Column("place", Text, primary_key=True),  # scheme, host and port
    Column("held_until", Instant, nullable=False),
)

_RARE = text("pages < 3")
site_line = Table(
    "site_line",
    metadata,
    Column("site", Text, primary_key=True),  # host without "www."
    Column("line", Text, primary_key=True),  # hash of its letters; a page that was learned from stands here by its id
    Column("pages", Integer, nullable=False),  # different ones that it stood on; 3 is furniture and counted no further
    Column("last_seen", Instant, nullable=False),
    Index("ix_site_line_rare", "last_seen", sqlite_where=_RARE, postgresql_where=_RARE),
)

article = Table(
    "article",
    metadata,
    Column("id", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("feed_url", Text, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("weight", Float, nullable=False),
    Column("title", Text, nullable=False),
    Column("standfirst", Text, nullable=False),
    Column("kicker", Text, nullable=False),
    Column("authors", JSON, nullable=False),
    Column("dateline", Text, nullable=False),
    Column("genre", Text, nullable=False),
    Column("published", Instant, nullable=False),
    Column("collected", Instant, nullable=False),
    Column("image", JSON),
    Column("body", JSON, nullable=False),
    Column("kind", Text, nullable=False),
    Column("origins", JSON, nullable=False),
    Index(None, "published"),
    Index(None, "url"),
)

reading = Table(
    "reading",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("version", Text, nullable=False),  # of the reader that made it
    Column("packed", LargeBinary, nullable=False),
)

copy_segment = Table(
    "copy_segment",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # each change makes one with a new number
    Column("texts", LargeBinary, nullable=False),
    Column("postings", LargeBinary, nullable=False),
)

copy_link = Table(
    "copy_link",
    metadata,
    Column("earlier", Text, primary_key=True),  # article ids
    Column("later", Text, primary_key=True),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),  # a JSON list
)

story = Table(
    "story",
    metadata,
    Column("newsletter", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("built", Instant, nullable=False),
    Column("articles", JSON, nullable=False),  # ids, the lead first
    Column("receipt", JSON, nullable=False),  # voices, links, topics, rank, status, rulings
    Column("place", Integer, nullable=False, server_default="0"),  # by rank, 1 is the best
)

story_memory = Table(
    "story_memory",
    metadata,
    Column("newsletter", Text, primary_key=True),
    Column("article", Text, primary_key=True),
    Column("story", Text, nullable=False),  # that held the article in the last build that had it
    Column("seen", Instant, nullable=False),
)

build = Table(
    "build",
    metadata,
    Column("newsletter", Text, primary_key=True),
    Column("slot", Instant, nullable=False),
    Column("built", Instant, nullable=False),
    Column("window_start", Instant, nullable=False),
    Column("window_end", Instant, nullable=False),
    Column("edition", Integer, nullable=False),  # 0: none was made
    Column("report", JSON, nullable=False),  # counts, conflicts
)

editor_override = Table(
    "editor_override",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("articles", JSON, nullable=False),
    Column("others", JSON, nullable=False),
    Column("story", Text, nullable=False),  # "" = said of an article alone
    Column("topic", Text, nullable=False),
    Column("remove", Boolean, nullable=False),
    Column("newsletter", Text, nullable=False),  # "" = all
    Column("author", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("made", Instant, nullable=False),
    sqlite_autoincrement=True,  # a number that was undone is never given to another
)

edition = Table(
    "edition",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("newsletter", Text, nullable=False),
    Column("slot", Instant, nullable=False),
    Column("local_date", Date, nullable=False),
    Column("state", Text, nullable=False),
    Column("snapshot", JSON, nullable=False),
    UniqueConstraint("newsletter", "slot"),
    Index(None, "newsletter", "local_date"),
)

subscriber = Table(
    "subscriber",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("address", Text, nullable=False),
    Column("newsletter", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("token", Text, nullable=False),
    UniqueConstraint("address", "newsletter"),
    UniqueConstraint("token"),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("edition_id", ForeignKey("edition.id"), nullable=False),
    Column("subscriber_id", ForeignKey("subscriber.id"), nullable=False),
    Column("message_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try", Instant),
    Column("sent_at", Instant),
    Column("answer", Text, nullable=False),
    UniqueConstraint("edition_id", "subscriber_id"),
    UniqueConstraint("message_id"),
    Index(None, "edition_id", "state"),
)
