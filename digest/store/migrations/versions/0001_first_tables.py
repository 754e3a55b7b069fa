"""The first tables: feeds, entries, articles, stories, editions, subscribers, deliveries."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def upgrade() -> None:
    op.create_table(
        "feed",
        sa.Column("url", sa.Text, nullable=False),
        text("title"), text("site_url"), text("etag"), text("last_modified"),
        sa.Column("next_poll", INSTANT), sa.Column("held_until", INSTANT),
        sa.Column("last_polled", INSTANT), sa.Column("last_success", INSTANT),
        sa.Column("failures", sa.Integer, nullable=False), sa.Column("failing_since", INSTANT),
        text("reason"), sa.Column("gone", sa.Boolean, nullable=False), text("moved_to"),
        sa.PrimaryKeyConstraint("url", name="pk_feed"),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer, nullable=False),
        text("feed_url"), text("key"), text("link"), text("title"),
        sa.Column("published", INSTANT), sa.Column("modified", INSTANT),
        text("summary"), text("content"), sa.Column("authors", sa.JSON, nullable=False),
        text("language"), text("image_url"),
        sa.Column("first_seen", INSTANT, nullable=False), sa.Column("article_id", sa.Text),
        sa.Column("attempts", sa.Integer, nullable=False), text("outcome"),
        sa.PrimaryKeyConstraint("id", name="pk_entry"),
        sa.UniqueConstraint("feed_url", "key", name="uq_entry_feed_url_key"),
    )
    op.create_index("ix_entry_outcome_first_seen", "entry", ["outcome", "first_seen"])
    op.create_index("ix_entry_article_id", "entry", ["article_id"])
    op.create_table(
        "article",
        text("id"), text("url"), text("feed_url"), text("outlet"), text("country"), text("language"),
        sa.Column("weight", sa.Float, nullable=False),
        text("title"), text("standfirst"), text("kicker"), sa.Column("authors", sa.JSON, nullable=False),
        text("dateline"), text("genre"),
        sa.Column("published", INSTANT, nullable=False), sa.Column("collected", INSTANT, nullable=False),
        sa.Column("image", sa.JSON), sa.Column("body", sa.JSON, nullable=False), text("kind"),
        sa.Column("origins", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
    )
    op.create_index("ix_article_published", "article", ["published"])
    op.create_index("ix_article_url", "article", ["url"])
    op.create_table(
        "story",
        text("newsletter"), text("id"), sa.Column("built", INSTANT, nullable=False),
        sa.Column("articles", sa.JSON, nullable=False), sa.Column("receipt", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("newsletter", "id", name="pk_story"),
    )
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer, nullable=False),
        text("newsletter"), sa.Column("slot", INSTANT, nullable=False),
        sa.Column("local_date", sa.Date, nullable=False), text("state"),
        sa.Column("snapshot", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_edition"),
        sa.UniqueConstraint("newsletter", "slot", name="uq_edition_newsletter_slot"),
    )
    op.create_index("ix_edition_newsletter_local_date", "edition", ["newsletter", "local_date"])
    op.create_table(
        "subscriber",
        sa.Column("id", sa.Integer, nullable=False),
        text("address"), text("newsletter"), text("name"), text("state"), text("token"),
        sa.PrimaryKeyConstraint("id", name="pk_subscriber"),
        sa.UniqueConstraint("address", "newsletter", name="uq_subscriber_address_newsletter"),
        sa.UniqueConstraint("token", name="uq_subscriber_token"),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("edition_id", sa.Integer, nullable=False),
        sa.Column("subscriber_id", sa.Integer, nullable=False),
        text("message_id"), text("state"), sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_try", INSTANT), sa.Column("sent_at", INSTANT), text("answer"),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_delivery_edition_id"),
        sa.ForeignKeyConstraint(["subscriber_id"], ["subscriber.id"], name="fk_delivery_subscriber_id"),
        sa.UniqueConstraint("edition_id", "subscriber_id", name="uq_delivery_edition_id_subscriber_id"),
        sa.UniqueConstraint("message_id", name="uq_delivery_message_id"),
    )
    op.create_index("ix_delivery_edition_id_state", "delivery", ["edition_id", "state"])
