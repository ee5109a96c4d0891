"""communities of practice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from community.kernel.db import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    with op.batch_alter_table("audience", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ended_at", UtcDateTime(), nullable=True))
    for_few = sa.text("audience_id > 2")
    op.create_index(
        "ix_entry_audience_id_published_at_id",
        "entry",
        ["audience_id", "published_at", "id"],
        unique=False,
        sqlite_where=for_few,
        postgresql_where=for_few,
    )
    _make_groups()
    _make_members()


def _make_groups() -> None:
    op.create_table(
        "practice_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.String(length=600), nullable=False),
        sa.Column("join_rule", sa.String(length=10), nullable=False),
        sa.Column("audience_id", sa.Integer(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["audience_id"], ["audience.id"], name=op.f("fk_practice_group_audience_id_audience")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_group")),
        sa.UniqueConstraint("audience_id", name=op.f("uq_practice_group_audience_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_practice_group_slug")),
    )
    with op.batch_alter_table("practice_group", schema=None) as batch_op:
        batch_op.create_index("ix_practice_group_name_id", ["name", "id"], unique=False)


def _make_members() -> None:
    op.create_table(
        "practice_group_member",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=10), nullable=False),
        sa.Column("is_facilitator", sa.Boolean(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["practice_group.id"],
            name=op.f("fk_practice_group_member_group_id_practice_group"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_practice_group_member_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "member_id", name=op.f("pk_practice_group_member")),
    )
    with op.batch_alter_table("practice_group_member", schema=None) as batch_op:
        batch_op.create_index("ix_practice_group_member_member_id", ["member_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("practice_group_member")
    op.drop_table("practice_group")
    op.drop_index("ix_entry_audience_id_published_at_id", table_name="entry")
    with op.batch_alter_table("audience", schema=None) as batch_op:
        batch_op.drop_column("ended_at")
