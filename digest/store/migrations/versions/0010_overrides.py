"""What editors said, what stories were called, and what the last build worked on."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "editor_override",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("articles", sa.JSON, nullable=False),
        sa.Column("others", sa.JSON, nullable=False),
        sa.Column("story", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("remove", sa.Boolean, nullable=False),
        sa.Column("newsletter", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_editor_override"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "story_memory",
        sa.Column("newsletter", sa.Text, nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("story", sa.Text, nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("newsletter", "article", name="pk_story_memory"),
    )
    op.create_table(
        "build",
        sa.Column("newsletter", sa.Text, nullable=False),
        sa.Column("slot", sa.DateTime(timezone=True), nullable=False),
        sa.Column("built", sa.DateTime(timezone=True), nullable=False),
        sa.Column("window_start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("window_end", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("report", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("newsletter", name="pk_build"),
    )
    op.add_column("story", sa.Column("place", sa.Integer, nullable=False, server_default="0"))
