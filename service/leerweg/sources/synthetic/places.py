"""Invented numbers, places and names: all valid in form, none in use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from leerweg.errors import InputError, InputTooLargeError
from leerweg.sources.register.numbers import complete
from leerweg.sources.register.regions import Municipality, regions

__all__ = ["NUMBERS", "Towns", "around", "check_workplaces", "numbers"]

NUMBERS = 900_000
"""How many numbers each range holds: from 19000000 (enterprises) and from 89000000 (establishments), then check digits.
The Crossroads Bank hands out neither; what lies above is left for examples written by hand."""

_DEFAULT_THOUSANDS = 16
# Inhabitants in thousands, rounded, of the larger municipalities: weights for where invented companies stand.
_THOUSANDS = {
    "11002": 560,
    "12025": 88,
    "13008": 42,
    "13040": 47,
    "21001": 127,
    "21004": 195,
    "21009": 90,
    "21012": 98,
    "21015": 130,
    "21016": 86,
    "21018": 60,
    "23016": 44,
    "23027": 42,
    "23088": 47,
    "24062": 104,
    "31005": 120,
    "33011": 35,
    "34022": 80,
    "34040": 39,
    "35013": 73,
    "36015": 66,
    "41002": 90,
    "41048": 40,
    "42006": 47,
    "44021": 270,
    "45035": 32,
    "46021": 82,
    "46029": 50,
    "46030": 86,
    "71004": 48,
    "71016": 67,
    "71053": 42,
    "71072": 89,
    "72020": 35,
    "73107": 40,
    "73111": 43,
}
_SPREAD_LATITUDE, _SPREAD_LONGITUDE, _FARTHEST = 0.008, 0.012, 2.5


def check_workplaces(workplaces: int) -> None:
    """Raises InputError for a number of workplaces that cannot be invented."""
    if workplaces < 1:
        raise InputError("At least one workplace must be asked for.", remedy="Give a number from 1 upwards.")
    if workplaces > NUMBERS:
        raise InputTooLargeError(f"At most {NUMBERS} workplaces can be invented.", remedy="Give a smaller number.")


def numbers(first_two: str, random: Random) -> Iterator[str]:
    """Every number of a range once, with its check digits, beginning somewhere."""
    start = random.randrange(NUMBERS)
    for step in range(NUMBERS):
        yield complete(f"{first_two}{(start + step) % NUMBERS:06d}")


@dataclass(frozen=True)
class Towns:
    """The municipalities of Flanders and Brussels, drawn by their size."""

    municipalities: tuple[Municipality, ...]
    cumulative: tuple[float, ...]

    @classmethod
    def load(cls) -> Towns:
        """All municipalities of the region scheme."""
        found = regions().municipalities
        total, cumulative = 0.0, []
        for municipality in found:
            total += _THOUSANDS.get(municipality.code, _DEFAULT_THOUSANDS)
            cumulative.append(total)
        return cls(found, tuple(cumulative))

    def draw(self, random: Random) -> Municipality:
        """A municipality, the larger the more often."""
        return random.choices(self.municipalities, cum_weights=self.cumulative)[0]


def around(municipality: Municipality, random: Random) -> tuple[float, float]:
    """Latitude and longitude (degrees) near the centre of a municipality, at most some two kilometres away."""
    north, east = (max(-_FARTHEST, min(_FARTHEST, random.gauss(0, 1))) for _ in range(2))
    return (
        round(municipality.latitude + north * _SPREAD_LATITUDE, 5),
        round(municipality.longitude + east * _SPREAD_LONGITUDE, 5),
    )
