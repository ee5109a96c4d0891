"""The catalogue: everything that can happen here, one frozen dataclass and one sentence each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Happening:
    """What all events have: the member whose act it is; None is the program itself."""

    actor_id: int | None


@dataclass(frozen=True)
class MemberJoined(Happening):
    """Somebody became a member."""

    member_id: int


@dataclass(frozen=True)
class PasswordResetRequested(Happening):
    """A member asked for a link to choose a new password."""

    member_id: int


@dataclass(frozen=True)
class MemberInvited(Happening):
    """Somebody without an account was asked to join."""

    invitation_id: int


@dataclass(frozen=True)
class MailAddressChangeRequested(Happening):
    """A member wants to be reached at another mail address, which has to be confirmed first."""

    member_id: int
    email: str


@dataclass(frozen=True)
class EntryPublished(Happening):
    """An entry of any kind became readable to its audience."""

    entry_id: int
    kind: str


@dataclass(frozen=True)
class EntryRevised(Happening):
    """The text of a published entry changed."""

    entry_id: int


@dataclass(frozen=True)
class EntryWithdrawn(Happening):
    """The author took an entry back."""

    entry_id: int


@dataclass(frozen=True)
class AudienceChanged(Happening):
    """An entry got another audience."""

    entry_id: int
    audience_id: int


@dataclass(frozen=True)
class ReachChanged(Happening):
    """A member came to a team or a group, or left one or a cohort, and with it what was open to them through it."""

    member_id: int


@dataclass(frozen=True)
class MembersMentioned(Happening):
    """An entry names members who may read it."""

    entry_id: int
    member_ids: list[int]


@dataclass(frozen=True)
class EntryVoted(Happening):
    """A member found an entry useful, or took that back (value 0)."""

    entry_id: int
    value: int


@dataclass(frozen=True)
class EntryFlagged(Happening):
    """A reader asks those who look after the community to look at an entry."""

    entry_id: int
    flag_id: int


@dataclass(frozen=True)
class EntryHidden(Happening):
    """Those who look after the community took an entry out of sight."""

    entry_id: int


@dataclass(frozen=True)
class EntryRestored(Happening):
    """A hidden entry is to be seen again."""

    entry_id: int


@dataclass(frozen=True)
class AnswerAccepted(Happening):
    """The asker said which answer helped."""

    question_id: int
    answer_id: int
    answerer_id: int


@dataclass(frozen=True)
class QuestionClosed(Happening):
    """A question was closed as a duplicate of another."""

    question_id: int
    duplicate_of_id: int


@dataclass(frozen=True)
class DuplicateSuggested(Happening):
    """A reader said that another question has the answers of this one; it takes one more, or the asker."""

    question_id: int
    duplicate_of_id: int


@dataclass(frozen=True)
class QuestionReopened(Happening):
    """A closed question is open again."""

    question_id: int


@dataclass(frozen=True)
class ExpertInvited(Happening):
    """A question was put to somebody who probably can answer it."""

    question_id: int
    member_id: int


@dataclass(frozen=True)
class StewardAsked(Happening):
    """A question that nobody answered in time was given to somebody who looks after it."""

    question_id: int
    steward_id: int


@dataclass(frozen=True)
class ResourceAdded(Happening):
    """A web address was saved here for the first time."""

    resource_id: int


@dataclass(frozen=True)
class LearnerEnrolled(Happening):
    """A learner joined a cohort of a program."""

    enrollment_id: int


@dataclass(frozen=True)
class EnrollmentChanged(Happening):
    """A learner paused, resumed, finished or left a program."""

    enrollment_id: int
    state: str


@dataclass(frozen=True)
class CheckedIn(Happening):
    """A learner answered «did you apply it?»."""

    check_in_id: int
    outcome: str


@dataclass(frozen=True)
class IssuePublished(Happening):
    """An issue of a bulletin came out, and its mails are going to be written down."""

    entry_id: int
    bulletin_id: int
    number: int
