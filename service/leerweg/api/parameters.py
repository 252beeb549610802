"""The parameters of the questions: one model per address, so that a misspelt name is refused and never ignored."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from fastapi import Depends, Request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from leerweg.linkeddata import choose_language
from leerweg.model.answers import Basis
from leerweg.model.combinations import Preference
from leerweg.validation.shapes import DRAFT

__all__ = [
    "CombinationOfQualification",
    "CompetencesOfSite",
    "CoverageOfQualification",
    "HeaderLanguage",
    "Name",
    "OfQualification",
    "On",
    "Search",
    "Validation",
    "WorkplacesForCompetence",
]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOST_TEXT = 500
_MOST_PAGES = 100_000


def _read_day(given: object) -> date:
    if isinstance(given, date):
        return given
    if not isinstance(given, str) or not _DAY.fullmatch(given):
        raise ValueError("write a date as 2026-09-15")
    try:
        return date.fromisoformat(given)
    except ValueError as impossible:
        raise ValueError("there is no such day in the calendar") from impossible


Day = Annotated[date, BeforeValidator(_read_day)]
Name = Annotated[str, Field(min_length=1, max_length=_MOST_TEXT)]
Language = Annotated[
    Literal["nl", "en", "fr"] | None,
    Field(description="Language of the names; without it the header Accept-Language decides, else Dutch."),
]
Region = Annotated[
    str | None,
    Field(
        min_length=1,
        max_length=_MOST_TEXT,
        description="A region: NUTS code (BE22), NIS code of a municipality (71072), name or IRI. None: Belgium.",
    ),
]
On = Annotated[Day | None, Field(description="The date asked about, such as 2026-09-15. None: today.")]
BasisWanted = Annotated[
    Basis,
    Field(
        description=(
            "What must be known before a workplace 'can teach': `stated` (it says so), `recognised` (and it is "
            "recognised that day for a programme with the competence), `available` (and a mentor and a place are free)."
        )
    ),
]


class _Parameters(BaseModel):
    model_config = ConfigDict(extra="forbid")

    lang: Language = None


class Search(_Parameters):
    """Looking things up by what somebody types."""

    q: Annotated[str, Field(max_length=_MOST_TEXT, description="The beginning of a name or code, or words of a name.")]
    limit: Annotated[int, Field(ge=1, le=50, description="The most things to offer.")] = 10


class _Dated(_Parameters):
    on: On = None
    basis: BasisWanted = Basis.RECOGNISED


class _Paged(_Dated):
    page: Annotated[int, Field(ge=1, le=_MOST_PAGES, description="The page of the list, from 1.")] = 1
    size: Annotated[int, Field(ge=1, le=100, description="Items on a page.")] = 25


class WorkplacesForCompetence(_Paged):
    """Who can teach a competence."""

    teaches: Annotated[Name, Field(description="The competence: IRI, code (bkc0044804) or name.")]
    region: Region = None


class CompetencesOfSite(_Paged):
    """What a workplace can teach."""

    at: Annotated[Name, Field(description="The workplace: IRI, establishment number or name.")]


class CoverageOfQualification(_Paged):
    """How far a qualification can be taught."""

    of: Annotated[Name, Field(description="A qualification (BK-0117-2) or a programme (S-93): IRI, code or name.")]
    region: Region = None


class OfQualification(_Dated):
    """A qualification in a region, all workplaces together: what is taught how often, or what nobody can teach."""

    of: Annotated[Name, Field(description="A qualification (BK-0117-2) or a programme (S-93): IRI, code or name.")]
    region: Region = None


class CombinationOfQualification(OfQualification):
    """Workplaces that together teach a qualification."""

    near: Annotated[
        str,
        Field(
            max_length=_MOST_TEXT,
            description="Where distances are measured from: a municipality, a site or school, or latitude,longitude.",
        ),
    ] = ""
    within: Annotated[
        float | None, Field(ge=0, le=1_000, allow_inf_nan=False, description="At most so many km from `near`.")
    ] = None
    until: Annotated[
        Day | None, Field(description="The last day: the workplaces must be able to teach on each day up to it.")
    ] = None
    prefer: Annotated[
        Preference, Field(description="What counts first; the others, in their order, decide between equals.")
    ] = Preference.FEWEST_SITES
    possible: Annotated[bool, Field(description="Whether what is only possibly taught counts as taught.")] = False
    alternatives: Annotated[int, Field(ge=0, le=20, description="How many of the next best to give.")] = 3
    seconds: Annotated[
        float,
        Field(ge=0, le=10, allow_inf_nan=False, description="Work at most about so long; then give the best found."),
    ] = 5.0


class Validation(_Parameters):
    """How a document is judged, and how the report is written."""

    format: Annotated[
        str,
        Field(
            max_length=100,
            description="The form of the report: json, turtle, jsonld, ntriples, rdfxml, text, html, csv, xlsx, sarif,"
            " junit, or a media type; before the header Accept.",
        ),
    ] = ""
    media_type: Annotated[
        str, Field(max_length=100, alias="_mediatype", description="The media type of the report; before `format`.")
    ] = ""
    on: Annotated[Day | None, Field(description="The day the document is judged on. None: today.")] = None
    profile: Annotated[
        str,
        Field(
            max_length=60,
            description="The gate to hold it against: `draft` (what is stated already), `ready-to-sign`, `running`,"
            " `publishing`, `recognition-request`, `standard-trajectory` or `elm`.",
        ),
    ] = DRAFT
    repair: Annotated[
        str,
        Field(
            max_length=40,
            description="The name of a repair in the report on this document (the first 8 digits of `fingerprint`, a"
            " point, and its place in `repairs`): the answer is then the workbook with it, or the change as RDF Patch.",
        ),
    ] = ""


def _header_language(request: Request) -> str:
    return choose_language(request.headers.get("accept-language", ""))


HeaderLanguage = Annotated[str, Depends(_header_language)]
"""The language that the request's headers ask for."""
