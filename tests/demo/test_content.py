"""The demo's texts are whole: written by people who exist, about topics that exist, each in its own words."""

import re
from collections import Counter, defaultdict

from tests.demo import reading
from tests.demo.reading import Piece

SAME_WORDS = 12
KNOWN = {
    "question": {"key", "author", "days_ago", "title", "tags", "body", "audience", "answer", "comment"}
    | {"duplicate_of", "votes", "language"},
    "answer": {"author", "after_hours", "body", "accepted", "votes", "comment", "language"},
    "comment": {"author", "after_hours", "body", "comment", "language"},
    "reflection": {"key", "author", "days_ago", "title", "frame", "tags", "body", "audience", "feedback"}
    | {"program", "comment", "votes", "language"},
    "bookmark": {"author", "days_ago", "url", "title", "description", "note", "tags", "also_saved_by"}
    | {"audience", "comment", "language"},
}


def test_every_field_is_one_that_the_loader_knows() -> None:
    unknown = [(p.file, p.key, set(p.table) - KNOWN[p.kind]) for p in reading.pieces()]

    assert [found for found in unknown if found[2]] == []


def test_everybody_who_writes_or_is_named_works_there() -> None:
    people = reading.people()

    assert [(p.file, p.key, name) for p in reading.pieces() for name in _named(p) if name not in people] == []


def test_nobody_writes_before_joining_or_after_today() -> None:
    people = reading.people()
    wrong = [p for p in reading.pieces() if not 0 <= p.hours_ago <= people[p.author]["joined"] * 24]

    assert [(p.file, p.kind, p.key, p.author, p.hours_ago / 24) for p in wrong] == []


def test_everything_was_asked_or_written_within_the_year() -> None:
    assert [p.key for p in reading.pieces() if p.hours_ago > 365 * 24] == []


def test_every_tag_is_described() -> None:
    names = reading.tag_names()
    unknown = [(p.file, p.key, tag) for p in reading.pieces() for tag in p.table.get("tags", [])]

    assert [found for found in unknown if found[2] not in names] == []


def test_no_key_is_used_twice() -> None:
    keys = Counter(table["key"] for _, theme in reading.themes() for table in _keyed(theme))

    assert [key for key, count in keys.items() if count > 1] == []


def test_a_duplicate_points_at_an_older_question() -> None:
    questions = {p.key: p for p in reading.of_kind("question")}
    copies = [p for p in questions.values() if "duplicate_of" in p.table]

    wrong = [p.key for p in copies if questions[p.table["duplicate_of"]].hours_ago <= p.hours_ago]
    assert wrong == []


def test_only_somebody_elses_answer_is_accepted_and_only_one() -> None:
    for question in reading.of_kind("question"):
        accepted = [a["author"] for a in question.table.get("answer", []) if a.get("accepted")]
        assert len(accepted) <= 1, question.key
        assert question.author not in accepted, question.key


def test_nothing_has_more_votes_than_there_are_people() -> None:
    others = len(reading.people()) - 1

    assert [p.key for p in reading.pieces() if not 0 <= p.table.get("votes", 0) <= others] == []


def test_a_framed_reflection_follows_its_frame_under_headings() -> None:
    for reflection in reading.of_kind("reflection"):
        headings = re.findall(r"^### (.+)$", reflection.body, flags=re.MULTILINE)
        framed = reflection.table.get("frame", "free") != "free"
        assert not framed or len(headings) >= 3, reflection.key


def test_no_two_threads_share_a_run_of_twelve_words() -> None:
    """Within a thread people quote each other; across threads the same words would be filler."""
    seen: dict[tuple[str, ...], str] = {}
    shared: dict[tuple[str, str], str] = {}
    for piece in reading.pieces():
        thread = f"{piece.file} {piece.key}"
        for run in _runs(piece.body):
            if seen.setdefault(run, thread) != thread:
                shared[seen[run], thread] = " ".join(run)

    assert shared == {}


def test_no_body_is_empty_or_endless() -> None:
    lengths = {(p.file, p.kind, p.key): len(p.body.split()) for p in reading.pieces()}

    assert {name: length for name, length in lengths.items() if not 1 <= length <= 340} == {}


def test_a_bookmark_leads_to_the_public_web() -> None:
    urls = [piece.table["url"] for piece in reading.of_kind("bookmark")]

    assert [url for url in urls if not re.match(r"https://[\w-]+(\.[\w-]+)+/", url)] == []


def test_nobody_saves_the_same_page_twice() -> None:
    saved = Counter((name, _normal(p.table["url"])) for p in reading.of_kind("bookmark") for name in _savers(p))

    assert [name for name, count in saved.items() if count > 1] == []


def test_every_audience_and_feedback_is_one_that_an_author_can_choose() -> None:
    chosen = {p.table.get("audience", "organization").split(":")[0] for p in reading.pieces()}
    wanted = {p.table.get("feedback", "open") for p in reading.of_kind("reflection")}

    assert chosen <= {"organization", "team", "self", "named", "public"}
    assert wanted <= {"open", "private", "none"}


def test_each_half_holds_what_was_promised() -> None:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for piece in reading.pieces():
        counts[piece.file.split("/")[0]][piece.kind] += 1

    for folder, count in counts.items():
        enough = count["question"] >= 90 and count["reflection"] >= 85 and count["bookmark"] >= 70
        assert enough, (folder, count)


def _named(piece: Piece) -> set[str]:
    prose = re.sub(r"```.*?```|`[^`]*`", "", piece.body, flags=re.DOTALL)
    mentioned = set(re.findall(r"(?<![\w@.])@([a-z]+)", prose))
    audience = piece.table.get("audience", "")
    readers = set(audience.removeprefix("named:").split(",")) if audience.startswith("named:") else set()
    return {piece.author, *mentioned, *readers, *piece.table.get("also_saved_by", [])}


def _savers(bookmark: Piece) -> list[str]:
    return [bookmark.author, *bookmark.table.get("also_saved_by", [])]


def _normal(url: str) -> str:
    return url.rstrip("/").lower()


def _keyed(theme: dict[str, list[reading.Table]]) -> list[reading.Table]:
    return theme.get("question", []) + theme.get("reflection", [])


def _runs(body: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", body.lower())
    return {tuple(words[at : at + SAME_WORDS]) for at in range(len(words) - SAME_WORDS + 1)}
