"""quiet hours of members, once for all that is sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

USUAL = "(quiet_from <> 20 OR quiet_until <> 7)"
ROWS_OF = {"notification_hours": "1 = 1", "rhythm": USUAL}
"""What was chosen for reminders counts, where something was; else what was chosen for mails."""


def upgrade() -> None:
    """Bring the schema forward."""
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("quiet_from", sa.Integer(), server_default="20", nullable=False))
        batch_op.add_column(sa.Column("quiet_until", sa.Integer(), server_default="7", nullable=False))
    for table, chosen in ROWS_OF.items():
        found = f"SELECT {{column}} FROM {table} WHERE member_id = member.id"  # noqa: S608 (our own names)
        op.execute(
            f"UPDATE member SET quiet_from = ({found.format(column='quiet_from')}),"  # noqa: S608 (our own names)
            f" quiet_until = ({found.format(column='quiet_until')})"
            f" WHERE id IN (SELECT member_id FROM {table} WHERE {chosen})"
        )
    # Two hours of the day have to be left for reminders.
    op.execute("UPDATE member SET quiet_until = (quiet_until + 23) % 24 WHERE (quiet_until - quiet_from + 24) % 24 = 23")
    with op.batch_alter_table("notification_hours", schema=None) as batch_op:
        batch_op.drop_column("quiet_from")
        batch_op.drop_column("quiet_until")


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("notification_hours", schema=None) as batch_op:
        batch_op.add_column(sa.Column("quiet_from", sa.Integer(), server_default="20", nullable=False))
        batch_op.add_column(sa.Column("quiet_until", sa.Integer(), server_default="7", nullable=False))
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.drop_column("quiet_until")
        batch_op.drop_column("quiet_from")
