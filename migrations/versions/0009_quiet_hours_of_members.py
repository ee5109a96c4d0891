"""quiet hours of members, once for all that is sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

USUAL = (20, 7)


def _table(name: str, key: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column, sa.Integer) for column in (key, "quiet_from", "quiet_until")))


MEMBER = _table("member", "id")
FOR_MAILS = _table("notification_hours", "member_id")
FOR_REMINDERS = _table("rhythm", "member_id")


def upgrade() -> None:
    """Bring the schema forward."""
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("quiet_from", sa.Integer(), server_default="20", nullable=False))
        batch_op.add_column(sa.Column("quiet_until", sa.Integer(), server_default="7", nullable=False))
    # What was chosen for reminders counts, where something was; else what was chosen for mails.
    _take_over(FOR_MAILS, sa.true())
    _take_over(FOR_REMINDERS, sa.or_(*(hour != usual for hour, usual in zip(_hours(FOR_REMINDERS), USUAL, strict=True))))
    _leave_two_hours()
    with op.batch_alter_table("notification_hours", schema=None) as batch_op:
        batch_op.drop_column("quiet_from")
        batch_op.drop_column("quiet_until")


def _hours(table: sa.TableClause) -> tuple[sa.ColumnElement[int], sa.ColumnElement[int]]:
    return table.c.quiet_from, table.c.quiet_until


def _take_over(table: sa.TableClause, is_chosen: sa.ColumnElement[bool]) -> None:
    of_member = table.c.member_id == MEMBER.c.id
    first, last = (sa.select(hour).where(of_member).scalar_subquery() for hour in _hours(table))
    chosen = sa.exists().where(of_member, is_chosen)
    op.execute(sa.update(MEMBER).where(chosen).values(quiet_from=first, quiet_until=last))


def _leave_two_hours() -> None:
    """A member could choose 23 quiet hours, and reminders need two that are not."""
    first, last = _hours(MEMBER)
    is_too_long = (last - first + 24) % 24 == 23
    op.execute(sa.update(MEMBER).where(is_too_long).values(quiet_until=(last + 23) % 24))


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("notification_hours", schema=None) as batch_op:
        batch_op.add_column(sa.Column("quiet_from", sa.Integer(), server_default="20", nullable=False))
        batch_op.add_column(sa.Column("quiet_until", sa.Integer(), server_default="7", nullable=False))
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.drop_column("quiet_until")
        batch_op.drop_column("quiet_from")
