"""difficulties that are told in reflections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward; who wrote before was not asked, so nothing of theirs counts."""
    op.add_column(
        "reflection", sa.Column("tells_difficulty", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("reflection", schema=None) as batch_op:
        batch_op.drop_column("tells_difficulty")
