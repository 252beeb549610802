"""Follows the references of a register row: to its company, site, recognition and body, within the same delivery."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from leerweg.sources.register.cells import Value
from leerweg.sources.register.keys import Ledger, RowError, enterprise, joined, last_piece, place_key, site_key

__all__ = ["follow"]

Values = Mapping[str, Value]
Found = tuple[dict[str, str], list[str]]


def follow(sheet: str, values: dict[str, Value], ledger: Ledger) -> Found:
    """The keys of the rows that a checked row refers to, by type (`organisation`, `site`, `recognition`), and notes.

    Fills in the environment where the establishment has only one. Raises RowError for a reference to nothing.
    """
    return _FOLLOWED[sheet](values, ledger)


def _of_nothing(_values: dict[str, Value], _ledger: Ledger) -> Found:
    return {}, []


def _of_mandate(values: dict[str, Value], ledger: Ledger) -> Found:
    return {}, _body("body", values["body"], ledger)


def _of_site(values: dict[str, Value], ledger: Ledger) -> Found:
    return {"organisation": _organisation(str(values["enterprise_number"]), ledger)}, []


def _at_site(values: dict[str, Value], ledger: Ledger) -> Found:
    return {"site": _site(values, ledger)}, []


def _of_recognition(values: dict[str, Value], ledger: Ledger) -> Found:
    return {"site": _site(values, ledger)}, _body("granted_by", values["granted_by"], ledger)


def _of_suspension(values: dict[str, Value], ledger: Ledger) -> Found:
    _site(values, ledger)
    return {"recognition": _recognition(values, ledger)}, []


def _site(values: dict[str, Value], ledger: Ledger) -> str:
    number = str(values["establishment_number"])
    known = ledger.environments(number)
    environment = str(values.get("environment", known[0] if len(known) == 1 else ""))
    if environment in known:
        values["environment"] = environment
        return site_key(number, environment)
    if row := ledger.rejected_in("establishments", number):
        raise RowError(
            "establishment_number", f"The site {number} was rejected (sheet sites, row {row}).", "Mend that row first."
        )
    if not known:
        raise RowError(
            "establishment_number",
            f"There is no site {number} in the sheet sites.",
            "Add the site, or mend the number.",
        )
    raise RowError(
        "environment",
        f"The site {number} has the environments {', '.join(known)}, and not '{environment}'."
        if environment
        else f"The site {number} has more than one environment: {', '.join(known)}.",
        "Say which one is meant.",
    )


def _organisation(number: str, ledger: Ledger) -> str:
    if ledger.has(*enterprise(number)):
        return number
    if row := ledger.rejected_in(*enterprise(number)):
        reason = f"The company {number} was rejected (sheet companies, row {row})."
        raise RowError("enterprise_number", reason, "Mend that row first.")
    reason = f"There is no company {number} in the sheet companies."
    raise RowError("enterprise_number", reason, "Add the company, or mend the number.")


def _of_exclusion(values: dict[str, Value], ledger: Ledger) -> Found:
    if ("establishment_number" in values) == ("enterprise_number" in values):
        raise RowError(
            "establishment_number",
            "An exclusion is of an establishment or of a company: one of both numbers.",
            "Fill in exactly one of establishment_number and enterprise_number.",
        )
    if "establishment_number" in values:
        return {"site": _site(values, ledger)}, []
    return {"organisation": _organisation(str(values["enterprise_number"]), ledger)}, []


def _recognition(values: Values, ledger: Ledger) -> str:
    key = joined(place_key(values), str(values["recognition"]))
    if ledger.has("recognitions", key):
        return key
    if row := ledger.rejected_in("recognitions", f"{values['establishment_number']}-{values['recognition']}"):
        reason = f"The recognition {values['recognition']} was rejected (sheet recognitions, row {row})."
        raise RowError("recognition", reason, "Mend that row first.")
    reason = f"There is no recognition {values['recognition']} of this site in the sheet recognitions."
    raise RowError("recognition", reason, "Add the recognition, or mend the key.")


def _body(column: str, body: Value, ledger: Ledger) -> list[str]:
    key = last_piece(body)
    if ledger.has("organisations", key):
        return []
    if row := ledger.rejected_in("organisations", key):
        raise RowError(column, f"The body {key} was rejected (sheet bodies, row {row}).", "Mend that row first.")
    if not ledger.first_mention("organisations", key):
        return []
    return [f"The body {key} is not in this delivery; it must be known from another one. This is said once."]


_FOLLOWED: Mapping[str, Callable[[dict[str, Value], Ledger], Found]] = {
    "companies": _of_nothing,
    "bodies": _of_nothing,
    "mandates": _of_mandate,
    "sites": _of_site,
    "exclusions": _of_exclusion,
    "offers": _at_site,
    "recognitions": _of_recognition,
    "suspensions": _of_suspension,
    "mentors": _at_site,
    "capacity": _at_site,
}
