"""What the address of a feed opens, in words."""

from __future__ import annotations

import re
from urllib.parse import parse_qs

from community.kernel.i18n import _, _l

FORMS = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed", "opml": "OPML", "ics": "iCalendar"}
_NAMES = (
    ("stream", _l("What is new")),
    ("following", _l("What I follow")),
    ("reflections", _l("Newest reflections")),
    ("bookmarks", _l("Newest bookmarks")),
    (r"bookmarks/tag/(?P<name>.+)", _l("Bookmarks on %(name)s")),
    (r"members/(?P<name>[^/]+)/bookmarks", _l("Bookmarks by @%(name)s")),
    (r"members/(?P<name>[^/]+)", _l("Reflections by @%(name)s")),
    (r"tag/(?P<name>.+)", _l("Everything on %(name)s")),
    ("questions", _l("Newest questions")),
    ("questions/unanswered", _l("Unanswered questions")),
    ("questions/unaccepted", _l("Questions without an accepted answer")),
    ("questions/active", _l("Newest answers and comments")),
    (r"questions/tag/(?P<name>.+)", _l("Questions on %(name)s")),
    (r"entries/(?P<name>\d+)", _l("What is said on page %(name)s")),
    (r"cohorts/(?P<name>\d+)", _l("The reminders of cohort %(name)s")),
    (r"enrollments/(?P<name>\d+)", _l("Your reminders of one program")),
    (r"groups/(?P<name>[^/]+)", _l("What is written for the community %(name)s")),
    ("search", _l("Search: %(name)s")),
    ("subscriptions", _l("The list of your subscriptions")),
    ("reminders", _l("The calendar of your reminders")),
)


def name_of_feed(scope: str) -> str:
    """What a token of this scope opens, such as «Newest questions, as Atom»; an unknown path is its own name."""
    if scope == "all":
        return _("Everything that you may read: all your feeds, the list of them and your calendar")
    path, _question, query = scope.removeprefix("/feeds/").partition("?")
    path, _dot, form = path.rpartition(".")
    for pattern, label in _NAMES:
        found = re.fullmatch(pattern, path)
        if found and form in FORMS:
            name = found.groupdict().get("name") or "".join(parse_qs(query).get("q", []))
            said = str(label).replace("%(name)s", name)
            return _("%(feed)s, as %(form)s", feed=said, form=FORMS[form])
    return scope
