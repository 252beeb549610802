"""The hours of the workplace component, read from the two texts in which the register of programmes gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Hours", "read_hours", "read_title"]

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_AT_LEAST = re.compile(rf"minstens {_NUMBER}(?: en maximaal {_NUMBER})?(?= opleidingsuren| uren| uur|\b)")
_MINIMUM = re.compile(rf"\bMin\. {_NUMBER}")
_RANGE = re.compile(rf"\b{_NUMBER}\s*-\s*{_NUMBER}\s*/\s*week")
_DEROGATION = re.compile(r"\bAfwijkende\b", re.IGNORECASE)
_TITLE = re.compile(r"in de opleiding (.+?)(?: duaal)+ omvat ")


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours per week, averaged over a year, as decimal numbers in writing; '' is: not given.

    `derogates` is whether the government allowed other hours than the rule (afwijkende werkplekcomponent).
    """

    minimum: str
    maximum: str
    derogates: bool
    notes: tuple[str, ...] = ()


def read_hours(kind: str, text: str) -> Hours:
    """The hours that `werkplekcomponent_type` and `omschrijving` give; where they disagree the first one stands."""
    stated = _from_kind(kind)
    told = _from_text(text)
    notes = []
    if stated != ("", "") and told not in (("", ""), stated):
        notes.append(f"'{kind}' and the description disagree on the hours; the former stands.")
    minimum, maximum = stated if stated != ("", "") else told
    if not minimum:
        notes.append("No hours of the workplace component could be read.")
    return Hours(minimum, maximum, bool(_DEROGATION.search(kind)), tuple(notes))


def read_title(text: str) -> str:
    """The title of the programme as the description of its workplace component names it; '' where it does not."""
    match = _TITLE.search(text)
    return f"{match[1]} duaal" if match else ""


def _from_kind(kind: str) -> tuple[str, str]:
    if match := _RANGE.search(kind):
        return _decimal(match[1]), _decimal(match[2])
    if match := _MINIMUM.search(kind):
        return _decimal(match[1]), ""
    return "", ""


def _from_text(text: str) -> tuple[str, str]:
    match = _AT_LEAST.search(text)
    return (_decimal(match[1]), _decimal(match[2] or "")) if match else ("", "")


def _decimal(text: str) -> str:
    return text.replace(",", ".")
