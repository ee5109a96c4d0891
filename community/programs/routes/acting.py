"""What a learner can do with a reminder, from its page and by the link in a mail alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from community.accounts.models import Member
from community.kernel import clock
from community.kernel.errors import Refused
from community.kernel.i18n import _, ngettext
from community.kernel.templating import day as day_in_words
from community.programs import following, remembering, wishes
from community.programs.deliveries.planning import rhythm_of
from community.programs.forms import ReminderActForm
from community.programs.models import Enrollment, Reminder

Act = Callable[[Enrollment, Reminder, Member, ReminderActForm], str]


def _check_in(enrollment: Enrollment, reminder: Reminder, by: Member, form: ReminderActForm) -> str:
    following.check_in(
        enrollment,
        reminder,
        by=by,
        outcome=form.outcome.data,
        barrier=form.barrier.data,
        help=form.help.data,
        note=form.note.data,
    )
    return _("Thank you. Only you see your answer; it counts in groups of five people or more.")


def _recall(enrollment: Enrollment, reminder: Reminder, by: Member, form: ReminderActForm) -> str:
    if form.known.data not in {"yes", "no"}:
        raise Refused(_("Please choose one of the answers."))
    is_known = form.known.data == "yes"
    remembering.note_recall(enrollment, reminder, by=by, is_known=is_known)
    return _("Good: recalling it made it stronger.") if is_known else _("Fine: looking it up now helps next time.")


def _useful(enrollment: Enrollment, reminder: Reminder, by: Member, form: ReminderActForm) -> str:
    if form.useful.data not in {"yes", "no"}:
        raise Refused(_("Please choose one of the answers."))
    following.say_whether_useful(enrollment, reminder, by=by, is_useful=form.useful.data == "yes")
    return _("Thank you. It counts in groups of five people or more, without your name.")


def _plan(enrollment: Enrollment, reminder: Reminder, by: Member, form: ReminderActForm) -> str:
    remembering.make_plan(enrollment, reminder, by=by, situation=form.situation.data, act=form.act.data)
    return _("Your plan is kept. It comes back to you with the next reminders; nobody else reads it.")


def _snooze(enrollment: Enrollment, reminder: Reminder, by: Member, form: ReminderActForm) -> str:
    until = form.until.data
    if form.days.data:
        until = rhythm_of(by.id).days().day_of(clock.now()) + timedelta(days=min(form.days.data, 400))
    if until is None:
        raise Refused(_("Please choose a day from tomorrow on, within a year."))
    day = wishes.snooze(enrollment, reminder, by=by, until=until)
    return _("It comes once more, from %(day)s on.", day=day_in_words(day))


def _sooner(enrollment: Enrollment, reminder: Reminder, by: Member, _form: ReminderActForm) -> str:
    day = wishes.snooze(enrollment, reminder, by=by)
    return _("It comes once more, from %(day)s on.", day=day_in_words(day))


def _skip(enrollment: Enrollment, reminder: Reminder, by: Member, _form: ReminderActForm) -> str:
    wishes.skip(enrollment, reminder, by=by)
    return _("Skipped. It waits for no answer.")


def _halve(enrollment: Enrollment, _reminder: Reminder, by: Member, _form: ReminderActForm) -> str:
    return _fewer(wishes.halve(enrollment, by=by))


def _skip_kind(enrollment: Enrollment, reminder: Reminder, by: Member, _form: ReminderActForm) -> str:
    return _fewer(wishes.skip_kind(enrollment, reminder.kind, by=by))


def _mail_off(enrollment: Enrollment, _reminder: Reminder, by: Member, _form: ReminderActForm) -> str:
    following.choose_mail(enrollment, by=by, by_mail=False)
    return _("No more mails of this program. Its reminders go on coming on your page and in your feed.")


def _finish(enrollment: Enrollment, _reminder: Reminder, by: Member, _form: ReminderActForm) -> str:
    following.finish(enrollment, by=by)
    return _("Finished. No more reminders will come.")


def _fewer(number: int) -> str:
    if not number:
        return _("There is nothing left to pass over.")
    return ngettext("%(num)d reminder will not come.", "%(num)d reminders will not come.", number)


ACTS: dict[str, Act] = {
    "check-in": _check_in,
    "recall": _recall,
    "useful": _useful,
    "plan": _plan,
    "snooze": _snooze,
    "sooner": _sooner,
    "skip": _skip,
    "halve": _halve,
    "skip-kind": _skip_kind,
    "mail-off": _mail_off,
    "finish": _finish,
}
VERBS = "<any({}):what>".format(", ".join(f'"{verb}"' for verb in ACTS))
