"""Files that entries bring along."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("entry", sa.Column("enclosures", sa.JSON, nullable=False, server_default="[]"))
