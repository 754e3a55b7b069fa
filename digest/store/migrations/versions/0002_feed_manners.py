"""What feeds ask of us, how often they publish, and whether a move proved lasting."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    for column in (
        sa.Column("moved_since", INSTANT),
        sa.Column("move_proved", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("ttl_seconds", sa.Float, nullable=False, server_default="0"),
        sa.Column("skip_hours", sa.JSON, nullable=False, server_default="[]"),
        sa.Column("skip_days", sa.JSON, nullable=False, server_default="[]"),
        sa.Column("gap_seconds", sa.Float, nullable=False, server_default="0"),
        sa.Column("entries_per_day", sa.Float, nullable=False, server_default="0"),
        sa.Column("last_entry", INSTANT),
    ):
        op.add_column("feed", column)
    # A move that was remembered without proof so far stays remembered.
    op.execute(sa.text("UPDATE feed SET move_proved = true WHERE moved_to <> ''"))
    op.execute(sa.text(
        "UPDATE feed SET last_entry = (SELECT max(published) FROM entry WHERE entry.feed_url = feed.url)"
    ))
