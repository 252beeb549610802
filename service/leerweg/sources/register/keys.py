"""The keys of a register: how each row is called, and which keys were accepted or rejected so far.

Keys stay the same from delivery to delivery: official numbers, keys of the deliverer within an official number, and
the first day of validity where nothing else tells two periods apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from pyoxigraph import NamedNode

from leerweg.sources.register.cells import Value
from leerweg.sources.register.columns import ENVIRONMENTS
from leerweg.sources.register.tables import Row

__all__ = ["Ledger", "RowError", "enterprise", "joined", "last_piece", "own_key", "place_key", "site_key"]

Values = Mapping[str, Value]


class RowError(ValueError):
    """Why a row as a whole cannot be taken over: the column it shows in, `reason` and `remedy`."""

    def __init__(self, column: str, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason
        self.remedy = remedy


class Ledger:
    """Which keys of the delivery were seen, in which row (1 is the first), and which of them were rejected."""

    def __init__(self) -> None:
        self._accepted: dict[tuple[str, str], int] = {}
        self._rejected: dict[tuple[str, str], int] = {}
        self._mentioned: set[tuple[str, str]] = set()

    def accept(self, row: Row, values: Values, key: str) -> None:
        """Note a row under its key. Raises RowError when an earlier row of its sheet has the same key."""
        first = self._accepted.setdefault((_family(row.sheet.name), key), row.where.row)
        if first != row.where.row:
            raise RowError(
                row.sheet.required[0] if row.sheet.required else "",
                f"This row describes the same thing as row {first}: {key}.",
                "Keep one of both, or give them keys or first days of their own.",
            )
        if row.sheet.name == "companies":
            self._accepted[enterprise(str(values["enterprise_number"]))] = row.where.row

    def reject(self, row: Row, numbers: Mapping[str, str]) -> None:
        """Note that a row was rejected; `numbers` are the own numbers it could still be read to have."""
        name = row.sheet.name
        if name == "companies" and "enterprise_number" in numbers:
            self._rejected[enterprise(numbers["enterprise_number"])] = row.where.row
        elif name == "bodies" and "body" in numbers:
            self._rejected["organisations", numbers["body"]] = row.where.row
        elif name == "sites" and "establishment_number" in numbers:
            self._rejected["establishments", numbers["establishment_number"]] = row.where.row
        elif name == "recognitions" and "establishment_number" in numbers and "recognition" in numbers:
            key = f"{numbers['establishment_number']}-{numbers['recognition']}"
            self._rejected["recognitions", key] = row.where.row

    def environments(self, establishment: str) -> list[str]:
        """The learning environments accepted for an establishment number."""
        return [each for each in ENVIRONMENTS if ("sites", site_key(establishment, each)) in self._accepted]

    def has(self, family: str, key: str) -> bool:
        """Whether a row of this family (`organisations`, `sites`, `recognitions`, …) was accepted under this key."""
        return (family, key) in self._accepted

    def first_mention(self, family: str, key: str) -> bool:
        """Whether this key from outside the delivery is asked about for the first time."""
        first = (family, key) not in self._mentioned
        self._mentioned.add((family, key))
        return first

    def rejected_in(self, family: str, key: str) -> int:
        """The row in which this key was rejected, or 0."""
        return self._rejected.get((family, key), 0)


def site_key(establishment: str, environment: str) -> str:
    """The key of a site: the bare number for a real workplace, else the number and the environment."""
    return establishment if environment == ENVIRONMENTS[0] else f"{establishment}-{environment}"


def own_key(sheet: str, values: Values) -> str:
    """The key of the thing that a checked row of this sheet describes."""
    return _OWN_KEYS[sheet](values)


def place_key(values: Values) -> str:
    """The key of the site that a checked row names by establishment number and environment."""
    return site_key(str(values["establishment_number"]), str(values.get("environment", ENVIRONMENTS[0])))


def last_piece(value: Value | None) -> str:
    """The last piece of an IRI (of the first one, where there are several); nothing for nothing."""
    if isinstance(value, tuple):
        value = value[0]
    return value.value.rstrip("/").rsplit("/", 1)[-1] if isinstance(value, NamedNode) else str(value or "")


def joined(*pieces: str) -> str:
    """The pieces that are not empty, as one key."""
    return "-".join(piece for piece in pieces if piece)


def enterprise(number: str) -> tuple[str, str]:
    """How an enterprise number is called in the ledger, apart from the keys of bodies."""
    return "enterprises", number


def _family(sheet: str) -> str:
    return "organisations" if sheet in ("companies", "bodies") else sheet


def _day(values: Values) -> str:
    day = values["valid_from"]
    return day.isoformat() if isinstance(day, dt.date) else str(day)


def _mandate(values: Values) -> str:
    pieces = (last_piece(values.get(name)) for name in ("body", "purpose", "sector"))
    return joined(*pieces, _day(values))


def _exclusion(values: Values) -> str:
    excluded = place_key(values) if "establishment_number" in values else str(values["enterprise_number"])
    return joined(excluded, _day(values))


_OWN_KEYS: Mapping[str, Callable[[Values], str]] = {
    "companies": lambda values: str(values["enterprise_number"]),
    "bodies": lambda values: str(values["body"]),
    "mandates": _mandate,
    "sites": place_key,
    "exclusions": _exclusion,
    "offers": lambda values: joined(place_key(values), str(values["offer"])),
    "recognitions": lambda values: joined(place_key(values), str(values["recognition"])),
    "suspensions": lambda values: joined(place_key(values), str(values["recognition"]), _day(values)),
    "mentors": lambda values: joined(place_key(values), str(values["mentor"]), last_piece(values.get("programme"))),
    "capacity": lambda values: joined(place_key(values), last_piece(values.get("programme")), _day(values)),
}
