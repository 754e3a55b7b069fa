"""Lines that pages of a site share."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

RARE = sa.text("pages < 3")


def upgrade() -> None:
    op.create_table(
        "site_line",
        sa.Column("site", sa.Text, nullable=False),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("site", "line", name="pk_site_line"),
    )
    op.create_index("ix_site_line_rare", "site_line", ["last_seen"], sqlite_where=RARE, postgresql_where=RARE)
