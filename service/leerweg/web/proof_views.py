"""Proofs as a reader sees them: one entry per offer and recognition, with a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

from leerweg.model.answers import Proof, Reference
from leerweg.web.charts import Timeline, draw_timeline

__all__ = ["ProofView", "last_part", "view_proofs"]


@dataclass(frozen=True)
class ProofView:
    """One way in which a workplace teaches a competence; `mentors` counts the eligible ones, `free` the places left.

    Both are None where availability was not asked. `match` is a text key: `same`, `exact`, `includes`, `partly`,
    `near`.
    """

    proves: bool
    match: str
    taught: Reference
    offer: str
    offered_from: date
    offered_until: date | None
    recognition: str
    number: str
    programme: Reference
    granter: Reference
    decided: date | None
    timeline: Timeline | None
    mentors: int | None = None
    places: int | None = None
    free: int | None = None


_MATCHES = {
    "same": "same",
    "exact match": "exact",
    "includes narrower": "includes",
    "partly offered": "partly",
    "near match": "near",
}


def view_proofs(proofs: Sequence[Proof], on: date) -> list[ProofView]:
    """The proofs, best first; the same offer and recognition with several mentors is one proof with as many mentors."""
    groups: dict[tuple[object, ...], list[Proof]] = {}
    for proof in proofs:
        recognition = proof.recognition.recognition if proof.recognition else ""
        groups.setdefault((proof.proves, proof.match, proof.taught.iri, proof.offer, recognition), []).append(proof)
    return [_view(group, on) for group in groups.values()]


def last_part(iri: str) -> str:
    """What a thing without a name or code is called: the last part of its IRI."""
    return unquote(iri.rstrip("/#").replace("#", "/").rpartition("/")[2]) or iri


def _view(group: Sequence[Proof], on: date) -> ProofView:
    first = group[0]
    recognition = first.recognition
    mentors = {proof.mentor for proof in group if proof.mentor}
    # The same places may be stated for all programmes and for one: the most that are free count, not their sum.
    capacities = [
        (proof.places - (proof.places_taken or 0), proof.places) for proof in group if proof.places is not None
    ]
    free, places = max(capacities, default=(None, None))
    nobody = Reference("")
    return ProofView(
        first.proves,
        _MATCHES[first.match],
        first.taught,
        first.offer,
        first.offered_from,
        first.offered_until,
        recognition.recognition if recognition else "",
        last_part(recognition.recognition) if recognition else "",
        recognition.programme if recognition else nobody,
        recognition.granter if recognition else nobody,
        recognition.decided if recognition else None,
        draw_timeline(recognition.valid_from, recognition.valid_until, on) if recognition else None,
        len(mentors) if places is not None else None,
        places,
        free,
    )
