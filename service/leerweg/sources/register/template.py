"""The register template: which tables a register consists of. The one owner of its sheet and column names.

Order matters: a sheet comes after the sheets it refers to.
"""

from __future__ import annotations

from leerweg.sources.register.columns import Sheet
from leerweg.sources.register.sheets_places import BODIES, COMPANIES, EXCLUSIONS, MANDATES, SITES
from leerweg.sources.register.sheets_teaching import CAPACITY, MENTORS, OFFERS, RECOGNITIONS, SUSPENSIONS

__all__ = ["CODES_SHEET", "READ_ME", "SHEETS", "sheet_named"]

SHEETS: tuple[Sheet, ...] = (
    COMPANIES,
    BODIES,
    MANDATES,
    SITES,
    OFFERS,
    RECOGNITIONS,
    SUSPENSIONS,
    EXCLUSIONS,
    MENTORS,
    CAPACITY,
)

READ_ME = "read me"
CODES_SHEET = "codes"

_BY_NAME = {sheet.name: sheet for sheet in SHEETS}


def sheet_named(name: str) -> Sheet | None:
    """The sheet of this name, capitals and blanks around it aside; None when the template has none."""
    return _BY_NAME.get(name.strip().lower())
