"""A plan as a new team writes it: the empty workbook filled in with mistakes, and the same file with them mended."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl

SCHOOL, SITE, UNKNOWN_SITE = "8998090380", "8998010307", "8998010399"
_ALLOCATED = {
    "T1-alg": (SCHOOL, ["bkc0014573"]),
    "T1-school": (SCHOOL, ["bkc0014565", "bkc0014566", "bkc0041560", "bkc0014568"]),
    "T1-werk": (SITE, ["bkc0014563", "bkc0014570", "bkc0014571", "bkc0014572", "bkc0014567", "bkc0014569"]),
}
FORGOTTEN = "bkc0014564"
MISTAKES = {
    "T3": ("Trajecten", "S5"),  # a day that does not exist
    "T7": ("Verdeling competenties", "C7"),  # a code with a digit missing
    "N3": ("Verdeling competenties", "D11"),  # an unknown site …
    "T1": ("Verdeling competenties", "D11"),  # … told twice: nobody knows it, and it is no workplace
    "R4": ("Trajecten", ""),  # a competence that is allocated nowhere
    "R7": ("Overeenkomsten", "P5"),  # too few hours
}
"""What a report must point at: the sheet and the cell of each rule."""


class Plan:
    """A workbook under somebody's hands: sheets and columns by the names that stand there."""

    def __init__(self, content: bytes) -> None:
        self.book: Any = openpyxl.load_workbook(io.BytesIO(content))

    def put(self, sheet: str, row: int, **cells: object) -> None:
        """Type into the cells of a row; blanks in a column's name are written as _."""
        columns = {str(cell.value).rstrip(" ●○"): cell.column for cell in self.book[sheet][3] if cell.value}
        for name, value in cells.items():
            self.book[sheet].cell(row, columns[name.replace("_", " ")]).value = value

    @property
    def content(self) -> bytes:
        """The file, as it is saved."""
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()


def with_mistakes(template: bytes) -> bytes:
    """The empty workbook in Dutch, filled in as a team does that makes each of the mistakes."""
    plan = Plan(template)
    plan.put(
        "Trajecten",
        5,
        Sleutel="T1",
        Naam="Fietshersteller, klas 5",
        Opleiding="S-97",
        Beoogde_kwalificatie="BK-0117-2",
        Standaardtraject="OT-01454",
        Verantwoordelijke_opleidingsverstrekker="1998.090.726",
        Startdatum="31 september 2026",
        Einddatum=dt.date(2028, 6, 30),
    )
    components = {
        "T1-alg": ("component algemene vorming", 6),
        "T1-school": ("component beroepsgerichte vorming", 8),
        "T1-werk": ("component werkervaring", 24),
    }
    for row, (key, (kind, hours)) in enumerate(components.items(), 5):
        plan.put("Componenten", row, Sleutel=key, Traject="T1", Soort_component=kind, Uren_per_week=hours)
    allocated = [(key, code, place) for key, (place, codes) in _ALLOCATED.items() for code in codes]
    for row, (key, code, place) in enumerate(allocated, 5):
        mistyped = {"bkc0014566": "bkc001456"}.get(code, code)
        at = UNKNOWN_SITE if code == "bkc0014570" else place
        plan.put("Verdeling competenties", row, Component=key, Competentie=mistyped, Plaats=at)
    plan.put(
        "Overeenkomsten",
        5,
        Sleutel="A1",
        Traject="T1",
        Soort_overeenkomst="overeenkomst van alternerende opleiding",
        Werkplek=SITE,
        Ondertekend_op=dt.date(2026, 8, 24),
        Geldig_vanaf=dt.date(2026, 9, 1),
        Geldig_tot_en_met=dt.date(2028, 6, 30),
        Uren_op_de_werkplek=12,
        Uren_gesimuleerd=0,
    )
    return plan.content


def mended(content: bytes) -> bytes:
    """The same file, each mistake mended where the report says it is."""
    plan = Plan(content)
    plan.put("Trajecten", 5, Startdatum=dt.date(2026, 9, 1))
    plan.put("Verdeling competenties", 7, Competentie="bkc0014566")
    plan.put("Verdeling competenties", 11, Plaats=SITE)
    plan.put("Verdeling competenties", 16, Component="T1-werk", Competentie=FORGOTTEN, Plaats=SITE)
    plan.put("Overeenkomsten", 5, Uren_op_de_werkplek=24)
    return plan.content
