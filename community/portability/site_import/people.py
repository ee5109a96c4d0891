"""Users of the site become members; whoever has no account there any more is kept by the name that is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from community.kernel import clock
from community.kernel.i18n import _
from community.kernel.markup import MAX_SOURCE, render
from community.portability.fitting import fit_name
from community.portability.html_to_markdown import html_to_markdown
from community.portability.known import members_by_ref
from community.portability.members import Author, add_authors
from community.portability.site_import.run import Run
from community.portability.stackexchange import User
from community.portability.stackexchange.records import COMMUNITY_USER_ID

LONGEST_BIO: Final = 2000

Byline = tuple[int | None, str | None]
"""Who wrote something, as the dump says it: the user's id, the name that is left, both or neither."""


def take_users(run: Run) -> None:
    """Make members of everyone who has an account in the dump."""
    run.each(_("members"), run.dump.users(), _write_users)


def authors_of(run: Run, bylines: Iterable[Byline]) -> dict[Byline, int]:
    """The members who stand for `bylines`; those whose accounts are gone are made where they are missing."""
    wanted = set(bylines)
    refs = {
        byline: run.site.user(byline[0]) for byline in wanted if byline[0] is not None and byline[0] > COMMUNITY_USER_ID
    }
    present = members_by_ref(refs.values())
    found = {byline: present[ref] for byline, ref in refs.items() if ref in present}
    former = {byline: _former(run, byline[1]) for byline in sorted(wanted - found.keys(), key=str)}
    ids = add_authors(list(former.values()))
    return found | {byline: ids[author.source_ref] for byline, author in former.items()}


def _write_users(run: Run, users: Sequence[User]) -> None:
    people = [user for user in users if not user.is_housekeeping]
    if len(people) < len(users):
        run.report.skip(_("the account under which the site itself acts"), count=len(users) - len(people))
    known = members_by_ref(run.site.user(user.id) for user in people)
    new = [user for user in people if run.site.user(user.id) not in known]
    add_authors([_author(run, user) for user in new])
    run.skip_known(len(people) - len(new))
    run.report.take(_("members"), len(new))


def _author(run: Run, user: User) -> Author:
    return Author(
        source_ref=run.site.user(user.id),
        number=user.id,
        name=fit_name(user.display_name, _("User %(number)s", number=user.id)),
        joined_at=user.created_at or clock.now(),
        bio=_bio(user.about_html),
        language=run.language,
    )


def _bio(html: str) -> str:
    """What somebody said of themselves, as plain paragraphs."""
    if not html.strip():
        return ""
    text = render(html_to_markdown(html)[:MAX_SOURCE]).text.replace("\n", "\n\n")
    return text if len(text) <= LONGEST_BIO else text[: LONGEST_BIO - 1].rstrip() + "…"


def _former(run: Run, name: str | None) -> Author:
    shown = fit_name(name or "", "")
    return Author(
        source_ref=run.site.former_user(shown),
        number=0,
        name=shown or _("Former contributor"),
        joined_at=clock.now(),
        language=run.language,
        has_left=True,
    )
