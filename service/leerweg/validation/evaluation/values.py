"""Literals as values: whether they are well formed, and which of two comes first."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal

from pyoxigraph import Literal

from leerweg.namespaces import XSD
from leerweg.validation.evaluation.data import Term

__all__ = ["comes_before", "is_well_formed"]

_INTEGERS = frozenset(
    XSD + name
    for name in (
        "integer", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger", "long", "int",
        "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
    )
)  # fmt: skip
_INTEGER = re.compile(r"[+-]?\d+")
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_DOUBLE = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_HOUR = re.compile(r"\d\d:\d\d:\d\d(\.\d+)?")

Value = Decimal | float | date | time | str | bool


def is_well_formed(literal: Literal) -> bool:
    """Whether the text of a literal is one that its datatype allows, as far as the datatype is known here."""
    reading = _READINGS.get(literal.datatype.value)
    return reading is None or _read(literal, reading) is not None


def comes_before(one: Term, other: Term, *, or_equals: bool) -> bool:
    """Whether a literal is less than another (or equals it); false where they cannot be compared."""
    if not isinstance(one, Literal) or not isinstance(other, Literal):
        return False
    first, second = (_read(literal, _READINGS.get(literal.datatype.value, str)) for literal in (one, other))
    if first is None or second is None:
        return False
    try:
        return bool(first < second or (or_equals and first == second))  # type: ignore[operator]  # other kinds: below
    except TypeError:
        return False


def _read(literal: Literal, reading: Callable[[str], Value | None]) -> Value | None:
    try:
        return reading(literal.value)
    except (ValueError, ArithmeticError):
        return None


def _matched(pattern: re.Pattern[str], make: Callable[[str], Value]) -> Callable[[str], Value | None]:
    return lambda text: make(text) if pattern.fullmatch(text) else None


_READINGS: dict[str, Callable[[str], Value | None]] = {
    **dict.fromkeys(_INTEGERS, _matched(_INTEGER, Decimal)),
    XSD + "decimal": _matched(_DECIMAL, Decimal),
    XSD + "double": _matched(_DOUBLE, float),
    XSD + "float": _matched(_DOUBLE, float),
    XSD + "date": _matched(_DAY, lambda text: date.fromisoformat(text[:10])),
    XSD + "dateTime": _matched(_MOMENT, datetime.fromisoformat),
    XSD + "time": _matched(_HOUR, time.fromisoformat),
    XSD + "boolean": {"true": True, "1": True, "false": False, "0": False}.get,
}
