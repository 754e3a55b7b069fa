"""Subscriptions at the WebSub hubs that feeds name."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def upgrade() -> None:
    op.create_table(
        "websub",
        text("feed_url"), text("hub"), text("topic"), text("token"), text("secret"), text("state"),
        sa.Column("lease_until", INSTANT), sa.Column("last_push", INSTANT),
        sa.Column("trusted", sa.Boolean, nullable=False), sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("next_try", INSTANT), text("reason"),
        sa.PrimaryKeyConstraint("feed_url", name="pk_websub"),
        sa.UniqueConstraint("token", name="uq_websub_token"),
    )
