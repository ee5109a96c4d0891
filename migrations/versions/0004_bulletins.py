"""bulletins."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from community.kernel.db import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    _make_bulletins()
    _make_issues()
    _make_subscribers()


def _make_bulletins() -> None:
    op.create_table(
        "bulletin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("about", sa.String(length=600), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=False),
        sa.Column("audience_id", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["audience_id"], ["audience.id"], name=op.f("fk_bulletin_audience_id_audience")),
        sa.ForeignKeyConstraint(["editor_id"], ["member.id"], name=op.f("fk_bulletin_editor_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletin")),
    )
    with op.batch_alter_table("bulletin", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bulletin_editor_id"), ["editor_id"], unique=False)


def _make_issues() -> None:
    op.create_table(
        "bulletin_issue",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("bulletin_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("intro_html", sa.Text(), nullable=False),
        sa.Column("sections_kept", sa.JSON(), nullable=False),
        sa.Column("occasions_kept", sa.JSON(), nullable=False),
        sa.Column("send_at", UtcDateTime(), nullable=True),
        sa.Column("queued_to", sa.Integer(), nullable=False),
        sa.Column("queued", sa.Integer(), nullable=False),
        sa.Column("queued_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["bulletin_id"], ["bulletin.id"], name=op.f("fk_bulletin_issue_bulletin_id_bulletin")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_bulletin_issue_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_bulletin_issue")),
        sa.UniqueConstraint("bulletin_id", "number", name=op.f("uq_bulletin_issue_bulletin_id_number")),
    )
    with op.batch_alter_table("bulletin_issue", schema=None) as batch_op:
        batch_op.create_index("ix_bulletin_issue_queued_at_send_at", ["queued_at", "send_at"], unique=False)


def _make_subscribers() -> None:
    op.create_table(
        "bulletin_subscriber",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bulletin_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["bulletin_id"], ["bulletin.id"], name=op.f("fk_bulletin_subscriber_bulletin_id_bulletin")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_bulletin_subscriber_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletin_subscriber")),
        sa.UniqueConstraint("bulletin_id", "address", name=op.f("uq_bulletin_subscriber_bulletin_id_address")),
        sa.UniqueConstraint("bulletin_id", "member_id", name=op.f("uq_bulletin_subscriber_bulletin_id_member_id")),
    )
    with op.batch_alter_table("bulletin_subscriber", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bulletin_subscriber_member_id"), ["member_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("bulletin_subscriber")
    op.drop_table("bulletin_issue")
    op.drop_table("bulletin")
