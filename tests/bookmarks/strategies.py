"""Links as people may have saved them, for properties that hold for all of them."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from community.bookmarks.saved_link import SavedLink, one_line, several_lines
from community.bookmarks.urls import check

_WORDS = st.text(alphabet=st.sampled_from("ab é&<>\"'/=-\n\t") | st.characters(), max_size=12)
_LINES = _WORDS.map(one_line)
_URLS = st.builds(
    lambda site, rest: check(f"https://{site}/{rest}"),
    st.sampled_from(["example.org", "bücher.example", "intranet:8080"]),
    st.text(alphabet="ab/?=&%#'\"<>é ", max_size=12),
)
_MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)).map(  # noqa: DTZ001  # made aware in the next line
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)


def saved_links(*, with_folders: bool = True, spaces_in_tags: bool = True) -> st.SearchStrategy[SavedLink]:
    """Links that a file can hold whole."""
    tags = _LINES.map(lambda tag: tag.replace(",", "").strip() if spaces_in_tags else "".join(tag.split()))
    return st.builds(
        SavedLink,
        url=_URLS,
        title=_LINES,
        description=_WORDS.map(several_lines),
        tags=st.lists(tags.filter(bool), max_size=3, unique=True).map(tuple),
        folders=st.lists(_LINES.filter(bool), max_size=3).map(tuple) if with_folders else st.just(()),
        added_at=st.none() | _MOMENTS,
        private=st.booleans(),
        to_read=st.booleans(),
    )
