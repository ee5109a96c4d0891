"""What happened, as one sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from community.entries.kinds import Kind
from community.kernel.i18n import _
from community.notifications.models import Reason


def sentence(reason: str, *, name: str, title: str, kind: str) -> str:
    """Say what happened.

    Args:
        reason: why the member hears of it.
        name: who did it; empty where that is nobody's to know.
        title: what the page is called that it leads to.
        kind: the kind of the entry.
    """
    name = name or _("A colleague")
    if reason == Reason.THREAD and kind == Kind.ANSWER:
        return _("%(name)s answered “%(title)s”, which you follow", name=name, title=title)
    say = _SENTENCES.get(reason)
    return say(name, title) if say is not None else _("There is news of “%(title)s”", title=title)


_SENTENCES: Final[Mapping[str, Callable[[str, str], str]]] = {
    Reason.ANSWER: lambda name, title: _("%(name)s answered your question “%(title)s”", name=name, title=title),
    Reason.REPLY: lambda name, title: _("%(name)s replied to your comment on “%(title)s”", name=name, title=title),
    Reason.COMMENT: lambda name, title: _("%(name)s commented on what you wrote: “%(title)s”", name=name, title=title),
    Reason.THREAD: lambda name, title: _("%(name)s also commented on “%(title)s”", name=name, title=title),
    Reason.MENTION: lambda name, title: _("%(name)s mentioned you in “%(title)s”", name=name, title=title),
    Reason.MEMBER: lambda name, title: _("%(name)s, whom you follow, published “%(title)s”", name=name, title=title),
    Reason.TAG: lambda _name, title: _("New on a topic that you follow: “%(title)s”", title=title),
    Reason.ACCEPTED: lambda name, title: _(
        "%(name)s says that your answer to “%(title)s” helped", name=name, title=title
    ),
    Reason.CLOSED: lambda _name, title: _(
        "“%(title)s” was closed, because another question has its answers", title=title
    ),
    Reason.SUGGESTED: lambda name, title: _(
        "%(name)s thinks that another question has the answers of “%(title)s”", name=name, title=title
    ),
    Reason.INVITED: lambda _name, title: _("Can you help with “%(title)s”? You may pass without a word", title=title),
    Reason.STEWARD: lambda _name, title: _("“%(title)s” waits for an answer, and you look after it", title=title),
    Reason.HIDDEN: lambda _name, title: _("“%(title)s” was hidden by those who look after the community", title=title),
}
