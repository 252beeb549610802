"""What a reader wished of a combination: the form's fields, and the problems beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TypeVar

from leerweg.model.answers import Basis
from leerweg.model.combinations import Aim, Preference

__all__ = ["FIELD_OF", "CombinationWish", "FieldProblem", "Meant", "read_combination_wish", "understand_wish"]

T = TypeVar("T")
_LONGEST = 300
# Where an error says that something is wrong, and the field that a reader can mend it in.
FIELD_OF = {
    "qualification or programme": "of",
    "programme": "on",
    "region": "region",
    "region or site": "near",
    "near": "near",
    "within": "within",
    "until": "until",
    "alternatives": "alternatives",
}


@dataclass(frozen=True)
class CombinationWish:
    """The fields as they were filled in; `sent` says whether there is something to answer."""

    of: str = ""
    region: str = ""
    near: str = ""
    within: str = ""
    on: str = ""
    until: str = ""
    basis: str = Basis.RECOGNISED.value
    prefer: str = Preference.FEWEST_SITES.value
    possible: str = ""
    alternatives: str = "3"
    sent: bool = False

    def parameters(self, **changes: object) -> dict[str, object]:
        """The parameters of a link that asks the same, but for these changes."""
        same = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "sent"}
        return {**same, **changes}


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with a field: its name, and what it can mean instead (IRI and name)."""

    field: str
    candidates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Meant:
    """A wish that can be put to the graph."""

    of: str
    region: str | None
    on: date
    basis: Basis
    aim: Aim


def read_combination_wish(parameters: Mapping[str, str], today: date) -> CombinationWish:
    """The form as it was filled in; what is absent gets its default."""
    given = {name: value.strip()[:_LONGEST] for name, value in parameters.items()}
    known = {field.name: given[field.name] for field in fields(CombinationWish) if given.get(field.name)}
    return CombinationWish(**{"on": today.isoformat(), **known, "sent": "of" in given})  # type: ignore[arg-type]  # all but `sent` are texts


def understand_wish(wish: CombinationWish) -> tuple[Meant | None, tuple[FieldProblem, ...]]:
    """The question that was meant, or None and every field that cannot be read."""
    wrong: list[FieldProblem] = []

    def taken(field: str, read: Callable[[str], T], default: T) -> T:
        text = getattr(wish, field)
        try:
            return read(text) if text else default
        except ValueError:
            wrong.append(FieldProblem(field))
            return default

    if not wish.of:
        wrong.append(FieldProblem("of"))
    on = taken("on", date.fromisoformat, date.min)
    aim = Aim(
        near=wish.near,
        within=taken("within", lambda text: float(text.replace(",", ".")), None),
        until=taken("until", date.fromisoformat, None),
        prefer=taken("prefer", Preference, Preference.FEWEST_SITES),
        possible=wish.possible == "true",
        alternatives=taken("alternatives", int, 0),
    )
    basis = taken("basis", Basis, Basis.RECOGNISED)
    return (None, tuple(wrong)) if wrong else (Meant(wish.of, wish.region or None, on, basis, aim), ())
