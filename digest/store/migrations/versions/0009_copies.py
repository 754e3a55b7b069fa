"""The index of copies, and the copies found."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "copy_segment",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("texts", sa.LargeBinary, nullable=False),
        sa.Column("postings", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_copy_segment"),
    )
    op.create_table(
        "copy_link",
        sa.Column("earlier", sa.Text, nullable=False),
        sa.Column("later", sa.Text, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("earlier", "later", name="pk_copy_link"),
    )
