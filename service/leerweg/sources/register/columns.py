"""What a column of the register template is: its name, the kind of its cells, and what it means in three languages.

The sheets themselves stand in `template`. Reading, writing, drop-downs and documentation all follow from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "ENVIRONMENT",
    "ENVIRONMENTS",
    "ESTABLISHMENT",
    "ISSUER_KINDS",
    "NAMES",
    "ORGANISATION_KINDS",
    "PROGRAMME",
    "SYNTHETIC",
    "VALIDITY",
    "VALIDITY_FROM_REQUIRED",
    "Column",
    "Kind",
    "Sheet",
]


class Kind(StrEnum):
    """The kind of a cell; each is read by one function of `cells`, and its value says how it is written."""

    TEXT = "text"
    KEY = "key of your own: letters, digits, . _ -"
    PSEUDONYM = "pseudonym: a number or code, never a name"
    ENTERPRISE = "enterprise number, 10 digits: 1990.000.035"
    ESTABLISHMENT = "establishment number, 10 digits: 2.123.456.791"
    DATE = "date: 2025-09-01"
    BOOLEAN = "ja/nee, oui/non, yes/no, 1/0"
    WHOLE = "whole number"
    DECIMAL = "decimal number: 51.054"
    MUNICIPALITY = "municipality: 44021 or Gent"
    ACTIVITY = "NACE codes: 43.21; 47"
    COMPETENCES = "codes or IRIs: bkc0053047; http://data.europa.eu/esco/skill/…"
    PROGRAMME = "programme code: S-97"
    BODY = "key of a body, or its IRI"
    CHOICE = "one of a few words"
    CODE = "code of a code list"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `choices` belong to Kind.CHOICE; `code_list` and `default` (meant by an empty cell) to Kind.CODE."""

    name: str
    kind: Kind
    nl: str
    en: str
    fr: str
    required: bool = False
    choices: tuple[str, ...] = ()
    code_list: str = ""
    default: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: a sheet of the workbook, or one CSV file of that name."""

    name: str
    nl: str
    en: str
    fr: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The column names, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the columns that must be there, and filled in every row."""
        return tuple(column.name for column in self.columns if column.required)

    def column(self, name: str) -> Column:
        """The column of this name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


ENVIRONMENTS = ("real", "simulated", "school-workshop")
ORGANISATION_KINDS = ("company", "education-provider", "public-body")
ISSUER_KINDS = ("public-body", "partnership", "sectoral-partnership")

ESTABLISHMENT = Column(
    "establishment_number",
    Kind.ESTABLISHMENT,
    "Vestigingsnummer van de plaats, zoals in het blad sites.",
    "Establishment number of the place, as in the sheet sites.",
    "Numéro d'unité d'établissement du lieu, comme dans la feuille sites.",
    required=True,
)
ENVIRONMENT = Column(
    "environment",
    Kind.CHOICE,
    "Leeromgeving; nodig als de vestiging er in het blad sites meer dan een heeft.",
    "Learning environment; needed when the establishment has more than one in the sheet sites.",
    "Environnement d'apprentissage ; nécessaire si l'unité en a plusieurs dans la feuille sites.",
    choices=ENVIRONMENTS,
)
PROGRAMME = Column(
    "programme",
    Kind.PROGRAMME,
    "Opleiding; leeg: voor alle opleidingen.",
    "Programme; empty: for all programmes.",
    "Formation ; vide : pour toutes les formations.",
)
_NAME = Column("name", Kind.TEXT, "Naam (Nederlands).", "Name (Dutch).", "Nom (néerlandais).", required=True)
_NAME_FR = Column("name_fr", Kind.TEXT, "Naam in het Frans.", "Name in French.", "Nom en français.")
_NAME_EN = Column("name_en", Kind.TEXT, "Naam in het Engels.", "Name in English.", "Nom en anglais.")
NAMES = (_NAME, _NAME_FR, _NAME_EN)

_FROM = (
    "Geldig vanaf deze dag (inbegrepen).",
    "Valid from this day (included).",
    "Valable à partir de ce jour (inclus).",
)
_VALID_UNTIL = Column(
    "valid_until",
    Kind.DATE,
    "Geldig tot en met deze dag; leeg: zonder einde.",
    "Valid until this day, included; empty: open.",
    "Valable jusqu'à ce jour inclus ; vide : sans fin.",
)
VALIDITY = (Column("valid_from", Kind.DATE, *_FROM), _VALID_UNTIL)
VALIDITY_FROM_REQUIRED = (Column("valid_from", Kind.DATE, *_FROM, required=True), _VALID_UNTIL)
SYNTHETIC = Column(
    "synthetic",
    Kind.BOOLEAN,
    "Ja voor verzonnen gegevens; leeg: echt.",
    "Yes for invented data; empty: real.",
    "Oui pour des données inventées ; vide : réelles.",
)
