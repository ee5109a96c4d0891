"""Tables of members, teams, invitations and feed tokens."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from urllib.parse import quote

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.kernel.db import Key, Model, Moment, UtcDateTime
from community.kernel.quiet_hours import USUAL_QUIET, Quiet


class Role(StrEnum):
    """What a member may do for others; everyone may learn, ask and answer."""

    MEMBER = "member"
    COACH = "coach"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class MemberState(StrEnum):
    """Whether a member may sign in; what a suspended member wrote stays."""

    ACTIVE = "active"
    SUSPENDED = "suspended"


class Team(Model):
    """People who work together under one manager."""

    __tablename__ = "team"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(120), unique=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)


class Member(Model):
    """A person with an account."""

    __tablename__ = "member"
    __table_args__ = (Index("ix_member_name_id", "name", "id"), Index("ix_member_joined_at_id", "joined_at", "id"))

    id: Mapped[Key]
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    username: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[str] = mapped_column(String(20), default=Role.MEMBER.value)
    state: Mapped[str] = mapped_column(String(20), default=MemberState.ACTIVE.value)
    title: Mapped[str] = mapped_column(String(120), default="")
    bio: Mapped[str] = mapped_column(Text, default="")
    photo: Mapped[str] = mapped_column(String(80), default="")
    timezone: Mapped[str] = mapped_column(String(60), default="Europe/London")
    quiet_from: Mapped[int] = mapped_column(default=USUAL_QUIET.from_hour, server_default=str(USUAL_QUIET.from_hour))
    quiet_until: Mapped[int] = mapped_column(default=USUAL_QUIET.until_hour, server_default=str(USUAL_QUIET.until_hour))
    language: Mapped[str] = mapped_column(String(10), default="en")
    theme: Mapped[str] = mapped_column(String(10), default="system")
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id", ondelete="SET NULL"), index=True)
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    default_audience: Mapped[str] = mapped_column(String(40), default="")
    is_listed_as_expert: Mapped[bool | None]
    session_epoch: Mapped[int] = mapped_column(default=0)
    unread_count: Mapped[int] = mapped_column(default=0)
    stopped_email: Mapped[str] = mapped_column(String(254), default="")
    welcomed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    source_ref: Mapped[str | None] = mapped_column(String(120), unique=True)
    joined_at: Mapped[Moment]

    team: Mapped[Team | None] = relationship(foreign_keys=[team_id])
    manager: Mapped[Member | None] = relationship(remote_side="Member.id", foreign_keys=[manager_id])

    @property
    def quiet(self) -> Quiet:
        """The hours in which nothing is sent to the member, in their own time zone."""
        return Quiet(self.quiet_from, self.quiet_until)

    @property
    def is_authenticated(self) -> bool:
        """Whether this is somebody: the sign-in library asks it of members and strangers alike."""
        return True

    @property
    def is_active(self) -> bool:
        """Whether the member may sign in."""
        return self.state == MemberState.ACTIVE

    @property
    def is_out_of_reach(self) -> bool:
        """Whether mails to the member's address came back, so that no more are sent there."""
        return bool(self.stopped_email) and self.stopped_email == self.email

    @property
    def photo_url(self) -> str:
        """Where the photo is served, or nothing when there is none."""
        return f"/media/photos/{quote(self.photo)}" if self.photo else ""

    @property
    def is_administrator(self) -> bool:
        """Whether the member looks after the community."""
        return self.role == Role.ADMINISTRATOR

    @property
    def may_see_needs(self) -> bool:
        """Whether patterns of groups are shown to this member."""
        return self.role in {Role.COACH, Role.MANAGER, Role.ADMINISTRATOR}

    def get_id(self) -> str:
        """What the sign-in cookie holds: signing out everywhere changes the second part."""
        return f"{self.id}.{self.session_epoch}"


Viewer = Member | None
"""Whoever looks: a member, or None for somebody who has not signed in."""


class Invitation(Model):
    """A letter that lets somebody join; the link is signed, so nothing here opens the door."""

    __tablename__ = "invitation"

    id: Mapped[Key]
    email: Mapped[str] = mapped_column(String(254), index=True)
    role: Mapped[str] = mapped_column(String(20), default=Role.MEMBER.value)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id", ondelete="SET NULL"))
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    invited_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CoachScope(Model):
    """A coach helps a team from one day to another, both included; on the day after it is as if they never had."""

    __tablename__ = "coach_scope"
    __table_args__ = (Index("ix_coach_scope_coach_id_last_on", "coach_id", "last_on"),)

    id: Mapped[Key]
    coach_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]

    coach: Mapped[Member] = relationship()
    team: Mapped[Team] = relationship()


class FeedToken(Model):
    """A secret that opens a member's feeds in a reader; only its hash is kept."""

    __tablename__ = "feed_token"
    __table_args__ = (Index("ix_feed_token_member_id_revoked_at", "member_id", "revoked_at"),)

    id: Mapped[Key]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scope: Mapped[str] = mapped_column(String(200))
    label: Mapped[str] = mapped_column(String(120), default="")
    created_at: Mapped[Moment]
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    member: Mapped[Member] = relationship()
