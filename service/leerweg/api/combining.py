"""`/api/v1/combinations`: which workplaces together teach a qualification."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from leerweg.api.caching import today
from leerweg.api.negotiating import require_json
from leerweg.api.parameters import CombinationOfQualification, HeaderLanguage
from leerweg.api.presenting import Model, ReferenceModel
from leerweg.api.questions import Presenter
from leerweg.api.threads import ThreadRoute
from leerweg.coverage import CoverageAtlas
from leerweg.model.answers import Basis
from leerweg.model.combinations import Aim, Combinations, Preference

__all__ = ["combinations_router"]


class StartModel(Model):
    """The place from which distances are measured, in degrees; a bare point has no IRI."""

    place: ReferenceModel
    latitude: float
    longitude: float


class AskedTogetherModel(Model):
    """The question as it was understood; `on` and `until` are both included, `within` is in km."""

    subject: ReferenceModel
    region: ReferenceModel
    on: date
    until: date
    basis: Basis
    qualifications: Sequence[ReferenceModel]
    near: StartModel | None
    within: float | None
    prefer: Preference
    possible: bool


class CostModel(Model):
    """Workplaces, kilometres there in a straight line (null where no place was named), and companies."""

    sites: int
    travel: float | None
    companies: int


class ChosenModel(Model):
    """A workplace of a set, `distance` km away: what it is proved to teach, and what it possibly teaches besides."""

    site: ReferenceModel
    organisation: ReferenceModel
    municipality: ReferenceModel
    latitude: float | None
    longitude: float | None
    approximate: Annotated[bool, Field(description="Whether its place is the middle of its municipality.")]
    distance: float | None
    proved: Sequence[ReferenceModel]
    possible: Sequence[ReferenceModel]


class CombinationModel(Model):
    """A set of workplaces of which none can be left out."""

    sites: Sequence[ChosenModel]
    cost: CostModel
    only_possible: Sequence[ReferenceModel]
    proven: Annotated[bool, Field(description="Whether no set, but for those named before it, is better.")]
    open: Annotated[Preference | None, Field(description="What was still being minimised when the work was ended.")]
    bound: Annotated[float | None, Field(description="What no set comes below in that: workplaces, km or companies.")]


class WitnessModel(Model):
    """A workplace that was not reached, or not sure; `distance` in km, null where it is not known."""

    site: ReferenceModel
    organisation: ReferenceModel
    municipality: ReferenceModel
    distance: float | None


class UntaughtModel(Model):
    """A competence that no workplace in reach teaches: the nearest that does elsewhere, and who possibly does here."""

    competence: ReferenceModel
    nearest: WitnessModel | None
    possible: Sequence[WitnessModel]
    possible_count: int


class CombinationsModel(Model):
    """The best set first, then the next best, with everything that is needed to check them."""

    asked: AskedTogetherModel
    complete: Annotated[bool, Field(description="Whether every competence is taught by somebody in reach.")]
    competences: Sequence[ReferenceModel]
    items: Sequence[CombinationModel]
    untaught: Sequence[UntaughtModel]
    apart: Annotated[
        Sequence[ReferenceModel],
        Field(description="Competences of which no workplace teaches two, where they prove that fewer cannot do."),
    ]
    reachable: Annotated[int, Field(description="How many workplaces were considered.")]
    unplaced: Sequence[ReferenceModel]
    unplaced_count: Annotated[int, Field(description="Workplaces left out because their place is unknown.")]
    query: Annotated[str, Field(description="The address at which SPARQL tells what the first set leaves untaught.")]
    data_version: Annotated[int, Field(description="The revision of the graph that gave this answer.")]
    licence: Annotated[Sequence[str], Field(description="The licences of the data sets in the graph.")]


def combinations_router(atlas: CoverageAtlas, presenter: Presenter) -> APIRouter:
    """The route of the combinations."""
    router = APIRouter(route_class=ThreadRoute, prefix="/api/v1", tags=["questions"], dependencies=[require_json])

    @router.get("/combinations", summary="Workplaces that together teach a qualification")
    def list_combinations(
        asked: Annotated[CombinationOfQualification, Query()], language: HeaderLanguage
    ) -> CombinationsModel:
        """The best sets of workplaces that together teach a qualification, or what nobody in reach teaches."""
        answer = atlas.combinations(
            asked.of,
            region=asked.region,
            on=asked.on or today(),
            basis=asked.basis,
            aim=_aim(asked),
            language=asked.lang or language,
        )
        return CombinationsModel.model_validate(_members(answer, presenter))

    return router


def _aim(asked: CombinationOfQualification) -> Aim:
    return Aim(**{field.name: getattr(asked, field.name) for field in fields(Aim)})


def _members(answer: Combinations, presenter: Presenter) -> dict[str, object]:
    own = {field.name: getattr(answer, field.name) for field in fields(answer)}
    return {
        **own,
        "complete": answer.complete,
        "query": presenter.address_of(answer.query),
        "data_version": answer.revision,
        "licence": presenter.licences(),
    }
