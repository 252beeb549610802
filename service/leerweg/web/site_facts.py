"""What a workplace's page tells on a date: recognitions, mentors, places, and what is taught there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from leerweg.coverage import CoverageAtlas
from leerweg.coverage.places import places_of
from leerweg.model.answers import Basis, CompetenceAnswer, Reference
from leerweg.namespaces import LW
from leerweg.store import Reader
from leerweg.web.asking import Labels, Row, ask_rows
from leerweg.web.charts import Timeline, draw_timeline

__all__ = ["SiteFacts", "Taught", "read_site"]

_MOST = 1_000
_NEAR = "near match"


@dataclass(frozen=True)
class RecognitionFact:
    """A recognition and its state on the date: a text key (`in_force`, `future`, `ended`, `lifted`, `suspended`)."""

    reference: Reference
    programme: Reference
    granter: Reference
    decided: date | None
    lifted: date | None
    state: str
    timeline: Timeline


@dataclass(frozen=True)
class PeriodFact:
    """Something that holds in a period: an exclusion, a mentor role (`eligible`), or places (`places`, `taken`)."""

    reference: Reference
    start: date
    end: date | None
    eligible: bool = False
    places: int = 0
    taken: int | None = None


@dataclass(frozen=True)
class Taught:
    """A competence: what the workplace says of it (a text key, or empty where it follows) and the standing."""

    competence: Reference
    says: str
    standing: str


@dataclass(frozen=True)
class SiteFacts:
    """A workplace on a date. A period whose programme is not stated has a reference without IRI."""

    on: date
    organisation: Reference
    municipality: Reference
    recognitions: tuple[RecognitionFact, ...]
    exclusions: tuple[PeriodFact, ...]
    mentors: tuple[PeriodFact, ...]
    places: tuple[PeriodFact, ...]
    taught: tuple[Taught, ...]


def read_site(reader: Reader, atlas: CoverageAtlas, iri: str, on: date, language: str) -> SiteFacts:
    """The facts about one workplace. Raises StoreError when the store fails."""
    recognitions = ask_rows(
        reader, "list_recognitions", "recognition", "programme", "granter", "decided", "from", "until", "lifted",
        "state", site=iri, on=on,
    )  # fmt: skip
    exclusions = ask_rows(reader, "list_exclusions", "excluded", "from", "until", site=iri, on=on)
    mentors = ask_rows(reader, "list_mentors", "mentor", "programme", "eligible", "from", "until", site=iri)
    places = ask_rows(reader, "list_places", "capacity", "programme", "places", "taken", "from", "until", site=iri)
    offers = ask_rows(reader, "list_offers", "says", "competence", site=iri, on=on)
    columns = ("recognition", "programme", "granter", "excluded", "competence")
    rows = [*recognitions, *exclusions, *mentors, *places, *offers]
    place = places_of(reader, [iri])[iri]
    named = {row[column] for row in rows for column in columns if column in row}
    labels = Labels(reader, named | {place.organisation, place.municipality}, language)

    def reference(row: Row, column: str) -> Reference:
        named = row.get(column, "")
        return Reference(named, labels.name(named), labels.code(named))

    def period(row: Row, column: str) -> PeriodFact:
        return PeriodFact(
            reference(row, column),
            date.fromisoformat(row["from"]),
            _day(row, "until"),
            row.get("eligible") in ("true", "1"),
            int(row.get("places", "0")),
            int(row["taken"]) if "taken" in row else None,
        )

    return SiteFacts(
        on,
        Reference(place.organisation, labels.name(place.organisation)),
        Reference(place.municipality, labels.name(place.municipality)),
        tuple(
            RecognitionFact(
                reference(row, "recognition"),
                reference(row, "programme"),
                reference(row, "granter"),
                _day(row, "decided"),
                _day(row, "lifted"),
                row["state"],
                draw_timeline(date.fromisoformat(row["from"]), date.fromisoformat(row["until"]), on),
            )
            for row in recognitions
        ),
        tuple(period(row, "excluded") for row in exclusions),
        tuple(period(row, "programme") for row in mentors),
        tuple(period(row, "programme") for row in places),
        _taught(
            {row["competence"]: (reference(row, "competence"), row["says"].removeprefix(LW)) for row in offers},
            _answers(atlas, iri, on, Basis.STATED, language),
            _answers(atlas, iri, on, Basis.RECOGNISED, language),
        ),
    )


def _answers(atlas: CoverageAtlas, iri: str, on: date, basis: Basis, language: str) -> Mapping[str, CompetenceAnswer]:
    """What the atlas says is taught, near matches aside: they would name half the world of a general competence."""
    answer = atlas.competences(iri, on=on, basis=basis, language=language, size=_MOST)
    return {item.competence.iri: item for item in answer.items if item.proofs[0].match != _NEAR}


def _taught(
    said: Mapping[str, tuple[Reference, str]],
    stated: Mapping[str, CompetenceAnswer],
    recognised: Mapping[str, CompetenceAnswer],
) -> tuple[Taught, ...]:
    taught = []
    for iri in {**said, **stated}:
        competence, says = said.get(iri) or (stated[iri].competence, "")
        known = recognised.get(iri)
        standing = "unrecognised" if known is None else "proved" if known.proved else "possible"
        taught.append(Taught(competence, says, "" if says == "doesNotOfferCompetence" else standing))
    order = ("proved", "possible", "unrecognised", "")
    return tuple(sorted(taught, key=lambda item: (order.index(item.standing), item.competence.label)))


def _day(row: Row, column: str) -> date | None:
    return date.fromisoformat(row[column]) if column in row else None
