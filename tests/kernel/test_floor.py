"""No number about fewer than five people leaves, and none that is exact."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.kernel.floor import Band, Counted, Floor, Told

floors = st.integers(5, 20).map(Floor)


@pytest.mark.parametrize(
    ("count", "band"),
    [(5, "5–9"), (9, "5–9"), (10, "10–19"), (19, "10–19"), (20, "20–49"), (49, "20–49"), (50, "50+"), (9999, "50+")],
)
def test_groups_are_told_in_bands(count: int, band: str) -> None:
    assert str(Floor().band(count)) == band


@pytest.mark.parametrize("count", [0, 1, 4, -1])
def test_below_the_floor_there_is_nothing_to_tell(count: int) -> None:
    assert Floor().band(count) is None


@pytest.mark.parametrize("people", [-1, 0, 1, 4, 21])
def test_nobody_can_lower_the_floor(people: int) -> None:
    with pytest.raises(ValueError, match="floor"):
        Floor(people)


def test_a_higher_floor_cuts_the_lowest_band() -> None:
    assert [str(Floor(12).band(count)) for count in (12, 19, 20)] == ["12–19", "12–19", "20–49"]


def test_a_person_counts_once_in_a_group() -> None:
    assert Floor().release({"tea": [1, 1, 1, 1, 2, 3, 4], "milk": [1, 2, 3, 4, 5, 5]}) == {"milk": Band(5, 9)}


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(10, 20, 50), (7, 20, 35), (6, 19, 30), (5, 10, 50), (50, 1000, 5), (17, 40, 45), (32, 41, 80)],
)
def test_shares_are_rounded_to_five_points(part: int, whole: int, share: int) -> None:
    assert Floor().share(part, whole) == share


@pytest.mark.parametrize(("part", "whole"), [(0, 0), (0, 50), (4, 50), (46, 50), (50, 50), (3, 4)])
def test_a_share_of_few_or_of_all_but_few_is_not_told(part: int, whole: int) -> None:
    assert Floor().share(part, whole) is None


@settings(deadline=None)
@given(floor=floors, groups=st.dictionaries(st.integers(), st.lists(st.integers(0, 40), max_size=60)))
def test_nothing_below_the_floor_ever_comes_out(floor: Floor, groups: dict[int, list[int]]) -> None:
    released = floor.release(groups)

    assert released.keys() == {key for key, people in groups.items() if len(set(people)) >= floor.people}
    assert all(band.low >= floor.people for band in released.values())


@settings(deadline=None)
@given(floor=floors, groups=st.dictionaries(st.integers(), st.sets(st.integers(0, 40), max_size=4)))
def test_small_groups_look_exactly_like_empty_ones(floor: Floor, groups: dict[int, set[int]]) -> None:
    assert floor.release(groups) == floor.release({key: set() for key in groups}) == {}


@settings(deadline=None)
@given(floor=floors, count=st.integers(0, 200))
def test_a_band_holds_its_count_and_covers_at_least_what_it_says(floor: Floor, count: int) -> None:
    band = floor.band(count)

    assert band is None or (band.low <= count and (band.high is None or count <= band.high))


@settings(deadline=None)
@given(floor=floors, part=st.integers(0, 60), whole=st.integers(0, 60))
def test_a_share_speaks_only_of_groups_that_reach_the_floor(floor: Floor, part: int, whole: int) -> None:
    share = floor.share(part, whole)

    if min(part, whole - part) < floor.people:
        assert share is None
    else:
        assert share is not None
        assert share % 5 == 0
        assert abs(share - 100 * part / whole) <= 2.5


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [(6, 12, (50, 50)), (12, 12, (55, 100)), (9, 12, (55, 100)), (0, 12, (0, 45)), (4, 12, (0, 45)), (9, 9, None)],
)
def test_a_rate_tells_hardly_anyone_and_nobody_alike(part: int, whole: int, told: tuple[int, int] | None) -> None:
    assert Floor().rate(part, whole) == told


counts = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda both: Counted(both[0], sum(both)))
groups_of_people = st.dictionaries(st.integers(0, 5), counts, min_size=1)


@given(floors, groups_of_people)
def test_what_is_missing_beside_a_total_is_nobody_or_enough_people(floor: Floor, groups: dict[int, Counted]) -> None:
    total = Counted(sum(each.did for each in groups.values()), sum(each.of for each in groups.values()))
    told = floor.beside(total, groups)
    of_all = floor.told(total)
    unbanded = [groups[key] for key in groups if told[key].people is None]
    if of_all.people is not None:
        assert sum(each.did for each in unbanded) not in range(1, floor.people)
    inexact = [groups[key] for key, each in told.items() if each.rate is None or each.rate.low != each.rate.high]
    is_exact = of_all.rate is not None and of_all.rate.low == of_all.rate.high
    if is_exact and any(each.of for each in inexact):
        did, rest = sum(each.did for each in inexact), sum(each.of - each.did for each in inexact)
        assert min(did, rest) >= floor.people


def test_the_smallest_group_that_could_be_shown_goes_with_the_one_that_cannot() -> None:
    groups = {"north": Counted(3, 12), "south": Counted(8, 14), "east": Counted(20, 30)}
    told = Floor().beside(Counted(31, 56), groups)
    assert (told["north"].people, told["south"], str(told["east"].people)) == (None, Told(), "20–49")


def test_groups_that_nobody_belongs_to_hide_nothing() -> None:
    told = Floor().beside(Counted(8, 8), {"north": Counted(8, 8), "south": Counted(0, 0)})
    assert str(told["north"].people) == "5–9"
