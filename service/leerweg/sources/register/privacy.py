"""No personal data in a register: cells that look like a person are refused before they become data.

This recognises what commonly slips in (names as keys, e-mail addresses, national register numbers). It cannot prove
that a text is free of persons; whoever delivers remains responsible.
"""

from __future__ import annotations

import re

__all__ = ["personal_data", "reason_against_pseudonym"]

_EMAIL = re.compile(r"[^\s@;,<>]+@[^\s@;,<>]+\.[A-Za-z]{2,}")
_NATIONAL = re.compile(r"(?<!\d)(\d{2})[. ]?(\d{2})[. ]?(\d{2})[-. ]?(\d{3})[-. ]?(\d{2})(?!\d)")
_PSEUDONYM = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_LETTERS = re.compile(r"[A-Za-z]+")
_BIRTH = re.compile(r"(?<!\d)(19|20)?\d{2}[-._]?(0[1-9]|1[0-2])[-._]?(0[1-9]|[12]\d|3[01])(?!\d)")
_HEXADECIMAL = frozenset("abcdef")
_VOWELS = frozenset("aeiouy")
_ROLE_WORDS = frozenset({"mentor", "tuteur", "rol", "role"})
_SHORTEST_NAME = 3
_MODULUS = 97
_LAST_MONTH = 12
_SECOND_MILLENNIUM = 2_000_000_000


def personal_data(text: str) -> str:
    """What of a person this text seems to hold (`an e-mail address`, `a national register number`), or nothing."""
    if "@" in text and _EMAIL.search(text):
        return "an e-mail address"
    if any(_is_national_number("".join(match.groups())) for match in _NATIONAL.finditer(text)):
        return "a national register number"
    return ""


def reason_against_pseudonym(text: str) -> str:
    """Why this key of a mentor is not taken for a pseudonym, or nothing.

    A pseudonym is a number or a code: it has a digit, and no run of letters that reads like a name. Hexadecimal and
    short codes pass; so does the word mentor.
    """
    if found := personal_data(text):
        return f"it looks like {found}"
    if not _PSEUDONYM.fullmatch(text):
        return "it has blanks or other signs than letters, digits, . _ -"
    if not any(sign.isdigit() for sign in text):
        return "it has no digit and looks like a name"
    if any(_reads_like_a_name(run) for run in _LETTERS.findall(text)):
        return "it looks like a name"
    if _BIRTH.fullmatch(text):
        return "it looks like a date of birth"
    return ""


def _reads_like_a_name(run: str) -> bool:
    lower = run.lower()
    if len(run) < _SHORTEST_NAME or lower in _ROLE_WORDS or _HEXADECIMAL.issuperset(lower):
        return False
    written_as_word = run.islower() or run.isupper() or run.istitle()
    return written_as_word and not _VOWELS.isdisjoint(lower)


def _is_national_number(digits: str) -> bool:
    if int(digits[2:4]) % 20 > _LAST_MONTH:  # months of temporary numbers are raised by 20 or 40
        return False
    birth_and_order, check = int(digits[:9]), int(digits[9:])
    return check in (
        _MODULUS - birth_and_order % _MODULUS,
        _MODULUS - (_SECOND_MILLENNIUM + birth_and_order) % _MODULUS,
    )
