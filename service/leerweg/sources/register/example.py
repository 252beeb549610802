"""The invented register of three places that the template can show; all of it is marked synthetic."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from leerweg.model.delivery import Location
from leerweg.sources.register.cells import Cell
from leerweg.sources.register.tables import Row
from leerweg.sources.register.template import SHEETS

__all__ = ["example_rows"]

_COMPANY, _SCHOOL = "1990000035", "1990000134"
_WORKSHOP, _SIMULATED = "8990000085", "8990000184"
_MANDATED = dt.date(2021, 1, 1)
_START, _END = dt.date(2025, 9, 1), dt.date(2030, 8, 31)
_PLACE: Mapping[str, Cell] = {"establishment_number": _WORKSHOP, "environment": "real"}
_PERIOD: Mapping[str, Cell] = {"valid_from": _START, "valid_until": _END}

_EXAMPLE: tuple[tuple[str, Mapping[str, Cell]], ...] = (
    (
        "companies",
        {
            "enterprise_number": _COMPANY,
            "name": "Voorbeeld Fietsen",
            "name_fr": "Vélos Exemple",
            "name_en": "Example Bicycles",
            "kind": "company",
            "activity": "95.29",
        },
    ),
    ("companies", {"enterprise_number": _SCHOOL, "name": "Voorbeeldschool", "kind": "education-provider"}),
    (
        "bodies",
        {
            "body": "voorbeeldpartnerschap",
            "name": "Voorbeeldpartnerschap",
            "name_en": "Example partnership",
            "kind": "sectoral-partnership",
        },
    ),
    (
        "mandates",
        {
            "body": "voorbeeldpartnerschap",
            "purpose": "recognition",
            "sector": "95",
            "valid_from": dt.date(2021, 1, 1),
        },
    ),
    (
        "sites",
        {
            **_PLACE,
            "enterprise_number": _COMPANY,
            "name": "Voorbeeld Fietsen Gent",
            "municipality": "Gent",
            "latitude": 51.054,
            "longitude": 3.721,
        },
    ),
    (
        "sites",
        {
            "establishment_number": _SIMULATED,
            "environment": "school-workshop",
            "enterprise_number": _SCHOOL,
            "name": "Fietsatelier van de Voorbeeldschool",
            "municipality": "44021",
        },
    ),
    (
        "offers",
        {
            **_PLACE,
            "offer": "2025",
            "competences": "bkc0014563; bkc0014564",
            "partly": "bkc0014570",
            "not_taught": "bkc0014571",
            "includes_narrower": False,
            "context": "Stadsfietsen en elektrische fietsen",
            "issued": _START,
            **_PERIOD,
        },
    ),
    (
        "recognitions",
        {
            **_PLACE,
            "recognition": "R-1",
            "programme": "S-97",
            "granted_by": "voorbeeldpartnerschap",
            "decision_date": dt.date(2025, 8, 20),
            "scope": "dual",
            **_PERIOD,
        },
    ),
    (
        "suspensions",
        {
            **_PLACE,
            "recognition": "R-1",
            "valid_from": dt.date(2026, 1, 5),
            "valid_until": dt.date(2026, 1, 31),
        },
    ),
    (
        "exclusions",
        {
            "establishment_number": _SIMULATED,
            "environment": "school-workshop",
            "valid_from": dt.date(2024, 1, 1),
            "valid_until": dt.date(2024, 6, 30),
        },
    ),
    (
        "mentors",
        {
            **_PLACE,
            "mentor": "M-0001",
            "programme": "S-97",
            "eligible": True,
            "minimum_age": 25,
            "experience_years": 5,
            "prior_training": False,
            "decision_date": dt.date(2025, 8, 20),
            **_PERIOD,
        },
    ),
    ("capacity", {**_PLACE, "programme": "S-97", "places": 2, "places_taken": 1, **_PERIOD}),
)


def example_rows() -> list[Row]:
    """One row or two for each sheet, in template order; numbers of a range that is not in use."""
    sheets = {sheet.name: sheet for sheet in SHEETS}
    return [Row(sheets[name], Location("example", name), {**cells, "synthetic": True}) for name, cells in _EXAMPLE]
