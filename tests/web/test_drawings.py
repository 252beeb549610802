"""Timelines, bars and the schematic map."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leerweg.web.charts import WIDTH, draw_bar, draw_timeline
from leerweg.web.site_map import MapSite, draw_map

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(DAYS, st.none() | DAYS, DAYS)
def test_a_timeline_stays_on_its_line(start, end, on):
    """Whatever the dates, the bar and the day asked for are drawn inside the picture."""
    line = draw_timeline(start, max(start, end) if end else None, on)
    assert 0 <= line.x <= line.x + line.width <= WIDTH + 0.2
    assert 0 <= line.on_x <= WIDTH


@pytest.mark.parametrize(
    ("on", "covers"),
    [("2024-08-31", False), ("2024-09-01", True), ("2029-08-31", True), ("2029-09-01", False)],
)
def test_first_and_last_day_are_inside(on, covers):
    """Both ends of a validity count."""
    line = draw_timeline(date(2024, 9, 1), date(2029, 8, 31), date.fromisoformat(on))
    assert line.covers is covers


def test_a_bar_is_an_interval():
    """Proved and possible lie side by side and never pass the whole."""
    bar = draw_bar(8, 9, 12)
    assert (bar.proved, bar.possible) == (66.67, 8.33)
    assert draw_bar(0, 0, 0).proved == 0


@given(st.lists(st.tuples(st.floats(49.5, 51.5), st.floats(2.5, 6.4)), min_size=1, max_size=25))
def test_dots_do_not_hide_each_other(places):
    """Every site of a page can be told apart on the map, even at one address."""
    sites = [MapSite(n, f"Site {n}", "Gemeente", lat, long, proved=True) for n, (lat, long) in enumerate(places, 1)]
    drawn = draw_map(sites)
    assert drawn is not None
    assert len(drawn.dots) == len(places)
    for one, other in combinations(drawn.dots, 2):
        assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 > 8**2


def test_north_is_up_and_east_is_right():
    """Lommel lies north-west of Genk, on the map too."""
    lommel = MapSite(1, "Limbra", "Lommel", 51.23, 5.31, proved=True)
    genk = MapSite(2, "Voltéa", "Genk", 50.96, 5.50, proved=False)
    drawn = draw_map([lommel, genk])
    assert drawn is not None
    first, second = drawn.dots
    assert first.x < second.x
    assert first.y < second.y
    assert (first.label, second.label) == ("Lommel", "Genk")


def test_no_sites_give_no_map():
    """An empty answer draws nothing."""
    assert draw_map([]) is None
