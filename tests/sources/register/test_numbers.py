"""Enterprise and establishment numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leerweg.sources.register.numbers import NumberError, complete, enterprise_number, establishment_number

ENTERPRISES = st.integers(min_value=1, max_value=19_999_999).map(lambda number: complete(f"{number:08d}"))
ESTABLISHMENTS = st.integers(min_value=20_000_000, max_value=89_999_999).map(lambda number: complete(str(number)))


@given(ENTERPRISES)
def test_a_number_with_its_check_digits_is_taken(number):
    """A right enterprise number is read whichever of the usual ways it is written."""
    dotted = f"BE {number[:4]}.{number[4:7]}.{number[7:]}"
    assert enterprise_number(number) == (number, "")
    assert enterprise_number(dotted) == (number, "")
    assert enterprise_number(f" {number[:4]} {number[4:]} ") == (number, "")


@given(ESTABLISHMENTS)
def test_an_establishment_number_is_taken(number):
    """A right establishment number is read with and without dots."""
    assert establishment_number(number) == number
    assert establishment_number(f"{number[0]}.{number[1:4]}.{number[4:7]}.{number[7:]}") == number


@given(ENTERPRISES, st.integers(min_value=0, max_value=9), st.integers(min_value=1, max_value=9))
def test_one_wrong_digit_is_found(number, position, shift):
    """A slip in any one digit never passes: check digits by 97 see every single change."""
    wrong = f"{number[:position]}{(int(number[position]) + shift) % 10}{number[position + 1 :]}"
    with pytest.raises(NumberError):
        enterprise_number(wrong)


@given(ENTERPRISES.filter(lambda number: number[0] == "0" and number[1] != "0"))
def test_a_lost_leading_zero_is_put_back_and_said(number):
    """A spreadsheet that dropped the zero does no harm, and the deliverer is told."""
    digits, note = enterprise_number(number[1:])
    assert digits == number
    assert "leading zero" in note


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_with_a_remedy(text):
    """Whatever stands in the cell, the answer is ten digits or a reason with a remedy."""
    for read in (lambda given: enterprise_number(given)[0], establishment_number):
        try:
            digits = read(text)
        except NumberError as error:
            refusals = [error.reason, error.remedy]
            assert all(refusals)
        else:
            assert complete(digits[:8]) == digits


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("4.03E+08", "rounded"),
        ("4,03E+08", "rounded"),
        ("012345674", "9 digits"),
        ("2123456791", "begin with 0 to 1"),
        ("0123456799", "do not agree"),
        ("Janssens", "other signs"),
        ("", "other signs"),
        ("٠١٢٣٤٥٦٧٤٩", "other signs"),
    ],
)
def test_the_reason_names_what_is_wrong(text, part):
    """Each kind of slip has its own sentence."""
    with pytest.raises(NumberError, match=part):
        enterprise_number(text)


def test_an_enterprise_number_among_establishments_is_recognised():
    """Who mixes up both numbers is asked whether it is the other one."""
    with pytest.raises(NumberError) as caught:
        establishment_number("0123456749")
    assert "enterprise number?" in caught.value.remedy
