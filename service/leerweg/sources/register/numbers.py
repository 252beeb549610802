"""Enterprise and establishment numbers of the Belgian Crossroads Bank: ten digits, the last two a check on the rest."""

from __future__ import annotations

import re

__all__ = ["NumberError", "complete", "enterprise_number", "establishment_number"]

_LENGTH = 10
_WITHOUT_ZERO = 9
_MODULUS = 97
_MARKS = re.compile(r"[.\s\-]")
_ROUNDED = re.compile(r"\d+([.,]\d+)?E\+?\d+", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]+")


class NumberError(ValueError):
    """Why a number is no enterprise or establishment number: `reason` and `remedy` are sentences."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


def complete(first_eight: str) -> str:
    """The ten digits that begin with these eight: the check digits are 97 minus their remainder by 97."""
    return f"{first_eight}{_MODULUS - int(first_eight) % _MODULUS:02d}"


def enterprise_number(text: str) -> tuple[str, str]:
    """The ten digits of an enterprise number, and a note (or nothing) on what was put right.

    Dots, blanks, dashes and a BE in front are taken off; a leading zero that a spreadsheet dropped is put back.
    Raises NumberError.
    """
    digits = _digits(text, "enterprise")
    note = ""
    if len(digits) == _WITHOUT_ZERO and complete(f"0{digits}"[:8]) == f"0{digits}":
        digits = f"0{digits}"
        note = (
            f"The leading zero of the enterprise number {digits} was missing, as spreadsheets drop it; it was put back."
        )
    _check(digits, "01", "enterprise")
    return digits, note


def establishment_number(text: str) -> str:
    """The ten digits of an establishment number; marks are taken off too. Raises NumberError."""
    digits = _digits(text, "establishment")
    _check(digits, "2345678", "establishment")
    return digits


def _digits(text: str, what: str) -> str:
    stripped = _MARKS.sub("", text)
    if stripped[:2].upper() == "BE":
        stripped = stripped[2:]
    if _ROUNDED.fullmatch(text.strip()):
        raise NumberError(
            f"'{text}' is a number that a spreadsheet rounded; its last digits are lost.",
            "Make the column text in the spreadsheet, type the number again and save.",
        )
    if not _DIGITS.fullmatch(stripped):
        raise NumberError(f"'{text}' is no {what} number: it has other signs than digits.", "Give the ten digits.")
    return stripped


def _check(digits: str, first: str, what: str) -> None:
    if len(digits) != _LENGTH:
        raise NumberError(
            f"'{digits}' is no {what} number: it has {len(digits)} digits and not ten.",
            "Give all ten digits; make the column text in a spreadsheet so that a leading zero stays.",
        )
    if digits[0] not in first:
        other = "an establishment" if what == "enterprise" else "an enterprise"
        hint = f"Is it {other} number?" if digits[0] in "012345678" else "Look it up in the Crossroads Bank."
        raise NumberError(f"'{digits}' is no {what} number: those begin with {first[0]} to {first[-1]}.", hint)
    if complete(digits[:8]) != digits:
        raise NumberError(
            f"'{digits}' is no {what} number: its last two digits do not agree with the rest.",
            "Look for a typing error; the Crossroads Bank has the right number.",
        )
