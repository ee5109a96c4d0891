"""How an enrollment goes from one state to another, in one place."""

from __future__ import annotations

from community.events import EnrollmentChanged
from community.kernel.bus import publish
from community.kernel.db import session
from community.programs.models import Enrollment, EnrollmentState


def change_state(enrollment: Enrollment, state: EnrollmentState, *, by_id: int | None) -> None:
    """Put `enrollment` into `state`, and let it be known; `by_id` is None when the time for it had come."""
    enrollment.state = state.value
    session().flush()
    publish(EnrollmentChanged(actor_id=by_id, enrollment_id=enrollment.id, state=state.value))
