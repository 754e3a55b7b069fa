"""When each feed is due, with an index: a poll costs as much as there is to ask, not as much as is known."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WAITING = sa.text("outcome NOT IN ('ok', 'back catalogue')")


def upgrade() -> None:
    # Left empty: the first poll follows the feeds of the config and fills it in.
    op.add_column("feed", sa.Column("due_at", sa.DateTime(timezone=True)))
    op.create_index("ix_feed_due_at", "feed", ["due_at"])
    op.create_table(
        "meta",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
    )
    op.create_index("ix_entry_waiting", "entry", ["first_seen"], sqlite_where=WAITING, postgresql_where=WAITING)
