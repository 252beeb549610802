"""Personal data is recognised before it is stored."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leerweg.sources.register.privacy import personal_data, reason_against_pseudonym


@pytest.mark.parametrize(
    "key",
    ["Jan Peeters", "jan.peeters", "jan.peeters1", "Peeters1980", "jan@example.org", "85073003328", "85.07.30-033.28",
     "19850730", "1985-07-30", "jan-1"],
)  # fmt: skip
def test_a_key_that_names_a_person_is_refused(key):
    """Names, addresses, national numbers and birth dates are no pseudonyms."""
    assert reason_against_pseudonym(key)


@pytest.mark.parametrize("key", ["M-0001", "mentor-12", "7", "a3f9c2e1", "q7XkLmPzR2", "tuteur_4", "DEADBEEF-01"])
def test_a_code_is_taken_for_a_pseudonym(key):
    """Numbers and codes pass."""
    assert reason_against_pseudonym(key) == ""


@given(st.integers(min_value=0, max_value=10**9))
def test_numbered_mentors_always_pass(number):
    """Whoever numbers mentors is never stopped by chance."""
    assert reason_against_pseudonym(f"M-{number}") == ""


@given(st.uuids(version=4))
def test_a_uuid_is_almost_never_taken_for_a_person(identifier):
    """Random identifiers pass."""
    assert reason_against_pseudonym(identifier.hex) == "" or not any(sign.isdigit() for sign in identifier.hex)


@given(st.dates(min_value=dt.date(1920, 1, 1)), st.integers(min_value=1, max_value=997))
def test_every_national_number_is_found_in_a_text(birth, order):
    """A national register number is found whatever the year of birth, written plainly or with marks."""
    body = f"{birth:%y%m%d}{order:03d}"
    check = 97 - int(body if birth.year < 2000 else f"2{body}") % 97
    marked = f"{birth:%y.%m.%d}-{order:03d}.{check:02d}"
    assert personal_data(f"contact {body}{check:02d}") == "a national register number"
    assert personal_data(f"contact {marked}.") == "a national register number"


def test_enterprise_numbers_and_plain_text_are_left_alone():
    """Ten-digit numbers and ordinary sentences hold no person."""
    assert personal_data("Stadsfietsen, KBO 0123.456.749, sinds 2014") == ""
