"""The numbers of both rankings as this site's settings have them."""

from __future__ import annotations

from flask import current_app

from community.experts.ranking import Weights


def current_weights() -> Weights:
    """The weights by which this site ranks; the settings that begin with EXPERTS_ tell them."""
    values = current_app.config
    return Weights(
        half_life_days=values["EXPERTS_HALF_LIFE_DAYS"],
        match_half_life_days=values["EXPERTS_MATCH_HALF_LIFE_DAYS"],
        activity_half_life_days=values["EXPERTS_ACTIVITY_HALF_LIFE_DAYS"],
        activity_share=values["EXPERTS_ACTIVITY_PERCENT"] / 100,
    )
