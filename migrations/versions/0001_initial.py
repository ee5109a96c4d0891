"""initial."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from community.entries import search_index
from community.kernel.db import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "audience",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audience")),
        sa.UniqueConstraint("key", name=op.f("uq_audience_key")),
    )
    op.create_table(
        "duty_run",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("succeeded_at", UtcDateTime(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_duty_run")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_event_name"), ["name"], unique=False)

    op.create_table(
        "feed_announcement",
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_feed_announcement")),
    )
    with op.batch_alter_table("feed_announcement", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_feed_announcement_due_at"), ["due_at"], unique=False)

    op.create_table(
        "image",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_image")),
    )
    op.create_table(
        "mail_address",
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("soft_bounces", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("stopped_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_mail_address")),
    )
    op.create_table(
        "received_mail",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_received_mail")),
    )
    op.create_table(
        "resource",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=2100), nullable=False),
        sa.Column("url", sa.String(length=2100), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("site_name", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("first_saved_at", UtcDateTime(), nullable=False),
        sa.Column("fetch_state", sa.String(length=10), nullable=False),
        sa.Column("fetch_due_at", UtcDateTime(), nullable=True),
        sa.Column("fetch_attempts", sa.Integer(), nullable=False),
        sa.Column("fetched_at", UtcDateTime(), nullable=True),
        sa.Column("fetch_note", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource")),
        sa.UniqueConstraint("key", name=op.f("uq_resource_key")),
    )
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.create_index("ix_resource_fetch_state_fetch_due_at", ["fetch_state", "fetch_due_at"], unique=False)

    op.create_table(
        "tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("description_html", sa.Text(), nullable=False),
        sa.Column("is_skill", sa.Boolean(), nullable=False),
        sa.Column("synonym_of_id", sa.Integer(), nullable=True),
        sa.Column("use_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["synonym_of_id"], ["tag.id"], name=op.f("fk_tag_synonym_of_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("name", name=op.f("uq_tag_name")),
    )
    with op.batch_alter_table("tag", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_tag_synonym_of_id"), ["synonym_of_id"], unique=False)
        batch_op.create_index(op.f("ix_tag_use_count"), ["use_count"], unique=False)

    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("name", name=op.f("uq_team_name")),
        sa.UniqueConstraint("slug", name=op.f("uq_team_slug")),
    )
    op.create_table(
        "event_delivery",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("subscriber", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_delivery_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "subscriber", name=op.f("pk_event_delivery")),
    )
    with op.batch_alter_table("event_delivery", schema=None) as batch_op:
        batch_op.create_index("ix_event_delivery_state_due_at", ["state", "due_at"], unique=False)

    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("username", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("bio", sa.Text(), nullable=False),
        sa.Column("photo", sa.String(length=80), nullable=False),
        sa.Column("timezone", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("theme", sa.String(length=10), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("default_audience", sa.String(length=40), nullable=False),
        sa.Column("is_listed_as_expert", sa.Boolean(), nullable=True),
        sa.Column("session_epoch", sa.Integer(), nullable=False),
        sa.Column("unread_count", sa.Integer(), nullable=False),
        sa.Column("stopped_email", sa.String(length=254), nullable=False),
        sa.Column("welcomed_at", UtcDateTime(), nullable=True),
        sa.Column("source_ref", sa.String(length=120), nullable=True),
        sa.Column("joined_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["manager_id"], ["member.id"], name=op.f("fk_member_manager_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_member_team_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("email", name=op.f("uq_member_email")),
        sa.UniqueConstraint("source_ref", name=op.f("uq_member_source_ref")),
        sa.UniqueConstraint("username", name=op.f("uq_member_username")),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index("ix_member_joined_at_id", ["joined_at", "id"], unique=False)
        batch_op.create_index(op.f("ix_member_manager_id"), ["manager_id"], unique=False)
        batch_op.create_index("ix_member_name_id", ["name", "id"], unique=False)
        batch_op.create_index(op.f("ix_member_team_id"), ["team_id"], unique=False)

    op.create_table(
        "audience_member",
        sa.Column("audience_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audience_id"], ["audience.id"], name=op.f("fk_audience_member_audience_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_audience_member_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("audience_id", "member_id", name=op.f("pk_audience_member")),
    )
    with op.batch_alter_table("audience_member", schema=None) as batch_op:
        batch_op.create_index("ix_audience_member_member_id_audience_id", ["member_id", "audience_id"], unique=False)

    op.create_table(
        "draft",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("window", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_draft_member_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member_id", "key", name=op.f("pk_draft")),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("audience_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("summary", sa.String(length=400), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("tag_names", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.Column("edited_at", UtcDateTime(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("root_kind", sa.String(length=20), nullable=True),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.Column("revision_count", sa.Integer(), nullable=False),
        sa.Column("feedback", sa.String(length=10), nullable=False),
        sa.Column("comments_closed", sa.Boolean(), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["audience_id"], ["audience.id"], name=op.f("fk_entry_audience_id")),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_entry_author_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["entry.id"], name=op.f("fk_entry_parent_id")),
        sa.ForeignKeyConstraint(["root_id"], ["entry.id"], name=op.f("fk_entry_root_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("source_ref", name=op.f("uq_entry_source_ref")),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index(
            "ix_entry_author_id_kind_published_at_id", ["author_id", "kind", "published_at", "id"], unique=False
        )
        batch_op.create_index("ix_entry_kind_published_at_id", ["kind", "published_at", "id"], unique=False)
        batch_op.create_index(op.f("ix_entry_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index("ix_entry_published_at_id", ["published_at", "id"], unique=False)
        batch_op.create_index("ix_entry_root_id_published_at_id", ["root_id", "published_at", "id"], unique=False)

    op.create_table(
        "feed_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("scope", sa.String(length=200), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("last_used_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_feed_token_member_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_feed_token_token_hash")),
    )
    with op.batch_alter_table("feed_token", schema=None) as batch_op:
        batch_op.create_index("ix_feed_token_member_id_revoked_at", ["member_id", "revoked_at"], unique=False)

    op.create_table(
        "follow",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=10), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_follow_member_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member_id", "subject", "subject_id", name=op.f("pk_follow")),
    )
    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.create_index("ix_follow_subject_subject_id", ["subject", "subject_id"], unique=False)

    op.create_table(
        "image_upload",
        sa.Column("image_name", sa.String(length=60), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["image_name"], ["image.name"], name=op.f("fk_image_upload_image_name"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_image_upload_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("image_name", "member_id", name=op.f("pk_image_upload")),
    )
    with op.batch_alter_table("image_upload", schema=None) as batch_op:
        batch_op.create_index("ix_image_upload_at", ["at"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("invited_by_id", sa.Integer(), nullable=False),
        sa.Column("invited_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("accepted_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["member.id"], name=op.f("fk_invitation_invited_by_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_invitation_team_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_invitation_email"), ["email"], unique=False)

    op.create_table(
        "notification_choice",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("site", sa.Boolean(), nullable=False),
        sa.Column("mail", sa.String(length=10), nullable=False),
        sa.Column("push", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_notification_choice_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "topic", name=op.f("pk_notification_choice")),
    )
    op.create_table(
        "notification_hours",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=False),
        sa.Column("quiet_until", sa.Integer(), nullable=False),
        sa.Column("digest_hour", sa.Integer(), nullable=False),
        sa.Column("digest_weekday", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_notification_hours_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_notification_hours")),
    )
    op.create_table(
        "outgoing_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("domain", sa.String(length=254), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("subscription", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_outgoing_mail_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
        sa.UniqueConstraint("key", name=op.f("uq_outgoing_mail_key")),
    )
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_outgoing_mail_leased_until"), ["leased_until"], unique=False)
        batch_op.create_index(op.f("ix_outgoing_mail_member_id"), ["member_id"], unique=False)
        batch_op.create_index("ix_outgoing_mail_sent_at", ["sent_at"], unique=False)
        batch_op.create_index("ix_outgoing_mail_state_rank_due_at", ["state", "rank", "due_at"], unique=False)

    op.create_table(
        "program",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("audience_id", sa.Integer(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("resource_tags", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["audience_id"], ["audience.id"], name=op.f("fk_program_audience_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["member.id"], name=op.f("fk_program_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program")),
        sa.UniqueConstraint("slug", name=op.f("uq_program_slug")),
    )
    with op.batch_alter_table("program", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_program_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "push_device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("endpoint", sa.String(length=1000), nullable=False),
        sa.Column("endpoint_hash", sa.String(length=64), nullable=False),
        sa.Column("public_key", sa.String(length=120), nullable=False),
        sa.Column("secret", sa.String(length=60), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_push_device_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_device")),
        sa.UniqueConstraint("endpoint_hash", name=op.f("uq_push_device_endpoint_hash")),
    )
    with op.batch_alter_table("push_device", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_push_device_member_id"), ["member_id"], unique=False)

    op.create_table(
        "rhythm",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.String(length=7), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=False),
        sa.Column("quiet_until", sa.Integer(), nullable=False),
        sa.Column("look_at", UtcDateTime(), nullable=True),
        sa.Column("looked_at", UtcDateTime(), nullable=True),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_rhythm_member_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_rhythm")),
    )
    with op.batch_alter_table("rhythm", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_rhythm_look_at"), ["look_at"], unique=False)

    op.create_table(
        "sent_form",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_sent_form_member_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member_id", "fingerprint", name=op.f("pk_sent_form")),
    )
    op.create_table(
        "bookmark",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("is_to_read", sa.Boolean(), nullable=False),
        sa.Column("is_archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_bookmark_entry_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_bookmark_member_id")),
        sa.ForeignKeyConstraint(["resource_id"], ["resource.id"], name=op.f("fk_bookmark_resource_id")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_bookmark")),
        sa.UniqueConstraint("member_id", "resource_id", name=op.f("uq_bookmark_member_id_resource_id")),
    )
    with op.batch_alter_table("bookmark", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_bookmark_resource_id"), ["resource_id"], unique=False)

    op.create_table(
        "cohort",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("audience_id", sa.Integer(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("join_key", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["audience_id"], ["audience.id"], name=op.f("fk_cohort_audience_id")),
        sa.ForeignKeyConstraint(["program_id"], ["program.id"], name=op.f("fk_cohort_program_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
    )
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_cohort_program_id"), ["program_id"], unique=False)

    op.create_table(
        "entry_image",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("image_name", sa.String(length=60), nullable=False),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_image_entry_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["image_name"], ["image.name"], name=op.f("fk_entry_image_image_name"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", "image_name", name=op.f("pk_entry_image")),
    )
    with op.batch_alter_table("entry_image", schema=None) as batch_op:
        batch_op.create_index("ix_entry_image_image_name", ["image_name"], unique=False)

    op.create_table(
        "entry_tag",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_tag_entry_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_entry_tag_tag_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entry_id", "tag_id", name=op.f("pk_entry_tag")),
    )
    with op.batch_alter_table("entry_tag", schema=None) as batch_op:
        batch_op.create_index(
            "ix_entry_tag_tag_id_published_at_entry_id", ["tag_id", "published_at", "entry_id"], unique=False
        )

    op.create_table(
        "flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("resolved_by_id", sa.Integer(), nullable=True),
        sa.Column("resolved_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_flag_entry_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_flag_member_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["resolved_by_id"], ["member.id"], name=op.f("fk_flag_resolved_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
        sa.UniqueConstraint("entry_id", "member_id", name=op.f("uq_flag_entry_id_member_id")),
    )
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_flag_outcome"), ["outcome"], unique=False)

    op.create_table(
        "muted_thread",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_muted_thread_entry_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_muted_thread_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "entry_id", name=op.f("pk_muted_thread")),
    )
    op.create_table(
        "notification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=True),
        sa.Column("is_quiet", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["member.id"], name=op.f("fk_notification_actor_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_notification_entry_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_notification_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sa.UniqueConstraint("member_id", "entry_id", "reason", name=op.f("uq_notification_member_id_entry_id_reason")),
    )
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_notification_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index("ix_notification_member_id_at", ["member_id", "at", "id"], unique=False)

    op.create_table(
        "outgoing_push",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("is_waiting", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["push_device.id"], name=op.f("fk_outgoing_push_device_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_outgoing_push_entry_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_push")),
        sa.UniqueConstraint("device_id", "entry_id", name=op.f("uq_outgoing_push_device_id_entry_id")),
    )
    with op.batch_alter_table("outgoing_push", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_outgoing_push_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index("ix_outgoing_push_is_waiting_due_at", ["is_waiting", "due_at"], unique=False)

    op.create_table(
        "question",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("accepted_answer_id", sa.Integer(), nullable=True),
        sa.Column("duplicate_of_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("answer_count", sa.Integer(), nullable=False),
        sa.Column("best_answer_score", sa.Integer(), nullable=False),
        sa.Column("first_answered_at", UtcDateTime(), nullable=True),
        sa.Column("active_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["accepted_answer_id"], ["entry.id"], name=op.f("fk_question_accepted_answer_id")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["member.id"], name=op.f("fk_question_closed_by_id")),
        sa.ForeignKeyConstraint(["duplicate_of_id"], ["question.entry_id"], name=op.f("fk_question_duplicate_of_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_question_entry_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_question")),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_question_accepted_answer_id"), ["accepted_answer_id"], unique=False)
        batch_op.create_index("ix_question_active_at_entry_id", ["active_at", "entry_id"], unique=False)
        batch_op.create_index(op.f("ix_question_duplicate_of_id"), ["duplicate_of_id"], unique=False)

    op.create_table(
        "reflection",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("frame", sa.String(length=10), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_reflection_entry_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["program_id"], ["program.id"], name=op.f("fk_reflection_program_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_reflection")),
    )
    with op.batch_alter_table("reflection", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_reflection_program_id"), ["program_id"], unique=False)

    op.create_table(
        "reminder",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("offset_days", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("task", sa.String(length=500), nullable=False),
        sa.Column("recall_question", sa.String(length=500), nullable=False),
        sa.Column("recall_answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_reminder_entry_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["program_id"], ["program.id"], name=op.f("fk_reminder_program_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_reminder")),
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_reminder_program_id"), ["program_id"], unique=False)

    op.create_table(
        "revision",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("tag_names", sa.JSON(), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["editor_id"], ["member.id"], name=op.f("fk_revision_editor_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_revision_entry_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entry_id", "number", name=op.f("pk_revision")),
    )
    op.create_table(
        "vote",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_vote_entry_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_vote_member_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entry_id", "member_id", name=op.f("pk_vote")),
    )
    with op.batch_alter_table("vote", schema=None) as batch_op:
        batch_op.create_index("ix_vote_member_id", ["member_id"], unique=False)

    op.create_table(
        "enrollment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("enrolled_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.Column("first_turn", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_enrollment_cohort_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_enrollment_member_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrollment")),
        sa.UniqueConstraint("cohort_id", "member_id", name=op.f("uq_enrollment_cohort_id_member_id")),
    )
    with op.batch_alter_table("enrollment", schema=None) as batch_op:
        batch_op.create_index("ix_enrollment_member_id_state", ["member_id", "state"], unique=False)

    op.create_table(
        "check_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("barrier", sa.String(length=15), nullable=False),
        sa.Column("help", sa.String(length=10), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_check_in_enrollment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reminder_id"], ["reminder.entry_id"], name=op.f("fk_check_in_reminder_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in")),
        sa.UniqueConstraint("enrollment_id", "reminder_id", name=op.f("uq_check_in_enrollment_id_reminder_id")),
    )
    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_check_in_reminder_id"), ["reminder_id"], unique=False)

    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("mail_key", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_delivery_enrollment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reminder_id"], ["reminder.entry_id"], name=op.f("fk_delivery_reminder_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint(
            "enrollment_id",
            "reminder_id",
            "channel",
            "turn",
            name=op.f("uq_delivery_enrollment_id_reminder_id_channel_turn"),
        ),
        sa.UniqueConstraint("mail_key", name=op.f("uq_delivery_mail_key")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_delivery_reminder_id"), ["reminder_id"], unique=False)

    op.create_table(
        "if_then_plan",
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=False),
        sa.Column("situation", sa.String(length=300), nullable=False),
        sa.Column("act", sa.String(length=300), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_if_then_plan_enrollment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reminder_id"], ["reminder.entry_id"], name=op.f("fk_if_then_plan_reminder_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("enrollment_id", "reminder_id", name=op.f("pk_if_then_plan")),
    )
    with op.batch_alter_table("if_then_plan", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_if_then_plan_reminder_id"), ["reminder_id"], unique=False)

    op.create_table(
        "pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("from_at", UtcDateTime(), nullable=False),
        sa.Column("until_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_pause_enrollment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause")),
    )
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_pause_enrollment_id"), ["enrollment_id"], unique=False)

    op.create_table(
        "recall",
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=False),
        sa.Column("is_known", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_recall_enrollment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reminder_id"], ["reminder.entry_id"], name=op.f("fk_recall_reminder_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("enrollment_id", "reminder_id", name=op.f("pk_recall")),
    )
    with op.batch_alter_table("recall", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_recall_reminder_id"), ["reminder_id"], unique=False)

    op.create_table(
        "reminder_wish",
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("not_before", sa.Date(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_reminder_wish_enrollment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reminder_id"], ["reminder.entry_id"], name=op.f("fk_reminder_wish_reminder_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("enrollment_id", "reminder_id", "turn", name=op.f("pk_reminder_wish")),
    )
    with op.batch_alter_table("reminder_wish", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_reminder_wish_reminder_id"), ["reminder_id"], unique=False)
    op.bulk_insert(
        sa.table("audience", sa.column("id", sa.Integer), sa.column("kind"), sa.column("key"), sa.column("name")),
        [
            {"id": 1, "kind": "public", "key": "public", "name": ""},
            {"id": 2, "kind": "organization", "key": "organization", "name": ""},
        ],
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT setval(pg_get_serial_sequence('audience', 'id'), 2)")
    search_index.create(op.get_bind())


def downgrade() -> None:
    """Bring it back."""
    search_index.drop(op.get_bind())
    with op.batch_alter_table("reminder_wish", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_reminder_wish_reminder_id"))

    op.drop_table("reminder_wish")
    with op.batch_alter_table("recall", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_recall_reminder_id"))

    op.drop_table("recall")
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_pause_enrollment_id"))

    op.drop_table("pause")
    with op.batch_alter_table("if_then_plan", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_if_then_plan_reminder_id"))

    op.drop_table("if_then_plan")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_delivery_reminder_id"))

    op.drop_table("delivery")
    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_check_in_reminder_id"))

    op.drop_table("check_in")
    with op.batch_alter_table("enrollment", schema=None) as batch_op:
        batch_op.drop_index("ix_enrollment_member_id_state")

    op.drop_table("enrollment")
    with op.batch_alter_table("vote", schema=None) as batch_op:
        batch_op.drop_index("ix_vote_member_id")

    op.drop_table("vote")
    op.drop_table("revision")
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_reminder_program_id"))

    op.drop_table("reminder")
    with op.batch_alter_table("reflection", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_reflection_program_id"))

    op.drop_table("reflection")
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_question_duplicate_of_id"))
        batch_op.drop_index("ix_question_active_at_entry_id")
        batch_op.drop_index(op.f("ix_question_accepted_answer_id"))

    op.drop_table("question")
    with op.batch_alter_table("outgoing_push", schema=None) as batch_op:
        batch_op.drop_index("ix_outgoing_push_is_waiting_due_at")
        batch_op.drop_index(op.f("ix_outgoing_push_entry_id"))

    op.drop_table("outgoing_push")
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.drop_index("ix_notification_member_id_at")
        batch_op.drop_index(op.f("ix_notification_entry_id"))

    op.drop_table("notification")
    op.drop_table("muted_thread")
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_flag_outcome"))

    op.drop_table("flag")
    with op.batch_alter_table("entry_tag", schema=None) as batch_op:
        batch_op.drop_index("ix_entry_tag_tag_id_published_at_entry_id")

    op.drop_table("entry_tag")
    with op.batch_alter_table("entry_image", schema=None) as batch_op:
        batch_op.drop_index("ix_entry_image_image_name")

    op.drop_table("entry_image")
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_cohort_program_id"))

    op.drop_table("cohort")
    with op.batch_alter_table("bookmark", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_bookmark_resource_id"))

    op.drop_table("bookmark")
    op.drop_table("sent_form")
    with op.batch_alter_table("rhythm", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_rhythm_look_at"))

    op.drop_table("rhythm")
    with op.batch_alter_table("push_device", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_push_device_member_id"))

    op.drop_table("push_device")
    with op.batch_alter_table("program", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_program_owner_id"))

    op.drop_table("program")
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.drop_index("ix_outgoing_mail_state_rank_due_at")
        batch_op.drop_index("ix_outgoing_mail_sent_at")
        batch_op.drop_index(op.f("ix_outgoing_mail_member_id"))
        batch_op.drop_index(op.f("ix_outgoing_mail_leased_until"))

    op.drop_table("outgoing_mail")
    op.drop_table("notification_hours")
    op.drop_table("notification_choice")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_invitation_email"))

    op.drop_table("invitation")
    with op.batch_alter_table("image_upload", schema=None) as batch_op:
        batch_op.drop_index("ix_image_upload_at")

    op.drop_table("image_upload")
    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.drop_index("ix_follow_subject_subject_id")

    op.drop_table("follow")
    with op.batch_alter_table("feed_token", schema=None) as batch_op:
        batch_op.drop_index("ix_feed_token_member_id_revoked_at")

    op.drop_table("feed_token")
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index("ix_entry_root_id_published_at_id")
        batch_op.drop_index("ix_entry_published_at_id")
        batch_op.drop_index(op.f("ix_entry_parent_id"))
        batch_op.drop_index("ix_entry_kind_published_at_id")
        batch_op.drop_index("ix_entry_author_id_kind_published_at_id")

    op.drop_table("entry")
    op.drop_table("draft")
    with op.batch_alter_table("audience_member", schema=None) as batch_op:
        batch_op.drop_index("ix_audience_member_member_id_audience_id")

    op.drop_table("audience_member")
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_member_team_id"))
        batch_op.drop_index("ix_member_name_id")
        batch_op.drop_index(op.f("ix_member_manager_id"))
        batch_op.drop_index("ix_member_joined_at_id")

    op.drop_table("member")
    with op.batch_alter_table("event_delivery", schema=None) as batch_op:
        batch_op.drop_index("ix_event_delivery_state_due_at")

    op.drop_table("event_delivery")
    op.drop_table("team")
    with op.batch_alter_table("tag", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_tag_use_count"))
        batch_op.drop_index(op.f("ix_tag_synonym_of_id"))

    op.drop_table("tag")
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.drop_index("ix_resource_fetch_state_fetch_due_at")

    op.drop_table("resource")
    op.drop_table("received_mail")
    op.drop_table("mail_address")
    op.drop_table("image")
    with op.batch_alter_table("feed_announcement", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_feed_announcement_due_at"))

    op.drop_table("feed_announcement")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_event_name"))

    op.drop_table("event")
    op.drop_table("duty_run")
    op.drop_table("audience")
