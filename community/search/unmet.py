"""What was searched and not found: counted for needs by topic and day, without the persons and without their words.

Of a search that finds nothing with all of its words, only the topics it names are kept, that is tags of the site;
what was typed is not. Whoever searched is kept as a key that is made with the day's salt. The salt is thrown away
when the day is over, so that from then on nobody can tell whose key it was, or that two days had the same person.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Date, bindparam, delete, or_, select, text

from community.accounts.models import Member
from community.kernel import clock, terms
from community.kernel.db import session
from community.search.filters import NO_FILTERS, Filters
from community.search.language import Parsed
from community.search.models import FruitlessSearch, SearchSalt
from community.search.tree import Phrase, Words, wanted_leaves
from community.topics.models import Tag

WINDOW: Final = timedelta(weeks=32)
"""How long it is kept: as long as what is beginning to matter is told from what was before."""

MOST_WORDS: Final = 5
"""Words of a search that counts: of longer ones hardly any entry has all, whatever there is on their topic."""

# Two who search at once may both be the first of the day.
_COUNT: Final = text(
    "INSERT INTO fruitless_search (day, topic_id, person_key) VALUES (:day, :topic_id, :person_key)"
    " ON CONFLICT DO NOTHING"
).bindparams(bindparam("day", type_=Date))
_SALT: Final = text("INSERT INTO search_salt (day, salt) VALUES (:day, :salt) ON CONFLICT DO NOTHING").bindparams(
    bindparam("day", type_=Date)
)
_BEGINNING, _MOST_TAGS = 4, 300
_KEY_LETTERS = 32


class PersonDay(NamedTuple):
    """Somebody on a day: the same person has another key on each day."""

    day: date
    key: str


def note(member: Member, parsed: Parsed) -> int:
    """Count that `member` searched in vain for the topics that `parsed` names; once a day for each topic.

    Returns:
        How many topics were counted; none of them where the search was narrowed or too long to tell.
    """
    words = _words(parsed)
    if not words or len(words) > MOST_WORDS or _is_narrowed(parsed.filters):
        return 0
    topics = topics_named(words, _tags_like(words), parsed.language)
    today = clock.now().date()
    key = _key(member, today) if topics else ""
    if topics:
        session().execute(_COUNT, [{"day": today, "topic_id": topic, "person_key": key} for topic in sorted(topics)])
    return len(topics)


def topics_named(words: Collection[str], tags: Iterable[tuple[int, str]], language: str) -> set[int]:
    """The ids of those `tags` (id and name) whose words are all among `words`, in any form.

    Args:
        words: what was searched.
        tags: tags that may be meant.
        language: by whose endings words are alike; English besides, as tags often are.
    """
    codes = {terms.language_of(language), terms.DEFAULT_LANGUAGE}
    wanted = {code: set(terms.stems(list(words), code)) for code in codes}
    return {
        tag_id
        for tag_id, name in tags
        if (parts := [token.text for token in terms.tokens(name.replace("-", " "))])
        and any(set(terms.stems(parts, code)) <= wanted[code] for code in codes)
    }


def fruitless(since: datetime) -> Mapping[int, set[PersonDay]]:
    """Who looked for which topic in vain since a moment, as keys of which nobody knows the person.

    One person has another key on each day, so the number of keys is one of person-days. `fewest_people` gives the
    people there are at least, for a floor that counts people.

    Args:
        since: the day of this moment is the first that counts.

    Returns:
        For the id of each topic the people's keys, each with its day.
    """
    found: dict[int, set[PersonDay]] = {}
    rows = select(FruitlessSearch.topic_id, FruitlessSearch.day, FruitlessSearch.person_key)
    for topic_id, day, key in session().execute(rows.where(FruitlessSearch.day >= since.date())):
        found.setdefault(topic_id, set()).add(PersonDay(day, key))
    return found


def fewest_people(keys: Iterable[PersonDay]) -> int:
    """How many different people stand behind `keys` at least: as many as on the day with the most."""
    return max(Counter(each.day for each in set(keys)).values(), default=0)


def forget() -> None:
    """Drop the salts of days that are over, and what is past the window."""
    today = clock.now().date()
    session().execute(delete(SearchSalt).where(SearchSalt.day < today))
    session().execute(delete(FruitlessSearch).where(FruitlessSearch.day < today - WINDOW))


def _words(parsed: Parsed) -> list[str]:
    tagged = [name.replace("-", " ") for names in parsed.filters.tags for name in sorted(names)]
    leaves = [leaf for leaf in wanted_leaves(parsed.tree) if isinstance(leaf, Words | Phrase)]
    typed = [token.text for leaf in leaves for token in leaf.tokens]
    return list(dict.fromkeys([*typed, *(token.text for name in tagged for token in terms.tokens(name))]))


def _is_narrowed(filters: Filters) -> bool:
    """Whether more than a topic was asked for; nothing found then says little of what there is."""
    return Filters(tags=filters.tags) != filters if filters != NO_FILTERS else False


def _tags_like(words: Collection[str]) -> list[tuple[int, str]]:
    """The tags that begin like one of the words, as id of the kept spelling and name."""
    begins = [Tag.name.startswith(word[:_BEGINNING], autoescape=True) for word in words]
    rows = session().execute(select(Tag.id, Tag.synonym_of_id, Tag.name).where(or_(*begins)).limit(_MOST_TAGS))
    return [(synonym_of or tag_id, name) for tag_id, synonym_of, name in rows]


def _key(member: Member, day: date) -> str:
    made_now = secrets.token_hex(32)
    session().execute(_SALT, {"day": day, "salt": made_now})
    salt = session().scalar(select(SearchSalt.salt).where(SearchSalt.day == day)) or made_now
    return hmac.new(bytes.fromhex(salt), str(member.id).encode(), hashlib.sha256).hexdigest()[:_KEY_LETTERS]
