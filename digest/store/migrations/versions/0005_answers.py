"""Validators of article pages, hosts that asked to be left alone, and how long feeds take to answer."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "page",
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("last_modified", sa.Text, nullable=False),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("url", name="pk_page"),
    )
    op.create_table(
        "host",
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_host"),
    )
    op.add_column("feed", sa.Column("answer_seconds", sa.Float, nullable=False, server_default="0"))
