"""The JSON of the answers: the plain values of `leerweg.model.answers`, with keys in camelCase."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from leerweg.model.answers import Basis, Standing

__all__ = [
    "AskedModel",
    "CompetenceModel",
    "CoverageModel",
    "HitModel",
    "ListModel",
    "Model",
    "ReferenceModel",
    "RegionalModel",
    "SearchModel",
    "WorkplaceCoverageModel",
    "WorkplaceModel",
]


class Model(BaseModel):
    """A member of an answer, read from a plain value."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, from_attributes=True)


T = TypeVar("T", bound=Model)


class ReferenceModel(Model):
    """A thing by its IRI, with its name in the language asked for and its code."""

    iri: str
    label: str
    code: str


class RecognitionModel(Model):
    """A recognition in force: for which programme, by whom, and from when until when (both days included)."""

    recognition: str
    programme: ReferenceModel
    granter: ReferenceModel
    decided: date
    valid_from: date
    valid_until: date


class ProofModel(Model):
    """Why a workplace is said to teach a competence; `proves` false: possible only."""

    proves: bool
    match: Annotated[str, Field(description="How the offered competence relates to the one asked.")]
    taught: ReferenceModel
    offer: str
    offered_from: date
    offered_until: date | None
    recognition: RecognitionModel | None
    mentor: str
    places: int | None
    places_taken: int | None


class WorkplaceModel(Model):
    """A workplace that can teach the competence (`proved`) or possibly can, with its proofs, best first."""

    site: ReferenceModel
    organisation: ReferenceModel
    municipality: ReferenceModel
    latitude: float | None
    longitude: float | None
    proved: bool
    proofs: tuple[ProofModel, ...]


class CompetenceModel(Model):
    """A competence that the workplace can teach (`proved`) or possibly can, with its proofs, best first."""

    competence: ReferenceModel
    proved: bool
    proofs: tuple[ProofModel, ...]


class StandingModel(Model):
    """A competence that is not proved at a workplace, and why."""

    competence: ReferenceModel
    standing: Standing


class WorkplaceCoverageModel(Model):
    """How much of a qualification a workplace can teach: proved, possible at most, of how many; and what is missing."""

    site: ReferenceModel
    organisation: ReferenceModel
    municipality: ReferenceModel
    proved: int
    possible: int
    total: int
    proved_share: float
    possible_share: float
    missing: tuple[StandingModel, ...]


class RegionalModel(Model):
    """A competence in a region: how many workplaces are proved to teach it, and how many at most."""

    competence: ReferenceModel
    proved: int
    possible: int


class CoverageModel(Model):
    """A qualification in a region, all workplaces together; the scarcest competences first."""

    total: int
    proved: int
    possible: int
    competences: tuple[RegionalModel, ...]


class AskedModel(Model):
    """The question as it was understood; a programme stands for the qualifications that it leads to."""

    subject: ReferenceModel
    region: ReferenceModel
    on: date
    basis: Basis
    qualifications: tuple[ReferenceModel, ...]


class ListModel(Model, Generic[T]):
    """A page of an answer, with everything that is needed to check it."""

    asked: AskedModel
    items: Sequence[T]
    total: Annotated[int, Field(description="Items on all pages together.")]
    page: int
    size: int
    query: Annotated[str, Field(description="The address at which the SPARQL of this question is asked again.")]
    data_version: Annotated[int, Field(description="The revision of the graph that gave this answer.")]
    licence: Annotated[tuple[str, ...], Field(description="The licences of the data sets in the graph.")]
    summary: CoverageModel | None = None


class HitModel(Model):
    """A thing that answers to the text: its kind, and the name or code that matched, in its own language."""

    iri: str
    kind: str
    label: str
    language: str
    role: Annotated[str, Field(description="prefLabel, altLabel or notation")]


class SearchModel(Model):
    """Things that answer to a text, best first."""

    items: Sequence[HitModel]
    data_version: int
