"""One resource for each normalized address, whoever saves it first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from community.accounts.models import Member
from community.bookmarks.models import Resource
from community.bookmarks.urls import check, normalize
from community.entries.writing import LONGEST_TITLE
from community.events import ResourceAdded
from community.kernel import clock
from community.kernel.bus import publish
from community.kernel.db import session

WAITING, DONE, FAILED, REFUSED = "waiting", "done", "failed", "refused"


def resource_for(url: str, *, by: Member) -> Resource:
    """The resource at `url`, made when nobody saved it before.

    Raises:
        BadUrl: when this is not the address of a page.
    """
    return resources_for([url], by=by)[normalize(url)]


def resources_for(urls: Iterable[str], *, by: Member) -> dict[str, Resource]:
    """The resources at `urls` by their keys; the first spelling of a new one is kept.

    Two members may save a new address in the same moment: whoever comes second finds the row of the first.

    Raises:
        BadUrl: when one of them is not the address of a page.
    """
    wanted: dict[str, str] = {}
    for url in urls:
        wanted.setdefault(normalize(url), check(url))
    known = _known(wanted)
    missing = {key: wanted[key] for key in sorted(wanted) if key not in known}
    return known | _added(missing, by) if missing else known


def short_address(url: str) -> str:
    """Host and path of `url`, which stand for a title until there is one."""
    parts = urlsplit(url)
    return cut_title((parts.hostname or "").removeprefix("www.") + parts.path.rstrip("/"))


def title_of(resource: Resource) -> str:
    """What a bookmark of `resource` is called when its member gave it no name."""
    return cut_title(resource.title) or short_address(resource.url)


def _known(keys: Iterable[str]) -> dict[str, Resource]:
    rows = session().scalars(select(Resource).where(Resource.key.in_(list(keys))))
    return {resource.key: resource for resource in rows}


def _added(missing: Mapping[str, str], by: Member) -> dict[str, Resource]:
    try:
        with session().begin_nested():
            return _written(missing, by)
    except IntegrityError:
        if len(missing) == 1:
            return _known(missing)
    alone = (_known([key]) or _added({key: url}, by) for key, url in missing.items())
    return {key: resource for found in alone for key, resource in found.items()}


def _written(missing: Mapping[str, str], by: Member) -> dict[str, Resource]:
    moment = clock.now()
    rows = {key: _new(key, url, moment) for key, url in missing.items()}
    session().add_all(rows.values())
    session().flush()
    for resource in rows.values():
        publish(ResourceAdded(actor_id=by.id, resource_id=resource.id))
    return rows


def _new(key: str, url: str, moment: datetime) -> Resource:
    return Resource(
        key=key, url=url, first_saved_at=moment, fetch_state=WAITING, fetch_due_at=moment, title="", description=""
    )


def cut_title(title: str) -> str:
    """`title`, as long as a bookmark's may be."""
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"
