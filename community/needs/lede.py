"""The one sentence that says what the organization needs to learn next."""

from __future__ import annotations

from community.kernel.i18n import _
from community.needs.queries import Picture


def lede(picture: Picture) -> str:
    """What comes first, or that nothing recurs."""
    if not picture.needs:
        return _("Nothing recurs at present: no topic on which enough people got stuck in the last year.")
    first = picture.needs[0]
    told = {"topic": first.told.topic, "people": first.told.people}
    if first.supply.is_scarce:
        return _(
            "What this organization needs to learn next is %(topic)s: %(people)s people got stuck on it, and nothing"
            " answers it yet.",
            **told,
        )
    return _(
        "What this organization needs to learn next is %(topic)s: %(people)s people got stuck on it, although some of"
        " it has been answered.",
        **told,
    )
